#include "scan/sieve.h"

#include "base/memory.h"
#include "format/csv_detect.h"
#include "scan/sieve_inside.h"

enum { BLOCK = 128 << 10, HEADER_MAX = 2 << 20 };

static const char too_long[] = "longer than 1 MiB", mark[] = "\xef\xbb\xbf";

struct om_sieve *
om_sieve_open(
    const struct om_sieve_options *options, const struct om_sieve_sink *sink)
{
	struct om_sieve *s = om_new(1, sizeof(*s));

	s->options = *options;
	s->sink = *sink;
	s->header = OM_BUF(HEADER_MAX);
	om_sieve_frame_open(&s->frame, options->format, options->delimiter);
	s->pool = om_sieve_pool_open(s);
	return s;
}

void
om_sieve_close(struct om_sieve *s)
{
	if (s == NULL)
		return;
	om_sieve_pool_close(s->pool);
	om_sieve_frame_close(&s->frame);
	om_buf_free(&s->header);
	om_arena_free(&s->arena);
	om_free(s);
}

struct om_span
om_sieve_header(const struct om_sieve *s)
{
	return om_buf_span(&s->header);
}

/* It ends here; the reason outlives what closing does. */
static int
stop(struct om_sieve *s, int code)
{
	if (s->code == OM_OK) {
		s->code = code;
		s->why = om_failure_keep();
	}
	return code;
}

static int
divert(struct om_sieve *s, const struct om_sieve_diverted *d)
{
	return s->sink.divert(s->sink.state, d);
}

/* A piece of a record that is too long. */
static int
leave_piece(struct om_sieve *s, struct om_sieve_batch *b)
{
	if (b->begins) {
		s->records++;
		s->pieces++;
	}
	s->bytes += b->whole;
	if (s->sink.divert == NULL)
		return om_fail(OM_INPUT, "record %llu: %s",
		    (unsigned long long)s->records, too_long);
	return divert(s, &(struct om_sieve_diverted){ .record = s->records,
			     .bytes = om_span_bytes(b->in.p, b->whole),
			     .reason = too_long,
			     .fault = true,
			     .begins = b->begins,
			     .ends = b->ends });
}

static int
leave_held(struct om_sieve *s, const struct om_sieve_batch *b)
{
	size_t at = 0;
	int rc = OM_OK;

	for (size_t i = 0; i < b->count && rc == OM_OK; i++) {
		const struct om_sieve_entry *e = &b->entries[i];

		rc = divert(s, &(struct om_sieve_diverted){
				   .record = s->records + e->record,
				   .bytes = om_span_bytes(b->held.p + at, e->n),
				   .reason = b->reasons.p + e->reason,
				   .fault = e->fault,
				   .begins = true,
				   .ends = true });
		at += e->n;
	}
	return rc;
}

/* What is held back leaves first: where it cannot, nothing else does. */
static int
leave_batch(void *state, struct om_sieve_batch *b)
{
	struct om_sieve *s = state;
	int rc = s->code;

	if (rc == OM_OK && b->piece)
		rc = leave_piece(s, b);
	else if (rc == OM_OK) {
		rc = om_buf_check(&b->held, "what is held back");
		if (rc == OM_OK)
			rc = leave_held(s, b);
		if (rc == OM_OK && b->out.n > 0)
			rc = s->sink.pass(s->sink.state, om_buf_span(&b->out));
		s->records += b->records;
		s->bytes += b->whole;
		if (rc == OM_OK && b->stop != OM_OK)
			rc = om_fail(b->stop, "record %llu: %s",
			    (unsigned long long)s->records,
			    b->reasons.p + b->stop_reason);
	}
	return rc == OM_OK ? OM_OK : stop(s, rc);
}

/* Sends the first n bytes of what came. */
static int
send(struct om_sieve *s, size_t n, size_t lead)
{
	struct om_sieve_batch *b = om_sieve_pool_batch(s->pool);

	b->whole = n;
	b->lead = lead;
	return om_sieve_pool_send(s->pool, leave_batch, s);
}

static int
find_delimiter(struct om_sieve *s, struct om_span first)
{
	struct om_source source;
	int rc;

	om_source_memory(&source, "the first row", first, 0, 0);
	rc = om_csv_detect(&s->frame.csv.delimiter, &source);
	om_source_close(&source);
	return rc;
}

/* A byte order mark, with which a stream may begin, passes. */
static int
begin(struct om_sieve *s)
{
	struct om_span in = om_buf_span(&om_sieve_pool_batch(s->pool)->in);

	s->begun = true;
	return om_span_starts(in, om_span_of(mark)) ? send(s, 3, 3) : OM_OK;
}

/*
 * The cutting of rows needs the delimiter, which the first row shows. Where
 * it is not there yet, *more becomes false.
 */
