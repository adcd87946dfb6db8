#include "base/memory.h"
#include "scan/fixed.h"
#include "scan/lines.h"
#include "scan/reading_table.h"

/* A line may be as long as LINE; with a longer one all is text. */
enum { WINDOW = 128 << 10, LINE = 512 << 10, SAMPLE = 100 };

struct reading_fixed {
	struct om_sheet sheet;
	struct om_fixed fixed;
	uint16_t columns[OM_FIXED_MAX];
};

static struct om_span
without_break(struct om_span line)
{
	while (line.n > 0 &&
	       (line.p[line.n - 1] == '\n' || line.p[line.n - 1] == '\r'))
		line.n--;
	return line;
}

static void
name_columns(struct reading_fixed *t, struct om_span header)
{
	for (size_t i = 0; i < t->fixed.n; i++) {
		struct om_span name = om_span_of(t->fixed.columns[i].name);
		struct om_buf number = OM_BUF(64);

		if (header.p != NULL)
			name = om_fixed_cell(&t->fixed, i, header);
		om_buf_format(&number, "column %zu", i + 1);
		t->columns[i] = om_sheet_column(
		    &t->sheet, name.n > 0 ? name : om_buf_span(&number), name);
		om_buf_free(&number);
	}
}

/* Columns that nobody gave: by the first lines, whose first may name them. */
static void
find_columns(struct reading_fixed *t, struct om_source *s)
{
	struct om_span w = om_source_window(s), header;
	bool names;

	w.n = w.n < WINDOW ? w.n : WINDOW;
	if (!s->ended || s->n > w.n)
		w.n = om_lines_whole(w);
	om_fixed_detect(&t->fixed, w, SAMPLE);
	header = without_break(om_span_bytes(w.p, om_lines_first(w)));
	names = t->fixed.n > 0;
	for (size_t i = 0; i < t->fixed.n; i++)
		names = names && om_reading_table_is_name(
				     om_fixed_cell(&t->fixed, i, header));
	name_columns(t, names ? header : OM_SPAN_NONE);
	if (names)
		om_source_skip(s, om_lines_first(w));
}

static void
add_line(struct reading_fixed *t, struct om_span line, size_t at)
{
	for (size_t i = 0; i < t->fixed.n; i++) {
		struct om_span cell = om_fixed_cell(&t->fixed, i, line);

		om_sheet_cell(&t->sheet,
		    (struct om_cell){ .p = cell.p,
			.n = (uint32_t)cell.n,
			.at = (uint32_t)(at + (size_t)(cell.p - line.p)),
			.column = t->columns[i],
			.verbatim = true });
	}
}

static int
scan_lines(struct reading_fixed *t, struct om_source *s, struct om_span w)
{
	size_t at = 0, n;
	uint32_t lines = 0;
	int rc;

	om_sheet_begin(&t->sheet, s);
	for (; at < w.n; at += n, lines++) {
		struct om_span line = om_span_bytes(w.p + at, w.n - at);

		n = om_lines_first(line);
		line.n = n;
		if (om_span_trim(line).n == 0)
			continue;
		om_sheet_row(&t->sheet, (uint32_t)at, lines);
		add_line(t, without_break(line), at);
	}
	om_sheet_window(&t->sheet, w);
	rc = om_sheet_end(&t->sheet);
	om_source_skip(s, w.n);
	return rc;
}

static int
read_lines(struct reading_fixed *t, struct om_source *s)
{
	size_t want = WINDOW;

	for (;;) {
		struct om_span w;
		int rc = om_reading_fill(s, want + 1);

		if (rc != OM_OK || s->n == 0)
			return rc;
		w = om_source_window(s);
		if (w.n > want || !s->ended) {
			w.n = w.n < want ? w.n : want;
			w.n = om_lines_whole(w);
		}
		if (w.n == 0 && want >= LINE)
			return om_reading_text(t->sheet.r, s);
		want = w.n == 0 ? want * 2 : WINDOW;
		rc = w.n == 0 ? OM_OK : scan_lines(t, s, w);
		if (rc != OM_OK)
			return rc;
		om_reading_tick(t->sheet.r, s);
	}
}

int
om_reading_fixed(struct om_reading *r, struct om_source *s)
{
	struct reading_fixed *t = om_new(1, sizeof(*t));
	int rc = om_reading_fill(s, WINDOW + 1);

	om_sheet_open(&t->sheet, r);
	if (r->fixed != NULL && r->fixed->n > 0) {
		t->fixed = *r->fixed;
		name_columns(t, OM_SPAN_NONE);
	} else if (rc == OM_OK) {
		find_columns(t, s);
	}
	if (rc == OM_OK)
		rc = read_lines(t, s);
	if (rc == OM_OK)
		rc = om_sheet_shares(&t->sheet);
	om_sheet_close(&t->sheet);
	om_free(t);
	return rc;
}
