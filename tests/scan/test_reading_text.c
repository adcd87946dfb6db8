#include "findings.h"

#include "base/file.h"

START_TEST(a_line_is_a_record_and_places_are_the_files)
{
	FINDINGS_ARE("a.txt", "hello\n  ana@example.com, bo@example.com\n",
	    "2 - email 8-23 8 2 ana@example.com\n"
	    "2 - email 25-39 25 2 bo@example.com\n");
}
END_TEST

START_TEST(a_last_line_without_a_break_is_scanned)
{
	FINDINGS_ARE("a.txt", "x\nana@example.com",
	    "2 - email 2-17 2 2 ana@example.com\n");
	FINDINGS_ARE("a.txt", "", "");
}
END_TEST

/* One line of three pieces with an address across each cut. */
START_TEST(a_line_longer_than_a_window_loses_nothing)
{
	static const size_t at[] = { 0, 262100, 262140, 262144, 524280, 524288,
		600000 };
	struct om_buf line = OM_BUF(1 << 20), wanted = OM_BUF(4096);
	struct findings t;

	for (size_t i = 0; i < sizeof(at) / sizeof(at[0]); i++) {
		while (line.n < at[i])
			om_buf_byte(&line, line.n % 9 == 0 ? ' ' : 'x');
		line.n -= line.n > 0;
		om_buf_byte(&line, ' ');
		om_buf_format(&wanted, "1 - email %zu-%zu %zu 1 ", line.n,
		    line.n + 15, line.n);
		om_buf_text(&line, "ana@example.com ");
		om_buf_text(&wanted, "ana@example.com\n");
	}
	findings_open(&t);
	ck_assert_str_eq(findings_of(&t, "a", om_buf_span(&line), 0), wanted.p);
	ck_assert_str_eq(
	    findings_of(&t, "a", om_buf_span(&line), 4099), wanted.p);
	om_buf_text(&line, "\nbo@example.com\n");
	ck_assert_ptr_nonnull(strstr(
	    findings_of(&t, "a", om_buf_span(&line), 0), "\n2 - email "));
	findings_close(&t);
	om_buf_free(&line);
	om_buf_free(&wanted);
}
END_TEST

START_TEST(records_of_text_are_its_lines)
{
	struct findings t;

	findings_open(&t);
	(void)findings_of(&t, "a", OM_SPAN("a\nb\nc"), 0);
	ck_assert_uint_eq(t.reading.records, 3);
	ck_assert_uint_eq(t.reading.bytes, 5);
	findings_close(&t);
}
END_TEST

/* As where a piece has more readings than are held: said once, then not. */
START_TEST(findings_that_had_no_room_make_it_incomplete)
{
	struct findings t;

	findings_open(&t);
	t.reading.hits.dropped = true;
	ck_assert_str_eq(
	    findings_of(&t, "a.txt", OM_SPAN("ana@example.com\n"), 0),
	    "1 - email 0-15 0 1 ana@example.com\nskipped a.txt\n");
	ck_assert_str_eq(findings_of(&t, "a.txt", OM_SPAN("x\n"), 0), "");
	findings_close(&t);
}
END_TEST

OM_SUITE(scan_reading_text)
{
	tcase_add_test(tests, a_line_is_a_record_and_places_are_the_files);
	tcase_add_test(tests, a_last_line_without_a_break_is_scanned);
	tcase_add_test(tests, a_line_longer_than_a_window_loses_nothing);
	tcase_add_test(tests, records_of_text_are_its_lines);
	tcase_add_test(tests, findings_that_had_no_room_make_it_incomplete);
}
