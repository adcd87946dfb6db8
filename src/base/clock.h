#ifndef OM_BASE_CLOCK_H
#define OM_BASE_CLOCK_H

#include "base/buf.h"

/* The only place that asks what time it is. Milliseconds since 1970, UTC. */
int64_t om_clock_now(void);

/*
 * For tests: from now on it is that time, and stands still; with 0 it is
 * what the machine says again. No program offers this to its user.
 */
void om_clock_set(int64_t now);

/*
 * The day of a time, and that of now, as in base/date.h: the day of UTC, not
 * of where the machine or its user is, so that the same store gives the same
 * dates everywhere. Where it differs from the controller's own, a request
 * is taken in with its date (GDPR Art. 12(3) counts from receipt).
 */
int32_t om_clock_day(int64_t ms);
int32_t om_clock_today(void);

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
