#include "test.h"

#include "base/file.h"
#include "base/memory.h"
#include "policy/calendar.h"

static int32_t
day(const char *text)
{
	int32_t d = 0;

	ck_ok(om_day_parse(&d, om_span_of(text)));
	return d;
}

static struct om_calendar *
calendar_of(const char *code)
{
	struct om_calendar *c = NULL;

	ck_ok(om_calendar_open(&c, NULL, code));
	return c;
}

/* Dates, a space between two, that are holidays (or are not) of a code. */
static void
check(const char *code, const char *dates, bool holiday)
{
	struct om_calendar *c = calendar_of(code);
	struct om_span rest = om_span_of(dates), date;

	while (rest.n > 0) {
		int32_t d = 0;

		if (!om_span_cut(&date, &rest, rest, ' ')) {
			date = rest;
			rest = OM_SPAN_NONE;
		}
		ck_ok(om_day_parse(&d, date));
		ck_assert_msg((om_calendar_holiday(c, d) != NULL) == holiday,
		    "%s: %.*s", code, OM_SPAN_ARG(date));
		if (holiday)
			ck_assert(!om_calendar_works(c, d));
	}
	om_calendar_close(c);
}

/* Tables of the Astronomical Applications Department and of churches. */
START_TEST(easter_falls_where_the_tables_say)
{
	static const char *const western[] = { "1818-03-22", "1943-04-25",
		"2000-04-23", "2008-03-23", "2019-04-21", "2024-03-31",
		"2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16",
		"2030-04-21", "2035-03-25", "2038-04-25", "2285-03-22" };
	static const char *const eastern[] = { "2008-04-27", "2010-04-04",
		"2019-04-28", "2021-05-02", "2023-04-16", "2024-05-05",
		"2025-04-20", "2026-04-12", "2027-05-02", "2028-04-16" };
	int year;

	for (size_t i = 0; i < sizeof(western) / sizeof(western[0]); i++) {
		om_day_civil(day(western[i]), &year, NULL, NULL);
		ck_assert_int_eq(om_easter(year), day(western[i]));
	}
	for (size_t i = 0; i < sizeof(eastern) / sizeof(eastern[0]); i++) {
		om_day_civil(day(eastern[i]), &year, NULL, NULL);
		ck_assert_int_eq(om_easter_orthodox(year), day(eastern[i]));
	}
}
END_TEST

START_TEST(easter_is_a_sunday_between_its_limits)
{
	for (int year = 1900; year < 2300; year++) {
		int32_t e = om_easter(year), o = om_easter_orthodox(year);

		ck_assert_int_eq(om_day_weekday(e), 0);
		ck_assert_int_eq(om_day_weekday(o), 0);
		ck_assert_int_ge(e, om_day_of(year, 3, 22));
		ck_assert_int_le(e, om_day_of(year, 4, 25));
		ck_assert_int_ge(o, e);
	}
}
END_TEST

START_TEST(germany_has_holidays_of_the_whole_and_of_each_state)
{
	check("DE",
	    "2026-01-01 2026-04-03 2026-04-06 2026-05-01 2026-05-14 2026-05-25 "
	    "2026-10-03 2026-12-25 2026-12-26",
	    true);
	check("DE", "2026-01-06 2026-06-04 2026-10-31 2026-11-01 2026-03-08",
	    false);
	check("DE-BY", "2026-01-06 2026-06-04 2026-11-01 2026-12-25", true);
	check("DE-BY", "2026-10-31 2026-11-18", false);
	check("DE-SN", "2026-10-31 2026-11-18 2027-11-17 2028-11-22", true);
	check("DE-BE", "2026-03-08 2025-05-08", true);
	check("DE-BE", "2026-05-08 2018-03-08", false);
	check("DE-TH", "2026-09-20", true);
}
END_TEST

