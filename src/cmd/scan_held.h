#ifndef OM_CMD_SCAN_HELD_H
#define OM_CMD_SCAN_HELD_H

#include "base/arena.h"
#include "cmd/scan.h"

/*
 * What one thread's piece of a scan gave, until its turn comes: lines where a
 * finding is a line and nothing else, the findings themselves where they are
 * counted against a baseline or numbered, what was skipped, and shares.
 */
struct om_scan_held {
	struct om_scan *s;
	struct om_buf text;
	uint64_t lines, findings;
	struct om_arena arena;
	struct om_scan_event *first, **last;
	struct om_scan_sets sets;
};

void om_scan_held_open(struct om_scan_held *h, struct om_scan *s);
void om_scan_held_close(struct om_scan_held *h);

/* Calls of a sink that holds; what they are given is copied. */
int om_scan_held_finding(
    struct om_scan_held *h, const struct om_finding *f) OM_MUST_CHECK;
void om_scan_held_skip(
    struct om_scan_held *h, const char *path, const char *reason);
void om_scan_held_share(
    struct om_scan_held *h, const char *path, const struct om_share *share);

/* Bytes that are held. */
size_t om_scan_held_size(const struct om_scan_held *h);

/* Hands all of it to the scan, in its order, and is empty then. */
int om_scan_held_give(struct om_scan_held *h) OM_MUST_CHECK;

#endif
