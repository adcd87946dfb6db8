#include "ombud.h"

#include "base/memory.h"
#include "scan/stream.h"

/* The calls of the public header: a stream with all that it needs. */
struct ombud_scan {
	struct om_kinds *kinds;
	struct om_scanner *scanner;
	struct om_stream *stream;
	struct om_sink sink;
	ombud_found *found;
	void *state;
};

static int
hand_on(void *state, const struct om_finding *f)
{
	struct ombud_scan *s = state;
	const struct ombud_finding finding = {
		.kind = s->kinds->list[f->hit.kind].name,
		.start = f->start,
		.end = f->end,
		.line = f->line,
		.confidence = (double)f->hit.confidence,
		.value = f->value.p,
	};

	return s->found(s->state, &finding);
}

int
om_scan_open(struct ombud_scan **out, const struct ombud_scan_options *options,
    ombud_found *found, void *state)
{
	static const struct ombud_scan_options none;
	const struct ombud_scan_options *o = options == NULL ? &none : options;
	struct ombud_scan *s = om_new(1, sizeof(*s));
	int rc = om_kinds_open(&s->kinds, o->policies);

	if (rc == OM_OK)
		rc = om_scanner_open(&s->scanner,
		    &(struct om_scanner_options){ .kinds = s->kinds,
			.folder = o->policies,
			.least = (float)o->min_confidence });
	if (rc != OM_OK) {
		om_scan_close(s);
		return rc;
	}
	s->found = found;
	s->state = state;
	s->sink = (struct om_sink){ .finding = hand_on, .state = s };
	s->stream = om_stream_open(s->scanner, &s->sink, "");
	*out = s;
	return OM_OK;
}

int
om_scan_feed(struct ombud_scan *scan, const void *bytes, unsigned long size)
{
	return om_stream_feed(scan->stream, om_span_bytes(bytes, size));
}

int
om_scan_end(struct ombud_scan *scan)
{
	return om_stream_end(scan->stream);
}

void
om_scan_close(struct ombud_scan *scan)
{
	if (scan == NULL)
		return;
	om_stream_close(scan->stream);
	om_scanner_close(scan->scanner);
	om_kinds_close(scan->kinds);
	om_free(scan);
}
