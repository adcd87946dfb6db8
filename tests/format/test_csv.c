#include "test.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "format/csv.h"

static struct om_arena arena;
static struct om_source source;
static struct om_csv csv;

/* Opens text, headless, and gives the code of the opening. */
static int
open_rows(struct om_span text, size_t block)
{
	struct om_csv_options options = { .headless = true, .delimiter = ',' };

	om_source_memory(&source, "rows", text, block, 0);
	return om_csv_open(&csv, &source, &options);
}

static void
close_rows(void)
{
	om_csv_close(&csv);
	om_source_close(&source);
	om_arena_free(&arena);
}

/* All that was read, as "line:cell|cell/line:..." or "!message/". */
static void
show_all(struct om_buf *b)
{
	struct om_csv_row row;
	int rc;

	while ((rc = om_csv_next(&row, &csv, &arena)) != 0) {
		om_buf_format(b, "%d:", (int)row.line);
		for (size_t i = 0; rc > 0 && i < row.n; i++) {
			om_buf_text(b, i == 0 ? "" : "|");
			om_buf_add(b, row.cells[i].text);
		}
		if (rc < 0)
			om_buf_format(b, "!%s", om_failure());
		om_buf_byte(b, '/');
		om_arena_wipe(&arena);
	}
}

static const struct {
	struct om_span text;
	const char *rows;
} cases[] = {
	/* RFC 4180, section 2, rule by rule. */
	{ { "aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n", 26 },
	    "1:aaa|bbb|ccc/2:zzz|yyy|xxx/" },
	{ { "aaa,bbb,ccc\r\nzzz,yyy,xxx", 24 },
	    "1:aaa|bbb|ccc/2:zzz|yyy|xxx/" },
	{ { "\"aaa\",\"bbb\",\"ccc\"\r\nzzz,yyy,xxx", 30 },
	    "1:aaa|bbb|ccc/2:zzz|yyy|xxx/" },
	{ { "\"aaa\",\"b\r\nbb\",\"ccc\"\r\nzzz,yyy,xxx", 32 },
	    "1:aaa|b\r\nbb|ccc/3:zzz|yyy|xxx/" },
	{ { "\"aaa\",\"b\"\"bb\",\"ccc\"", 19 }, "1:aaa|b\"bb|ccc/" },
	{ { "a b , c,d", 9 }, "1:a b | c|d/" },
	/* Empty cells, rows and inputs. */
	{ { "", 0 }, "" },
	{ { "\n\r\n\n", 4 }, "" },
	{ { "\na\n\n\r\nb\n", 8 }, "2:a/5:b/" },
	{ { "a,b\n,\n", 6 }, "1:a|b/2:|/" },
	{ { "a,\n,b\n", 6 }, "1:a|/2:|b/" },
	{ { "a,", 2 }, "1:a|/" },
	{ { ",", 1 }, "1:|/" },
	{ { "\"\"", 2 }, "1:/" },
	{ { "\"\",\"\"\"\"", 7 }, "1:|\"/" },
	{ { "\"\"\"\"\"\"", 6 }, "1:\"\"/" },
	{ { "\",\"\n\"\n\"\n", 8 }, "1:,/2:\n/" },
	/* CR is data but in front of LF and at the end. */
	{ { "a\rb\nc\r", 6 }, "1:a\rb/2:c/" },
	{ { "\"a\"\r\n\"b\"\r", 9 }, "1:a/2:b/" },
	{ { "a\tb,c\n", 6 }, "1:a\tb|c/" },
	/* A faulty row is passed over, the next is read. */
	{ { "a,b\nc\nd,e\n", 10 },
	    "1:a|b/2:!1 cells where the first row has 2/3:d|e/" },
	{ { "a,b\nc,d,e\nf,g", 13 },
	    "1:a|b/2:!3 cells where the first row has 2/3:f|g/" },
	{ { "a\"b\nc\n", 6 }, "1:!a quote in a cell without quotes/2:c/" },
	{ { "a\"\nc\n", 5 }, "1:!a quote in a cell without quotes/2:c/" },
	{ { "\"a\"b\nc\n", 7 }, "1:!something behind a closing quote/2:c/" },
	{ { "\"a\" ,b\nc\n", 9 }, "1:!something behind a closing quote/2:c/" },
	{ { "\"a\"\rb\nc\n", 8 }, "1:!something behind a closing quote/2:c/" },
	{ { "\"a\"\r\"\nc\n", 8 }, "1:!something behind a closing quote/2:c/" },
	{ { "a\0b\nc\n", 6 }, "1:!NUL in a cell/2:c/" },
	{ { "\"a\0b\"\nc\n", 8 }, "1:!NUL in a cell/2:c/" },
	{ { "\xff\nc\n", 4 }, "1:!a row is not UTF-8/2:c/" },
	{ { "\"\xed\xa0\x80\"\nc\n", 8 }, "1:!a row is not UTF-8/2:c/" },
	{ { "\xc3\xa9,\xf0\x9f\x98\x80\n", 8 },
	    "1:\xc3\xa9|\xf0\x9f\x98\x80/" },
	/* A quote left open swallows the rest. */
	{ { "a\n\"b\nc\n", 7 }, "1:a/2:!a quote is never closed/" },
	{ { "\"", 1 }, "1:!a quote is never closed/" },
	{ { "\"a\"\"", 4 }, "1:!a quote is never closed/" },
};

