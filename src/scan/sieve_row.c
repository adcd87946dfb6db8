#include "scan/sieve_inside.h"

struct om_span
om_sieve_body(struct om_span record)
{
	if (record.n > 0 && record.p[record.n - 1] == '\n')
		record.n--;
	if (record.n > 0 && record.p[record.n - 1] == '\r')
		record.n--;
	return record;
}

int
om_sieve_read_line(struct om_sieve_worker *w, struct om_span record)
{
	struct om_span body = om_sieve_body(record);

	if (memchr(body.p, '\0', body.n) != NULL)
		return om_fail(OM_INPUT, "NUL in a line");
	if (w->open)
		om_sieve_add_spot(w,
		    &(struct om_sieve_spot){ .p = body.p,
			.n = (uint32_t)body.n,
			.text = body,
			.form = OM_SIEVE_LINE },
		    0);
	return OM_OK;
}

/* The inside of a quoted cell with each doubled quote halved. */
static struct om_span
undouble(struct om_sieve_worker *w, struct om_span s)
{
	char *to = om_arena_take(&w->arena, s.n);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		to[n++] = s.p[i];
		i += s.p[i] == '"';
	}
	return om_span_bytes(to, n);
}

static void
add_cell(struct om_sieve_worker *w, const char *row, size_t i)
{
	const struct om_csv_mark *m = &w->csv.marks[i];
	struct om_sieve_spot spot = { .p = row + m->start,
		.n = (uint32_t)(m->end - m->start),
		.field = w->sieve->fields[i],
		.form = OM_SIEVE_CELL };

	spot.text =
	    om_span_bytes(spot.p + m->quoted, spot.n - 2 * (size_t)m->quoted);
	if (m->doubled)
		spot.text = undouble(w, spot.text);
	if (spot.text.n > 0)
		om_sieve_add_spot(w, &spot, w->cells[i]);
}

int
om_sieve_read_row(struct om_sieve_worker *w, struct om_span record)
{
	struct om_csv_scan *scan = &w->csv;

	om_csv_scan_begin(scan);
	if (!om_csv_scan(scan, record))
		(void)om_csv_scan_end(scan, record);
	if (scan->code != OM_OK)
		return om_fail(OM_INPUT, "%s", scan->fault);
	if (scan->count != w->sieve->width)
		return om_fail(OM_INPUT,
		    "%zu cells where the first row has %zu", scan->count,
		    w->sieve->width);
	for (size_t i = 0; i < scan->count; i++)
		if (w->sieve->fields[i] != NULL || w->open)
			add_cell(w, record.p, i);
	return OM_OK;
}
