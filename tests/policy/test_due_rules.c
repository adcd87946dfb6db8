#include "test.h"

#include "base/file.h"
#include "base/memory.h"
#include "policy/due.h"

static const struct om_due_query queries[] = {
	{ .regime = "gdpr", .country = "DE", .received = 20780 },
	{ .regime = "ccpa", .country = "US-CA", .received = 20780 },
	{ .regime = "gdpr", .country = "FR", .received = 20781 },
	{ .regime = "gdpr", .country = "DE", .received = 20790 },
};

static void
expect_same(const struct om_due_query *plain, struct om_due_rules *rules)
{
	struct om_due_query q = *plain;
	struct om_due one, many;

	ck_ok(om_due(&one, &q));
	q.rules = rules;
	ck_ok(om_due(&many, &q));
	ck_assert_int_eq(one.due, many.due);
	ck_assert_uint_eq(one.n, many.n);
	ck_assert_str_eq(one.hash, many.hash);
	om_due_close(&one);
	om_due_close(&many);
}

START_TEST(rules_that_were_read_once_give_the_deadlines_of_rules_read_each_time)
{
	struct om_due_rules *rules;

	ck_ok(om_due_rules_open(&rules, NULL));
	for (size_t i = 0; i < sizeof(queries) / sizeof(queries[0]); i++)
		expect_same(&queries[i], rules);
	om_due_rules_close(rules);
}
END_TEST

START_TEST(a_calendar_is_read_once_and_its_hash_is_its_own)
{
	const struct om_calendar *de, *again, *fr;
	const char *hash_de, *hash_again, *hash_fr;
	struct om_due_rules *rules;

	ck_ok(om_due_rules_open(&rules, NULL));
	ck_ok(om_due_rules_calendar(&de, &hash_de, rules, "DE"));
	ck_ok(om_due_rules_calendar(&fr, &hash_fr, rules, "FR"));
	ck_ok(om_due_rules_calendar(&again, &hash_again, rules, "DE"));
	ck_assert_ptr_eq(de, again);
	ck_assert_str_eq(hash_de, hash_again);
	ck_assert_str_ne(hash_de, hash_fr);
	om_due_rules_close(rules);
}
END_TEST

START_TEST(what_is_no_country_and_a_file_with_a_mistake_are_refused)
{
	const char *folder = om_test_folder();
	char *path = om_path_join(folder, "deadlines.json");
	struct om_due_rules *rules;
	const struct om_calendar *calendar;
	const char *hash;

	ck_ok(om_due_rules_open(&rules, NULL));
	ck_code(om_due_rules_calendar(&calendar, &hash, rules, "no"), OM_USAGE);
	om_due_rules_close(rules);
	ck_ok(om_file_create(path, OM_SPAN("{}"), 0600));
	ck_code(om_due_rules_open(&rules, folder), OM_USAGE);
	om_free(path);
}
END_TEST

/* Asked twice, and with what makes a difference. */
START_TEST(brief_deadlines_are_those_of_the_whole_and_stay_so)
{
	static const struct om_due_wait wait = { .asked = 20781,
		.until = 20791 };
	struct om_due_query q = { .regime = "gdpr", .right = "access" };
	struct om_due_rules *rules;
	struct om_due brief, whole;

	ck_ok(om_due_rules_open(&rules, NULL));
	for (int i = 0; i < 240; i++) {
		q.country = i / 60 % 2 ? "DE" : "FR";
		q.received = 20780 + i % 30;
		q.extended = i / 30 % 2;
		q.waits = &wait;
		q.wait_count = i > 220;
		q.rules = rules;
		ck_ok(om_due_brief(&brief, &q));
		q.rules = NULL;
		ck_ok(om_due(&whole, &q));
		ck_assert_int_eq(brief.due, whole.due);
		ck_assert_int_eq(brief.answer, whole.answer);
		ck_assert_int_eq(brief.paused_days, whole.paused_days);
		ck_assert(brief.extends == whole.extends);
		ck_assert(brief.extended == whole.extended);
		om_due_close(&whole);
	}
	q.rules = rules;
	q.regime = "none";
	ck_code(om_due_brief(&brief, &q), OM_NOTFOUND);
	om_due_rules_close(rules);
}
END_TEST

OM_SUITE(policy_due_rules)
{
	tcase_add_test(
	    tests, brief_deadlines_are_those_of_the_whole_and_stay_so);
	tcase_add_test(tests,
	    rules_that_were_read_once_give_the_deadlines_of_rules_read_each_time);
	tcase_add_test(tests, a_calendar_is_read_once_and_its_hash_is_its_own);
	tcase_add_test(
	    tests, what_is_no_country_and_a_file_with_a_mistake_are_refused);
}
