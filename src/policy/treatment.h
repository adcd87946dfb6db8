#ifndef OM_POLICY_TREATMENT_H
#define OM_POLICY_TREATMENT_H

#include "base/buf.h"

/* What becomes of an attribute when its person is pseudonymised. */
enum om_treatment {
	OM_TREATMENT_DROP, /* all that the policy does not name */
	OM_TREATMENT_KEEP,
	OM_TREATMENT_YEAR,    /* a date: its year */
	OM_TREATMENT_PREFIX,  /* a postal code: its first two characters */
	OM_TREATMENT_DECADE,  /* a number of years: its decade, "40-49" */
	OM_TREATMENT_NETWORK, /* an IP address: its /24, or /48 of IPv6 */
	OM_TREATMENT_TENTH,   /* coordinates: one decimal, some 10 km */
};

/* policies/pseudonym.json: quasi-identifiers, EDPB 01/2025. */
struct om_treatment_policy;

/* folder as in om_policy_load. OM_USAGE names file, line and path. */
int om_treatment_open(
    struct om_treatment_policy **out, const char *folder) OM_MUST_CHECK;
void om_treatment_close(struct om_treatment_policy *p);

/* By the name of the attribute; DROP for a name that nobody knows. */
enum om_treatment om_treatment_of(
    const struct om_treatment_policy *p, struct om_span attribute);

/* "year", "prefix", ...; DROP where there is no such way to generalise. */
enum om_treatment om_treatment_find(struct om_span word);

/*
 * Appends the value as the treatment leaves it; false where it cannot be
 * treated so (a year of what is no date) and must be dropped.
 */
bool om_treatment_apply(
    struct om_buf *out, enum om_treatment how, struct om_span value);

#endif
