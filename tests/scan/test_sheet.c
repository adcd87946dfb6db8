#include "findings.h"

#include "scan/sheet.h"

/* A sheet of three columns: one that says nothing, a name's, a date's. */
struct table {
	struct findings findings;
	struct om_sheet sheet;
};

enum { PLAIN = 1, NAME, BORN };

static int
tell_share(void *state, const char *path, const struct om_share *share)
{
	struct findings *t = state;

	om_buf_format(&t->text, "%s %.*s %s %llu of %llu\n", path,
	    OM_SPAN_ARG(share->field), t->sights.kinds->list[share->kind].name,
	    (unsigned long long)share->found,
	    (unsigned long long)share->records);
	return 0;
}

static void
begin(struct table *t, const char *only)
{
	findings_open(&t->findings);
	t->findings.sink.share = tell_share;
	t->findings.sink.state = &t->findings;
	t->findings.reading.path = "t.csv";
	t->findings.reading.format = "csv";
	t->findings.reading.only = only;
	om_sheet_open(&t->sheet, &t->findings.reading);
	ck_assert_uint_eq(
	    om_sheet_column(&t->sheet, OM_SPAN("q"), OM_SPAN("q")), PLAIN);
	ck_assert_uint_eq(om_sheet_column(&t->sheet, OM_SPAN("full_name"),
			      OM_SPAN("full_name")),
	    NAME);
	ck_assert_uint_eq(
	    om_sheet_column(&t->sheet, OM_SPAN("dob"), OM_SPAN("dob")), BORN);
	om_sheet_begin(&t->sheet, NULL);
	om_buf_text(&t->findings.text, "");
}

static void
end(struct table *t)
{
	om_sheet_close(&t->sheet);
	findings_close(&t->findings);
}

/* A cell that stands in the window at `at`. */
static struct om_cell
cell_at(const char *window, uint16_t column, uint32_t at, uint32_t n)
{
	return (struct om_cell){ .p = window + at,
		.n = n,
		.at = at,
		.column = column,
		.verbatim = true };
}

static void
cell(struct om_sheet *s, uint16_t column, const char *text)
{
	om_sheet_cell(
	    s, (struct om_cell){
		   .p = text, .n = (uint32_t)strlen(text), .column = column });
}

/*
 * "ana@example.com;Ana Ruiz\n" and "x;Bo Li\n": the name is one by its
 * column, the address by itself; both have their places.
 */
START_TEST(cells_have_their_places_in_the_window)
{
	static const char window[] = "ana@example.com;Ana Ruiz\nx;Bo Li\n";
	struct table t;
	struct om_sheet *s = &t.sheet;

	begin(&t, NULL);
	s->offset = 100;
	s->line = 8;
	om_sheet_row(s, 0, 0);
	om_sheet_cell(s, cell_at(window, PLAIN, 0, 15));
	om_sheet_cell(s, cell_at(window, NAME, 16, 8));
	om_sheet_row(s, 25, 1);
	om_sheet_cell(s, cell_at(window, PLAIN, 25, 1));
	om_sheet_cell(s, cell_at(window, NAME, 27, 5));
	om_sheet_window(s, om_span_of(window));
	ck_ok(om_sheet_end(s));
	ck_assert_str_eq(t.findings.text.p,
	    "1 q email 0-15 100 8 ana@example.com\n"
	    "1 full_name name.full 0-8 116 8 Ana Ruiz\n"
	    "2 full_name name.full 0-5 127 9 Bo Li\n");
	ck_assert_uint_eq(t.findings.reading.records, 2);
	end(&t);
}
END_TEST

/* A decoded value's offset is where its raw form begins. */
START_TEST(what_was_decoded_stands_where_it_was_written)
{
	static const char window[] = "q\nana\\u0040example.com\n";
	struct table t;
	struct om_cell decoded = {
		.p = "mail ana@example.com", .n = 20, .at = 2, .column = PLAIN
	};

	begin(&t, NULL);
	om_sheet_row(&t.sheet, 0, 0);
	om_sheet_cell(&t.sheet, decoded);
	om_sheet_window(&t.sheet, om_span_of(window));
	ck_ok(om_sheet_end(&t.sheet));
	ck_assert_str_eq(
	    t.findings.text.p, "1 q email 5-20 2 2 ana@example.com\n");
	end(&t);
}
END_TEST

/* An address that runs over the joint of two cells is in neither. */
START_TEST(nothing_is_found_across_cells)
{
	static const char window[] = "ana@example.com\n";
	struct table t;

	begin(&t, NULL);
	om_sheet_row(&t.sheet, 0, 0);
	om_sheet_cell(&t.sheet, cell_at(window, PLAIN, 0, 4));
	om_sheet_cell(&t.sheet, cell_at(window, PLAIN, 4, 11));
	om_sheet_window(&t.sheet, om_span_of(window));
	ck_ok(om_sheet_end(&t.sheet));
	ck_assert_str_eq(t.findings.text.p, "");
	end(&t);
}
END_TEST

