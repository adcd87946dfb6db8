#include "scan/sheet.h"

#include "base/memory.h"

enum { GATHERED = 64 << 20, FIELD_MAX = 256 };

bool
om_sheet_wants(const struct om_sheet *s, struct om_span field)
{
	return s->r->only == NULL || om_span_is(field, s->r->only);
}

uint16_t
om_sheet_column(
    struct om_sheet *s, struct om_span name, struct om_span evidence)
{
	struct om_sheet_column *c;

	if (s->column_count == OM_SHEET_COLUMNS)
		return 0;
	c = om_arena_new(&s->names, 1, sizeof(*c));
	c->name = om_arena_copy(&s->names, name);
	c->wanted = om_sheet_wants(s, name);
	c->text = OM_BUF(GATHERED);
	if (evidence.n > FIELD_MAX)
		evidence.n = FIELD_MAX;
	c->telling = om_scanner_field(s->r->scanner, &c->field, evidence);
	c->alone = c->telling;
	s->columns =
	    om_resize(s->columns, s->column_count + 1, sizeof(s->columns[0]));
	s->columns[s->column_count] = c;
	return (uint16_t)s->column_count++;
}

void
om_sheet_open(struct om_sheet *s, struct om_reading *r)
{
	*s = (struct om_sheet){ .r = r, .record = 1, .line = 1 };
	(void)om_sheet_column(s, OM_SPAN_NONE, OM_SPAN_NONE);
	s->columns[0]->name = OM_SPAN_NONE;
	s->columns[0]->wanted = r->only == NULL;
}

void
om_sheet_close(struct om_sheet *s)
{
	for (size_t i = 0; i < s->column_count; i++) {
		om_buf_free(&s->columns[i]->text);
		om_free(s->columns[i]->pieces);
		om_free(s->columns[i]->kinds);
	}
	om_free(s->columns);
	om_free(s->rows);
	om_free(s->cells);
	om_free(s->found);
	om_hits_free(&s->raw);
	om_arena_free(&s->arena);
	om_arena_free(&s->names);
}

void
om_sheet_begin(struct om_sheet *s, const struct om_source *source)
{
	s->record += s->row_count;
	s->row_count = s->cell_count = s->found_count = 0;
	s->window = OM_SPAN_NONE;
	if (source != NULL) {
		s->offset = source->skipped;
		s->line = source->line;
	}
	om_arena_wipe(&s->arena);
	s->raw.n = 0;
}

/* The bytes of cells that are scanned by themselves, a bit each. */
static void
skip_cell(uint64_t *skip, const struct om_cell *c)
{
	for (size_t at = c->at, end = at + c->n; at < end;) {
		size_t n = 64 - at % 64 < end - at ? 64 - at % 64 : end - at;

		skip[at / 64] |= (UINT64_MAX >> (64 - n)) << (at % 64);
		at += n;
	}
}

/*
 * Cells that are there already and are scanned by themselves need not be
 * looked at here.
 */
void
om_sheet_window(struct om_sheet *s, struct om_span window)
{
	uint64_t *skip;

	s->window = window;
	s->counted_at = s->counted = 0;
	if (s->r->only != NULL)
		return;
	skip = om_arena_new(&s->arena, window.n / 64 + 1, sizeof(*skip));
	for (size_t i = 0; i < s->cell_count; i++)
		if (s->cells[i].verbatim && !s->cells[i].aside &&
		    s->columns[s->cells[i].column]->alone)
			skip_cell(skip, &s->cells[i]);
	om_scanner_text_but(s->r->scanner, &s->raw, window, skip);
}

void
om_sheet_row(struct om_sheet *s, uint32_t at, uint32_t line)
{
	if (s->row_count == s->row_size) {
		s->row_size = s->row_size == 0 ? 1024 : s->row_size * 2;
		s->rows = om_resize(s->rows, s->row_size, sizeof(*s->rows));
	}
	s->rows[s->row_count++] =
	    (struct om_row){ at, line, (uint32_t)s->cell_count, { { 0 } } };
}

