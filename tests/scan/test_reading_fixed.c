#include "findings.h"

#include "scan/fixed.h"

static const char table[] = "id   name      mail\n"
			    "1    Maria     ana@example.com\n"
			    "\n"
			    "2              bo@example.com\r\n";

START_TEST(columns_are_found_where_all_lines_have_a_blank)
{
	struct findings t;

	findings_open(&t);
	t.reading.given = OM_SCAN_FIXED;
	ck_assert_str_eq(findings_of(&t, "a", om_span_of(table), 1),
	    "1 mail email 0-15 35 2 ana@example.com\n"
	    "2 mail email 0-14 67 4 bo@example.com\n");
	ck_assert_str_eq(
	    findings_of(&t, "a", OM_SPAN("7 ana@example.com\n"), 0),
	    "1 column 2 email 0-15 2 1 ana@example.com\n");
	findings_close(&t);
}
END_TEST

START_TEST(columns_that_are_given_have_no_header)
{
	struct om_fixed fixed = { .n = 0 };
	struct findings t;

	ck_ok(om_fixed_add(&fixed, "1-5:id"));
	ck_ok(om_fixed_add(&fixed, "16-99"));
	findings_open(&t);
	t.reading.given = OM_SCAN_FIXED;
	t.reading.fixed = &fixed;
	ck_assert_str_eq(findings_of(&t, "a", om_span_of(table), 0),
	    "2 column 2 email 0-15 35 2 ana@example.com\n"
	    "3 column 2 email 0-14 67 4 bo@example.com\n");
	findings_close(&t);
}
END_TEST

START_TEST(a_column_is_a_range_and_a_name)
{
	static const char *const bad[] = { "", "a", "3", "5-2", "0-4:x", "1-:x",
		"-4", "1-99999999" };
	struct om_fixed fixed = { .n = 0 };

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ck_code(om_fixed_add(&fixed, bad[i]), OM_USAGE);
	ck_assert_uint_eq(fixed.n, 0);
	ck_ok(om_fixed_add(&fixed, "3-4:a:b"));
	ck_assert_uint_eq(fixed.columns[0].from, 2);
	ck_assert_uint_eq(fixed.columns[0].to, 4);
	ck_assert_str_eq(fixed.columns[0].name, "a:b");
	ck_span_eq(om_fixed_cell(&fixed, 0, OM_SPAN("abcde")), "cd");
	ck_span_eq(om_fixed_cell(&fixed, 0, OM_SPAN("abc")), "c");
	ck_span_eq(om_fixed_cell(&fixed, 0, OM_SPAN("ab")), "");
}
END_TEST

OM_SUITE(scan_reading_fixed)
{
	tcase_add_test(tests, columns_are_found_where_all_lines_have_a_blank);
	tcase_add_test(tests, columns_that_are_given_have_no_header);
	tcase_add_test(tests, a_column_is_a_range_and_a_name);
}
