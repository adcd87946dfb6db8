#include "scan/cut.h"

#include <errno.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "scan/lines.h"

/*
 * A part is small, since what is found in it waits for those before it. A
 * record that is longer than BEYOND where a part ends leaves all that follows
 * to one thread.
 */
enum { LEAST = 2 << 20, PART = 128 << 10, BEYOND = 64 << 10 };

struct om_cut {
	const struct om_cut_format *format;
	const char *word; /* of the format */
	char *path;
	struct om_source s;
	void *state;
	uint64_t first; /* where the first part begins */
	size_t parts, next;
	struct om_cut_place place;
	uint64_t end; /* of the parts that were merged */
	bool failed;
};

static const struct om_cut_format *
format_of(enum om_scan_format format)
{
	switch (format) {
	case OM_SCAN_TEXT:
	case OM_SCAN_BINARY:
		return &om_cut_text;
	case OM_SCAN_CSV:
	case OM_SCAN_TSV:
		return &om_cut_table;
	case OM_SCAN_NDJSON:
		return &om_cut_ndjson;
	default:
		return NULL;
	}
}

static int
begin(struct om_cut *c, struct om_reading *r)
{
	int rc = OM_OK;

	r->format = c->word;
	if (c->format->begin != NULL)
		rc = c->format->begin(&c->state, r, &c->s);
	if (rc != OM_OK)
		return rc;
	c->first = c->end = c->s.skipped;
	if (c->s.size > c->first)
		c->parts = (size_t)((c->s.size - c->first) / PART + 1);
	c->place = (struct om_cut_place){ c->first, c->s.line,
		c->format->record == NULL ? 1 : c->format->record(c->state),
		false };
	return OM_OK;
}

bool
om_cut_may(const char *path, uint64_t size)
{
	return size >= LEAST && strcmp(path, "-") != 0;
}

int
om_cut_file(struct om_cut **out, struct om_reading *r, const char *path)
{
	struct om_cut *c;
	enum om_scan_format format = OM_SCAN_AUTO;
	int rc;

	*out = NULL;
	c = om_new(1, sizeof(*c));
	c->path = om_strdup(path);
	r->path = c->path;
	rc = om_source_open(&c->s, c->path, PART, 0);
	if (rc == OM_OK)
		rc = om_reading_choose(&format, r, &c->s);
	if (rc == OM_OK)
		c->format = format_of(format);
	if (c->format != NULL) {
		c->word = om_scan_format_word(format);
		rc = begin(c, r);
		if (rc == OM_OK) {
			*out = c;
			return OM_OK;
		}
	}
	if (rc != OM_OK)
		rc = r->stopped != OM_OK ? r->stopped
					 : om_reading_skip(r, r->path);
	else
		rc = om_reading_source(r, &c->s);
	om_cut_close(c);
	return rc;
}

void
om_cut_close(struct om_cut *c)
{
	if (c == NULL)
		return;
	if (c->format != NULL && c->state != NULL)
		c->format->close(c->state);
	om_source_close(&c->s);
	om_free(c->path);
	om_free(c);
}

size_t
om_cut_parts(const struct om_cut *c)
{
	return c->parts;
}

bool
om_cut_is_next(const struct om_cut *c, size_t i)
{
	return c->next == i;
}

void
om_cut_load(struct om_cut_part *p, struct om_cut *c, size_t number)
{
	uint64_t at = c->first + (uint64_t)number * PART;
	char *room;

	*p = (struct om_cut_part){ .cut = c, .number = number };
	p->bytes = OM_BUF(PART + BEYOND);
	room = om_buf_room(&p->bytes, PART + BEYOND);
	while (p->bytes.n < PART + BEYOND && p->code == OM_OK) {
		ssize_t n = pread(c->s.fd, room + p->bytes.n,
		    PART + BEYOND - p->bytes.n, (off_t)(at + p->bytes.n));

		if (n < 0 && errno != EINTR)
			p->code = om_file_fail(c->path, "read");
		if (n == 0)
			break;
		p->bytes.n += n < 0 ? 0 : (size_t)n;
	}
	p->ended = p->bytes.n < PART + BEYOND;
}

