#include "test.h"

#include "render/csv_writer.h"

static void
check_cell(const char *from, bool guard, const char *to)
{
	struct om_buf b = OM_BUF(1000);
	struct om_csv_writer w = OM_CSV_WRITER(&b, guard);

	om_csv_writer_text(&w, OM_SPAN("first"));
	om_csv_writer_text(&w, om_span_of(from));
	om_csv_writer_end_row(&w);
	ck_assert_uint_gt(b.n, 8);
	ck_span_eq(om_span_bytes(b.p, 6), "first,");
	ck_span_eq(om_span_bytes(b.p + b.n - 2, 2), "\r\n");
	ck_span_eq(om_span_bytes(b.p + 6, b.n - 8), to);
	om_buf_free(&b);
}

/* RFC 4180, section 2. */
START_TEST(cells_are_quoted_where_the_standard_asks)
{
	check_cell("plain", false, "plain");
	check_cell("a,b", false, "\"a,b\"");
	check_cell("a\"b", false, "\"a\"\"b\"");
	check_cell("a\r\nb", false, "\"a\r\nb\"");
	check_cell("a\nb", false, "\"a\nb\"");
	check_cell(" a", false, "\" a\"");
	check_cell("a ", false, "\"a \"");
	check_cell("a b", false, "a b");
	check_cell("\xc3\xa9;|", false, "\xc3\xa9;|");
}
END_TEST

/* The characters that OWASP's note on CSV injection lists. */
START_TEST(what_a_spreadsheet_takes_for_a_formula_is_guarded)
{
	check_cell("=1+1", true, "'=1+1");
	check_cell("+1 202 555 0100", true, "'+1 202 555 0100");
	check_cell("-1", true, "'-1");
	check_cell("@SUM(A1)", true, "'@SUM(A1)");
	check_cell("\t=1", true, "\"'\t=1\"");
	check_cell("\r=1", true, "\"'\r=1\"");
	check_cell("\n=1", true, "\"'\n=1\"");
	check_cell("=HYPERLINK(\"x\",\"y\")", true,
	    "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
	check_cell("  =1", true, "\"'  =1\"");
	check_cell("\uff1d1+1", true, "'\uff1d1+1");
	check_cell("\uff20SUM(A1)", true, "'\uff20SUM(A1)");
	check_cell("\ufeff=1", true, "'\ufeff=1");
	check_cell("\uff21=1", true, "\uff21=1");
	check_cell(" ", true, "\" \"");
	check_cell("a=1", true, "a=1");
	check_cell("'a", true, "'a");
}
END_TEST

START_TEST(without_the_guard_data_is_as_it_was)
{
	check_cell("=1+1", false, "=1+1");
	check_cell("+1", false, "+1");
	check_cell("@a", false, "@a");
}
END_TEST

START_TEST(a_nul_is_a_byte_like_others)
{
	struct om_buf b = OM_BUF(100);
	struct om_csv_writer w = OM_CSV_WRITER(&b, true);

	om_csv_writer_text(&w, OM_SPAN("\0a"));
	ck_assert_uint_eq(b.n, 2);
	om_buf_free(&b);
}
END_TEST

START_TEST(rows_hold_numbers_and_empty_cells)
{
	struct om_buf b = OM_BUF(1000);
	struct om_csv_writer w = OM_CSV_WRITER(&b, true);

	om_csv_writer_int(&w, INT64_MIN);
	om_csv_writer_text(&w, OM_SPAN_NONE);
	om_csv_writer_int(&w, 7);
	om_csv_writer_end_row(&w);
	om_csv_writer_text(&w, OM_SPAN_NONE);
	om_csv_writer_text(&w, OM_SPAN_NONE);
	om_csv_writer_end_row(&w);
	/* One empty cell alone must not be an empty line. */
	om_csv_writer_text(&w, OM_SPAN_NONE);
	om_csv_writer_end_row(&w);
	om_csv_writer_text(&w, OM_SPAN("z"));
	om_csv_writer_end_row(&w);
	ck_span_eq(om_buf_span(&b), "-9223372036854775808,,7\r\n"
				    ",\r\n\"\"\r\nz\r\n");
	om_buf_free(&b);
}
END_TEST

OM_SUITE(render_csv_writer)
{
	tcase_add_test(tests, cells_are_quoted_where_the_standard_asks);
	tcase_add_test(
	    tests, what_a_spreadsheet_takes_for_a_formula_is_guarded);
	tcase_add_test(tests, without_the_guard_data_is_as_it_was);
	tcase_add_test(tests, a_nul_is_a_byte_like_others);
	tcase_add_test(tests, rows_hold_numbers_and_empty_cells);
}
