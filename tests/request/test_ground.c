#include "test.h"

#include "request/ground.h"

START_TEST(every_ground_has_an_article_and_a_sentence)
{
	const struct om_ground *g;
	size_t n = 0;

	for (; (g = om_ground_at(n)) != NULL; n++) {
		ck_assert(strstr(g->cite, "GDPR Art. ") != NULL ||
			  strstr(g->cite, "Cal. Civ. Code ") != NULL);
		ck_assert_int_eq(g->text[strlen(g->text) - 1], '.');
		ck_assert_ptr_eq(om_ground_of(g->word, g->regime), g);
	}
	/* Art. 17(1), 17(3)(a)-(e), 105(a), 105(d)(1)-(8), 145 and the
	 * general ones. */
	ck_assert_uint_eq(n, 23);
}
END_TEST

START_TEST(a_ground_holds_under_its_own_law)
{
	const struct om_ground *g;

	ck_ok(om_ground_find(&g, "legal_claims", "gdpr", "erase"));
	ck_assert_str_eq(g->cite, "GDPR Art. 17(3)(e)");
	ck_ok(om_ground_find(&g, "legal_claims", "uk-gdpr", "erase"));
	ck_code(om_ground_find(&g, "legal_claims", "ccpa", "erase"), OM_USAGE);
	ck_ok(om_ground_find(&g, "transaction", "ccpa", "erase"));
	ck_assert_str_eq(g->cite, "Cal. Civ. Code 1798.105(d)(1)");
	ck_code(om_ground_find(&g, "transaction", "gdpr", "erase"), OM_USAGE);
	ck_ok(om_ground_find(&g, "not_identified", "ccpa", "erase"));
	ck_assert_ptr_null(strstr(g->cite, "GDPR"));
	ck_ok(om_ground_find(&g, "not_identified", "gdpr", "erase"));
	ck_assert_ptr_null(strstr(g->cite, "CCR"));
}
END_TEST

START_TEST(a_ground_holds_against_its_right)
{
	const struct om_ground *g;

	ck_code(om_ground_find(&g, "legal_claims", "gdpr", "access"), OM_USAGE);
	ck_assert_ptr_nonnull(strstr(om_failure(), "others_rights"));
	ck_code(om_ground_find(&g, "transaction", "ccpa", "access"), OM_USAGE);
	ck_code(om_ground_find(&g, "others_rights", "gdpr", "erase"), OM_USAGE);
	ck_ok(om_ground_find(&g, "others_rights", "gdpr", "access"));
	ck_ok(om_ground_find(&g, "others_rights", "gdpr", "portability"));
	ck_ok(om_ground_find(&g, "excessive", "gdpr", "pseudonymize"));
}
END_TEST

START_TEST(a_refusal_need_not_be_an_exemption)
{
	const struct om_ground *g;

	ck_ok(om_ground_find(&g, "no_ground", "uk-gdpr", "erase"));
	ck_assert_str_eq(g->cite, "GDPR Art. 17(1)");
	ck_code(om_ground_find(&g, "no_ground", "gdpr", "access"), OM_USAGE);
	ck_ok(om_ground_find(&g, "exempt", "ccpa", "access"));
	ck_ok(om_ground_find(&g, "exempt", "ccpa", "erase"));
	ck_code(om_ground_find(&g, "exempt", "gdpr", "erase"), OM_USAGE);
	ck_ok(om_ground_find(&g, "not_collected_from_you", "ccpa", "erase"));
	ck_assert_str_eq(g->cite, "Cal. Civ. Code 1798.105(a)");
	ck_code(om_ground_find(&g, "not_collected_from_you", "ccpa", "access"),
	    OM_USAGE);
	/* A first request can be excessive (CJEU C-526/24). */
	ck_ok(om_ground_find(&g, "excessive", "gdpr", "access"));
	ck_assert_ptr_null(strstr(g->text, "repeat"));
	ck_ok(om_ground_find(&g, "not_identified", "gdpr", "access"));
	ck_assert_str_eq(g->cite, "GDPR Art. 12(6), 12(2)");
}
END_TEST

START_TEST(an_unknown_ground_lists_those_of_the_law)
{
	const struct om_ground *g;

	ck_code(om_ground_find(&g, "because", "gdpr", "erase"), OM_USAGE);
	ck_assert_ptr_nonnull(strstr(om_failure(), "public_health"));
	ck_assert_ptr_null(strstr(om_failure(), "calecpa"));
	ck_assert_ptr_null(om_ground_of("because", "gdpr"));
}
END_TEST

OM_SUITE(request_ground)
{
	tcase_add_test(tests, every_ground_has_an_article_and_a_sentence);
	tcase_add_test(tests, a_ground_holds_under_its_own_law);
	tcase_add_test(tests, a_ground_holds_against_its_right);
	tcase_add_test(tests, a_refusal_need_not_be_an_exemption);
	tcase_add_test(tests, an_unknown_ground_lists_those_of_the_law);
}