START_TEST(a_british_holiday_at_the_weekend_has_a_substitute)
{
	/* As the government published them, gov.uk/bank-holidays. */
	check("GB-ENG",
	    "2021-12-27 2021-12-28 2022-01-03 2022-06-02 2022-06-03 2022-09-19 "
	    "2022-12-27 2023-01-02 2023-05-08 2026-12-25 2026-12-28 2027-12-27 "
	    "2027-12-28",
	    true);
	check("GB-ENG", "2022-05-30 2022-12-28 2026-12-29 2026-03-17", false);
	check("GB-SCT",
	    "2022-01-03 2022-01-04 2023-01-02 2023-01-03 2026-11-30 2026-08-03",
	    true);
	check("GB-SCT", "2026-04-06 2026-08-31", false);
	check("GB-NIR", "2026-03-17 2026-07-13 2026-04-06", true);
	check("GB", "2026-08-31 2026-04-06", false);
	check("GB", "2026-04-03 2026-12-28", true);
}
END_TEST

START_TEST(a_federal_holiday_of_the_us_moves_to_the_nearest_weekday)
{
	/* As the Office of Personnel Management published them. */
	check("US",
	    "2026-01-01 2026-01-19 2026-02-16 2026-05-25 2026-06-19 2026-07-03 "
	    "2026-09-07 2026-10-12 2026-11-11 2026-11-26 2026-12-25 2027-06-18 "
	    "2027-07-05 2027-12-24 2027-12-31 2022-06-20 2022-12-26 2023-01-02",
	    true);
	check("US", "2026-11-27 2020-06-19 2026-03-31", false);
	check("US-CA", "2026-03-31 2026-11-26", true);
	check("US-CA", "2026-11-27", false);
}
END_TEST

START_TEST(bulgarian_holidays_at_the_weekend_move_behind_each_other)
{
	check("BG",
	    "2022-12-26 2022-12-27 2022-12-28 2023-09-06 2025-05-26 2026-05-25 "
	    "2026-04-10 2026-04-13 2026-12-28",
	    true);
	check("BG", "2022-12-29 2025-05-27", false);
}
END_TEST

START_TEST(days_that_came_or_went_by_law_did_so_in_their_year)
{
	check("DK", "2023-05-05", true);
	check("DK", "2024-04-26", false);
	check("PL", "2025-12-24", true);
	check("PL", "2024-12-24", false);
	check("IE", "2023-02-06 2026-02-02 2030-02-01 2022-03-18", true);
	check("IE", "2022-02-07 2030-02-04", false);
	check("SK", "2024-11-17 2025-05-08 2027-09-15", true);
	check("SK", "2026-05-08 2026-09-15 2024-09-01 2025-11-17", false);
	check("NL", "2025-05-05 2026-04-27", true);
	check("NL", "2026-05-05", false);
}
END_TEST

START_TEST(movable_feasts_of_other_states_fall_where_they_should)
{
	check("FR", "2026-05-14 2026-07-14 2026-11-11", true);
	check("FR", "2026-04-03 2026-12-26", false);
	check("FR-67", "2026-04-03 2026-12-26", true);
	check("GR", "2026-02-23 2026-04-10 2026-04-13 2026-06-01 2024-05-07",
	    true);
	check("IS", "2026-04-23 2025-04-24 2026-08-03", true);
	check("LV", "2025-11-18 2024-05-06 2023-11-20", true);
	check("IT", "2026-06-02 2027-10-04", true);
	check("IT-BZ", "2026-05-25", true);
	check("SE", "2026-06-06", true);
}
END_TEST

/* Art. 2 of Reg. 1182/71 lists the holidays of the states. */
START_TEST(every_member_state_has_a_table_with_christmas_and_new_year)
{
	static const char *const states[] = { "AT", "BE", "BG", "HR", "CY",
		"CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT",
		"LV", "LT", "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI",
		"ES", "SE", "EU", "GB", "NO", "IS", "LI", "CH", "US" };

	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
		struct om_calendar *c = calendar_of(states[i]);

		for (int year = 2020; year <= 2035; year++) {
			int32_t d = om_day_of(year, 12, 25);

			ck_assert(om_calendar_covers(c, d));
			ck_assert_msg(
			    !om_calendar_works(c, d), "%s %d", states[i], year);
			ck_assert_msg(
			    !om_calendar_works(c, om_day_of(year, 1, 1)),
			    "%s %d", states[i], year);
		}
		ck_assert_uint_eq(strlen(om_calendar_hash(c)), 64);
		om_calendar_close(c);
	}
}
END_TEST

