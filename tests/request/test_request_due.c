#include "request/clock.h"

/* 23 November 2026: a month, or 45 days. */
START_TEST(each_law_has_its_deadline_and_the_earliest_is_due)
{
	const struct om_request *r;
	struct world w;

	clock_is(2026, 11, 23);
	world_make(&w, true);
	clock_new(&w, "access", "ccpa, gdpr");
	r = w.c.request;
	ck_assert_uint_eq(r->regime_count, 2);
	ck_assert_str_eq(r->deadlines[0].regime, "ccpa");
	ck_assert_int_eq(r->deadlines[0].due, om_day_of(2027, 1, 7));
	ck_assert_int_eq(r->deadlines[0].acknowledge, om_day_of(2026, 12, 8));
	ck_assert_str_eq(r->deadlines[1].regime, "gdpr");
	ck_assert_int_eq(r->deadlines[1].due, om_day_of(2026, 12, 23));
	ck_assert_int_eq(r->deadlines[1].acknowledge, 0);
	ck_assert_int_eq(r->due, om_day_of(2026, 12, 23));
	ck_assert(!r->late);
	/* They are read back. */
	ck_assert_int_eq(clock_due(&w), om_day_of(2026, 12, 23));
	ck_assert_str_eq(w.c.request->laws, "ccpa, gdpr");
	clock_end(&w);
}
END_TEST

START_TEST(laws_are_named_once_and_all_are_known)
{
	struct om_request_new what = { .right = "access",
		.claim = OM_SPAN("email:ana@post.example") };
	static const char *const bad[] = { "gdpr,gdpr", "gdpr,", "",
		"gdpr,moon", "gdpr,lgpd", "gdpr,ccpa,uk-gdpr,lgpd,pipeda" };
	struct world w;

	world_make(&w, true);
	what.received = om_clock_today();
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		what.regime = bad[i];
		ck_code(om_request_new(&w.c, &what), OM_USAGE);
	}
	what.right = "know";
	what.regime = "gdpr,ccpa";
	ck_ok(om_request_new(&w.c, &what));
	world_free(&w);
}
END_TEST

/* Nothing is stored but events: a day told otherwise moves the deadline. */
START_TEST(trap_04_a_deadline_is_derived_from_the_events)
{
	struct world w;

	clock_is(2026, 3, 2);
	world_make(&w, true);
	clock_new(&w, "access", "gdpr");
	ck_assert_int_eq(w.c.request->due, om_day_of(2026, 4, 2));
	clock_is(2026, 3, 5);
	ck_ok(world_ask(&w, OM_WAIT_IDENTITY, om_clock_today()));
	clock_is(2026, 3, 15);
	ck_assert_int_eq(clock_due(&w), om_day_of(2026, 4, 13));
	/* It stands still as long as nothing comes. */
	clock_is(2026, 3, 20);
	ck_assert_int_eq(clock_due(&w), om_day_of(2026, 4, 17));
	ck_ok(om_request_verify(&w.c, "signed in"));
	clock_is(2026, 3, 30);
	ck_assert_int_eq(clock_due(&w), om_day_of(2026, 4, 17));
	ck_ok(om_sql_script(w.om->store->sql,
	    "UPDATE request_event SET day = day - 5 WHERE kind = 'verified'"));
	ck_assert_int_eq(clock_due(&w), om_day_of(2026, 4, 13));
	clock_end(&w);
}
END_TEST

/* Due on 2 April 2026, made before, and sent after. */
START_TEST(lateness_is_measured_at_sending)
{
	struct world w;
	char *path;

	clock_is(2026, 3, 2);
	world_make(&w, true);
	(void)world_import(&w, ANA);
	clock_new(&w, "access", "gdpr");
	ck_ok(om_request_verify(&w.c, "signed in"));
	ck_ok(om_request_plan(&w.c));
	ck_ok(om_request_approve(&w.c, SECOND));
	ck_ok(om_request_run(&w.c));
	path = om_path_join(w.folder, "answer");
	ck_ok(om_request_answer(&w.c, path));
	om_free(path);
	clock_is(2026, 4, 2);
	ck_ok(om_request_show(&w.c));
	ck_assert(!w.c.request->late);
	clock_is(2026, 4, 3);
	ck_ok(om_request_show(&w.c));
	ck_assert(w.c.request->late);
	ck_ok(clock_event(&w, OM_EVENT_SENT, "answer"));
	clock_is(2026, 5, 1);
	ck_ok(om_request_show(&w.c));
	ck_assert(w.c.request->late);
	ck_assert_int_eq(w.c.request->told->day, om_day_of(2026, 4, 3));
	ck_ok(om_sql_script(w.om->store->sql,
	    "UPDATE request_event SET day = day - 1 WHERE kind = 'sent'"));
	ck_ok(om_request_show(&w.c));
	ck_assert(!w.c.request->late);
	clock_end(&w);
}
END_TEST

/* The deed on the day itself; the answer in a month, Wednesday 23 December. */
START_TEST(what_stops_at_once_is_due_at_once_and_told_within_the_month)
{
	struct world w;

	clock_is(2026, 11, 23);
	world_make(&w, true);
	clock_new(&w, "object_marketing", "gdpr");
	ck_assert_int_eq(w.c.request->due, om_day_of(2026, 11, 23));
	ck_assert_int_eq(
	    w.c.request->deadlines[0].answer, om_day_of(2026, 12, 23));
	ck_assert(!w.c.request->late);
	clock_end(&w);
}
END_TEST

START_TEST(a_clock_that_was_set_back_loses_nothing_and_puts_nothing_before)
{
	struct om_buf text = OM_BUF(1 << 20);
	struct world w;

	clock_is(2026, 11, 23);
	world_make(&w, true);
	clock_new(&w, "access", "gdpr");
	clock_is(2026, 11, 3);
	ck_ok(om_request_verify(&w.c, "signed in"));
	ck_assert_int_eq(w.c.request->verified->day, om_day_of(2026, 11, 23));
	ck_assert_int_eq(
	    om_clock_day(w.c.request->verified->at), om_day_of(2026, 11, 3));
	ck_assert_int_eq(w.c.request->due, om_day_of(2026, 12, 23));
	ck_assert(!w.c.request->late);
	ck_ok(om_request_explain(&text, &w.c));
	ck_has(text, "recorded on 2026-11-03 by a clock that was set back");
	/* What is of a day to come by that clock is not taken in. */
	ck_code(
	    om_request_new(&w.c, &(struct om_request_new){ .right = "access",
				     .claim = OM_SPAN("email:ana@post.example"),
				     .received = om_day_of(2026, 11, 23) }),
	    OM_USAGE);
	om_buf_free(&text);
	clock_end(&w);
}
END_TEST

OM_SUITE(request_due)
{
	tcase_add_test(
	    tests, each_law_has_its_deadline_and_the_earliest_is_due);
	tcase_add_test(tests, laws_are_named_once_and_all_are_known);
	tcase_add_test(tests, trap_04_a_deadline_is_derived_from_the_events);
	tcase_add_test(tests, lateness_is_measured_at_sending);
	tcase_add_test(
	    tests, what_stops_at_once_is_due_at_once_and_told_within_the_month);
	tcase_add_test(tests,
	    a_clock_that_was_set_back_loses_nothing_and_puts_nothing_before);
}
