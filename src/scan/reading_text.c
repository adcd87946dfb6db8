#include "scan/reading_text.h"

#include "scan/lines.h"
#include "scan/unfinished.h"

enum {
	PIECE = OM_READING_TEXT_PIECE,
	LEAD = OM_READING_TEXT_LEAD,
	FULL = OM_READING_TEXT_FULL
};

int
om_reading_text_records(struct om_reading_text *t, uint64_t line)
{
	const struct om_sink *sink = t->r->sink;

	if (sink->record == NULL)
		return OM_OK;
	for (; t->record < line && t->r->stopped == OM_OK; t->record++) {
		if (sink->all || !om_kind_set_is_empty(&t->kinds))
			t->r->stopped = sink->record(
			    sink->state, t->r->path, t->record, &t->kinds);
		t->kinds = (struct om_kind_set){ { 0 } };
		if (!sink->all)
			t->record = line - 1;
	}
	return t->r->stopped;
}

static int
give_one(struct om_reading_text *t, const struct om_hit *hit, uint64_t line)
{
	struct om_reading *r = t->r;
	const struct om_source *s = t->s;
	int rc = OM_OK;

	if (r->sink->finding == NULL)
		om_reading_count(r, hit);
	else
		rc = om_reading_find(
		    r, &(struct om_finding){ .path = r->path,
			   .format = r->format,
			   .record = line,
			   .value =
			       om_span_bytes(om_source_window(s).p + hit->start,
				   hit->end - hit->start),
			   .start = s->skipped + hit->start,
			   .end = s->skipped + hit->end,
			   .offset = (int64_t)(s->skipped + hit->start),
			   .line = line,
			   .hit = *hit });
	if (rc == OM_OK && r->sink->record != NULL)
		om_kind_set_add(&t->kinds, hit->kind);
	return rc;
}

/* Gives findings that begin from `from` up to before `to`. */
static int
give(struct om_reading_text *t, size_t from, size_t to)
{
	const struct om_sink *sink = t->r->sink;
	const char *p = om_source_window(t->s).p;
	bool places = sink->finding != NULL || sink->record != NULL;
	uint64_t line = t->s->line;
	size_t at = 0;
	int rc = OM_OK;

	for (size_t i = 0; i < t->r->hits.n && rc == OM_OK; i++) {
		const struct om_hit *hit = &t->r->hits.list[i];

		if (hit->start < from || hit->start >= to)
			continue;
		if (places) {
			line += om_lines_count(
			    om_span_bytes(p + at, hit->start - at));
			at = hit->start;
			rc = om_reading_text_records(t, line);
		}
		if (rc == OM_OK)
			rc = give_one(t, hit, line);
	}
	return rc;
}

/* Lines in which a pattern was given up, and findings that had no room. */
static int
tell_doubts(struct om_reading *r, const struct om_source *s)
{
	struct om_hits *hits = &r->hits;
	int rc = OM_OK;

	for (size_t i = 0; i < hits->breach_count && rc == OM_OK; i++)
		rc = om_reading_breach(r, &hits->breaches[i],
		    s->line +
			om_lines_count(om_span_bytes(
			    om_source_window(s).p, hits->breaches[i].at)));
	hits->breach_count = 0;
	return rc == OM_OK ? om_reading_lost(r, hits) : rc;
}

static int
scan(struct om_reading_text *t, size_t n, size_t from, size_t to)
{
	struct om_span text = om_source_window(t->s);
	int rc;

	text.n = n;
	t->r->hits.n = 0;
	om_scanner_text(t->r->scanner, &t->r->hits, text, NULL);
	rc = give(t, from, to);
	return rc == OM_OK ? tell_doubts(t->r, t->s) : rc;
}

/* The next piece of a line whose LEAD bytes before it are in the window. */
static int
step_inside(struct om_reading_text *t)
{
	struct om_span w = om_source_window(t->s);
	size_t most = FULL < w.n ? FULL : w.n;
	const char *end = memchr(w.p + LEAD, '\n', most - LEAD);
	size_t n = end == NULL ? most : (size_t)(end - w.p) + 1;
	bool last = end != NULL ? n <= LEAD + PIECE : n < FULL;
	int rc = scan(t, n, LEAD, last ? n : LEAD + PIECE);

	t->inside = !last;
	om_source_skip(t->s, last ? n : PIECE);
	return rc;
}

/* As many whole lines as there are, or the first piece of a long one. */
static int
step(struct om_reading_text *t)
{
	struct om_span w = om_source_window(t->s);
	size_t most = w.n < PIECE ? w.n : PIECE;
	size_t n = om_lines_whole(om_span_bytes(w.p, most)), open;
	int rc;

	if (n == 0 && w.n <= PIECE)
		n = w.n;
	open = om_unfinished(om_span_bytes(w.p, n));
	if (open < n && (n < w.n || !t->s->ended))
		n -= open;
	if (n > 0) {
		rc = scan(t, n, 0, n);
		om_source_skip(t->s, n);
		return rc;
	}
	most = PIECE + LEAD < w.n ? PIECE + LEAD : w.n;
	n = om_lines_first(om_span_bytes(w.p, most));
	rc = scan(t, n, 0, PIECE);
	t->inside = true;
	om_source_skip(t->s, PIECE - LEAD);
	return rc;
}

bool
om_reading_text_ready(const struct om_reading_text *t, size_t looked)
{
	struct om_span w = om_source_window(t->s);

	if (w.n >= FULL)
		return true;
	if (t->inside || w.n <= looked ||
	    memchr(w.p + looked, '\n', w.n - looked) == NULL)
		return false;
	w.n = om_lines_whole(w);
	return om_unfinished(w) < w.n;
}

int
om_reading_text_step(struct om_reading_text *t)
{
	return t->inside ? step_inside(t) : step(t);
}

bool
om_reading_text_is_done(const struct om_reading_text *t)
{
	return t->s->n == 0 || (t->inside && t->s->n <= LEAD);
}

int
om_reading_text(struct om_reading *r, struct om_source *s)
{
	struct om_reading_text t = { .r = r, .s = s, .record = s->line };
	uint64_t first = s->line;
	bool open = false;
	int rc;

	for (;;) {
		rc = om_reading_fill(s, FULL);
		if (rc != OM_OK || om_reading_text_is_done(&t))
			break;
		om_reading_tick(r, s);
		open = om_source_window(s).p[s->n - 1] != '\n';
		rc = om_reading_text_step(&t);
		if (rc != OM_OK)
			break;
	}
	if (s->n > 0)
		om_source_skip(s, s->n);
	if (rc == OM_OK)
		rc = om_reading_text_records(&t, s->line + open);
	r->records += s->line - first + open;
	return rc;
}

int
om_reading_text_part(struct om_reading *r, struct om_source *s, size_t n)
{
	struct om_source part = { .name = s->name,
		.fd = -1,
		.memory = om_source_window(s),
		.n = n,
		.limit = s->limit,
		.skipped = s->skipped,
		.line = s->line,
		.ended = true };
	const struct om_sink *sink = r->sink;
	struct om_sink quiet = *sink;
	uint64_t records = r->records;
	int rc;

	quiet.record = NULL;
	r->sink = &quiet;
	rc = om_reading_text(r, &part);
	r->sink = sink;
	r->records = records;
	om_source_skip(s, n);
	return rc;
}
