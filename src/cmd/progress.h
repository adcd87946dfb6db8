#ifndef OM_CMD_PROGRESS_H
#define OM_CMD_PROGRESS_H

#include "cmd/command.h"

/*
 * A bar on stderr while something long runs: only where stderr is a terminal
 * and --no-progress was not given, redrawn at most ten times a second, and
 * gone at the end. For the one thread that reports.
 */
struct om_progress {
	bool shown;
	const char *verb;
	uint64_t total; /* bytes to come, or 0 where that is not known */
	uint64_t bytes;
	uint64_t records; /* 0 where none are counted */
	int64_t started;  /* om_clock_steady */
	int64_t drawn;
	unsigned width;
};

/* verb is borrowed: "importing". */
void om_progress_start(struct om_progress *p, const struct om_run *run,
    uint64_t total, const char *verb);

/* How far it is, from the start. */
void om_progress_set(struct om_progress *p, uint64_t bytes, uint64_t records);

/* Removes the bar; once more does nothing. */
void om_progress_end(struct om_progress *p);

/*
 * Appends the bar as it would be drawn at that moment: verb, part done,
 * bytes, bytes a second, records, time left; as much as fits p->width.
 */
void om_progress_draw(
    struct om_buf *b, const struct om_progress *p, int64_t now);

#endif
