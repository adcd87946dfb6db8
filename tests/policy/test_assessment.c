#include "test.h"

#include "base/date.h"
#include "policy/assessment.h"

#define HASH "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define HEAD                                                              \
	"{\"assessor\":\"Ana Example\",\"recipient\":\"the university\"," \
	"\"source_data_remain\":true,"
#define DAYS                                                     \
	"\"assessed\":\"2026-03-01\",\"review\":\"2027-03-01\"," \
	"\"sha256\":\"" HASH "\","
#define ANSWER(word, possible) \
	"\"" word "\":{\"possible\":" possible ",\"reason\":\"r\"}"
#define QUESTIONS(link)                                               \
	"\"questions\":{" ANSWER("singling_out", "false") "," ANSWER( \
	    "linkability", link) "," ANSWER("inference", "false") "}}"

static struct om_assessment *a;

static void
close_it(void)
{
	om_assessment_close(a);
	a = NULL;
}

static int
parse(const char *text)
{
	close_it();
	return om_assessment_parse(
	    &a, "a.json", om_span_of(text), om_day_of(2026, 3, 2));
}

START_TEST(a_whole_assessment_is_read)
{
	ck_ok(parse(HEAD DAYS QUESTIONS("false")));
	ck_assert_str_eq(a->assessor, "Ana Example");
	ck_assert_str_eq(a->recipient, "the university");
	ck_assert_str_eq(a->sha256, HASH);
	ck_assert_int_eq(a->review, om_day_of(2027, 3, 1));
	ck_assert(a->source_remains);
	ck_assert_int_eq(om_assessment_doubt(a), OM_QUESTIONS);
}
END_TEST

START_TEST(a_doubt_is_found)
{
	ck_ok(parse(HEAD DAYS QUESTIONS("true")));
	ck_assert_int_eq(om_assessment_doubt(a), OM_QUESTION_LINKABILITY);
	ck_assert_str_eq(
	    om_question_word(OM_QUESTION_LINKABILITY), "linkability");
}
END_TEST

static void
refused(const char *text, const char *why)
{
	ck_code(parse(text), OM_USAGE);
	ck_assert_msg(strstr(om_failure(), why) != NULL, "'%s'", om_failure());
}

START_TEST(what_is_missing_or_late_is_refused)
{
	refused("{}", "assessor");
	refused(HEAD DAYS "\"questions\":{" ANSWER("linkability", "false") "}}",
	    "singling_out");
	refused(HEAD QUESTIONS("false"), "assessed");
	/* made tomorrow; due for review today; no date; no hash; no name */
	refused(HEAD "\"assessed\":\"2026-03-03\",\"review\":\"2027-03-01\","
		     "\"sha256\":\"" HASH "\"," QUESTIONS("false"),
	    "assessed");
	refused(HEAD "\"assessed\":\"2026-03-01\",\"review\":\"2026-03-02\","
		     "\"sha256\":\"" HASH "\"," QUESTIONS("false"),
	    "review");
	refused(HEAD "\"assessed\":\"2026-02-30\",\"review\":\"2027-03-02\","
		     "\"sha256\":\"" HASH "\"," QUESTIONS("false"),
	    "assessed");
	refused(HEAD "\"assessed\":\"2026-03-01\",\"review\":\"2027-03-02\","
		     "\"sha256\":\"0\"," QUESTIONS("false"),
	    "sha256");
	refused("{\"assessor\":\" \",\"recipient\":\"r\","
		"\"source_data_remain\":true," DAYS QUESTIONS("false"),
	    "assessor");
	refused(HEAD DAYS
	    "\"questions\":{"
	    "\"singling_out\":{\"possible\":false,\"reason\":\"\"}," ANSWER(
		"linkability", "false") "," ANSWER("inference", "false") "}}",
	    "questions.singling_out");
}
END_TEST

OM_SUITE(policy_assessment)
{
	tcase_add_checked_fixture(tests, NULL, close_it);
	tcase_add_test(tests, a_whole_assessment_is_read);
	tcase_add_test(tests, a_doubt_is_found);
	tcase_add_test(tests, what_is_missing_or_late_is_refused);
}