/* No state keeps more than some three weeks, none less than a week. */
START_TEST(every_year_of_every_table_has_a_plausible_number_of_holidays)
{
	static const char *const some[] = { "DE", "DE-BY", "BG", "GB-ENG", "MT",
		"ES", "US", "CY" };

	for (size_t i = 0; i < sizeof(some) / sizeof(some[0]); i++) {
		struct om_calendar *c = calendar_of(some[i]);

		for (int year = 2020; year <= 2035; year++) {
			int n = 0;

			for (int32_t d = om_day_of(year, 1, 1);
			     d < om_day_of(year + 1, 1, 1); d++)
				n += om_calendar_holiday(c, d) != NULL;
			ck_assert_msg(
			    n >= 7 && n <= 20, "%s %d: %d", some[i], year, n);
		}
		om_calendar_close(c);
	}
}
END_TEST

static int32_t
rolled(const char *code, const char *from)
{
	struct om_calendar *c = calendar_of(code);
	int32_t d = 0;

	ck_ok(om_calendar_roll(&d, c, day(from)));
	om_calendar_close(c);
	return d;
}

START_TEST(a_day_rolls_to_the_next_that_is_worked)
{
	ck_assert_int_eq(rolled("DE", "2026-12-23"), day("2026-12-23"));
	ck_assert_int_eq(rolled("DE", "2026-12-25"), day("2026-12-28"));
	ck_assert_int_eq(rolled("GB", "2026-12-25"), day("2026-12-29"));
	ck_assert_int_eq(rolled("none", "2026-12-25"), day("2026-12-25"));
	ck_assert_int_eq(rolled("none", "2026-12-26"), day("2026-12-28"));
	ck_assert_int_eq(rolled("DE", "2026-04-03"), day("2026-04-07"));
}
END_TEST

START_TEST(what_a_calendar_does_not_cover_is_not_rolled)
{
	struct om_calendar *c = calendar_of("DE");
	int32_t d = 7;

	ck_code(om_calendar_roll(&d, c, day("2036-03-01")), OM_NOTFOUND);
	ck_code(om_calendar_roll(&d, c, day("2017-12-31")), OM_NOTFOUND);
	/* A Sunday whose next day is beyond the table. */
	ck_code(om_calendar_roll(&d, c, day("2035-12-31") + 5), OM_NOTFOUND);
	ck_assert_int_eq(d, 7);
	om_calendar_close(c);
	c = calendar_of("XX");
	ck_code(om_calendar_roll(&d, c, day("2026-12-25")), OM_NOTFOUND);
	ck_assert_str_eq(om_calendar_hash(c), "");
	ck_assert(om_calendar_works(c, day("2026-12-25")));
	ck_assert(!om_calendar_works(c, day("2026-12-26")));
	om_calendar_close(c);
}
END_TEST

START_TEST(working_days_are_counted_from_the_day_after)
{
	struct om_calendar *us = calendar_of("US");
	int32_t from = day("2026-11-23");

	ck_assert_int_eq(om_calendar_add_working(us, from, 0), from);
	ck_assert_int_eq(
	    om_calendar_add_working(us, from, 1), day("2026-11-24"));
	/* over Thanksgiving and a weekend */
	ck_assert_int_eq(
	    om_calendar_add_working(us, from, 4), day("2026-11-30"));
	ck_assert_int_eq(
	    om_calendar_add_working(us, from, 10), day("2026-12-08"));
	ck_assert_int_eq(
	    om_calendar_add_working(us, from, 15), day("2026-12-15"));
	om_calendar_close(us);
}
END_TEST

START_TEST(a_region_without_days_of_its_own_has_those_of_the_state)
{
	struct om_calendar *c = calendar_of("FR-75");

	ck_assert(!om_calendar_lists(c));
	ck_assert_ptr_nonnull(om_calendar_holiday(c, day("2026-07-14")));
	ck_assert_ptr_null(om_calendar_holiday(c, day("2026-12-26")));
	om_calendar_close(c);
	c = calendar_of("FR-67");
	ck_assert(om_calendar_lists(c));
	om_calendar_close(c);
}
END_TEST

