#ifndef OM_STORE_SWEEP_H
#define OM_STORE_SWEEP_H

#include "format/sweep.h"
#include "store/people.h"

/*
 * Adds what the store knows a person by: her identifiers, user ids, the ids
 * that sources gave her, her names; each once. Attributes are not added:
 * others share them. *refused counts those that are too short to be looked
 * for, as policy/sought.h says.
 */
int om_sweep_subject(struct om_needles *set, size_t *refused,
    const struct om_identity_policy *identity,
    const struct om_subject *subject) OM_MUST_CHECK;

/*
 * Sweeps a workspace: every file below folder (of keys only the names), whose
 * databases must have no dead byte that is not zero. May be called while the
 * store is open; om_sweep_close then only after it was closed. A database
 * on a server cannot be swept, and that is a problem.
 */
void om_sweep_workspace(struct om_sweep *s, const char *folder, bool on_server);

#endif