START_TEST(rows_are_read_whatever_the_block_size)
{
	for (size_t block = 1; block <= cases[_i].text.n + 1; block++) {
		struct om_buf b = OM_BUF(1024);

		ck_ok(open_rows(cases[_i].text, block));
		show_all(&b);
		ck_span_eq(om_buf_span(&b), cases[_i].rows);
		close_rows();
		om_buf_free(&b);
	}
}
END_TEST

START_TEST(cells_lie_in_the_input_where_no_quote_is_doubled)
{
	static const char text[] = "ab,\"cd\",\"e\"\"f\"\n";
	struct om_csv_row row;

	ck_ok(open_rows(om_span_of(text), 0));
	ck_assert_int_eq(om_csv_next(&row, &csv, &arena), 1);
	ck_assert_uint_eq(row.n, 3);
	ck_assert_ptr_eq(row.cells[0].text.p, text);
	ck_assert_ptr_eq(row.cells[1].text.p, text + 4);
	ck_span_eq(row.cells[1].raw, "\"cd\"");
	ck_span_eq(row.cells[2].text, "e\"f");
	ck_span_eq(row.cells[2].raw, "\"e\"\"f\"");
	ck_assert_ptr_eq(row.cells[2].raw.p, text + 8);
	ck_span_eq(row.raw, "ab,\"cd\",\"e\"\"f\"");
	close_rows();
}
END_TEST

START_TEST(rows_know_their_place)
{
	struct om_csv_row row;

	ck_ok(open_rows(OM_SPAN("a\r\n\n\"b\nb\"\nc"), 0));
	ck_assert_int_eq(om_csv_next(&row, &csv, &arena), 1);
	ck_assert_uint_eq(row.line, 1);
	ck_assert_uint_eq(row.offset, 0);
	ck_assert_int_eq(om_csv_next(&row, &csv, &arena), 1);
	ck_assert_uint_eq(row.line, 3);
	ck_assert_uint_eq(row.offset, 4);
	ck_assert_int_eq(om_csv_next(&row, &csv, &arena), 1);
	ck_assert_uint_eq(row.line, 5);
	ck_assert_uint_eq(row.offset, 10);
	ck_assert_int_eq(om_csv_next(&row, &csv, &arena), 0);
	ck_assert_int_eq(om_csv_next(&row, &csv, &arena), 0);
	close_rows();
}
END_TEST

START_TEST(kept_rows_outlive_the_window)
{
	struct om_csv_options options = { .keep = true, .headless = true };
	struct om_csv_row one, two;

	om_source_memory(&source, "rows", OM_SPAN("a,\"b\"\nc,d\n"), 1, 0);
	ck_ok(om_csv_open(&csv, &source, &options));
	ck_assert_int_eq(om_csv_next(&one, &csv, &arena), 1);
	ck_assert_int_eq(om_csv_next(&two, &csv, &arena), 1);
	om_csv_close(&csv);
	om_source_close(&source);
	ck_span_eq(one.cells[1].text, "b");
	ck_span_eq(two.cells[1].text, "d");
	ck_assert_ptr_eq(one.cells[0].text.p, one.raw.p);
	om_arena_free(&arena);
}
END_TEST

START_TEST(a_header_names_the_columns)
{
	struct om_csv_row row;

	om_source_memory(&source, "rows",
	    OM_SPAN("\xef\xbb\xbf"
		    "E-mail;\"Full; \"\"name\"\"\";;\n"
		    "ana@mail.example;Ana;1;2\n"),
	    3, 0);
	ck_ok(om_csv_open(&csv, &source, NULL));
	ck_assert_uint_eq(csv.header.n, 4);
	ck_span_eq(csv.header.cells[0].text, "E-mail");
	ck_span_eq(csv.header.cells[1].text, "Full; \"name\"");
	ck_span_eq(csv.header.cells[2].text, "column 3");
	ck_span_eq(csv.header.cells[3].text, "column 4");
	ck_assert_int_eq(om_csv_next(&row, &csv, &arena), 1);
	ck_span_eq(row.cells[0].text, "ana@mail.example");
	ck_assert_uint_eq(row.line, 2);
	ck_assert_int_eq(om_csv_next(&row, &csv, &arena), 0);
	close_rows();
}
END_TEST

START_TEST(an_empty_input_has_no_header)
{
	struct om_csv_row row;

	om_source_memory(&source, "rows", OM_SPAN("\n\n"), 0, 0);
	ck_ok(om_csv_open(&csv, &source, NULL));
	ck_assert_uint_eq(csv.header.n, 0);
	ck_assert_int_eq(om_csv_next(&row, &csv, &arena), 0);
	close_rows();
}
END_TEST

