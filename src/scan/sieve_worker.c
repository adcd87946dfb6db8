#include "base/memory.h"
#include "base/text.h"
#include "scan/sieve_inside.h"

enum {
	BUFFER_MAX = 64 << 20,
	VALUE_MAX = 4 << 20,
	COLUMNS_MOST = 4000,
};

static const char too_long[] = "longer than 1 MiB",
		  in_doubt[] = "not wholly looked through: a pattern beyond "
			       "its limit, or too many findings, near it";

/* Findings stay in the sheet, for whoever writes the records. */
static int
see_finding(void *state, const struct om_finding *f)
{
	(void)state;
	(void)f;
	return OM_OK;
}

/* What was given up leaves the records of its window in doubt. */
static int
see_skipped(void *state, const char *path, const char *reason)
{
	(void)path;
	(void)reason;
	((struct om_sieve_worker *)state)->doubt = true;
	return OM_OK;
}

static int
give_nothing(struct om_sheet *s, size_t row)
{
	(void)s;
	(void)row;
	return OM_OK;
}

static void
open_sheet(struct om_sieve_worker *w)
{
	om_sheet_open(&w->sheet, &w->reading);
	w->sheet.give = give_nothing;
	w->open = true;
	if (w->sieve->options.format == OM_SIEVE_NDJSON) {
		memset(w->columns, 0, sizeof(*w->columns));
		(void)om_sheet_column(&w->sheet, OM_SPAN(""), OM_SPAN_NONE);
	}
	for (size_t i = 0; i < w->sieve->width; i++)
		w->cells[i] = om_sheet_column(&w->sheet, w->sieve->names[i],
		    w->sieve->options.headless ? OM_SPAN_NONE
					       : w->sieve->names[i]);
}

static void
close_sheet(struct om_sieve_worker *w)
{
	if (w->open)
		om_sheet_close(&w->sheet);
	w->open = false;
}

void
om_sieve_worker_open(struct om_sieve_worker *w, const struct om_sieve *s)
{
	const struct om_sieve_options *o = &s->options;

	*w = (struct om_sieve_worker){ .sieve = s,
		.scratch = OM_BUF(VALUE_MAX) };
	w->hand.kinds = o->rules->kinds;
	if (o->tokens != NULL)
		w->hand.tokens = om_sieve_tokens_open(o->tokens);
	w->csv.columns = COLUMNS_MOST;
	w->csv.cell = OM_SIEVE_RECORD;
	w->cells = om_new(COLUMNS_MOST, sizeof(*w->cells));
	if (o->scanner == NULL)
		return;
	w->columns = om_new(1, sizeof(*w->columns));
	w->sink.state = w;
	w->sink.finding = see_finding;
	w->sink.skipped = see_skipped;
	w->reading = (struct om_reading){ .scanner = o->scanner,
		.kinds = o->rules->kinds,
		.sink = &w->sink,
		.path = "",
		.format = "" };
	w->reading.by_kind = om_new(o->rules->kinds->n, sizeof(uint64_t));
}

void
om_sieve_worker_close(struct om_sieve_worker *w)
{
	close_sheet(w);
	om_sieve_tokens_close(w->hand.tokens);
	om_hits_free(&w->reading.hits);
	om_free(w->reading.by_kind);
	om_free(w->columns);
	om_free(w->cells);
	om_csv_scan_free(&w->csv);
	om_buf_free(&w->scratch);
	om_arena_free(&w->arena);
	om_free(w->records);
	om_free(w->spots);
	om_free(w->edits);
	om_free(w->pending);
}