void
om_sheet_cell(struct om_sheet *s, struct om_cell cell)
{
	if (s->cell_count == s->cell_size) {
		s->cell_size = s->cell_size == 0 ? 8192 : s->cell_size * 2;
		s->cells = om_resize(s->cells, s->cell_size, sizeof(*s->cells));
	}
	cell.row = (uint32_t)s->row_count - 1;
	s->cells[s->cell_count++] = cell;
}

void
om_sheet_cut(struct om_sheet *s, size_t row)
{
	if (row >= s->row_count)
		return;
	s->cell_count = s->rows[row].cell;
	s->row_count = row;
}

static void
add_found(struct om_sheet *s, size_t cell, struct om_hit hit)
{
	if (s->found_count == s->found_size) {
		s->found_size = s->found_size == 0 ? 1024 : s->found_size * 2;
		s->found =
		    om_resize(s->found, s->found_size, sizeof(*s->found));
	}
	/* Those of a cell come in order: the chain is turned round later. */
	s->found[s->found_count] =
	    (struct om_sheet_found){ hit, s->cells[cell].found };
	s->cells[cell].found = (uint32_t)++s->found_count;
}

static void
see(struct om_sheet *s, size_t cell, struct om_hit hit)
{
	struct om_cell *c = &s->cells[cell];

	if (!c->aside && c->tallied != hit.kind + 1) {
		om_sheet_tally(s->columns[c->column], hit.kind, 1);
		c->tallied = (uint16_t)(hit.kind + 1);
	}
	if (s->r->sink->record != NULL)
		om_kind_set_add(&s->rows[c->row].kinds, hit.kind);
	if (s->r->sink->finding == NULL)
		om_reading_count(s->r, &hit);
	else
		add_found(s, cell, hit);
}

/* Whether a cell is scanned by itself and not with the window. */
static bool
is_gathered(const struct om_sheet *s, const struct om_cell *c)
{
	const struct om_sheet_column *column = s->columns[c->column];

	if (!column->wanted || c->n == 0)
		return false;
	return !c->verbatim || column->alone || s->r->only != NULL;
}

/* Hits of the window in cells that were not gathered; both are in order. */
static void
map_window(struct om_sheet *s)
{
	size_t cell = 0;

	for (size_t i = 0; i < s->raw.n; i++) {
		struct om_hit hit = s->raw.list[i];
		const struct om_cell *c;

		while (cell < s->cell_count &&
		       s->cells[cell].at + s->cells[cell].n <= hit.start)
			cell++;
		if (cell == s->cell_count)
			return;
		c = &s->cells[cell];
		if (hit.start < c->at || hit.end > c->at + c->n ||
		    !c->verbatim || s->columns[c->column]->alone)
			continue;
		hit.start -= c->at;
		hit.end -= c->at;
		see(s, cell, hit);
	}
}

/* Whoever is told and does not want more ends the sheet. */
static void
stop_at(struct om_sheet *s, int rc)
{
	if (rc != OM_OK)
		s->stopped = rc;
}

/* A pattern was given up in a row. */
static void
see_breach(struct om_sheet *s, const struct om_breach *b, size_t row)
{
	stop_at(s, om_reading_breach(s->r, b, s->record + row));
}

static void
see_window_doubts(struct om_sheet *s)
{
	size_t row = 0;

	for (size_t i = 0; i < s->raw.breach_count; i++) {
		const struct om_breach *b = &s->raw.breaches[i];

		while (row + 1 < s->row_count && s->rows[row + 1].at <= b->at)
			row++;
		if (s->row_count > 0)
			see_breach(s, b, row);
	}
	s->raw.breach_count = 0;
	stop_at(s, om_reading_lost(s->r, &s->raw));
}

static void
see_column_doubts(struct om_sheet *s, const struct om_sheet_column *c)
{
	struct om_hits *hits = &s->r->hits;
	size_t piece = 0;

	for (size_t i = 0; i < hits->breach_count; i++) {
		const struct om_breach *b = &hits->breaches[i];

		while (
		    piece + 1 < c->count && c->pieces[piece + 1].start <= b->at)
			piece++;
		see_breach(s, b, s->cells[c->pieces[piece].cell].row);
	}
	hits->breach_count = 0;
	stop_at(s, om_reading_lost(s->r, hits));
}

