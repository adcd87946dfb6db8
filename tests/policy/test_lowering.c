#include "test.h"

#include "base/memory.h"
#include "policy/judge.h"

/* An organisation's policy over the GDPR, as of a decision's two dates. */
static struct om_kinds *kinds;
static struct om_policy *policy;
static struct om_verdict verdict;

static void
open_kinds(void)
{
	ck_ok(om_kinds_open(&kinds, NULL));
}

static void
close_kinds(void)
{
	om_policy_close(policy);
	policy = NULL;
	om_kinds_close(kinds);
}

/* The section has one rule or exception, # where its review stands. */
static int
parse(const char *section, const char *review)
{
	struct om_buf text = OM_BUF(1 << 16);
	const char *gap = strchr(section, '#');
	int rc;

	om_buf_text(&text,
	    "{\"policy\":\"ours\",\"title\":\"Ours\",\"extends\":\"gdpr\",");
	om_buf_add(&text, om_span_bytes(section, (size_t)(gap - section)));
	om_buf_text(&text, review);
	om_buf_text(&text, gap + 1);
	om_buf_text(&text, "}");
	rc = om_policy_parse(
	    &policy, kinds, NULL, "ours.json", om_buf_span(&text));
	om_buf_free(&text);
	return rc;
}

#define DECISION                                                        \
	"\"decision\":{\"reason\":\"Posts here have many holders.\","   \
	"\"by\":\"the data protection officer\",\"on\":\"2020-01-01\"," \
	"\"review\":\"#\"},"

/* The post at an employer identifies only with a birth date beside it. */
#define NARROWER                                                          \
	"\"keys\":[],\"rules\":[{\"id\":\"post\",\"all\":[\"job_title\"," \
	"\"employer\",\"birth_date\"],\"verdict\":\"personal\"," DECISION \
	"\"cite\":\"our record 7\",\"why\":\"Many hold one post.\","      \
	"\"examples\":{\"fires\":[[\"job_title\",\"employer\","           \
	"\"birth_date\"]],\"silent\":[[\"job_title\",\"employer\"]]}}]"

#define EXCEPTION                                                           \
	"\"keys\":[],\"rules\":[],\"exceptions\":[{\"id\":\"switchboard\"," \
	"\"any\":[\"phone\"],\"sets_aside\":[\"phone\"]," DECISION          \
	"\"cite\":\"our record 8\",\"why\":\"All share one number.\","      \
	"\"examples\":{\"fires\":[[\"phone\"]],\"silent\":[[\"email\"]]}}]"

static void
check(const char *a, const char *b, enum om_verdict_value value)
{
	struct om_kind_set set = { { 0 } };

	om_kind_set_add(&set, om_kinds_find(kinds, om_span_of(a)));
	if (b != NULL)
		om_kind_set_add(&set, om_kinds_find(kinds, om_span_of(b)));
	om_policy_judge(&verdict, policy, &set);
	ck_assert_int_eq(verdict.value, value);
}

static void
collect(void *state, const char *line)
{
	om_buf_format(state, "%s|", line);
}

/* The warnings that the policy gives, joined. */
static void
check_warned(const char *expected)
{
	struct om_buf lines = OM_BUF(1024);

	om_policy_warn(policy, NULL, collect, &lines);
	ck_assert_msg(strstr(lines.n == 0 ? "" : lines.p, expected) != NULL,
	    "'%s' lacks '%s'", lines.n == 0 ? "" : lines.p, expected);
	ck_assert(*expected != '\0' || lines.n == 0);
	om_buf_free(&lines);
}

START_TEST(a_decision_lowers_the_verdict_until_its_review)
{
	ck_ok(parse(NARROWER, "2999-12-31"));
	check("job_title", "employer", OM_VERDICT_NOT_ESTABLISHED);
	check_warned("");
	ck_ok(om_policy_check(policy));
}
END_TEST

START_TEST(after_its_review_the_bases_rule_stands_again)
{
	ck_ok(parse(NARROWER, "2020-12-31"));
	check("job_title", "employer", OM_VERDICT_PERSONAL);
	ck_assert_str_eq(
	    verdict.spoken[0].rule->cite, "GDPR Art. 4(1); recital 26");
	check_warned("post: the decision on it is due for review");
}
END_TEST

START_TEST(an_exception_needs_a_decision_and_ends_with_it)
{
	ck_ok(parse(EXCEPTION, "2999-12-31"));
	check("phone", NULL, OM_VERDICT_NOT_ESTABLISHED);
	check("phone", "email", OM_VERDICT_PERSONAL);
	om_policy_close(policy);
	policy = NULL;
	ck_ok(parse(EXCEPTION, "2020-12-31"));
	check("phone", NULL, OM_VERDICT_PERSONAL);
	ck_assert_uint_eq(verdict.n, 1);
	check_warned("switchboard: ");
}
END_TEST

START_TEST(what_only_says_more_needs_no_decision)
{
	ck_ok(parse("\"keys\":[{\"id\":\"name\",\"any\":[\"name.full\"],"
		    "\"verdict\":\"personal\",\"cite\":\"our record 9#\","
		    "\"why\":\"There are forty of us.\",\"examples\":{"
		    "\"fires\":[[\"name.full\"]],\"silent\":[[\"city\"]]}}],"
		    "\"rules\":[]",
	    ""));
	check("name.full", NULL, OM_VERDICT_PERSONAL);
	check("name.full", "language", OM_VERDICT_PERSONAL);
}
END_TEST

OM_SUITE(policy_lowering)
{
	tcase_add_checked_fixture(tests, open_kinds, close_kinds);
	tcase_add_test(tests, a_decision_lowers_the_verdict_until_its_review);
	tcase_add_test(tests, after_its_review_the_bases_rule_stands_again);
	tcase_add_test(tests, an_exception_needs_a_decision_and_ends_with_it);
	tcase_add_test(tests, what_only_says_more_needs_no_decision);
}
