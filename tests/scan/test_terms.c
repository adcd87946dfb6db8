#include "test.h"

#include "scan/terms.h"

/* The number of a text among ["Legal entity", "N/A"] and ["no-reply"]. */
static int
number_of(const struct om_terms *t, const char *text)
{
	return om_terms_find(t, om_span_of(text));
}

static int
add(struct om_terms *t, const char *list, int number)
{
	struct om_config c;
	json_t *array = json_loads(list, 0, NULL);
	int rc;

	ck_assert_ptr_nonnull(array);
	ck_ok(om_config_parse(&c, "terms.json", OM_SPAN("{}")));
	rc = om_terms_add(t, &c, array, number);
	json_decref(array);
	om_config_close(&c);
	return rc;
}

START_TEST(a_whole_text_is_a_term_whatever_its_case_and_joints)
{
	struct om_arena arena = { 0 };
	struct om_terms *t = om_terms_new(&arena);

	ck_ok(add(t, "[\"Legal entity\", \"ja\"]", 7));
	ck_ok(add(t, "[\"no-reply\"]", 0));
	ck_assert_int_eq(number_of(t, "LEGAL_ENTITY"), 7);
	ck_assert_int_eq(number_of(t, "legalentity"), 7);
	ck_assert_int_eq(number_of(t, "No.Reply"), 0);
	ck_assert_int_eq(number_of(t, "legal entities"), -1);
	ck_assert_int_eq(number_of(t, "legal"), -1);
	ck_assert_int_eq(number_of(t, ""), -1);
	ck_assert_int_eq(number_of(t, "-_ ."), -1);
	om_arena_free(&arena);
}
END_TEST

/* OM_TERM_MAX is 32. */
START_TEST(a_term_has_at_most_32_bytes)
{
	struct om_arena arena = { 0 };
	struct om_terms *t = om_terms_new(&arena);

	ck_ok(add(t, "[\"abcdefghijklmnopqrstuvwxyz-012345\"]", 1));
	ck_assert_int_eq(number_of(t, "abcdefghijklmnopqrstuvwxyz012345"), 1);
	ck_assert_int_eq(number_of(t, "abcdefghijklmnopqrstuvwxyz0123456"), -1);
	ck_code(add(t, "[\"abcdefghijklmnopqrstuvwxyz0123456\"]", 1), OM_USAGE);
	om_arena_free(&arena);
}
END_TEST

START_TEST(a_term_has_one_meaning)
{
	struct om_arena arena = { 0 };
	struct om_terms *t = om_terms_new(&arena);

	ck_ok(add(t, "[\"staff\", \"Staff\"]", 1));
	ck_code(add(t, "[\"STAFF\"]", 2), OM_USAGE);
	ck_assert_int_eq(number_of(t, "staff"), 1);
	ck_code(add(t, "[\" \"]", 1), OM_USAGE);
	ck_code(add(t, "[1]", 1), OM_USAGE);
	ck_code(add(t, "{}", 1), OM_USAGE);
	om_arena_free(&arena);
}
END_TEST

OM_SUITE(scan_terms)
{
	tcase_add_test(
	    tests, a_whole_text_is_a_term_whatever_its_case_and_joints);
	tcase_add_test(tests, a_term_has_at_most_32_bytes);
	tcase_add_test(tests, a_term_has_one_meaning);
}
