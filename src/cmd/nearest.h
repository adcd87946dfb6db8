#ifndef OM_CMD_NEAREST_H
#define OM_CMD_NEAREST_H

#include "base/span.h"

/*
 * Finds the known word that was probably meant: start with { word }, offer
 * each candidate, read best, which stays NULL where none is near enough (one
 * slip of the keys in three letters; two neighbours exchanged are one slip).
 */
struct om_nearest {
	struct om_span word;
	const char *best;
	unsigned distance;
};

void om_nearest_offer(struct om_nearest *n, const char *candidate);

/*
 * Whether a word looks like one of a command line (letters, digits, hyphens,
 * at most 24), so that a message may repeat it; what else people type may be
 * an identifier.
 */
bool om_nearest_is_tame(struct om_span word);

#endif