START_TEST(what_is_no_code_of_a_country_is_refused)
{
	static const char *const none[] = { "", "D", "de", "DEU", "DE-",
		"DE-BAYERN", "DE_BY", "DE/../EU", "../kinds", "None", "D1" };
	struct om_calendar *c = NULL;

	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		ck_assert_msg(om_calendar_open(&c, NULL, none[i]) == OM_USAGE,
		    "%s", none[i]);
	ck_assert_ptr_null(c);
	om_calendar_close(NULL);
}
END_TEST

static int
collect(void *state, const char *code)
{
	om_buf_format(state, "%s ", code);
	return OM_OK;
}

START_TEST(the_tables_are_listed)
{
	struct om_buf codes = OM_BUF(1024);

	ck_ok(om_calendar_each(NULL, collect, &codes));
	ck_assert_ptr_eq(strstr(codes.p, "AT BE BG CH CY "), codes.p);
	ck_assert_ptr_nonnull(strstr(codes.p, "SI SK US "));
	om_buf_free(&codes);
}
END_TEST

/* A folder with one table of a state of our own. */
static const char *
write_table(const char *text)
{
	const char *folder = om_test_folder();
	char *below = om_path_join(folder, "holidays");
	char *path = om_path_join(below, "ZZ.json");

	ck_ok(om_folder_make(below, 0700));
	ck_ok(om_file_replace(path, om_span_of(text), 0600));
	om_free(below);
	om_free(path);
	return folder;
}

static void
check_refused(const char *text, const char *message)
{
	struct om_calendar *c = NULL;
	const char *folder = write_table(text);

	ck_code(om_calendar_open(&c, folder, "ZZ"), OM_USAGE);
	ck_assert_ptr_null(c);
	ck_assert_msg(strstr(om_failure(), message) != NULL, "'%s', not '%s'",
	    om_failure(), message);
}

#define HEAD(years)                                                 \
	"{\"country\":\"ZZ\",\"title\":\"T\",\"cite\":\"C\"," years \
	",\"holidays\":[\n"
#define TABLE(holidays) HEAD("\"from\":2026,\"to\":2027") holidays "\n]}"
#define ON(more) "{\"name\":\"N\"" more "}"

START_TEST(a_mistake_in_a_table_is_named)
{
	check_refused("{}", "ZZ.json:1: country is missing");
	check_refused(TABLE(""), "holidays has no entries, or too many");
	check_refused(HEAD("\"from\":2027,\"to\":2026") "]}", "to and from");
	check_refused(HEAD("\"from\":1,\"to\":2026") "]}", "to and from");
	check_refused(HEAD("\"from\":2000,\"to\":2100") "]}", "at most 100");
	check_refused(TABLE(ON("")), "ZZ.json:2: holidays[0] does not say");
	check_refused(TABLE(ON(",\"on\":\"01-01\",\"easter\":1")),
	    "holidays[0] says its day in two ways");
	check_refused(TABLE(ON(",\"on\":\"1-1\"")), "a date that is not MM-DD");
	check_refused(TABLE(ON(",\"on\":\"02-30\"")), "that is not MM-DD");
	check_refused(TABLE(ON(",\"on\":\"02-29\"")), "that is not MM-DD");
	check_refused(TABLE(ON(",\"on\":\"13-01\"")), "that is not MM-DD");
	check_refused(TABLE(ON(",\"on\":\"01-00\"")), "that is not MM-DD");
	check_refused(TABLE(ON(",\"on\":\"aa-bb\"")), "that is not MM-DD");
	check_refused(
	    TABLE(ON(",\"on\":7")), "holidays[0].on must be a string");
	check_refused(TABLE(ON(",\"nth\":1,\"weekday\":\"monday\"")),
	    "needs a month, and nth from 1 to 4");
	check_refused(
	    TABLE(ON(",\"nth\":5,\"weekday\":\"monday\",\"month\":1")),
	    "needs a month, and nth from 1 to 4");
	check_refused(TABLE(ON(",\"nth\":1,\"month\":1")), "needs a weekday");
	check_refused(
	    TABLE(ON(",\"on_or_after\":\"01-01\",\"weekday\":\"moonday\"")),
	    "needs a weekday");
	check_refused(TABLE(ON(",\"on\":\"01-01\",\"substitute\":\"never\"")),
	    "has the unknown substitute never");
	check_refused(TABLE(ON(",\"on\":\"01-01\",\"only\":[\"2026\"]")),
	    "has years that are no numbers");
	check_refused(TABLE(ON(",\"on\":\"01-01\",\"except\":[\"2026\"]")),
	    "has years that are no numbers");
	check_refused(TABLE(ON(",\"on\":\"01-01\",\"regions\":[\"ZZ-A\"]")),
	    "names the unlisted region ZZ-A");
	check_refused("{\"country\":\"YY\",\"title\":\"T\",\"cite\":\"C\","
		      "\"from\":2026,\"to\":2027,\"holidays\":[]}",
	    "country must be ZZ");
}
END_TEST

