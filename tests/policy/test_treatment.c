#include "policy/treatment.h"

#include "test.h"

#include "base/file.h"
#include "base/memory.h"

static bool
apply(struct om_buf *out, enum om_treatment how, const char *value)
{
	om_buf_reset(out);
	return om_treatment_apply(out, how, om_span_of(value));
}

static void
gives(enum om_treatment how, const char *value, const char *wanted)
{
	struct om_buf b = OM_BUF(256);

	ck_assert_msg(apply(&b, how, value), "'%s'", value);
	ck_span_eq(om_buf_span(&b), wanted);
	om_buf_free(&b);
}

static void
drops(enum om_treatment how, const char *value)
{
	struct om_buf b = OM_BUF(256);

	ck_assert_msg(!apply(&b, how, value), "'%s'", value);
	ck_assert_uint_eq(b.n, 0);
	om_buf_free(&b);
}

START_TEST(what_is_kept_stays_and_what_is_dropped_goes)
{
	gives(OM_TREATMENT_KEEP, "de-AT", "de-AT");
	gives(OM_TREATMENT_KEEP, "", "");
	drops(OM_TREATMENT_DROP, "anything");
}
END_TEST

START_TEST(of_a_date_its_year_is_left)
{
	gives(OM_TREATMENT_YEAR, "1980-02-29", "1980");
	gives(OM_TREATMENT_YEAR, "1980-12-31T10:00:00Z", "1980");
	drops(OM_TREATMENT_YEAR, "1981-02-29");
	/* The one group of four digits is the year, wherever it stands. */
	gives(OM_TREATMENT_YEAR, "29.02.1980", "1980");
	gives(OM_TREATMENT_YEAR, "2/29/1980", "1980");
	gives(OM_TREATMENT_YEAR, "29 February 1980", "1980");
	drops(OM_TREATMENT_YEAR, "29.02.80");
	drops(OM_TREATMENT_YEAR, "1980 to 1981-2");
	drops(OM_TREATMENT_YEAR, "1.2.3 1980");
	drops(OM_TREATMENT_YEAR, "February 1980");
	drops(OM_TREATMENT_YEAR, "call 020 7946 0123");
	drops(OM_TREATMENT_YEAR, "29.02.19800");
	drops(OM_TREATMENT_YEAR, "1980");
	drops(OM_TREATMENT_YEAR, "1980-02");
	drops(OM_TREATMENT_YEAR, "1980-02-2");
	drops(OM_TREATMENT_YEAR, "19800229");
	drops(OM_TREATMENT_YEAR, "");
}
END_TEST

START_TEST(of_a_postal_code_two_characters_are_left)
{
	gives(OM_TREATMENT_PREFIX, "10115", "10");
	gives(OM_TREATMENT_PREFIX, "SW1A 1AA", "SW");
	gives(OM_TREATMENT_PREFIX, "94105-1234", "94");
	gives(OM_TREATMENT_PREFIX, "1010", "10");
	/* Shorter codes would stay nearly whole; longer ones are none. */
	drops(OM_TREATMENT_PREFIX, "123");
	drops(OM_TREATMENT_PREFIX, "94105-12345");
	drops(OM_TREATMENT_PREFIX, "\xc3\xa9\xc3\xa9\xc3\xa9");
	drops(OM_TREATMENT_PREFIX, "1\xc3\xa9"
				   "234");
	drops(OM_TREATMENT_PREFIX, "");
}
END_TEST

/* RFC 4291: 48 bits are a site's; of the older family, the first three. */
START_TEST(of_an_address_its_network_is_left)
{
	gives(OM_TREATMENT_NETWORK, "192.0.2.17", "192.0.2.0");
	gives(OM_TREATMENT_NETWORK, "2001:db8:1:2:3:4:5:6", "2001:db8:1::");
	gives(OM_TREATMENT_NETWORK, "2001:DB8::1", "2001:db8::");
	gives(OM_TREATMENT_NETWORK, "::ffff:192.0.2.17", "::ffff:192.0.2.0");
	drops(OM_TREATMENT_NETWORK, "192.0.2");
	drops(OM_TREATMENT_NETWORK, "192.0.2.256");
	drops(OM_TREATMENT_NETWORK, "2001:db8::1%eth0");
	drops(OM_TREATMENT_NETWORK, "");
	drops(OM_TREATMENT_NETWORK,
	    "1111:1111:1111:1111:1111:1111:1111:1111:1111:1111");
}
END_TEST

START_TEST(of_coordinates_one_decimal_is_left)
{
	gives(OM_TREATMENT_TENTH, "52.520008", "52.5");
	gives(OM_TREATMENT_TENTH, "-0.1278", "-0.1");
	gives(OM_TREATMENT_TENTH, "52.5200, 13.4050", "52.5, 13.4");
	gives(OM_TREATMENT_TENTH, "-33.86,151.2", "-33.8,151.2");
	drops(OM_TREATMENT_TENTH, "52");
	drops(OM_TREATMENT_TENTH, "52.");
	drops(OM_TREATMENT_TENTH, "1234.5678");
	drops(OM_TREATMENT_TENTH, "52.5N 13.4E");
	drops(OM_TREATMENT_TENTH, "1.2,3.4,5.6");
	drops(OM_TREATMENT_TENTH, "");
}
END_TEST

START_TEST(a_way_to_generalise_is_found_by_its_word)
{
	ck_assert_int_eq(
	    om_treatment_find(OM_SPAN("network")), OM_TREATMENT_NETWORK);
	ck_assert_int_eq(om_treatment_find(OM_SPAN("year")), OM_TREATMENT_YEAR);
	ck_assert_int_eq(om_treatment_find(OM_SPAN("keep")), OM_TREATMENT_DROP);
	ck_assert_int_eq(om_treatment_find(OM_SPAN("")), OM_TREATMENT_DROP);
}
END_TEST

