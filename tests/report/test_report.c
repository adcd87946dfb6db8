#include "test.h"

#include "base/file.h"
#include "base/memory.h"
#include "report/run.h"

#define HEAD "-- title: T\n-- about: A\n--    more\n-- law: L\n"

START_TEST(a_report_is_its_remarks_and_its_sql)
{
	struct om_report *r;

	ck_ok(om_report_parse(&r, "f", "n",
	    OM_SPAN(HEAD "-- parameter: from date year-start\n"
			 "-- parameter: to date today\n"
			 "-- section: One\n-- chart: bar a b\n"
			 "SELECT 1 AS a,\n-- plain words\n 2 AS b\n"
			 "-- section: Two\nSELECT 3\n")));
	ck_assert_str_eq(r->title, "T");
	ck_assert_str_eq(r->about, "A more");
	ck_assert_uint_eq(r->parameter_count, 2);
	ck_assert_int_eq(r->parameters[0].otherwise, OM_REPORT_YEAR_START);
	ck_assert_uint_eq(r->section_count, 2);
	ck_assert_str_eq(r->sections[0].title, "One");
	ck_assert_str_eq(r->sections[0].label, "a");
	ck_assert_str_eq(r->sections[0].value, "b");
	ck_span_eq(
	    r->sections[0].sql, "SELECT 1 AS a,\n-- plain words\n 2 AS b");
	ck_span_eq(r->sections[1].sql, "SELECT 3");
	ck_assert_uint_eq(r->sections[1].line, 13);
	om_report_close(r);
}
END_TEST

START_TEST(what_is_wrong_with_a_report_is_told_with_its_line)
{
	static const struct {
		const char *text, *message;
	} wrongs[] = {
		{ HEAD, "a section has no SQL" },
		{ "SELECT 1", "a title, an about and a law" },
		{ HEAD "-- title: T\nSELECT 1", "f:5: stands there twice" },
		{ HEAD "-- tilte: T\nSELECT 1", "f:5: is no remark" },
		{ HEAD "-- parameter: from\nSELECT 1", "NAME date DEFAULT" },
		{ HEAD "-- parameter: by date today\nSELECT 1", "named" },
		{ HEAD "-- parameter: to date never\nSELECT 1", "default" },
		{ HEAD "-- chart: pie a b\nSELECT 1", "bar LABEL VALUE" },
		{ HEAD "-- today: soon\nSELECT 1", "not a day" },
		{ HEAD "SELECT 1\n-- section: Two\nSELECT 2", "no title" },
		{ HEAD "-- section: One\nSELECT 1\n-- section: Two\n",
		    "a section has no SQL" },
	};
	struct om_report *r;

	for (size_t i = 0; i < sizeof(wrongs) / sizeof(wrongs[0]); i++) {
		ck_code(
		    om_report_parse(&r, "f", "n", om_span_of(wrongs[i].text)),
		    OM_USAGE);
		ck_assert_msg(strstr(om_failure(), wrongs[i].message) != NULL,
		    "%s: %s", wrongs[i].message, om_failure());
	}
}
END_TEST

START_TEST(an_example_that_does_not_hold_is_found)
{
	static const char *const wrongs[] = {
		"-- expect: 1\nSELECT 2",
		"-- expect: 1\n-- expect: 1\nSELECT 1",
		"SELECT 1",
		"-- expect: 1\nSELECT 1 WHERE $today = '2026-11-22'",
		("-- given: INSERT INTO nothing VALUES (1)\n-- expect: 1\n"
		 "SELECT 1"),
		"-- expect: 1\nSELECT $other",
	};
	struct om_report *r;

	for (size_t i = 0; i < sizeof(wrongs) / sizeof(wrongs[0]); i++) {
		struct om_buf text = OM_BUF(4096);

		om_buf_format(
		    &text, HEAD "-- today: 2026-11-23\n%s\n", wrongs[i]);
		ck_ok(om_report_parse(&r, "f", "n", om_buf_span(&text)));
		ck_assert_msg(om_report_try(r) == OM_USAGE, "%s", wrongs[i]);
		om_report_close(r);
		om_buf_free(&text);
	}
	ck_ok(om_report_parse(&r, "f", "n", OM_SPAN(HEAD "SELECT 1\n")));
	ck_code(om_report_try(r), OM_NOTFOUND);
	om_report_close(r);
}
END_TEST

START_TEST(an_example_has_its_own_days_and_rows)
{
	struct om_report *r;

	ck_ok(om_report_parse(&r, "f", "n",
	    OM_SPAN(HEAD "-- parameter: from date last-year-start\n"
			 "-- parameter: to date last-year-end\n"
			 "-- today: 2026-11-23\n-- with: to 2026-01-31\n"
			 "-- given: INSERT INTO request (id) VALUES ('A')\n"
			 "-- expect: A | 2025-01-01 | 20484 | 0 | -\n"
			 "SELECT id, $from, $to_day - 0, $today_day - 20780,"
			 " NULL FROM request\n")));
	/* 2026-01-31 is 20,484 days behind 1970-01-01. */
	ck_ok(om_report_try(r));
	om_report_close(r);
}
END_TEST

static int
count(void *state, const char *name)
{
	ck_assert_str_ne(name, "letter");
	++*(int *)state;
	return OM_OK;
}

START_TEST(a_folder_overrides_reports_and_adds_others)
{
	const char *folder = om_test_folder();
	char *own = om_path_join(folder, "own.sql");
	char *overdue = om_path_join(folder, "overdue.sql");
	struct om_report *r;
	int built_in = 0, all = 0;

	ck_ok(om_file_create(own, OM_SPAN(HEAD "SELECT 1\n"), 0600));
	ck_ok(om_file_create(overdue, OM_SPAN(HEAD "SELECT 2\n"), 0600));
	ck_ok(om_report_each(NULL, count, &built_in));
	ck_ok(om_report_each(folder, count, &all));
	ck_assert_int_eq(all, built_in + 1);
	ck_ok(om_report_open(&r, folder, "overdue"));
	ck_assert_str_eq(r->title, "T");
	om_report_close(r);
	ck_ok(om_report_open(&r, NULL, "overdue"));
	ck_assert_str_ne(r->title, "T");
	om_report_close(r);
	ck_code(om_report_open(&r, NULL, "own"), OM_NOTFOUND);
	ck_code(om_report_open(&r, folder, "../own"), OM_NOTFOUND);
	ck_code(om_report_each("/nowhere", count, &all), OM_NOTFOUND);
	om_free(own);
	om_free(overdue);
}
END_TEST

OM_SUITE(report_report)
{
	tcase_add_test(tests, a_report_is_its_remarks_and_its_sql);
	tcase_add_test(
	    tests, what_is_wrong_with_a_report_is_told_with_its_line);
	tcase_add_test(tests, an_example_that_does_not_hold_is_found);
	tcase_add_test(tests, an_example_has_its_own_days_and_rows);
	tcase_add_test(tests, a_folder_overrides_reports_and_adds_others);
}