START_TEST(a_workspace_has_tables_of_its_own)
{
	const char *folder = write_table(TABLE(
	    ON(",\"on\":\"03-01\",\"substitute\":\"monday-after-sunday\"") "," ON(
		",\"on\":\"03-02\"") "," ON(",\"nth\":-2,\"weekday\":\"friday\",\"month\":2")));
	struct om_calendar *c = NULL;

	ck_ok(om_calendar_open(&c, folder, "ZZ"));
	ck_assert_ptr_nonnull(om_calendar_holiday(c, day("2026-03-01")));
	ck_assert_ptr_nonnull(om_calendar_holiday(c, day("2026-03-02")));
	ck_assert_ptr_null(om_calendar_holiday(c, day("2026-03-03")));
	/* The last but one Friday of February. */
	ck_assert_ptr_nonnull(om_calendar_holiday(c, day("2026-02-20")));
	ck_assert_ptr_nonnull(om_calendar_holiday(c, day("2027-02-19")));
	om_calendar_close(c);
	ck_ok(om_calendar_open(&c, folder, "DE"));
	ck_assert_ptr_nonnull(om_calendar_holiday(c, day("2026-10-03")));
	om_calendar_close(c);
}
END_TEST

START_TEST(a_new_year_after_the_table_may_be_kept_within_it)
{
	const char *folder = write_table(
	    TABLE(ON(",\"on\":\"01-01\",\"substitute\":\"nearest-weekday\"")));
	struct om_calendar *c = NULL;

	/* 1 January 2028 is a Saturday. */
	ck_ok(om_calendar_open(&c, folder, "ZZ"));
	ck_assert_ptr_nonnull(om_calendar_holiday(c, day("2027-12-31")));
	ck_assert(!om_calendar_covers(c, day("2028-01-01")));
	om_calendar_close(c);
}
END_TEST

OM_SUITE(policy_calendar)
{
	tcase_add_test(tests, easter_falls_where_the_tables_say);
	tcase_add_test(tests, easter_is_a_sunday_between_its_limits);
	tcase_add_test(
	    tests, germany_has_holidays_of_the_whole_and_of_each_state);
	tcase_add_test(
	    tests, a_british_holiday_at_the_weekend_has_a_substitute);
	tcase_add_test(
	    tests, a_federal_holiday_of_the_us_moves_to_the_nearest_weekday);
	tcase_add_test(
	    tests, bulgarian_holidays_at_the_weekend_move_behind_each_other);
	tcase_add_test(
	    tests, days_that_came_or_went_by_law_did_so_in_their_year);
	tcase_add_test(
	    tests, movable_feasts_of_other_states_fall_where_they_should);
	tcase_add_test(
	    tests, every_member_state_has_a_table_with_christmas_and_new_year);
	tcase_add_test(tests,
	    every_year_of_every_table_has_a_plausible_number_of_holidays);
	tcase_add_test(tests, a_day_rolls_to_the_next_that_is_worked);
	tcase_add_test(tests, what_a_calendar_does_not_cover_is_not_rolled);
	tcase_add_test(tests, working_days_are_counted_from_the_day_after);
	tcase_add_test(
	    tests, a_region_without_days_of_its_own_has_those_of_the_state);
	tcase_add_test(tests, what_is_no_code_of_a_country_is_refused);
	tcase_add_test(tests, the_tables_are_listed);
	tcase_add_test(tests, a_mistake_in_a_table_is_named);
	tcase_add_test(tests, a_workspace_has_tables_of_its_own);
	tcase_add_test(tests, a_new_year_after_the_table_may_be_kept_within_it);
}
