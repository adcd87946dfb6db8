#ifndef OM_POLICY_SOUGHT_H
#define OM_POLICY_SOUGHT_H

#include "format/needle.h"
#include "policy/identity.h"

/*
 * Reads an identifier that is looked for in files: TYPE:VALUE, or
 * SOURCE:TYPE:IDTYPE:VALUE where the first word is no type that the policy
 * names (of which only IDTYPE and VALUE count here). OM_USAGE for neither.
 */
int om_sought_parse(struct om_span *type, struct om_span *value,
    const struct om_identity_policy *policy, struct om_span text) OM_MUST_CHECK;

/*
 * Adds a value of a type to what is looked for: as it is given, in the
 * canonical form of its type, and of a telephone number its digits. The same
 * type and value twice is one. OM_INPUT where a form is too short or is no
 * text: the value then bears its refusal, and what was added of it is looked
 * for all the same. OM_LIMIT as om_needles_begin.
 */
int om_sought_add(struct om_needles *set,
    const struct om_identity_policy *policy, struct om_span type,
    struct om_span value) OM_MUST_CHECK;

#endif