static int
begin_rows(bool *more, struct om_sieve *s, bool ended)
{
	struct om_span in = om_buf_span(&om_sieve_pool_batch(s->pool)->in);
	const char *line;

	if (s->options.format != OM_SIEVE_CSV ||
	    s->frame.csv.delimiter != '\0' || in.n == 0)
		return OM_OK;
	line = memchr(in.p, '\n', in.n);
	if (line == NULL && !ended && in.n <= OM_SIEVE_RECORD) {
		*more = false;
		return OM_OK;
	}
	if (line != NULL)
		in.n = (size_t)(line - in.p) + 1;
	return find_delimiter(s, in);
}

/* Rows up to the header leave one by one: they may be blank or wrong. */
static bool
before_header(const struct om_sieve *s)
{
	return s->options.format == OM_SIEVE_CSV && s->width == 0;
}

/* A record that is too long, whose end may be there now. */
static int
advance_lengthy(struct om_sieve *s, bool ended)
{
	struct om_sieve_batch *b = om_sieve_pool_batch(s->pool);
	struct om_span in = om_buf_span(&b->in);
	size_t end = om_sieve_frame_first(&s->frame, in);

	b->piece = true;
	b->begins = !s->lengthy;
	b->ends = end > 0 || ended;
	if (end == 0)
		om_sieve_frame_drop(&s->frame);
	s->lengthy = !b->ends;
	if (before_header(s))
		return om_fail(OM_INPUT, "the first row is %s", too_long);
	return send(s, end > 0 ? end : in.n, 0);
}

static int
send_whole(struct om_sieve *s, size_t whole)
{
	struct om_span in = om_buf_span(&om_sieve_pool_batch(s->pool)->in);
	size_t lead = 0;
	int rc = OM_OK;

	if (before_header(s))
		rc = om_sieve_header_read(&lead, s, om_span_bytes(in.p, whole));
	return rc == OM_OK ? send(s, whole, lead) : rc;
}

/* Sends off some of what came; *more becomes false where nothing can be. */
static int
step(bool *more, struct om_sieve *s, bool ended)
{
	struct om_span in = om_buf_span(&om_sieve_pool_batch(s->pool)->in);
	size_t whole;

	*more = in.n > 0 || (s->lengthy && ended);
	if (!*more)
		return OM_OK;
	if (s->lengthy)
		return advance_lengthy(s, ended);
	whole = before_header(s) ? om_sieve_frame_first(&s->frame, in)
				 : om_sieve_frame_cut(&s->frame, in);
	if (whole > 0)
		return send_whole(s, whole);
	if (in.n > OM_SIEVE_RECORD)
		return advance_lengthy(s, ended);
	*more = ended;
	return ended ? send_whole(s, in.n) : OM_OK;
}

/* Sends off all that can be. */
static int
advance(struct om_sieve *s, bool ended)
{
	bool more = true;
	int rc = OM_OK;

	if (!s->begun) {
		if (om_sieve_pool_batch(s->pool)->in.n < 3 && !ended)
			return OM_OK;
		rc = begin(s);
	}
	if (rc == OM_OK)
		rc = begin_rows(&more, s, ended);
	while (rc == OM_OK && more)
		rc = step(&more, s, ended);
	return rc;
}

int
om_sieve_feed(struct om_sieve *s, struct om_span bytes)
{
	int rc = s->code;

	while (bytes.n > 0 && rc == OM_OK) {
		struct om_buf *in = &om_sieve_pool_batch(s->pool)->in;
		size_t n = bytes.n < BLOCK ? bytes.n : BLOCK;

		om_buf_add(in, om_span_bytes(bytes.p, n));
		rc = om_buf_check(in, "the input");
		if (rc == OM_OK)
			rc = advance(s, false);
		bytes = om_span_bytes(bytes.p + n, bytes.n - n);
	}
	return rc == OM_OK ? OM_OK : stop(s, rc);
}

int
om_sieve_flush(struct om_sieve *s)
{
	int rc = s->code;

	if (rc == OM_OK)
		rc = om_sieve_pool_drain(s->pool, leave_batch, s);
	if (s->code != OM_OK)
		om_failure_return(&s->why);
	return s->code != OM_OK ? s->code : rc;
}

int
om_sieve_end(struct om_sieve *s)
{
	int rc = s->code;

	if (rc == OM_OK)
		rc = advance(s, true);
	if (rc != OM_OK)
		return stop(s, rc);
	return om_sieve_flush(s);
}

void
om_sieve_count(const struct om_sieve *s, struct om_sieve_counts *out)
{
	*out = (struct om_sieve_counts){ 0 };
	om_sieve_pool_count(s->pool, out);
	out->bytes = s->bytes;
	out->records += s->pieces;
	out->faults += s->pieces;
}
