#ifndef OM_CMD_SCAN_SETS_H
#define OM_CMD_SCAN_SETS_H

#include "base/arena.h"
#include "policy/kind_set.h"

/*
 * Which kinds stood together in a record, document by document: sets, and how
 * many records have each. A document has few.
 */
enum {
	OM_SCAN_SETS = 10000,
	OM_SCAN_SETS_EACH = 256, /* of one document */
	OM_SCAN_SET_SLOTS = 1 << 10
};

struct om_scan_set {
	const char *path;
	struct om_kind_set kinds;
	uint64_t records, first; /* the first of them */
};

struct om_scan_sets {
	struct om_arena arena;
	struct om_scan_set *list;
	size_t n, size;
	uint32_t slots[OM_SCAN_SET_SLOTS]; /* place in the list, plus 1 */
	bool dropped;			   /* there were more */
};

/* Adds n records, which are behind those before; the path is copied. */
void om_scan_sets_add(struct om_scan_sets *s, const struct om_scan_set *one);

void om_scan_sets_join(struct om_scan_sets *to, const struct om_scan_sets *s);
void om_scan_sets_reset(struct om_scan_sets *s);
void om_scan_sets_free(struct om_scan_sets *s);

#endif
