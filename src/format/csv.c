#include "format/csv.h"

#include "base/text.h"
#include "format/csv_detect.h"

enum { COLUMNS_DEFAULT = 4096, CELL_DEFAULT = 1 << 20 };

static const char too_large[] = "a row is too large";

/* The window holds one row up to scan.at: 1, 0 at the end or negative. */
static int
find_row(struct om_csv *c)
{
	struct om_csv_scan *s = &c->scan;

	for (;;) {
		struct om_span w = om_source_window(c->source);
		int rc;

		if (om_csv_scan(s, w))
			return 1;
		rc = om_source_more(c->source);
		if (rc == OM_LIMIT) {
			om_source_skip(c->source, s->at);
			om_csv_scan_drop(s, OM_LIMIT, too_large);
			continue;
		}
		if (rc <= 0)
			c->ended = true;
		if (rc == 0)
			return om_csv_scan_end(s, w);
		if (rc < 0)
			return rc;
	}
}

/* The inside of a quoted cell with each doubled quote halved. */
static struct om_span
undouble(struct om_span s, struct om_arena *arena)
{
	char *to = om_arena_take(arena, s.n);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		to[n++] = s.p[i];
		i += s.p[i] == '"';
	}
	return om_span_bytes(to, n);
}

static void
fill_row(
    struct om_csv_row *row, const struct om_csv_scan *s, struct om_arena *arena)
{
	const char *p = row->raw.p;

	row->n = s->count;
	row->cells = om_arena_take(arena, row->n * sizeof(*row->cells));
	for (size_t i = 0; i < row->n; i++) {
		const struct om_csv_mark *m = &s->marks[i];
		struct om_csv_cell *cell = &row->cells[i];

		cell->raw = om_span_bytes(p + m->start, m->end - m->start);
		cell->text = cell->raw;
		if (m->quoted)
			cell->text =
			    om_span_bytes(p + m->start + 1, cell->raw.n - 2);
		if (m->doubled)
			cell->text = undouble(cell->text, arena);
	}
}

/*
 * A row beyond the limit is refused alike whatever the block size is: one
 * that did not end within limit + 1 bytes, its line break among them, was
 * dropped already.
 */
static void
refuse_large(struct om_csv *c, struct om_csv_row *row)
{
	struct om_csv_scan *s = &c->scan;

	if (s->at > c->source->limit + 1 && s->state != OM_CSV_QUOTED) {
		s->code = OM_LIMIT;
		s->fault = too_large;
	}
	if (s->fault == too_large || s->state == OM_CSV_QUOTED)
		row->raw = OM_SPAN_NONE;
}

static int
check_row(struct om_csv *c, const struct om_csv_row *row)
{
	if (c->scan.code != OM_OK)
		return om_fail(c->scan.code, "%s", c->scan.fault);
	if (!om_text_is_utf8(row->raw))
		return om_fail(OM_INPUT, "a row is not UTF-8");
	if (c->width != 0 && c->scan.count != c->width)
		return om_fail(OM_INPUT,
		    "%zu cells where the first row has %zu", c->scan.count,
		    c->width);
	return OM_OK;
}

/* A row's place, bytes and cells; negative where it is a faulty one. */
static int
take_row(struct om_csv_row *row, struct om_csv *c, struct om_arena *arena)
{
	const struct om_csv_scan *s = &c->scan;
	int rc;

	row->raw.p = om_source_window(c->source).p;
	row->raw.n = s->marks[s->count - 1].end;
	refuse_large(c, row);
	rc = check_row(c, row);
	om_source_skip(c->source, s->at);
	if (rc != OM_OK)
		return rc;
	if (c->options.keep)
		row->raw = om_arena_copy(arena, row->raw);
	fill_row(row, s, arena);
	c->width = row->n;
	return 1;
}

int
om_csv_next(struct om_csv_row *row, struct om_csv *c, struct om_arena *arena)
{
	int rc;

	for (;;) {
		*row = (struct om_csv_row){ .line = c->source->line,
			.offset = c->source->skipped };
		if (c->ended)
			return 0;
		om_csv_scan_begin(&c->scan);
		rc = find_row(c);
		if (rc <= 0)
			return rc;
		if (!om_csv_scan_is_blank(&c->scan))
			return take_row(row, c, arena);
		om_source_skip(c->source, c->scan.at);
	}
}

static int
read_header(struct om_csv *c)
{
	int rc;

	c->options.keep = true;
	rc = om_csv_next(&c->header, c, &c->own);
	for (size_t i = 0; rc > 0 && i < c->header.n; i++) {
		struct om_buf name = OM_BUF(32);

		if (c->header.cells[i].text.n > 0)
			continue;
		om_buf_format(&name, "column %zu", i + 1);
		c->header.cells[i].text =
		    om_arena_copy(&c->own, om_buf_span(&name));
		om_buf_free(&name);
	}
	return rc < 0 ? rc : OM_OK;
}

int
om_csv_open(struct om_csv *c, struct om_source *source,
    const struct om_csv_options *options)
{
	int rc = OM_OK;

	*c = (struct om_csv){ .source = source };
	if (options != NULL)
		c->options = *options;
	c->scan.columns =
	    c->options.columns == 0 ? COLUMNS_DEFAULT : c->options.columns;
	c->scan.cell = c->options.cell == 0 ? CELL_DEFAULT : c->options.cell;
	c->scan.delimiter = c->options.delimiter;
	if (c->scan.delimiter == '\0')
		rc = om_csv_detect(&c->scan.delimiter, source);
	if (rc == OM_OK && !c->options.headless)
		rc = read_header(c);
	c->options.keep = options != NULL && options->keep;
	if (rc != OM_OK)
		om_csv_close(c);
	return rc;
}

void
om_csv_close(struct om_csv *c)
{
	om_csv_scan_free(&c->scan);
	om_arena_free(&c->own);
	c->header = (struct om_csv_row){ 0 };
}
