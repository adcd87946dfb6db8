#include "scan/lines.h"
#include "scan/sieve_inside.h"

enum { COLUMNS_MOST = 4000 };

void
om_sieve_frame_open(
    struct om_sieve_frame *f, enum om_sieve_format format, char delimiter)
{
	*f = (struct om_sieve_frame){ .format = format };
	f->csv.delimiter = delimiter;
	f->csv.columns = COLUMNS_MOST;
	f->csv.cell = OM_SIEVE_RECORD;
	om_csv_scan_begin(&f->csv);
}

void
om_sieve_frame_close(struct om_sieve_frame *f)
{
	om_csv_scan_free(&f->csv);
}

/* The end of the row that f->csv is at, behind *at; false: not there. */
static bool
row_end(struct om_sieve_frame *f, struct om_span w, size_t *at)
{
	struct om_span rest = om_span_bytes(w.p + *at, w.n - *at);

	if (!om_csv_scan(&f->csv, rest))
		return false;
	*at += f->csv.at;
	om_csv_scan_begin(&f->csv);
	return true;
}

/* Where nobody quotes, rows are lines; f->csv is at a row's beginning. */
static bool
is_plain(const struct om_sieve_frame *f, struct om_span w)
{
	return f->csv.at == 0 && f->csv.state == OM_CSV_START &&
	       f->csv.count == 0 && memchr(w.p, '"', w.n) == NULL;
}

size_t
om_sieve_frame_cut(struct om_sieve_frame *f, struct om_span w)
{
	size_t whole = 0;

	if (w.n == 0)
		return 0;
	if (f->format == OM_SIEVE_CSV && !is_plain(f, w)) {
		f->looked = 0;
		while (row_end(f, w, &whole))
			continue;
		return whole;
	}
	whole = f->looked +
		om_lines_whole(om_span_bytes(w.p + f->looked, w.n - f->looked));
	if (whole == f->looked)
		whole = 0;
	f->looked = w.n - whole;
	return whole;
}

size_t
om_sieve_frame_first(struct om_sieve_frame *f, struct om_span w)
{
	size_t end = 0;
	const char *line;

	if (f->format == OM_SIEVE_CSV)
		return row_end(f, w, &end) ? end : 0;
	line = w.n == 0 ? NULL : memchr(w.p, '\n', w.n);
	f->looked = 0;
	return line == NULL ? 0 : (size_t)(line - w.p) + 1;
}

void
om_sieve_frame_drop(struct om_sieve_frame *f)
{
	f->looked = 0;
	if (f->format != OM_SIEVE_CSV)
		return;
	/* Whether it is in a quoted cell is known still. */
	if (f->csv.count > 0)
		om_csv_scan_drop(&f->csv, OM_LIMIT, "");
	f->csv.at = 0;
}