START_TEST(a_faulty_header_is_an_error_of_opening)
{
	om_source_memory(&source, "rows", OM_SPAN("a\"b,c\n1,2\n"), 0, 0);
	ck_code(om_csv_open(&csv, &source, NULL), OM_INPUT);
	om_source_close(&source);
}
END_TEST

START_TEST(cells_and_columns_have_a_limit)
{
	struct om_csv_options options = {
		.headless = true, .columns = 3, .cell = 4, .delimiter = ','
	};
	struct om_buf b = OM_BUF(1024);

	om_source_memory(&source, "rows",
	    OM_SPAN("a,b,c\na,b,c,d,e\na,b,12345\na,1234,c\na,\"12345\",c\n"),
	    0, 0);
	ck_ok(om_csv_open(&csv, &source, &options));
	show_all(&b);
	ck_span_eq(om_buf_span(&b),
	    "1:a|b|c/2:!too many columns/"
	    "3:!a cell is too long/4:a|1234|c/5:!a cell is too long/");
	close_rows();
	om_buf_free(&b);
}
END_TEST

/* The limit is 8: rows of 8 bytes are read, with either line break. */
START_TEST(rows_have_a_limit_that_does_not_hang_on_the_block_size)
{
	struct om_csv_options options = { .headless = true, .delimiter = ',' };

	for (size_t block = 1; block < 80; block++) {
		struct om_buf b = OM_BUF(1024);
		struct om_csv_row row;

		om_source_memory(&source, "rows",
		    OM_SPAN("12345678\n1234567\r\n123456789\na\n"
			    "\"345678\"\n\"345\n789 and more\"\nb\nthe end, "
			    "which is too long"),
		    block, 8);
		ck_ok(om_csv_open(&csv, &source, &options));
		ck_assert_int_eq(om_csv_next(&row, &csv, &arena), 1);
		ck_assert_int_eq(om_csv_next(&row, &csv, &arena), 1);
		ck_code(om_csv_next(&row, &csv, &arena), OM_LIMIT);
		ck_assert_uint_eq(row.raw.n, 0);
		ck_assert_uint_eq(row.offset, 18);
		show_all(&b);
		ck_span_eq(om_buf_span(&b),
		    "4:a/5:345678/"
		    "6:!a row is too large/8:b/9:!a row is too large/");
		close_rows();
		om_buf_free(&b);
	}
}
END_TEST

START_TEST(a_quote_left_open_in_a_large_input_is_found_out)
{
	struct om_buf b = OM_BUF(1024);

	om_source_memory(
	    &source, "rows", OM_SPAN("a\n\"b\nc\nd\ne\nf\ng\n"), 2, 4);
	ck_ok(om_csv_open(
	    &csv, &source, &(struct om_csv_options){ .headless = true }));
	show_all(&b);
	ck_span_eq(om_buf_span(&b), "1:a/2:!a quote is never closed/");
	close_rows();
	om_buf_free(&b);
}
END_TEST

START_TEST(a_failing_read_ends_the_rows)
{
	char *path = om_path_join(om_test_folder(), "rows");
	int sink = open("/dev/null", O_WRONLY);
	struct om_csv_row row;

	ck_ok(om_file_replace(path, OM_SPAN("a\n1\n2\n3\n4\n5\n"), 0600));
	ck_ok(om_source_open(&source, path, 6, 0));
	ck_ok(om_csv_open(&csv, &source, NULL));
	ck_assert_int_eq(om_csv_next(&row, &csv, &arena), 1);
	ck_assert_int_eq(dup2(sink, source.fd), source.fd);
	ck_assert_int_eq(om_csv_next(&row, &csv, &arena), 1);
	ck_code(om_csv_next(&row, &csv, &arena), OM_IO);
	ck_assert_int_eq(om_csv_next(&row, &csv, &arena), 0);
	close_rows();
	(void)close(sink);
	om_free(path);
}
END_TEST

OM_SUITE(format_csv)
{
	tcase_add_test(tests, a_failing_read_ends_the_rows);
	tcase_add_loop_test(tests, rows_are_read_whatever_the_block_size, 0,
	    sizeof(cases) / sizeof(cases[0]));
	tcase_add_test(tests, cells_lie_in_the_input_where_no_quote_is_doubled);
	tcase_add_test(tests, rows_know_their_place);
	tcase_add_test(tests, kept_rows_outlive_the_window);
	tcase_add_test(tests, a_header_names_the_columns);
	tcase_add_test(tests, an_empty_input_has_no_header);
	tcase_add_test(tests, a_faulty_header_is_an_error_of_opening);
	tcase_add_test(tests, cells_and_columns_have_a_limit);
	tcase_add_test(
	    tests, rows_have_a_limit_that_does_not_hang_on_the_block_size);
	tcase_add_test(tests, a_quote_left_open_in_a_large_input_is_found_out);
}