void
om_sieve_add_spot(struct om_sieve_worker *w, const struct om_sieve_spot *spot,
    uint16_t column)
{
	struct om_sieve_spot *to;
	bool verbatim =
	    spot->text.p >= spot->p && spot->text.p <= spot->p + spot->n;

	if (w->spot_count == w->spot_size) {
		w->spot_size = w->spot_size == 0 ? 1024 : w->spot_size * 2;
		w->spots = om_resize(w->spots, w->spot_size, sizeof(*w->spots));
	}
	to = &w->spots[w->spot_count++];
	*to = *spot;
	if (spot->field != NULL)
		return;
	to->cell = (uint32_t)w->sheet.cell_count;
	om_sheet_cell(&w->sheet,
	    (struct om_cell){ .p = spot->text.p,
		.n = (uint32_t)spot->text.n,
		.at = (uint32_t)((verbatim ? spot->text.p : spot->p) - w->base),
		.column = column,
		.verbatim = verbatim,
		.aside = spot->form == OM_SIEVE_KEY });
}

static struct om_sieve_record *
add_record(struct om_sieve_worker *w, struct om_span raw)
{
	if (w->record_count == w->record_size) {
		w->record_size =
		    w->record_size == 0 ? 1024 : w->record_size * 2;
		w->records =
		    om_resize(w->records, w->record_size, sizeof(*w->records));
	}
	w->records[w->record_count] = (struct om_sieve_record){ .raw = raw,
		.spot = (uint32_t)w->spot_count };
	return &w->records[w->record_count++];
}

/* The bytes of the first record of rest, its line break included. */
static size_t
first_size(struct om_sieve_worker *w, struct om_span rest)
{
	const char *end;

	if (w->sieve->options.format != OM_SIEVE_CSV) {
		end = memchr(rest.p, '\n', rest.n);
		return end == NULL ? rest.n : (size_t)(end - rest.p) + 1;
	}
	om_csv_scan_begin(&w->csv);
	if (om_csv_scan(&w->csv, rest))
		return w->csv.at;
	(void)om_csv_scan_end(&w->csv, rest);
	return rest.n;
}

static bool
is_blank(const struct om_sieve_worker *w, struct om_span record)
{
	switch (w->sieve->options.format) {
	case OM_SIEVE_TEXT:
		return false;
	case OM_SIEVE_CSV:
		return om_csv_scan_is_blank(&w->csv);
	default:
		return om_span_trim(record).n == 0;
	}
}

static int
read_record(struct om_sieve_worker *w, struct om_span record)
{
	if (record.n > OM_SIEVE_RECORD)
		return om_fail(OM_INPUT, "%s", too_long);
	if (w->sieve->options.format == OM_SIEVE_NDJSON)
		return om_sieve_read_json(w, record);
	if (!om_text_is_utf8(record))
		return om_fail(OM_INPUT, "not UTF-8");
	return w->sieve->options.format == OM_SIEVE_CSV
		   ? om_sieve_read_row(w, record)
		   : om_sieve_read_line(w, record);
}

/* Notes where in the batch's reasons the last failure stands. */
static size_t
add_reason(struct om_sieve_batch *b, const char *reason)
{
	size_t at = b->reasons.n;

	om_buf_text(&b->reasons, reason);
	om_buf_byte(&b->reasons, '\0');
	return at;
}

static bool
is_full(const struct om_sieve_worker *w)
{
	return w->open && w->sheet.column_count == OM_SHEET_COLUMNS;
}

/*
 * Reads a record; false where it has to begin the next group, as there are no
 * more columns. Where they all are its own, it has too many.
 */
static bool
take_record(
    struct om_sieve_worker *w, struct om_sieve_batch *b, struct om_span raw)
{
	size_t spot = w->spot_count, row = w->sheet.row_count;
	struct om_sieve_record *r = add_record(w, raw);
	int rc;

	r->blank = is_blank(w, raw);
	if (r->blank)
		return true;
	if (w->open)
		om_sheet_row(&w->sheet, (uint32_t)(raw.p - w->base), 0);
	rc = read_record(w, raw);
	if (rc == OM_OK)
		return true;
	w->spot_count = spot;
	if (w->open)
		om_sheet_cut(&w->sheet, row);
	if (is_full(w) && !(w->fresh && w->record_count == 1)) {
		w->record_count--;
		return false;
	}
	r->fault = (uint32_t)add_reason(b, om_failure()) + 1;
	return true;
}

