#include "test.h"

#include "cmd/nearest.h"

static const char *
nearest(const char *word)
{
	static const char *const known[] = { "request", "report", "risk",
		"redact", "due", "db", "scan", "pseudonymize", NULL };
	struct om_nearest n = { om_span_of(word), NULL, 0 };

	for (size_t i = 0; known[i] != NULL; i++)
		om_nearest_offer(&n, known[i]);
	return n.best == NULL ? "" : n.best;
}

START_TEST(a_slip_of_the_keys_is_forgiven)
{
	ck_assert_str_eq(nearest("reqest"), "request");
	ck_assert_str_eq(nearest("requset"), "request");
	ck_assert_str_eq(nearest("reprot"), "report");
	ck_assert_str_eq(nearest("pseudonymise"), "pseudonymize");
	ck_assert_str_eq(nearest("sacn"), "scan");
	ck_assert_str_eq(nearest("deu"), "due");
	ck_assert_str_eq(nearest("bd"), "db");
}
END_TEST

START_TEST(the_nearest_of_several_is_taken)
{
	ck_assert_str_eq(nearest("redat"), "redact");
	ck_assert_str_eq(nearest("request"), "request");
	ck_assert_str_eq(nearest("rsk"), "risk");
}
END_TEST

START_TEST(what_is_far_from_all_has_none)
{
	ck_assert_str_eq(nearest("xyzzy"), "");
	ck_assert_str_eq(nearest("email:ana@example.com"), "");
	ck_assert_str_eq(nearest("x"), "");
	ck_assert_str_eq(
	    nearest("a word that is longer than any command of ours"), "");
}
END_TEST

START_TEST(tame_words_are_those_of_a_command_line)
{
	ck_assert(om_nearest_is_tame(OM_SPAN("dry-run")));
	ck_assert(om_nearest_is_tame(OM_SPAN("n5")));
	ck_assert(om_nearest_is_tame(OM_SPAN("JSON")));
	ck_assert(om_nearest_is_tame(OM_SPAN("abcdefghijklmnopqrstuvwx")));
	ck_assert(!om_nearest_is_tame(OM_SPAN("abcdefghijklmnopqrstuvwxy")));
	ck_assert(!om_nearest_is_tame(OM_SPAN("")));
	ck_assert(!om_nearest_is_tame(OM_SPAN("ana@example.com")));
	ck_assert(!om_nearest_is_tame(OM_SPAN("zo\xc3\xab")));
	ck_assert(!om_nearest_is_tame(OM_SPAN("a b")));
}
END_TEST

OM_SUITE(cmd_nearest)
{
	tcase_add_test(tests, a_slip_of_the_keys_is_forgiven);
	tcase_add_test(tests, the_nearest_of_several_is_taken);
	tcase_add_test(tests, what_is_far_from_all_has_none);
	tcase_add_test(tests, tame_words_are_those_of_a_command_line);
}
