#ifndef OM_STORE_PSEUDONYM_INSIDE_H
#define OM_STORE_PSEUDONYM_INSIDE_H

#include "store/pseudonym.h"

/* Of pseudonym.c and pseudonym_incoming.c. */

/* Where a pseudonym is made: its store, memory, key and source. */
struct om_pseudonym_making {
	struct om_store *store;
	struct om_arena *arena;
	uint32_t version;
	struct om_span source;
};

/* The index tag of the pseudonym of an identifier. */
int om_pseudonym_tag(struct om_tag *out, const struct om_pseudonym_making *m,
    const struct om_identifier *id) OM_MUST_CHECK;

/*
 * One profile in place: identifiers, user id, names, attributes. What is a
 * pseudonym already stays. Counts to *out.
 */
int om_pseudonym_make(struct om_pseudonymisation *out, struct om_store *store,
    struct om_arena *arena, struct om_profile *p,
    uint32_t version) OM_MUST_CHECK;

#endif
