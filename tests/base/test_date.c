#include "test.h"

#include "base/date.h"

/* Days by an independent calendar (proleptic Gregorian ordinals). */
static const struct {
	const char *text;
	int32_t day;
	int weekday;
} days[] = {
	{ "1970-01-01", 0, 4 },
	{ "1969-12-31", -1, 3 },
	{ "2000-01-01", 10957, 6 },
	{ "2000-02-29", 11016, 2 },
	{ "2026-11-23", 20780, 1 },
	{ "1900-03-01", -25508, 4 },
	{ "0001-01-01", -719162, 1 },
	{ "9999-12-31", 2932896, 5 },
};

static int32_t
day(const char *text)
{
	int32_t d = 0;

	ck_ok(om_day_parse(&d, om_span_of(text)));
	return d;
}

static void
check_day(int32_t d, const char *text)
{
	struct om_buf b = OM_BUF(16);

	om_day_format(&b, d);
	ck_span_eq(om_buf_span(&b), text);
	om_buf_free(&b);
}

START_TEST(known_days_are_read_written_and_have_their_weekday)
{
	for (size_t i = 0; i < sizeof(days) / sizeof(days[0]); i++) {
		ck_assert_int_eq(day(days[i].text), days[i].day);
		check_day(days[i].day, days[i].text);
		ck_assert_int_eq(om_day_weekday(days[i].day), days[i].weekday);
	}
}
END_TEST

/* Counts day by day, with nothing but the months' lengths. */
START_TEST(every_day_of_ten_thousand_years_comes_after_the_one_before)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
		30, 31 };
	int32_t n = -719162;
	int weekday = 1;

	for (int y = 1; y <= 9999; y++) {
		int leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;

		for (int m = 1; m <= 12; m++) {
			int length = lengths[m - 1] + (m == 2 ? leap : 0);

			for (int d = 1; d <= length; d++, n++) {
				int yy, mm, dd;

				om_day_civil(n, &yy, &mm, &dd);
				if (yy != y || mm != m || dd != d ||
				    om_day_of(y, m, d) != n ||
				    om_day_weekday(n) != weekday)
					ck_abort_msg("%d-%d-%d", y, m, d);
				weekday = (weekday + 1) % 7;
			}
		}
	}
	ck_assert_int_eq(n, 2932897);
}
END_TEST

START_TEST(parts_of_a_day_may_be_left_out)
{
	int year = 0, month = 0, dom = 0;

	om_day_civil(20780, &year, NULL, NULL);
	om_day_civil(20780, NULL, &month, NULL);
	om_day_civil(20780, NULL, NULL, &dom);
	ck_assert_int_eq(year, 2026);
	ck_assert_int_eq(month, 11);
	ck_assert_int_eq(dom, 23);
}
END_TEST

START_TEST(february_follows_the_gregorian_rule)
{
	ck_assert_int_eq(om_month_length(2023, 2), 28);
	ck_assert_int_eq(om_month_length(2024, 2), 29);
	ck_assert_int_eq(om_month_length(1900, 2), 28);
	ck_assert_int_eq(om_month_length(2000, 2), 29);
	ck_assert_int_eq(om_month_length(2024, 12), 31);
}
END_TEST

/*
 * Reg. 1182/71, Art. 3(2)(c): the day with the same number, or the month's
 * last where it has none. 5 March and 31 August are the European Data
 * Protection Board's examples (Guidelines 01/2022 on access).
 */
START_TEST(months_are_added_as_the_regulation_counts_them)
{
	static const struct {
		const char *from;
		int months;
		const char *to;
	} cases[] = {
		{ "2026-03-05", 1, "2026-04-05" },
		{ "2026-08-31", 1, "2026-09-30" },
		{ "2026-01-31", 1, "2026-02-28" },
		{ "2024-01-31", 1, "2024-02-29" },
		{ "2024-01-30", 1, "2024-02-29" },
		{ "2024-01-29", 1, "2024-02-29" },
		{ "2026-02-28", 1, "2026-03-28" },
		{ "2026-12-15", 1, "2027-01-15" },
		{ "2026-11-30", 3, "2027-02-28" },
		{ "2026-10-31", 3, "2027-01-31" },
		{ "2024-02-29", 12, "2025-02-28" },
		{ "2024-02-29", 48, "2028-02-29" },
		{ "2026-03-31", -1, "2026-02-28" },
		{ "2026-01-15", -1, "2025-12-15" },
		{ "2026-01-15", 0, "2026-01-15" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check_day(
		    om_day_add_months(day(cases[i].from), cases[i].months),
		    cases[i].to);
}
END_TEST

START_TEST(what_is_no_date_is_refused_without_its_text)
{
	static const char *const wrong[] = { "", "2026", "2026-1-1",
		"2026-01-1", "2026-13-01", "2026-00-01", "2026-01-00",
		"2026-01-32", "2026-04-31", "2026-02-29", "1900-02-29",
		"0000-01-01", "2026/01/01", "2026-01/01", "20260101",
		"2026-01-01 ", " 2026-01-01", "+026-01-01", "2026-0a-01",
		"2026-01-0a", "-026-01-01", "12026-01-01" };
	int32_t d = 5;

	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		ck_assert_msg(
		    om_day_parse(&d, om_span_of(wrong[i])) == OM_INPUT, "%s",
		    wrong[i]);
		ck_assert_str_eq(om_failure(), "not a date (YYYY-MM-DD)");
	}
	ck_assert_int_eq(d, 5);
}
END_TEST

OM_SUITE(base_date)
{
	tcase_add_test(
	    tests, known_days_are_read_written_and_have_their_weekday);
	tcase_add_test(
	    tests, every_day_of_ten_thousand_years_comes_after_the_one_before);
	tcase_add_test(tests, parts_of_a_day_may_be_left_out);
	tcase_add_test(tests, february_follows_the_gregorian_rule);
	tcase_add_test(tests, months_are_added_as_the_regulation_counts_them);
	tcase_add_test(tests, what_is_no_date_is_refused_without_its_text);
}
