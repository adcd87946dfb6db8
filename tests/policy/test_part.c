#include "policy/part.h"

#include "test.h"

START_TEST(a_part_is_one_that_a_record_can_have)
{
	static const char *const fit[] = { "/name", "/user_id", "/events",
		"/identifiers", "/identifiers/email", "/attributes",
		"/attributes/vat", "/attributes/address/street",
		"/attributes/line2024" };
	static const char *const none[] = { "", "vat", "/vat", "/names",
		"/name/first", "/events/1", "/created_at", "/attributes/",
		"/identifiers/", "/attributes/vat/" };

	for (size_t i = 0; i < sizeof(fit) / sizeof(fit[0]); i++)
		ck_assert_msg(om_part_fits(fit[i]), "%s", fit[i]);
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		ck_assert_msg(!om_part_fits(none[i]), "%s", none[i]);
}
END_TEST

/* Plans and policies stand in clear. */
START_TEST(nor_does_it_look_like_a_value_of_a_person)
{
	char wide[200] = "/attributes/";

	ck_assert(!om_part_fits("/identifiers/ana@post.example"));
	ck_assert(!om_part_fits("/attributes/Ana Ruiz"));
	ck_assert(!om_part_fits("/attributes/12025"));
	ck_assert(!om_part_fits("/attributes/a\nb"));
	memset(wide + strlen(wide), 'a', 120 - strlen(wide));
	ck_assert(om_part_fits(wide));
	wide[120] = 'a';
	ck_assert(!om_part_fits(wide));
}
END_TEST

START_TEST(a_part_covers_itself_and_what_is_in_it)
{
	ck_assert(om_part_covers("", OM_SPAN("")));
	ck_assert(om_part_covers("", OM_SPAN("/name")));
	ck_assert(om_part_covers("/name", OM_SPAN("/name")));
	ck_assert(om_part_covers("/attributes", OM_SPAN("/attributes/vat")));
	ck_assert(!om_part_covers("/attributes/vat", OM_SPAN("/attributes")));
	ck_assert(
	    !om_part_covers("/attributes/vat", OM_SPAN("/attributes/vat_id")));
	ck_assert(!om_part_covers("/name", OM_SPAN("")));
}
END_TEST

OM_SUITE(policy_part)
{
	tcase_add_test(tests, a_part_is_one_that_a_record_can_have);
	tcase_add_test(tests, nor_does_it_look_like_a_value_of_a_person);
	tcase_add_test(tests, a_part_covers_itself_and_what_is_in_it);
}
