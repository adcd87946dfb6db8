#include "request/clock.h"

/* 31 January 2027: to 1 March, with an extension to 30 April. */
static void
begin(struct world *w, const char *right, const char *regimes)
{
	clock_is(2027, 1, 31);
	world_make(w, true);
	clock_new(w, right, regimes);
}

START_TEST(an_extension_counts_when_its_letter_was_sent)
{
	struct world w;

	begin(&w, "access", "gdpr");
	ck_assert_int_eq(w.c.request->due, om_day_of(2027, 3, 1));
	ck_code(om_request_extend(&w.c, "holidays"), OM_USAGE);
	clock_is(2027, 3, 1);
	ck_ok(om_request_extend(&w.c, "complexity"));
	ck_assert_int_eq(w.c.request->due, om_day_of(2027, 3, 1));
	ck_assert(!w.c.request->extended);
	ck_ok(clock_event(&w, OM_EVENT_SENT, "acknowledgement"));
	ck_assert(!w.c.request->extended);
	ck_ok(clock_event(&w, OM_EVENT_SENT, "extension"));
	ck_assert(w.c.request->extended);
	ck_assert_int_eq(w.c.request->due, om_day_of(2027, 4, 30));
	ck_code(om_request_extend(&w.c, "number"), OM_DENIED);
	clock_end(&w);
}
END_TEST

START_TEST(a_letter_that_was_sent_too_late_extends_nothing)
{
	struct om_buf text = OM_BUF(1 << 20);
	struct world w;

	begin(&w, "access", "gdpr");
	ck_ok(om_request_extend(&w.c, "complexity"));
	ck_ok(om_request_explain(&text, &w.c));
	ck_has(text, "its letter must be sent by 2027-03-01");
	clock_is(2027, 3, 2);
	ck_ok(clock_event(&w, OM_EVENT_SENT, "extension"));
	ck_assert(!w.c.request->extended);
	ck_assert_int_eq(w.c.request->due, om_day_of(2027, 3, 1));
	ck_assert(w.c.request->late);
	om_buf_reset(&text);
	ck_ok(om_request_explain(&text, &w.c));
	ck_has(text, "its letter was sent after 2027-03-01");
	om_buf_free(&text);
	clock_end(&w);
}
END_TEST

START_TEST(time_is_not_extended_when_it_is_over)
{
	struct world w;

	begin(&w, "access", "gdpr");
	clock_is(2027, 3, 2);
	ck_code(om_request_extend(&w.c, "complexity"), OM_DENIED);
	ck_assert_ptr_nonnull(strstr(om_failure(), "too late"));
	clock_end(&w);
}
END_TEST

START_TEST(a_law_without_an_extension_grants_none)
{
	struct world w;

	begin(&w, "optout", "ccpa");
	ck_code(om_request_extend(&w.c, "complexity"), OM_DENIED);
	ck_assert_ptr_nonnull(strstr(om_failure(), "cannot be extended"));
	clock_new(&w, "object_marketing", "gdpr");
	ck_code(om_request_extend(&w.c, "complexity"), OM_DENIED);
	clock_end(&w);
}
END_TEST

/* 45 days end on 17 March: between the two only one can be extended. */
START_TEST(each_law_is_extended_by_itself)
{
	struct world w;

	begin(&w, "access", "gdpr,ccpa");
	clock_is(2027, 3, 2);
	ck_ok(om_request_extend(&w.c, "number"));
	ck_ok(clock_event(&w, OM_EVENT_SENT, "extension"));
	ck_assert(!w.c.request->deadlines[0].extended);
	ck_assert_int_eq(w.c.request->deadlines[0].due, om_day_of(2027, 3, 1));
	ck_assert(w.c.request->deadlines[1].extended);
	/* 90 days from 31 January. */
	ck_assert_int_eq(w.c.request->deadlines[1].due, om_day_of(2027, 5, 1));
	ck_assert(w.c.request->late);
	clock_end(&w);
}
END_TEST

START_TEST(receipt_is_confirmed_once_and_in_ten_business_days)
{
	struct om_buf text = OM_BUF(1 << 20);
	struct world w;

	clock_is(2026, 11, 23);
	world_make(&w, true);
	clock_new(&w, "know", NULL);
	ck_ok(om_request_explain(&text, &w.c));
	ck_has(text, "it must be by 2026-12-08");
	clock_is(2026, 12, 10);
	ck_code(
	    om_request_acknowledge(&w.c, om_day_of(2026, 11, 22)), OM_USAGE);
	ck_ok(om_request_acknowledge(&w.c, om_day_of(2026, 12, 8)));
	ck_code(om_request_acknowledge(&w.c, om_clock_today()), OM_DENIED);
	om_buf_reset(&text);
	ck_ok(om_request_explain(&text, &w.c));
	ck_has(text, "receipt was confirmed in time, on 2026-12-08");
	om_buf_free(&text);
	clock_end(&w);
}
END_TEST

OM_SUITE(request_extend)
{
	tcase_add_test(tests, an_extension_counts_when_its_letter_was_sent);
	tcase_add_test(tests, a_letter_that_was_sent_too_late_extends_nothing);
	tcase_add_test(tests, time_is_not_extended_when_it_is_over);
	tcase_add_test(tests, a_law_without_an_extension_grants_none);
	tcase_add_test(tests, each_law_is_extended_by_itself);
	tcase_add_test(
	    tests, receipt_is_confirmed_once_and_in_ten_business_days);
}
