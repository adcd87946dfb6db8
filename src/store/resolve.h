#ifndef OM_STORE_RESOLVE_H
#define OM_STORE_RESOLVE_H

#include "store/people.h"

/* Where a profile that comes in belongs. */
struct om_belonging {
	struct om_subject *subject;   /* NULL: nobody that is known */
	struct om_held_profile *held; /* the same profile, to be replaced */
	bool ambiguous; /* several people could be meant: kept apart */
};

/*
 * Decides whom a profile belongs to, as policies/identifiers.json says: the
 * subject who holds the same profile (source, type and an identifier); else
 * the one to whom its linking identifiers lead. Two profiles contradict each
 * other where a type that is exclusive differs; a shared number links only
 * where nothing that always links does, and nothing speaks against it. OM_INPUT
 * where the profile's identifiers belong to several profiles of its own source
 * and type.
 */
int om_resolve(struct om_belonging *out, struct om_people *people,
    const struct om_identity_policy *identity, const struct om_profile *p,
    const struct om_tag *tags) OM_MUST_CHECK;

#endif
