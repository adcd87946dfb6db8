#include "test.h"

#include "base/clock.h"
#include "base/date.h"

static void
check_time(int64_t ms, const char *text)
{
	struct om_buf b = OM_BUF(40);

	om_time_format(&b, ms);
	ck_span_eq(om_buf_span(&b), text);
	om_buf_free(&b);
}

START_TEST(times_are_written_with_milliseconds_in_utc)
{
	check_time(0, "1970-01-01T00:00:00.000Z");
	check_time(1, "1970-01-01T00:00:00.001Z");
	check_time(-1, "1969-12-31T23:59:59.999Z");
	check_time(-86400000, "1969-12-31T00:00:00.000Z");
	check_time(1000000000000, "2001-09-09T01:46:40.000Z");
	check_time(-62135596800000, "0001-01-01T00:00:00.000Z");
	check_time(253402300799999, "9999-12-31T23:59:59.999Z");
}
END_TEST

/* The first five are the examples of RFC 3339, section 5.8. */
START_TEST(times_of_the_standard_are_read)
{
	static const struct {
		const char *text;
		int64_t ms;
	} cases[] = {
		{ "1985-04-12T23:20:50.52Z", 482196050520 },
		{ "1996-12-19T16:39:57-08:00", 851042397000 },
		{ "1990-12-31T23:59:60Z", 662688000000 },
		{ "1990-12-31T15:59:60-08:00", 662688000000 },
		{ "1937-01-01T12:00:27.87+00:20", -1041337172130 },
		{ "1970-01-01t00:00:00z", 0 },
		{ "1970-01-01 00:00:00Z", 0 },
		{ "1970-01-01T00:00:00.0009999Z", 0 },
		{ "1970-01-01T00:00:00.123456789012345Z", 123 },
		{ "1970-01-01T00:00:00-00:00", 0 },
		{ "1969-12-31T23:59:00-23:59", 86280000 },
	};
	int64_t ms;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		ck_ok(om_time_parse(&ms, om_span_of(cases[i].text)));
		ck_assert_msg(ms == cases[i].ms, "%s", cases[i].text);
	}
}
END_TEST

START_TEST(what_is_no_time_is_refused_without_its_text)
{
	static const char *const wrong[] = { "", "2026-11-23",
		"2026-11-23T12:00:00", "2026-11-23T12:00Z",
		"2026-11-23T24:00:00Z", "2026-11-23T12:60:00Z",
		"2026-11-23T12:00:61Z", "2026-11-23T12:00:00.Z",
		"2026-11-23T12:00:00.1", "2026-11-23T12:00:00,5Z",
		"2026-11-23T12:00:00+0100", "2026-11-23T12:00:00+24:00",
		"2026-11-23T12:00:00+01:60", "2026-11-23T12:00:00+01",
		"2026-11-23T12:00:00Z ", "2026-11-23T12:00:00ZZ",
		"2026-11-23_12:00:00Z", "2026-11-23T12-00-00Z",
		"2026-11-23T12:00-00Z", "2026-02-29T12:00:00Z",
		"2026-11-23T 2:00:00Z", "2026-11-23T12:00:00*01:00" };
	int64_t ms = 5;

	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		ck_assert_msg(
		    om_time_parse(&ms, om_span_of(wrong[i])) == OM_INPUT, "%s",
		    wrong[i]);
		ck_assert_str_eq(om_failure(), "not a time (RFC 3339)");
	}
	ck_assert_int_eq(ms, 5);
}
END_TEST

START_TEST(what_was_written_is_read_again)
{
	for (int64_t ms = -62135596800000; ms < 253402300800000;
	     ms += 98765432109) {
		struct om_buf b = OM_BUF(40);
		int64_t again;

		om_time_format(&b, ms);
		ck_ok(om_time_parse(&again, om_buf_span(&b)));
		ck_assert_int_eq(again, ms);
		om_buf_free(&b);
	}
}
END_TEST

START_TEST(the_clocks_go_forward)
{
	int64_t first = om_clock_steady();

	ck_assert_int_ge(om_clock_steady(), first);
	/* Later than 2020, so that it is milliseconds and no other unit. */
	ck_assert_int_gt(om_clock_now(), 1577836800000);
	ck_assert_int_lt(om_clock_now(), 253402300800000);
}
END_TEST

START_TEST(a_day_begins_at_midnight_utc)
{
	ck_assert_int_eq(om_clock_day(0), 0);
	ck_assert_int_eq(om_clock_day(86399999), 0);
	ck_assert_int_eq(om_clock_day(86400000), 1);
	ck_assert_int_eq(om_clock_day(-1), -1);
	ck_assert_int_eq(om_clock_day(-86400000), -1);
	ck_assert_int_eq(om_clock_day(-86400001), -2);
	/* The billionth second was on 9 September 2001. */
	ck_assert_int_eq(om_clock_day(1000000000000), om_day_of(2001, 9, 9));
}
END_TEST

START_TEST(today_is_the_day_of_now)
{
	int32_t before = om_clock_day(om_clock_now());
	int32_t today = om_clock_today();

	ck_assert_int_ge(today, before);
	ck_assert_int_le(today, om_clock_day(om_clock_now()));
}
END_TEST

OM_SUITE(base_clock)
{
	tcase_add_test(tests, times_are_written_with_milliseconds_in_utc);
	tcase_add_test(tests, times_of_the_standard_are_read);
	tcase_add_test(tests, what_is_no_time_is_refused_without_its_text);
	tcase_add_test(tests, what_was_written_is_read_again);
	tcase_add_test(tests, the_clocks_go_forward);
	tcase_add_test(tests, a_day_begins_at_midnight_utc);
	tcase_add_test(tests, today_is_the_day_of_now);
}
