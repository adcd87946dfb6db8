#ifndef OM_POLICY_ATTRIBUTES_H
#define OM_POLICY_ATTRIBUTES_H

#include "policy/kinds.h"

/* What the name of a field tells of its kind: policies/attributes.json. */
struct om_attributes;

/* kinds is borrowed and must outlive it; folder as in om_policy_load. */
int om_attributes_open(struct om_attributes **out, const struct om_kinds *kinds,
    const char *folder) OM_MUST_CHECK;
void om_attributes_close(struct om_attributes *a);

/*
 * The number of the kind that a field of this name holds; -1 where the name
 * tells nothing. Case, spaces, dots, hyphens and underscores do not count:
 * "Date of Birth" is "date_of_birth" and "dateOfBirth".
 */
int om_attributes_find(const struct om_attributes *a, struct om_span name);

#endif
