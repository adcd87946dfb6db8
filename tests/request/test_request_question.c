#include "request/clock.h"

static void
begin(struct world *w, const char *right, const char *regimes)
{
	clock_is(2026, 3, 2);
	world_make(w, true);
	clock_new(w, right, regimes);
}

static int
resume(struct world *w, enum om_wait kind, int32_t day)
{
	const struct om_request_question q = { .kind = kind, .day = day };

	return om_request_resume(&w->c, &q);
}

/* 2 April, and five days from the 3rd to the 8th: Tuesday. */
START_TEST(an_answer_sets_the_clock_going_again)
{
	const struct om_due_wait *open;
	struct world w;

	begin(&w, "access", "gdpr");
	clock_is(2026, 3, 12);
	ck_code(resume(&w, OM_WAIT_IDENTITY, om_clock_today()), OM_DENIED);
	ck_ok(world_ask(&w, OM_WAIT_IDENTITY, om_day_of(2026, 3, 3)));
	open = om_request_open_question(w.c.request);
	ck_assert_ptr_nonnull(open);
	ck_assert_int_eq(open->kind, OM_WAIT_IDENTITY);
	ck_code(resume(&w, OM_WAIT_IDENTITY, om_day_of(2026, 3, 2)), OM_USAGE);
	ck_ok(resume(&w, OM_WAIT_IDENTITY, om_day_of(2026, 3, 8)));
	ck_assert_ptr_null(om_request_open_question(w.c.request));
	ck_assert_int_eq(w.c.request->due, om_day_of(2026, 4, 7));
	ck_code(resume(&w, OM_WAIT_IDENTITY, om_clock_today()), OM_DENIED);
	/* That the proof was good is found later, and costs the controller. */
	ck_ok(om_request_verify(&w.c, "called back"));
	ck_assert_int_eq(w.c.request->due, om_day_of(2026, 4, 7));
	clock_end(&w);
}
END_TEST

START_TEST(a_doubt_is_raised_once)
{
	struct world w;

	begin(&w, "access", "gdpr");
	ck_ok(world_ask(&w, OM_WAIT_IDENTITY, om_clock_today()));
	ck_code(world_ask(&w, OM_WAIT_IDENTITY, om_clock_today()), OM_DENIED);
	ck_ok(resume(&w, OM_WAIT_IDENTITY, om_clock_today()));
	ck_code(world_ask(&w, OM_WAIT_IDENTITY, om_clock_today()), OM_DENIED);
	ck_assert_ptr_nonnull(strstr(om_failure(), "once"));
	clock_new(&w, "access", "gdpr");
	ck_ok(om_request_verify(&w.c, "signed in"));
	ck_code(world_ask(&w, OM_WAIT_IDENTITY, om_clock_today()), OM_DENIED);
	clock_end(&w);
}
END_TEST

START_TEST(trap_02_what_is_meant_may_be_asked_and_the_clock_goes_on)
{
	struct om_request_question q = { .kind = OM_WAIT_CLARIFICATION };
	struct world w;

	begin(&w, "access", "gdpr");
	q.day = om_clock_today();
	ck_ok(om_request_ask(&w.c, &q));
	ck_code(om_request_ask(&w.c, &q), OM_DENIED);
	clock_is(2026, 3, 20);
	ck_assert_int_eq(clock_due(&w), om_day_of(2026, 4, 2));
	clock_is(2026, 3, 2);
	clock_new(&w, "access", "gdpr");
	q.large = true;
	ck_ok(om_request_ask(&w.c, &q));
	clock_is(2026, 3, 20);
	/* 18 days: Monday. */
	ck_assert_int_eq(clock_due(&w), om_day_of(2026, 4, 20));
	q.kind = OM_WAIT_IDENTITY;
	ck_code(om_request_ask(&w.c, &q), OM_USAGE);
	clock_end(&w);
}
END_TEST

/* 45 days from 2 March, 17 of which proof was awaited. */
START_TEST(trap_02_in_california_a_question_is_kept_and_moves_nothing)
{
	struct om_buf text = OM_BUF(1 << 20);
	struct world w;

	begin(&w, "delete", NULL);
	ck_ok(world_ask(&w, OM_WAIT_IDENTITY, om_clock_today()));
	clock_is(2026, 3, 20);
	ck_assert_int_eq(clock_due(&w), om_day_of(2026, 4, 16));
	ck_ok(om_request_explain(&text, &w.c));
	ck_has(text, "no question to the person stops the clock");
	om_buf_free(&text);
	clock_end(&w);
}
END_TEST

