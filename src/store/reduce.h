#ifndef OM_STORE_REDUCE_H
#define OM_STORE_REDUCE_H

#include "store/profile.h"

/* What becomes of a part of a profile whose subject is erased in part. */
enum om_part_action { OM_PART_ERASE, OM_PART_KEEP, OM_PART_MASK };

/*
 * Who decides: at(state, path) gives the action, or a negative code. Paths
 * are JSON Pointers into the profile object: /name, /user_id, /id,
 * /created_at, /updated_at, /identifiers/TYPE, /events, and of the attributes
 * each member that is no object, however deep (/attributes/home/city).
 */
struct om_reducer {
	int (*at)(void *state, struct om_span path);
	void *state;
};

/* What was done; paths live in the arena. */
struct om_reduction {
	struct om_span *gone; /* paths of what was erased */
	size_t gone_count, gone_room;
	uint64_t kept, masked; /* parts */
	bool events;	       /* are kept */
};

/*
 * What is left of a profile, and what is not. A masked value is "***", so
 * that it is seen that there was one: that is no erasure. Source and type
 * stay.
 */
int om_reduce(struct om_profile *out, struct om_reduction *done,
    struct om_arena *arena, const struct om_profile *p,
    const struct om_reducer *how) OM_MUST_CHECK;

#endif
