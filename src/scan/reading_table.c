#include "scan/reading_table.h"

#include "base/memory.h"
#include "format/csv_detect.h"
#include "scan/lines.h"

enum { WINDOW = 128 << 10, ROW = OM_READING_TABLE_ROW, NAME = 64 };

bool
om_reading_table_is_name(struct om_span s)
{
	s = om_span_trim(s);
	if (s.n == 0 || s.n > NAME)
		return false;
	if (memchr(s.p, '@', s.n) != NULL)
		return false;
	return strchr("0123456789+-.(", s.p[0]) == NULL;
}

static void
add_column(struct om_reading_table *t, struct om_span name)
{
	t->split.columns[t->split.width++] =
	    om_sheet_column(&t->sheet, name, name);
}

/* Columns without names: "column N", which says nothing. */
static void
add_numbered(struct om_reading_table *t, size_t n)
{
	while (t->split.width < n) {
		struct om_buf name = OM_BUF(64);

		om_buf_format(&name, "column %zu", t->split.width + 1);
		t->split.columns[t->split.width++] = om_sheet_column(
		    &t->sheet, om_buf_span(&name), OM_SPAN_NONE);
		om_buf_free(&name);
	}
}

/*
 * The first row gives the columns their names, if it looks like names; it
 * is a record else. Returns the bytes it takes.
 */
static size_t
read_header(struct om_reading_table *t, struct om_span w, bool ended)
{
	struct om_sheet *s = &t->sheet;
	size_t first = om_lines_first(w), n;
	bool names = true;

	om_sheet_begin(s, NULL);
	n = om_table_split(&t->split, om_span_bytes(w.p, first), true);
	if (s->row_count == 0 || (first == w.n && !ended))
		return n;
	for (size_t i = 0; i < s->cell_count; i++)
		names = names && om_reading_table_is_name(om_span_bytes(
				     s->cells[i].p, s->cells[i].n));
	for (size_t i = 0; i < s->cell_count && i < OM_SHEET_COLUMNS; i++) {
		if (names)
			add_column(
			    t, om_span_bytes(s->cells[i].p, s->cells[i].n));
		else
			add_numbered(t, i + 1);
	}
	s->row_count = 0;
	return names ? first : 0;
}

/* The rows that are in the window; 1, or 0 at the end. */
static int
step(struct om_reading_table *t, struct om_source *s, size_t want)
{
	struct om_span w = om_source_window(s);
	bool ended;
	size_t n;
	int rc;

	if (w.n == 0)
		return 0;
	ended = s->ended && w.n <= want;
	if (w.n > want)
		w.n = want;
	om_sheet_begin(&t->sheet, s);
	n = om_table_split(&t->split, w, ended);
	if (n == 0)
		return 2;
	om_sheet_window(&t->sheet, om_span_bytes(w.p, n));
	rc = om_sheet_end(&t->sheet);
	om_source_skip(s, n);
	return rc == OM_OK ? 1 : rc;
}

int
om_reading_table_rows(
    struct om_reading_table *t, struct om_source *s, bool sample)
{
	size_t want = WINDOW;
	int rc;

	while (!sample || !t->sheet.sampled) {
		om_reading_tick(t->sheet.r, s);
		rc = om_reading_fill(s, want + 1);
		if (rc != OM_OK)
			return rc;
		rc = step(t, s, want);
		if (rc <= 0)
			return rc;
		if (rc == 1)
			want = WINDOW;
		else if (want < ROW)
			want *= 2;
		else if (!t->split.literal)
			t->split.literal = true;
		else
			return om_reading_text(t->sheet.r, s);
	}
	return OM_OK;
}

int
om_reading_table_begin(struct om_reading_table *t, struct om_reading *r,
    struct om_source *s, char delimiter)
{
	int rc = om_reading_fill(s, WINDOW);

	om_sheet_open(&t->sheet, r);
	t->split = (struct om_table_split){ .sheet = &t->sheet,
		.delimiter = delimiter };
	if (rc == OM_OK && delimiter == '\0')
		rc = om_csv_detect(&t->split.delimiter, s);
	if (rc == OM_OK)
		om_source_skip(
		    s, read_header(t, om_source_window(s), s->ended));
	return rc;
}

static int
read_table(struct om_reading *r, struct om_source *s, char delimiter)
{
	struct om_reading_table *t = om_new(1, sizeof(*t));
	int rc = om_reading_table_begin(t, r, s, delimiter);

	if (rc == OM_OK)
		rc = om_reading_table_rows(t, s, false);
	if (rc == OM_OK)
		rc = om_sheet_shares(&t->sheet);
	om_sheet_close(&t->sheet);
	om_free(t);
	return rc;
}

int
om_reading_table(struct om_reading *r, struct om_source *s)
{
	return read_table(r, s, '\0');
}

int
om_reading_tabs(struct om_reading *r, struct om_source *s)
{
	return read_table(r, s, '\t');
}
