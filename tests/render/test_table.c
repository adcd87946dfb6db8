#include "test.h"

#include "render/table.h"

#define EAR "\xe8\x80\xb3" /* two columns */

static const struct om_table_column columns[] = {
	{ "NAME", false },
	{ "COUNT", true },
	{ "NOTE", false },
};

static void
add_row(struct om_table *t, const char *a, const char *b, const char *c)
{
	om_table_cell(t, om_span_of(a));
	om_table_cell(t, om_span_of(b));
	om_table_cell(t, om_span_of(c));
}

START_TEST(columns_are_as_wide_as_their_widest_cell)
{
	struct om_buf b = OM_BUF(1000);
	struct om_table t;

	om_table_open(&t, &b, columns, 3);
	add_row(&t, "a", "1", "x");
	add_row(&t, EAR EAR EAR, "123456", "");
	om_table_close(&t);
	ck_span_eq(om_buf_span(&b),
	    "NAME     COUNT  NOTE\n"
	    "a            1  x\n" EAR EAR EAR "  123456\n");
	om_buf_free(&b);
}
END_TEST

START_TEST(a_table_without_rows_writes_nothing)
{
	struct om_buf b = OM_BUF(1000);
	struct om_table t;

	om_table_open(&t, &b, columns, 3);
	om_table_close(&t);
	ck_assert_uint_eq(b.n, 0);
}
END_TEST

START_TEST(a_row_that_is_not_complete_is_filled)
{
	struct om_buf b = OM_BUF(1000);
	struct om_table t;

	om_table_open(&t, &b, columns, 3);
	om_table_cell(&t, OM_SPAN("a"));
	om_table_close(&t);
	ck_span_eq(om_buf_span(&b), "NAME  COUNT  NOTE\na\n");
	om_buf_free(&b);
}
END_TEST

START_TEST(an_empty_cell_keeps_its_place)
{
	struct om_buf b = OM_BUF(1000);
	struct om_table t;

	om_table_open(&t, &b, columns, 3);
	add_row(&t, "", "", "x");
	add_row(&t, "a", "", "y");
	add_row(&t, "", "1", "");
	om_table_close(&t);
	ck_span_eq(om_buf_span(&b), "NAME  COUNT  NOTE\n"
				    "             x\n"
				    "a            y\n"
				    "          1\n");
	om_buf_free(&b);
}
END_TEST

START_TEST(a_cell_is_one_line_whatever_it_holds)
{
	struct om_buf b = OM_BUF(1000);
	struct om_table t;

	om_table_open(&t, &b, columns, 1);
	om_table_cell(&t, OM_SPAN("a\nb\033[31m"));
	om_table_close(&t);
	ck_span_eq(om_buf_span(&b), "NAME\na\\nb\\x1b[31m\n");
	om_buf_free(&b);
}
END_TEST

START_TEST(on_a_terminal_the_widest_column_gives_way)
{
	struct om_buf b = OM_BUF(1000);
	struct om_table t;

	om_table_open(&t, &b, columns, 3);
	t.width = 24;
	add_row(&t, "0123456789abcdef", "1", "none at all");
	om_table_close(&t);
	/* 24 = 8 + 2 + 5 + 2 + 7 */
	ck_span_eq(om_buf_span(&b), "NAME     COUNT  NOTE\n"
				    "012345\xe2\x80\xa6      1  "
				    "none at\xe2\x80\xa6\n");
	om_buf_free(&b);
}
END_TEST

START_TEST(a_terminal_that_is_too_narrow_keeps_six_columns_each)
{
	struct om_buf b = OM_BUF(1000);
	struct om_table t;

	om_table_open(&t, &b, columns, 2);
	t.width = 5;
	om_table_cell(&t, OM_SPAN("0123456789"));
	om_table_cell(&t, OM_SPAN("12345678"));
	om_table_close(&t);
	ck_span_eq(om_buf_span(&b), "NAME     COUNT\n"
				    "01234\xe2\x80\xa6  12345\xe2\x80\xa6\n");
	om_buf_free(&b);
}
END_TEST

START_TEST(titles_are_bold_where_that_was_asked_for)
{
	struct om_buf b = OM_BUF(1000);
	struct om_table t;

	om_table_open(&t, &b, columns, 1);
	t.bold = true;
	om_table_cell(&t, OM_SPAN("a"));
	om_table_close(&t);
	ck_span_eq(om_buf_span(&b), "\033[1mNAME\n\033[0ma\n");
	om_buf_free(&b);
}
END_TEST

START_TEST(a_long_table_is_handed_on_in_pieces_with_one_title)
{
	struct om_buf b = OM_BUF(1 << 20);
	struct om_table t;
	size_t lines = 0;

	om_table_open(&t, &b, columns, 1);
	for (int i = 0; i < 1000; i++)
		om_table_cell(&t, OM_SPAN("name"));
	ck_assert_uint_gt(b.n, 0);
	ck_assert_uint_lt(t.arena.held, 100000);
	om_table_close(&t);
	for (size_t i = 0; i < b.n; i++)
		lines += b.p[i] == '\n';
	ck_assert_uint_eq(lines, 1001);
	om_buf_free(&b);
}
END_TEST

OM_SUITE(render_table)
{
	tcase_add_test(tests, columns_are_as_wide_as_their_widest_cell);
	tcase_add_test(tests, a_table_without_rows_writes_nothing);
	tcase_add_test(tests, a_row_that_is_not_complete_is_filled);
	tcase_add_test(tests, an_empty_cell_keeps_its_place);
	tcase_add_test(tests, a_cell_is_one_line_whatever_it_holds);
	tcase_add_test(tests, on_a_terminal_the_widest_column_gives_way);
	tcase_add_test(
	    tests, a_terminal_that_is_too_narrow_keeps_six_columns_each);
	tcase_add_test(tests, titles_are_bold_where_that_was_asked_for);
	tcase_add_test(
	    tests, a_long_table_is_handed_on_in_pieces_with_one_title);
}