START_TEST(of_an_age_its_decade_is_left)
{
	gives(OM_TREATMENT_DECADE, "47", "40-49");
	gives(OM_TREATMENT_DECADE, "40", "40-49");
	gives(OM_TREATMENT_DECADE, "49", "40-49");
	gives(OM_TREATMENT_DECADE, "0", "0-9");
	gives(OM_TREATMENT_DECADE, "130", "130-139");
	drops(OM_TREATMENT_DECADE, "131");
	drops(OM_TREATMENT_DECADE, "-4");
	drops(OM_TREATMENT_DECADE, "47.5");
	drops(OM_TREATMENT_DECADE, "about 40");
	drops(OM_TREATMENT_DECADE, "99999999999999999999999");
	drops(OM_TREATMENT_DECADE, "");
}
END_TEST

START_TEST(the_policy_treats_attributes_by_their_names)
{
	static const struct {
		const char *name;
		enum om_treatment how;
	} cases[] = {
		{ "language", OM_TREATMENT_KEEP },
		{ "Date of Birth", OM_TREATMENT_YEAR },
		{ "dateOfBirth", OM_TREATMENT_YEAR },
		{ "postcode", OM_TREATMENT_PREFIX },
		{ "zip", OM_TREATMENT_PREFIX },
		{ "age", OM_TREATMENT_DECADE },
		{ "country", OM_TREATMENT_KEEP },
		{ "email", OM_TREATMENT_DROP },
		{ "first_name", OM_TREATMENT_DROP },
		{ "street", OM_TREATMENT_DROP },
		{ "nobody knows this", OM_TREATMENT_DROP },
		{ "", OM_TREATMENT_DROP },
	};
	struct om_treatment_policy *p;

	ck_ok(om_treatment_open(&p, NULL));
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		ck_assert_msg(om_treatment_of(p, om_span_of(cases[i].name)) ==
				  cases[i].how,
		    "%s", cases[i].name);
	om_treatment_close(p);
	om_treatment_close(NULL);
}
END_TEST

/* The code of opening a workspace's own policies/pseudonym.json. */
static int
open_text(struct om_treatment_policy **p, const char *text)
{
	const char *folder = om_test_folder();
	char *path = om_path_join(folder, "pseudonym.json");
	int rc;

	ck_ok(om_file_create(path, om_span_of(text), 0600));
	rc = om_treatment_open(p, folder);
	om_free(path);
	return rc;
}

START_TEST(a_workspace_may_say_it_otherwise)
{
	struct om_treatment_policy *p;

	ck_ok(open_text(&p, "{\"keep\":[\"birth_date\"],\"generalise\":"
			    "[{\"kind\":\"language\",\"to\":\"prefix\"}]}"));
	ck_assert_int_eq(
	    om_treatment_of(p, OM_SPAN("date_of_birth")), OM_TREATMENT_KEEP);
	ck_assert_int_eq(
	    om_treatment_of(p, OM_SPAN("language")), OM_TREATMENT_PREFIX);
	ck_assert_int_eq(om_treatment_of(p, OM_SPAN("age")), OM_TREATMENT_DROP);
	om_treatment_close(p);
}
END_TEST

START_TEST(a_policy_with_a_fault_is_refused_by_its_path)
{
	static const struct {
		const char *text, *where;
	} bad[] = {
		{ "{\"keep\":[],\"generalise\":[],\"x\":1}", "x" },
		{ "{\"generalise\":[]}", "keep" },
		{ "{\"keep\":[]}", "generalise" },
		{ "{\"keep\":[\"language\",\"none\"],\"generalise\":[]}",
		    "keep[1]" },
		{ "{\"keep\":[],\"generalise\":[{\"kind\":\"age\","
		  "\"to\":\"century\"}]}",
		    "generalise[0]" },
		{ "{\"keep\":[],\"generalise\":[{\"kind\":\"none\","
		  "\"to\":\"year\"}]}",
		    "generalise[0]" },
		{ "{\"keep\":[],\"generalise\":[{\"kind\":\"age\"}]}",
		    "generalise[0]" },
		{ "{\"keep\":[],\"generalise\":[7]}", "generalise[0]" },
		{ "{\"keep\":[\"age\"],\"generalise\":[{\"kind\":\"age\","
		  "\"to\":\"year\"}]}",
		    "generalise[0]" },
	};
	struct om_treatment_policy *p;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		ck_assert_msg(
		    open_text(&p, bad[i].text) == OM_USAGE, "%s", bad[i].text);
		ck_assert_msg(strstr(om_failure(), bad[i].where) != NULL,
		    "%s: %s", bad[i].text, om_failure());
	}
}
END_TEST

OM_SUITE(policy_treatment)
{
	tcase_add_test(tests, what_is_kept_stays_and_what_is_dropped_goes);
	tcase_add_test(tests, of_a_date_its_year_is_left);
	tcase_add_test(tests, of_a_postal_code_two_characters_are_left);
	tcase_add_test(tests, of_an_address_its_network_is_left);
	tcase_add_test(tests, of_coordinates_one_decimal_is_left);
	tcase_add_test(tests, a_way_to_generalise_is_found_by_its_word);
	tcase_add_test(tests, of_an_age_its_decade_is_left);
	tcase_add_test(tests, the_policy_treats_attributes_by_their_names);
	tcase_add_test(tests, a_workspace_may_say_it_otherwise);
	tcase_add_test(tests, a_policy_with_a_fault_is_refused_by_its_path);
}
