#include "test.h"

#include "policy/due.h"

static struct om_due found;

static void
release(void)
{
	om_due_close(&found);
}

static int32_t
day(const char *text)
{
	int32_t d = 0;

	ck_ok(om_day_parse(&d, om_span_of(text)));
	return d;
}

/* A question asked and answered. */
static struct om_due_wait
wait(enum om_wait kind, const char *asked, const char *until)
{
	return (struct om_due_wait){
		.kind = kind, .asked = day(asked), .until = day(until)
	};
}

/*
 * When a request of Monday 2 March 2026 is due that saw these questions. The
 * month ends on Thursday 2 April.
 */
static void
expect(const char *regime, const struct om_due_wait *waits, size_t n,
    const char *due)
{
	const struct om_due_query q = { .regime = regime,
		.received = day("2026-03-02"),
		.waits = waits,
		.wait_count = n };
	struct om_buf text = OM_BUF(16);

	om_due_close(&found);
	ck_ok(om_due(&found, &q));
	om_day_format(&text, found.due);
	ck_assert_msg(
	    strcmp(text.p, due) == 0, "due %s and not %s", text.p, due);
	om_buf_free(&text);
}

static bool
says(const char *part)
{
	for (size_t i = 0; i < found.n; i++)
		if (strstr(found.steps[i].rule, part) != NULL)
			return true;
	return false;
}

START_TEST(every_question_has_its_word)
{
	enum om_wait back;

	for (int i = 0; i < OM_WAITS; i++) {
		enum om_wait kind = (enum om_wait)i;

		ck_assert(om_wait_parse(&back, om_span_of(om_wait_word(kind))));
		ck_assert_int_eq(back, kind);
		ck_assert_uint_gt(strlen(om_wait_title(kind)), 0);
	}
	ck_assert(!om_wait_parse(&back, OM_SPAN("identit")));
}
END_TEST

START_TEST(trap_02_proof_of_identity_stops_the_clock_in_the_union)
{
	struct om_due_wait w =
	    wait(OM_WAIT_IDENTITY, "2026-03-05", "2026-03-15");

	/* Ten days more end on Sunday 12 April. */
	expect("gdpr", &w, 1, "2026-04-13");
	ck_assert_int_eq(found.paused_days, 10);
	ck_assert(says("proof of identity was asked for on 2026-03-05, given "
		       "on 2026-03-15: the clock stood still, days not "
		       "counted: 10"));
	w.open = true;
	expect("gdpr", &w, 1, "2026-04-13");
	ck_assert(says("not given yet"));
}
END_TEST

/* Five working days after a Monday are over on the next one. */
START_TEST(trap_02_it_stops_no_clock_where_it_was_asked_late)
{
	struct om_due_wait w =
	    wait(OM_WAIT_IDENTITY, "2026-03-09", "2026-03-12");

	/* Sunday 5 April. */
	expect("gdpr", &w, 1, "2026-04-06");
	w = wait(OM_WAIT_IDENTITY, "2026-03-10", "2026-03-12");
	expect("gdpr", &w, 1, "2026-04-02");
	ck_assert_int_eq(found.paused_days, 0);
	ck_assert(says("the clock went on, as it was not asked at once"));
}
END_TEST

START_TEST(trap_02_it_stops_no_clock_a_second_time)
{
	const struct om_due_wait w[] = {
		wait(OM_WAIT_IDENTITY, "2026-03-03", "2026-03-05"),
		wait(OM_WAIT_IDENTITY, "2026-03-06", "2026-03-16"),
	};

	/* Saturday 4 April. */
	expect("gdpr", w, 2, "2026-04-06");
	ck_assert_int_eq(found.paused_days, 2);
	ck_assert(says("as the same was asked before"));
}
END_TEST

START_TEST(trap_02_a_question_of_scope_stops_the_clock_only_for_many_data)
{
	struct om_due_wait w =
	    wait(OM_WAIT_CLARIFICATION, "2026-03-03", "2026-03-10");

	expect("gdpr", &w, 1, "2026-04-02");
	ck_assert(says("it was not stated that the data are many"));
	w.large = true;
	expect("gdpr", &w, 1, "2026-04-09");
}
END_TEST

