#ifndef OM_POLICY_PART_H
#define OM_POLICY_PART_H

#include "base/span.h"

/* Parts of a record, named by JSON Pointers; "" is the whole of it. */

/* The parts that there are, for whoever named another. */
#define OM_PARTS                                                      \
	"/name, /user_id, /events, /identifiers, /identifiers/TYPE, " \
	"/attributes or /attributes/NAME (no spaces, @ or long numbers)"

/*
 * Whether a part other than the whole may be named: a record can have it, and
 * it does not look like a value of a person. Plans and policies stand in
 * clear.
 */
bool om_part_fits(const char *part);

/* Whether a part is `other`, or holds it. */
bool om_part_covers(const char *part, struct om_span other);

#endif
