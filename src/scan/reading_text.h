#ifndef OM_SCAN_READING_TEXT_H
#define OM_SCAN_READING_TEXT_H

#include "scan/reading.h"

/*
 * Whole lines are scanned a window at a time: lines are looked at one by one,
 * so where a window ends changes nothing. A line longer than a window is
 * scanned in pieces at fixed distances from its beginning, each with what
 * stands before and behind it, and a finding belongs to the piece in which
 * it begins.
 */
enum {
	OM_READING_TEXT_PIECE = 256 << 10,
	OM_READING_TEXT_LEAD = 1024,
	OM_READING_TEXT_FULL = OM_READING_TEXT_PIECE + 2 * OM_READING_TEXT_LEAD
};

struct om_reading_text {
	struct om_reading *r;
	struct om_source *s;
	bool inside; /* a long line: the window begins with LEAD bytes of it */
	uint64_t record;	  /* the line that is looked at, 0: none yet */
	struct om_kind_set kinds; /* found in it so far */
};

/*
 * Whether a step can be taken before more bytes come; no line ends in the
 * first `looked` bytes of the window.
 */
bool om_reading_text_ready(const struct om_reading_text *t, size_t looked);

/* Scans what can be; the window is ready, or the last and not empty. */
int om_reading_text_step(struct om_reading_text *t) OM_MUST_CHECK;

/* Hands out the lines up to before that one; a part of the end. */
int om_reading_text_records(
    struct om_reading_text *t, uint64_t line) OM_MUST_CHECK;

/* Whether all of the last window was scanned. */
bool om_reading_text_is_done(const struct om_reading_text *t);

/*
 * Scans the first n bytes of the window, whole lines or the last, and skips
 * them; records are not counted.
 */
int om_reading_text_part(
    struct om_reading *r, struct om_source *s, size_t n) OM_MUST_CHECK;

#endif
