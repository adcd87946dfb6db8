#ifndef OM_BASE_CLOCK_H
#define OM_BASE_CLOCK_H

#include "base/buf.h"

/* The only place that asks what time it is. Milliseconds since 1970, UTC. */
int64_t om_clock_now(void);

/* Nanoseconds of a clock that never jumps, for measuring. */
int64_t om_clock_steady(void);

/* RFC 3339 in UTC with milliseconds, "2026-11-23T12:00:00.000Z". */
void om_time_format(struct om_buf *b, int64_t ms);

/*
 * Reads RFC 3339: any fraction (cut to milliseconds), Z or +hh:mm. OM_INPUT
 * without the text.
 */
int om_time_parse(int64_t *out, struct om_span s) OM_MUST_CHECK;

#endif
