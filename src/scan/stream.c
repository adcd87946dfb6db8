#include "scan/stream.h"

#include "base/memory.h"
#include "scan/reading_text.h"

enum { HELD_MAX = 16 << 20 };

struct om_stream {
	struct om_reading r;
	struct om_source s;
	struct om_reading_text text;
	struct om_buf held; /* what waits for more */
	size_t looked;	    /* of it, without a line's end */
};

static void
begin(struct om_stream *t, const char *name)
{
	t->s = (struct om_source){ .name = name, .fd = -1, .line = 1 };
	t->text = (struct om_reading_text){ .r = &t->r, .s = &t->s };
	t->r.stopped = OM_OK;
}

struct om_stream *
om_stream_open(const struct om_scanner *scanner, const struct om_sink *sink,
    const char *name)
{
	struct om_stream *t = om_new(1, sizeof(*t));

	t->r = (struct om_reading){ .scanner = scanner,
		.kinds = om_scanner_kinds(scanner),
		.sink = sink,
		.path = name,
		.format = om_scan_format_word(OM_SCAN_TEXT) };
	t->r.by_kind = om_new(t->r.kinds->n, sizeof(uint64_t));
	t->held = OM_BUF(HELD_MAX);
	begin(t, name);
	return t;
}

void
om_stream_close(struct om_stream *t)
{
	if (t == NULL)
		return;
	om_buf_free(&t->held);
	om_hits_free(&t->r.hits);
	om_free(t->r.by_kind);
	om_free(t);
}

static void
look_at(struct om_stream *t, struct om_span window)
{
	t->s.memory = window;
	t->s.start = 0;
	t->s.n = window.n;
}

static int
steps(struct om_stream *t)
{
	int rc = OM_OK;

	while (rc == OM_OK && om_reading_text_ready(&t->text, t->looked)) {
		rc = om_reading_text_step(&t->text);
		t->looked = 0;
	}
	t->looked = t->text.inside ? 0 : t->s.n;
	return rc;
}

/* Drops what was scanned of the bytes that are held. */
static void
slide(struct om_stream *t)
{
	size_t done = t->s.start;

	if (done == 0)
		return;
	memmove(t->held.p, t->held.p + done, t->held.n - done);
	om_wipe(t->held.p + t->held.n - done, done);
	t->held.n -= done;
}

/* Bytes in parts, so that what is held stays small. */
static int
feed_held(struct om_stream *t, struct om_span bytes)
{
	int rc = OM_OK;

	while (bytes.n > 0 && rc == OM_OK) {
		size_t n = bytes.n < OM_READING_TEXT_FULL
			       ? bytes.n
			       : OM_READING_TEXT_FULL;

		om_buf_add(&t->held, om_span_bytes(bytes.p, n));
		bytes = om_span_bytes(bytes.p + n, bytes.n - n);
		look_at(t, om_buf_span(&t->held));
		rc = steps(t);
		slide(t);
	}
	return rc;
}

int
om_stream_feed(struct om_stream *t, struct om_span bytes)
{
	int rc;

	if (t->held.n > 0)
		return feed_held(t, bytes);
	look_at(t, bytes);
	t->looked = 0;
	rc = steps(t);
	if (rc != OM_OK)
		return rc;
	om_buf_add(&t->held, om_source_window(&t->s));
	return om_buf_check(&t->held, "a line");
}

int
om_stream_end(struct om_stream *t)
{
	int rc = OM_OK;

	look_at(t, om_buf_span(&t->held));
	t->s.ended = true;
	while (rc == OM_OK && !om_reading_text_is_done(&t->text))
		rc = om_reading_text_step(&t->text);
	om_buf_reset(&t->held);
	t->looked = 0;
	begin(t, t->s.name);
	return rc;
}