START_TEST(a_day_on_which_two_questions_were_open_is_left_out_once)
{
	struct om_due_wait w[] = {
		wait(OM_WAIT_IDENTITY, "2026-03-03", "2026-03-10"),
		wait(OM_WAIT_CLARIFICATION, "2026-03-05", "2026-03-12"),
	};

	/* From the 3rd to the 12th: 9 days, to Saturday 11 April. */
	w[1].large = true;
	expect("gdpr", w, 2, "2026-04-13");
	ck_assert_int_eq(found.paused_days, 9);
	/* One within the other adds none: 7 days. */
	w[1] = wait(OM_WAIT_CLARIFICATION, "2026-03-04", "2026-03-06");
	w[1].large = true;
	expect("gdpr", w, 2, "2026-04-09");
}
END_TEST

/* Easter Monday is 6 April 2026, and a holiday there. */
START_TEST(trap_02_the_clock_of_the_kingdom_starts_with_what_came_last)
{
	struct om_due_wait w[] = {
		wait(OM_WAIT_FEE, "2026-03-03", "2026-03-25"),
		wait(OM_WAIT_IDENTITY, "2026-03-17", "2026-03-20"),
	};

	expect("uk-gdpr", w + 1, 1, "2026-04-20");
	/* Saturday 25 April. */
	expect("uk-gdpr", w, 2, "2026-04-27");
	ck_assert(says("the fee was asked for on 2026-03-03, given on "
		       "2026-03-25: the clock starts no earlier"));
	w[0] = wait(OM_WAIT_CLARIFICATION, "2026-03-10", "2026-03-15");
	expect("uk-gdpr", w, 1, "2026-04-07");
	expect("uk-gdpr", w, 0, "2026-04-02");
}
END_TEST

START_TEST(a_question_after_the_end_saves_nobody)
{
	struct om_due_wait w =
	    wait(OM_WAIT_CLARIFICATION, "2026-04-10", "2026-05-10");

	expect("uk-gdpr", &w, 1, "2026-04-02");
	ck_assert(says("the time was over"));
}
END_TEST

/* 45 days from 2 March. */
START_TEST(trap_02_nothing_stops_the_clock_in_california)
{
	struct om_due_wait w[] = {
		wait(OM_WAIT_IDENTITY, "2026-03-03", "2026-03-20"),
		wait(OM_WAIT_CLARIFICATION, "2026-03-03", "2026-03-20"),
		wait(OM_WAIT_FEE, "2026-03-03", "2026-03-20"),
	};

	w[1].large = true;
	expect("ccpa", w, 3, "2026-04-16");
	ck_assert_str_eq(found.warning,
	    "under ccpa no question to the person stops the clock");
}
END_TEST

START_TEST(an_extended_time_has_the_days_added_too)
{
	const struct om_due_wait w =
	    wait(OM_WAIT_IDENTITY, "2026-03-05", "2026-03-15");
	const struct om_due_query q = { .regime = "gdpr",
		.received = day("2026-03-02"),
		.extended = true,
		.waits = &w,
		.wait_count = 1 };

	/* 2 June and ten days: Friday. */
	ck_ok(om_due(&found, &q));
	ck_assert_int_eq(found.due, day("2026-06-12"));
	ck_assert_int_eq(found.paused_days, 10);
}
END_TEST

OM_SUITE(policy_due_wait)
{
	tcase_add_checked_fixture(tests, NULL, release);
	tcase_add_test(tests, every_question_has_its_word);
	tcase_add_test(
	    tests, trap_02_proof_of_identity_stops_the_clock_in_the_union);
	tcase_add_test(
	    tests, trap_02_it_stops_no_clock_where_it_was_asked_late);
	tcase_add_test(tests, trap_02_it_stops_no_clock_a_second_time);
	tcase_add_test(tests,
	    trap_02_a_question_of_scope_stops_the_clock_only_for_many_data);
	tcase_add_test(
	    tests, a_day_on_which_two_questions_were_open_is_left_out_once);
	tcase_add_test(
	    tests, trap_02_the_clock_of_the_kingdom_starts_with_what_came_last);
	tcase_add_test(tests, a_question_after_the_end_saves_nobody);
	tcase_add_test(tests, trap_02_nothing_stops_the_clock_in_california);
	tcase_add_test(tests, an_extended_time_has_the_days_added_too);
}