static void
gather(struct om_sheet *s, size_t number)
{
	const struct om_cell *cell = &s->cells[number];
	struct om_sheet_column *c = s->columns[cell->column];

	if (c->count == c->size) {
		c->size = c->size == 0 ? 256 : c->size * 2;
		c->pieces = om_resize(c->pieces, c->size, sizeof(*c->pieces));
	}
	c->pieces[c->count++] =
	    (struct om_sheet_piece){ (uint32_t)c->text.n, (uint32_t)number };
	om_buf_add(&c->text, om_span_bytes(cell->p, cell->n));
	om_buf_byte(&c->text, '\n');
}

static void
scan_column(struct om_sheet *s, struct om_sheet_column *c)
{
	struct om_hits *hits = &s->r->hits;
	size_t piece = 0;

	hits->n = 0;
	om_scanner_text(c->chance.lifted_count > 0 ? s->r->keen : s->r->scanner,
	    hits, om_buf_span(&c->text), c->telling ? &c->field : NULL);
	for (size_t i = 0; i < hits->n; i++) {
		struct om_hit hit = hits->list[i];
		uint32_t start;

		om_chance_weigh(&c->chance, &hit);
		if (hit.confidence < om_scanner_least(s->r->scanner))
			continue;
		while (piece + 1 < c->count &&
		       c->pieces[piece + 1].start <= hit.start)
			piece++;
		start = c->pieces[piece].start;
		hit.start -= start;
		hit.end -= start;
		see(s, c->pieces[piece].cell, hit);
	}
	see_column_doubts(s, c);
	c->count = 0;
	om_buf_reset(&c->text);
}

/* Columns of which there are enough values to be told from chance. */
static void
judge_columns(struct om_sheet *s)
{
	struct om_hits *hits = &s->r->hits;

	for (size_t i = 0; i < s->cell_count; i++) {
		const struct om_cell *c = &s->cells[i];

		if (!s->columns[c->column]->judged && c->n > 0 && !c->aside &&
		    c->column != 0)
			gather(s, i);
	}
	for (size_t i = 0; i < s->column_count; i++) {
		struct om_sheet_column *c = s->columns[i];

		if (c->count >= OM_CHANCE_LEAST) {
			hits->n = 0;
			om_scanner_text(s->r->keen, hits, om_buf_span(&c->text),
			    c->telling ? &c->field : NULL);
			om_chance_judge(&c->chance, s->r->keen,
			    om_buf_span(&c->text), hits);
			c->alone |= c->chance.lifted_count > 0 ||
				    c->chance.dropped_count > 0;
		}
		hits->breach_count = 0;
		hits->dropped = false; /* of a sample, to be scanned again */
		c->judged = true;
		c->count = 0;
		om_buf_reset(&c->text);
	}
}

/* The first sheet is the sample: a pipe's is held in memory as well. */
static bool
is_sample(const struct om_sheet *s)
{
	return s->r->keen != NULL && !s->sampled &&
	       s->row_count >= OM_CHANCE_LEAST;
}

int
om_sheet_end(struct om_sheet *s)
{
	int rc;

	if (is_sample(s))
		judge_columns(s);
	s->sampled = true;
	for (size_t i = 0; i < s->cell_count; i++) {
		const struct om_cell *c = &s->cells[i];

		s->columns[c->column]->values += c->n > 0 && !c->aside;
		if (is_gathered(s, c))
			gather(s, i);
	}
	map_window(s);
	see_window_doubts(s);
	for (size_t i = 0; i < s->column_count; i++)
		if (s->columns[i]->count > 0)
			scan_column(s, s->columns[i]);
	rc = s->stopped == OM_OK ? om_sheet_give_rows(s) : s->stopped;
	s->r->records += s->row_count;
	s->total += s->row_count;
	return rc;
}