/* The last part has what is left, though the file grew meanwhile. */
static void
find_records(struct om_cut_extent *e, const struct om_cut_part *p)
{
	const struct om_cut *c = p->cut;
	uint64_t at = c->first + (uint64_t)p->number * PART;
	size_t from = (size_t)(p->offset - at);
	struct om_span w;

	*e = (struct om_cut_extent){ .n = 0 };
	if (from >= p->bytes.n)
		return;
	w = om_span_bytes(p->bytes.p + from, p->bytes.n - from);
	if (from < PART)
		c->format->measure(e, w, PART - from, p->ended, c->state);
}

void
om_cut_measure(struct om_cut_place *next, struct om_cut_part *p)
{
	struct om_cut *c = p->cut;
	struct om_cut_extent e;

	*next = c->place;
	p->offset = c->place.offset;
	p->line = c->place.line;
	p->record = c->place.record;
	if (next->over || p->code != OM_OK) {
		next->over = true;
		return;
	}
	find_records(&e, p);
	p->rest = e.stuck;
	next->over = e.stuck;
	next->offset += e.n;
	next->line += e.lines;
	next->record += e.records;
	if (!e.stuck && e.n > 0)
		p->records = om_span_bytes(
		    p->bytes.p +
			(p->offset - c->first - (uint64_t)p->number * PART),
		    e.n);
}

void
om_cut_advance(struct om_cut *c, struct om_cut_place next)
{
	c->place = next;
	c->next++;
}

/* From the part's first record to the end of the file, by the file itself. */
static int
scan_rest(struct om_cut_part *p, struct om_reading *r)
{
	struct om_cut *c = p->cut;
	struct om_source *s = &c->s;
	int rc;

	if (lseek(s->fd, (off_t)p->offset, SEEK_SET) < 0)
		return om_file_fail(c->path, "read");
	om_buf_reset(&s->held);
	s->start = s->n = 0;
	s->ended = false;
	s->skipped = p->offset;
	s->line = p->line;
	rc = c->format->scan(&p->state, c->state, r, s, p->record);
	p->end = om_source_read(s);
	return rc;
}

static int
scan_records(struct om_cut_part *p, struct om_reading *r)
{
	const struct om_cut *c = p->cut;
	/* Not opened: a byte order mark here is no first one. */
	struct om_source s = { .name = c->path,
		.fd = -1,
		.memory = p->records,
		.n = p->records.n,
		.block = PART,
		.limit = OM_SOURCE_LIMIT,
		.skipped = p->offset,
		.line = p->line,
		.ended = true };

	return c->format->scan(&p->state, c->state, r, &s, p->record);
}

int
om_cut_scan(struct om_cut_part *p, struct om_reading *r)
{
	int rc = p->code;

	r->path = p->cut->path;
	r->format = p->cut->word;
	if (rc == OM_OK && p->rest)
		rc = scan_rest(p, r);
	else if (rc == OM_OK && p->records.n > 0)
		rc = scan_records(p, r);
	if (!p->rest)
		p->end = p->offset + p->records.n;
	p->code = rc;
	om_buf_free(&p->bytes);
	if (rc != OM_OK && r->stopped == OM_OK)
		return om_reading_skip(r, r->path);
	return r->stopped;
}

void
om_cut_merge(struct om_cut_part *p)
{
	struct om_cut *c = p->cut;

	if (p->end > c->end)
		c->end = p->end;
	c->failed |= p->code != OM_OK;
	if (p->state != NULL)
		c->format->merge(c->state, p->state);
}

int
om_cut_end(struct om_cut *c, struct om_reading *r)
{
	r->bytes += c->end;
	if (c->failed || c->format->end == NULL)
		return OM_OK;
	r->path = c->path;
	return c->format->end(c->state, r);
}
