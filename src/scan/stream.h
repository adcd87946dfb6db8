#ifndef OM_SCAN_STREAM_H
#define OM_SCAN_STREAM_H

#include "scan/reading.h"

/*
 * Text that comes piece by piece, wherever it is cut: the findings are those
 * of the whole. What is held is at most a line, or a quarter of a mebibyte
 * and some of a longer one.
 */
struct om_stream;

/* What the sink is given has `name` as its path; both are borrowed. */
struct om_stream *om_stream_open(
    const struct om_scanner *s, const struct om_sink *sink, const char *name);

/* The next bytes. A code that the sink returned comes back at once. */
int om_stream_feed(struct om_stream *t, struct om_span bytes) OM_MUST_CHECK;

/* No byte comes any more. */
int om_stream_end(struct om_stream *t) OM_MUST_CHECK;

void om_stream_close(struct om_stream *t);

#endif
