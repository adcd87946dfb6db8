#include <stdlib.h>

#include "scan/lines.h"
#include "scan/sheet.h"

/* A value that was decoded stands where its raw form begins. */
static void
set_place(
    const struct om_sheet *s, struct om_finding *f, const struct om_cell *cell)
{
	const struct om_row *row = &s->rows[cell->row];
	size_t at = cell->at + (cell->verbatim ? (size_t)f->start : 0);

	f->offset = (int64_t)(s->offset + at);
	f->line =
	    s->line + row->line +
	    om_lines_count(om_span_bytes(s->window.p + row->at, at - row->at));
}

int
om_sheet_give(
    struct om_sheet *s, const struct om_cell *cell, struct om_span field)
{
	struct om_finding f = { .path = s->r->path,
		.format = s->r->format,
		.record = s->record + cell->row,
		.field = field,
		.offset = -1 };
	uint32_t next = cell->found;

	while (next != 0) {
		const struct om_sheet_found *found = &s->found[next - 1];
		int rc;

		f.hit = found->hit;
		f.start = f.hit.start;
		f.end = f.hit.end;
		f.value = om_span_bytes(cell->p + f.start, f.end - f.start);
		if (s->window.p != NULL)
			set_place(s, &f, cell);
		rc = om_reading_find(s->r, &f);
		if (rc != OM_OK)
			return rc;
		next = found->next;
	}
	return OM_OK;
}

/* The findings of a cell were chained last first. */
static void
turn(struct om_sheet *s, struct om_cell *cell)
{
	uint32_t before = 0, at = cell->found;

	while (at != 0) {
		uint32_t next = s->found[at - 1].next;

		s->found[at - 1].next = before;
		before = at;
		at = next;
	}
	cell->found = before;
}

static int
give_row(struct om_sheet *s, size_t row)
{
	size_t end =
	    row + 1 < s->row_count ? s->rows[row + 1].cell : s->cell_count;
	int rc = OM_OK;

	for (size_t i = s->rows[row].cell; i < end && rc == OM_OK; i++)
		if (s->cells[i].found != 0)
			rc = om_sheet_give(s, &s->cells[i],
			    s->columns[s->cells[i].column]->name);
	return rc;
}

static int
give_record(struct om_sheet *s, size_t row)
{
	const struct om_sink *sink = s->r->sink;
	const struct om_kind_set *kinds = &s->rows[row].kinds;
	size_t end =
	    row + 1 < s->row_count ? s->rows[row + 1].cell : s->cell_count;
	bool any = false;
	int rc = OM_OK;

	for (size_t i = s->rows[row].cell; i < end && s->found_count > 0; i++)
		if (s->cells[i].found != 0) {
			any = true;
			turn(s, &s->cells[i]);
		}
	if (any)
		rc = s->give != NULL ? s->give(s, row) : give_row(s, row);
	if (rc == OM_OK && sink->record != NULL &&
	    (sink->all || !om_kind_set_is_empty(kinds))) {
		s->r->stopped = sink->record(
		    sink->state, s->r->path, s->record + row, kinds);
		rc = s->r->stopped;
	}
	return rc;
}

int
om_sheet_give_rows(struct om_sheet *s)
{
	bool each = s->r->sink->record != NULL || s->r->sink->finding != NULL;
	int rc = OM_OK;

	for (size_t i = 0; each && i < s->row_count && rc == OM_OK; i++)
		rc = give_record(s, i);
	return rc;
}

/* The most frequent first, so that the order hangs on what is there alone. */
static int
by_count(const void *a, const void *b)
{
	const struct om_sheet_kind *x = a, *y = b;

	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	return (x->kind > y->kind) - (x->kind < y->kind);
}

static int
share_column(struct om_sheet *s, struct om_sheet_column *c)
{
	if (c->kind_count > 1)
		qsort(c->kinds, c->kind_count, sizeof(c->kinds[0]), by_count);
	for (size_t k = 0; k < c->kind_count; k++) {
		const struct om_share share = { c->name, c->kinds[k].kind,
			s->total, c->kinds[k].n };

		s->r->stopped =
		    s->r->sink->share(s->r->sink->state, s->r->path, &share);
		if (s->r->stopped != OM_OK)
			return s->r->stopped;
	}
	return OM_OK;
}

int
om_sheet_shares(struct om_sheet *s)
{
	int rc = OM_OK;

	if (s->r->sink->share == NULL)
		return OM_OK;
	for (size_t i = 1; i < s->column_count && rc == OM_OK; i++)
		rc = share_column(s, s->columns[i]);
	return rc;
}
