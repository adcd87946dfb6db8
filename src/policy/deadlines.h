#ifndef OM_POLICY_DEADLINES_H
#define OM_POLICY_DEADLINES_H

#include "policy/due.h"

/*
 * policies/deadlines.json, checked. Within the policy layer only.
 */

/* Opens the file and checks all of it; close with om_config_close. */
int om_deadlines_open(struct om_config *out, const char *folder) OM_MUST_CHECK;

/* The entry of a regime; OM_NOTFOUND where there is none. */
int om_deadlines_regime(const json_t **out, const struct om_config *file,
    const char *regime) OM_MUST_CHECK;

/* The clock of a right, the first one for NULL; OM_USAGE else. */
int om_deadlines_clock(
    const json_t **out, const json_t *regime, const char *right) OM_MUST_CHECK;

/* What it says of verifying the person. */
enum om_identity_rule om_deadlines_identity(const json_t *clock);

#endif