START_TEST(rows_are_counted_from_sheet_to_sheet_and_columns_with_them)
{
	struct table t;
	struct om_sheet *s = &t.sheet;

	begin(&t, NULL);
	for (int round = 0; round < 2; round++) {
		om_sheet_begin(s, NULL);
		om_sheet_row(s, 0, 0);
		cell(s, PLAIN, "ana@example.com bo@example.com");
		cell(s, BORN, "1980-02-03");
		om_sheet_row(s, 0, 0);
		cell(s, PLAIN, "nothing");
		cell(s, BORN, "");
		ck_ok(om_sheet_end(s));
	}
	ck_assert_str_eq(t.findings.text.p,
	    "1 q email 0-15 -1 0 ana@example.com\n"
	    "1 q email 16-30 -1 0 bo@example.com\n"
	    "1 dob birth_date 0-10 -1 0 1980-02-03\n"
	    "3 q email 0-15 -1 0 ana@example.com\n"
	    "3 q email 16-30 -1 0 bo@example.com\n"
	    "3 dob birth_date 0-10 -1 0 1980-02-03\n");
	om_buf_reset(&t.findings.text);
	/* Two addresses in one cell are one row's. */
	ck_ok(om_sheet_shares(s));
	ck_assert_str_eq(t.findings.text.p, "t.csv q email 2 of 4\n"
					    "t.csv dob birth_date 2 of 4\n");
	end(&t);
}
END_TEST

START_TEST(rows_that_were_not_wholly_there_are_cut_off)
{
	struct table t;
	struct om_sheet *s = &t.sheet;

	begin(&t, NULL);
	om_sheet_row(s, 0, 0);
	cell(s, PLAIN, "ana@example.com");
	om_sheet_row(s, 0, 0);
	cell(s, PLAIN, "bo@example.com");
	om_sheet_row(s, 0, 0);
	om_sheet_cut(s, 1);
	om_sheet_cut(s, 1);
	ck_ok(om_sheet_end(s));
	ck_assert_str_eq(
	    t.findings.text.p, "1 q email 0-15 -1 0 ana@example.com\n");
	ck_assert_uint_eq(t.findings.reading.records, 1);
	end(&t);
}
END_TEST

START_TEST(one_column_alone_can_be_looked_at)
{
	static const char window[] = "ana@example.com;Ana Ruiz\n";
	struct table t;

	begin(&t, "full_name");
	om_sheet_row(&t.sheet, 0, 0);
	om_sheet_cell(&t.sheet, cell_at(window, PLAIN, 0, 15));
	om_sheet_cell(&t.sheet, cell_at(window, NAME, 16, 8));
	om_sheet_window(&t.sheet, om_span_of(window));
	ck_ok(om_sheet_end(&t.sheet));
	ck_assert_str_eq(
	    t.findings.text.p, "1 full_name name.full 0-8 16 1 Ana Ruiz\n");
	end(&t);
}
END_TEST

/* A key is no value of its column: it is found, and counts for no share. */
START_TEST(what_stands_aside_counts_for_no_column)
{
	struct table t;

	begin(&t, NULL);
	om_sheet_row(&t.sheet, 0, 0);
	om_sheet_cell(&t.sheet, (struct om_cell){ .p = "ana@example.com",
				    .n = 15,
				    .column = PLAIN,
				    .aside = true });
	ck_ok(om_sheet_end(&t.sheet));
	ck_assert_str_eq(
	    t.findings.text.p, "1 q email 0-15 -1 0 ana@example.com\n");
	om_buf_reset(&t.findings.text);
	om_buf_text(&t.findings.text, "");
	ck_ok(om_sheet_shares(&t.sheet));
	ck_assert_str_eq(t.findings.text.p, "");
	end(&t);
}
END_TEST

START_TEST(columns_beyond_the_most_are_the_one_without_a_name)
{
	struct table t;
	uint16_t last = 0;

	begin(&t, NULL);
	while (t.sheet.column_count < OM_SHEET_COLUMNS)
		last = om_sheet_column(&t.sheet, OM_SPAN("z"), OM_SPAN_NONE);
	ck_assert_uint_eq(last, OM_SHEET_COLUMNS - 1);
	ck_assert_uint_eq(
	    om_sheet_column(&t.sheet, OM_SPAN("dob"), OM_SPAN("dob")), 0);
	om_sheet_row(&t.sheet, 0, 0);
	cell(&t.sheet, 0, "ana@example.com");
	ck_ok(om_sheet_end(&t.sheet));
	ck_assert_str_eq(
	    t.findings.text.p, "1 - email 0-15 -1 0 ana@example.com\n");
	end(&t);
}
END_TEST

static int
stop(void *state, const struct om_finding *f)
{
	(void)state;
	(void)f;
	return 7;
}

START_TEST(a_sink_that_has_enough_ends_the_sheet)
{
	struct table t;

	begin(&t, NULL);
	t.findings.sink.finding = stop;
	om_sheet_row(&t.sheet, 0, 0);
	cell(&t.sheet, PLAIN, "ana@example.com");
	ck_code(om_sheet_end(&t.sheet), 7);
	end(&t);
}
END_TEST

OM_SUITE(scan_sheet)
{
	tcase_add_test(tests, cells_have_their_places_in_the_window);
	tcase_add_test(tests, what_was_decoded_stands_where_it_was_written);
	tcase_add_test(tests, nothing_is_found_across_cells);
	tcase_add_test(
	    tests, rows_are_counted_from_sheet_to_sheet_and_columns_with_them);
	tcase_add_test(tests, rows_that_were_not_wholly_there_are_cut_off);
	tcase_add_test(tests, one_column_alone_can_be_looked_at);
	tcase_add_test(tests, what_stands_aside_counts_for_no_column);
	tcase_add_test(
	    tests, columns_beyond_the_most_are_the_one_without_a_name);
	tcase_add_test(tests, a_sink_that_has_enough_ends_the_sheet);
}