/* Reads records until there are no more; the bytes that they take. */
static size_t
take_records(
    struct om_sieve_worker *w, struct om_sieve_batch *b, struct om_span rest)
{
	size_t at = 0;

	w->base = rest.p;
	w->record_count = w->spot_count = 0;
	om_arena_wipe(&w->arena);
	if (is_full(w))
		close_sheet(w);
	w->fresh = w->sieve->options.scanner != NULL && !w->open;
	if (w->fresh)
		open_sheet(w);
	if (w->open)
		om_sheet_begin(&w->sheet, NULL);
	while (at < rest.n) {
		struct om_span raw = om_span_bytes(rest.p + at, rest.n - at);

		raw.n = first_size(w, raw);
		if (!take_record(w, b, raw))
			break;
		at += raw.n;
	}
	return at;
}

/* Where findings were lost, no record is without doubt. */
static void
scan_records(
    struct om_sieve_worker *w, struct om_sieve_batch *b, struct om_span text)
{
	struct om_sheet *s = &w->sheet;

	if (!w->open)
		return;
	w->doubt = false;
	om_sheet_window(s, text);
	if (om_sheet_end(s) == OM_OK && !w->doubt)
		return;
	for (size_t i = 0; i < w->record_count; i++)
		if (!w->records[i].blank && w->records[i].fault == 0)
			w->records[i].fault =
			    (uint32_t)add_reason(b, in_doubt) + 1;
}

static void
hold(struct om_sieve_worker *w, struct om_sieve_batch *b,
    const struct om_sieve_record *r, int code)
{
	size_t reason =
	    r->fault > 0 ? r->fault - 1 : add_reason(b, om_failure());

	if (code == 2 || w->sieve->sink.divert == NULL) {
		b->stop = code < 0 ? OM_INPUT : 1;
		b->stop_reason = reason;
		return;
	}
	if (b->count == b->size) {
		b->size = b->size == 0 ? 64 : b->size * 2;
		b->entries =
		    om_resize(b->entries, b->size, sizeof(*b->entries));
	}
	b->entries[b->count++] =
	    (struct om_sieve_entry){ b->records, r->raw.n, reason, code < 0 };
	om_buf_add(&b->held, r->raw);
	if (code < 0)
		w->counts.faults++;
	else
		w->counts.diverted++;
}

static void
write_record(struct om_sieve_worker *w, struct om_sieve_batch *b,
    const struct om_sieve_record *r)
{
	size_t before = b->out.n;
	int rc = OM_INPUT;

	if (r->blank) {
		om_buf_add(&b->out, r->raw);
		return;
	}
	b->records++;
	if (r->fault == 0)
		rc = om_sieve_write_record(w, &b->out, r);
	if (rc == OM_OK && b->out.failed)
		rc = om_buf_check(&b->out, "the output");
	if (rc != OM_OK) {
		om_wipe(b->out.p + before, b->out.n - before);
		b->out.n = before;
		hold(w, b, r, rc);
	}
	w->counts.records += b->stop == OM_OK;
}

void
om_sieve_worker_run(struct om_sieve_worker *w, struct om_sieve_batch *b)
{
	size_t at = b->lead;

	om_buf_add(&b->out, om_span_bytes(b->in.p, b->lead));
	if (at < b->whole)
		w->csv.delimiter = w->sieve->frame.csv.delimiter;
	while (at < b->whole && b->stop == OM_OK) {
		struct om_span rest =
		    om_span_bytes(b->in.p + at, b->whole - at);
		size_t n = take_records(w, b, rest);

		scan_records(w, b, om_span_bytes(rest.p, n));
		for (size_t i = 0; i < w->record_count && b->stop == OM_OK; i++)
			write_record(w, b, &w->records[i]);
		at += n;
	}
}
