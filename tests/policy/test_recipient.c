#include "test.h"

#include "base/file.h"
#include "base/memory.h"
#include "policy/recipient.h"

/* 2026-11-23 */
enum { TODAY = 20780 };

static int
load(struct om_recipient *out, const char *members)
{
	struct om_buf text = OM_BUF(4096);
	char *path = om_path_join(om_test_folder(), "recipient.json");
	int rc;

	om_buf_format(&text, "{%s}", members);
	ck_ok(om_file_replace(path, om_buf_span(&text), 0600));
	rc = om_recipient_load(out, path);
	om_free(path);
	om_buf_free(&text);
	return rc;
}

#define MEMBERS(can, on, review)                                            \
	"\"recipient\":\"Institute\",\"can_identify\":" can                 \
	",\"why\":\"No key, no register.\",\"by\":\"officer\",\"on\":\"" on \
	"\",\"review\":\"" review "\""

/* What a verdict becomes for that recipient. */
static enum om_verdict_value
becomes(const char *members, enum om_verdict_value value)
{
	struct om_recipient r;
	struct om_verdict *v = om_new(1, sizeof(*v));
	enum om_verdict_value found;

	ck_ok(load(&r, members));
	v->value = value;
	found = om_recipient_verdict(&r, v, TODAY);
	om_recipient_close(&r);
	om_free(v);
	return found;
}

/* C-413/23 P: relative to who can reasonably identify. */
START_TEST(only_what_is_the_key_holders_changes_for_an_assessed_recipient)
{
	const char *cannot = MEMBERS("false", "2026-01-01", "2027-01-01");

	ck_assert_int_eq(becomes(cannot, OM_VERDICT_PERSONAL_FOR_HOLDER),
	    OM_VERDICT_NOT_ESTABLISHED);
	ck_assert_int_eq(
	    becomes(cannot, OM_VERDICT_PERSONAL), OM_VERDICT_PERSONAL);
	ck_assert_int_eq(becomes(cannot, OM_VERDICT_NOT_ESTABLISHED),
	    OM_VERDICT_NOT_ESTABLISHED);
}
END_TEST

START_TEST(an_assessment_holds_from_its_day_to_its_review)
{
	const enum om_verdict_value holder = OM_VERDICT_PERSONAL_FOR_HOLDER;

	ck_assert_int_eq(
	    becomes(MEMBERS("true", "2026-01-01", "2027-01-01"), holder),
	    holder);
	ck_assert_int_eq(
	    becomes(MEMBERS("false", "2026-01-01", "2026-11-22"), holder),
	    holder);
	ck_assert_int_eq(
	    becomes(MEMBERS("false", "2026-11-24", "2027-01-01"), holder),
	    holder);
	ck_assert_int_eq(
	    becomes(MEMBERS("false", "2026-11-23", "2026-11-23"), holder),
	    OM_VERDICT_NOT_ESTABLISHED);
}
END_TEST

static void
refused(const char *members, const char *message)
{
	struct om_recipient r;

	ck_code(load(&r, members), OM_USAGE);
	ck_assert_msg(strstr(om_failure(), message) != NULL, "'%s', not '%s'",
	    om_failure(), message);
}

START_TEST(an_assessment_says_all_that_it_rests_on)
{
	refused("\"recipient\":\"Institute\"", "can_identify is missing");
	refused(MEMBERS("false", "2026", "2027-01-01"), "on is no date");
	refused(MEMBERS("false", "2026-01-01", "later"), "review is no date");
	refused(MEMBERS("false", "2026-01-02", "2026-01-01"),
	    "review is before the assessment");
	refused("\"recipient\":\"\",\"can_identify\":false,\"why\":\"w\","
		"\"by\":\"b\",\"on\":\"2026-01-01\",\"review\":\"2026-01-01\"",
	    "has an empty recipient, why or by");
}
END_TEST

START_TEST(an_assessment_is_written_out_with_the_verdict)
{
	struct om_recipient r;
	struct om_verdict *v = om_new(1, sizeof(*v));
	struct om_buf text = OM_BUF(1024);
	struct om_json j = OM_JSON(&text, false);

	ck_ok(load(&r, MEMBERS("false", "2026-01-01", "2027-01-01")));
	v->value = OM_VERDICT_PERSONAL_FOR_HOLDER;
	om_recipient_json(&j, NULL, &r, v, TODAY);
	ck_assert_str_eq(text.p,
	    "{\"name\":\"Institute\",\"verdict\":\"not-established\","
	    "\"can_identify\":false,\"why\":\"No key, no register.\","
	    "\"by\":\"officer\",\"on\":\"2026-01-01\","
	    "\"review\":\"2027-01-01\"}");
	om_recipient_close(&r);
	om_buf_free(&text);
	om_free(v);
}
END_TEST

OM_SUITE(policy_recipient)
{
	tcase_add_test(tests,
	    only_what_is_the_key_holders_changes_for_an_assessed_recipient);
	tcase_add_test(tests, an_assessment_holds_from_its_day_to_its_review);
	tcase_add_test(tests, an_assessment_says_all_that_it_rests_on);
	tcase_add_test(tests, an_assessment_is_written_out_with_the_verdict);
}