START_TEST(trap_13_nobody_is_asked_for_proof_to_opt_out_or_to_limit)
{
	static const char *const rights[] = { "optout", "limit",
		"admt_optout" };
	struct world w;

	clock_is(2026, 3, 2);
	world_make(&w, true);
	for (size_t i = 0; i < 3; i++) {
		clock_new(&w, rights[i], "ccpa");
		ck_assert_int_eq(w.c.request->state, OM_STATE_VERIFIED);
		ck_assert_int_eq(
		    w.c.request->verification.level, OM_LEVEL_NONE);
		ck_code(world_ask(&w, OM_WAIT_IDENTITY, om_clock_today()),
		    OM_DENIED);
		ck_assert_ptr_nonnull(strstr(om_failure(), "lets nobody ask"));
		ck_code(om_request_challenge(&w.c), OM_DENIED);
		ck_code(om_request_verify(&w.c, "signed in"), OM_DENIED);
	}
	clock_end(&w);
}
END_TEST

START_TEST(a_question_nobody_answers_ends_as_not_identified)
{
	char *path;
	struct world w;

	begin(&w, "access", "gdpr");
	(void)world_import(&w, ANA);
	ck_ok(world_ask(&w, OM_WAIT_IDENTITY, om_clock_today()));
	ck_code(om_request_close(&w.c, false), OM_DENIED);
	clock_is(2026, 4, 10);
	ck_ok(om_request_deny(&w.c, "not_identified"));
	ck_assert_str_eq(w.c.request->outcome, "not_identified");
	path = om_path_join(w.folder, "answer");
	ck_ok(om_request_answer(&w.c, path));
	om_free(path);
	ck_ok(om_request_close(&w.c, false));
	ck_assert_str_eq(w.c.request->outcome, "not_identified");
	/* The days stop with the refusal: 39 from 2 March, to Monday. */
	clock_is(2026, 6, 1);
	ck_assert_int_eq(clock_due(&w), om_day_of(2026, 5, 11));
	/* Where nobody was asked, it is a refusal like others. */
	clock_new(&w, "access", "gdpr");
	ck_ok(om_request_deny(&w.c, "not_identified"));
	ck_assert_str_eq(w.c.request->outcome, "denied");
	clock_end(&w);
}
END_TEST

START_TEST(questions_have_an_end)
{
	const struct om_request_fee fee = { .amount = "25",
		.currency = "EUR",
		.because = OM_SPAN("the same copy was sent in May") };
	struct world w;

	begin(&w, "access", "uk-gdpr");
	for (int i = 0; i < OM_QUESTIONS_MAX; i++) {
		ck_ok(world_ask(&w, OM_WAIT_CLARIFICATION, om_clock_today()));
		ck_ok(resume(&w, OM_WAIT_CLARIFICATION, om_clock_today()));
	}
	ck_code(
	    world_ask(&w, OM_WAIT_CLARIFICATION, om_clock_today()), OM_DENIED);
	/* Of every kind: one that was not kept would not stop the clock. */
	ck_code(world_ask(&w, OM_WAIT_IDENTITY, om_clock_today()), OM_DENIED);
	ck_code(om_request_fee(&w.c, &fee), OM_DENIED);
	ck_ok(om_request_show(&w.c));
	ck_assert(!w.c.request->fee_open);
	clock_end(&w);
}
END_TEST

OM_SUITE(request_question)
{
	tcase_add_test(tests, an_answer_sets_the_clock_going_again);
	tcase_add_test(tests, a_doubt_is_raised_once);
	tcase_add_test(
	    tests, trap_02_what_is_meant_may_be_asked_and_the_clock_goes_on);
	tcase_add_test(
	    tests, trap_02_in_california_a_question_is_kept_and_moves_nothing);
	tcase_add_test(
	    tests, trap_13_nobody_is_asked_for_proof_to_opt_out_or_to_limit);
	tcase_add_test(tests, a_question_nobody_answers_ends_as_not_identified);
	tcase_add_test(tests, questions_have_an_end);
}
