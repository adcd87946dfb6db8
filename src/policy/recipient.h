#ifndef OM_POLICY_RECIPIENT_H
#define OM_POLICY_RECIPIENT_H

#include "policy/judge.h"

/*
 * The recorded assessment of one recipient of pseudonymised data: whether it
 * has means reasonably likely to be used to find out whose the data are
 * (recital 26; C-413/23 P EDPS v SRB, C-582/14 Breyer). For whoever holds
 * the key nothing changes by it.
 */
struct om_recipient {
	struct om_config config; /* owns the strings */
	const char *name;
	bool can_identify;
	const char *why;
	const char *by;	    /* who assessed it */
	int32_t on, review; /* days */
};

/* OM_USAGE, naming file and line, for what is missing or wrong in it. */
int om_recipient_load(struct om_recipient *out, const char *path) OM_MUST_CHECK;
void om_recipient_close(struct om_recipient *r);

/*
 * What a verdict is for that recipient: not-established where it was
 * personal for the key's holder alone, the assessment denies the means, and
 * its review is not due on `today`; in all other cases the verdict itself.
 */
enum om_verdict_value om_recipient_verdict(
    const struct om_recipient *r, const struct om_verdict *v, int32_t today);

/* Writes {"name","verdict","can_identify","why","by","on","review"}. */
void om_recipient_json(struct om_json *j, const char *key,
    const struct om_recipient *r, const struct om_verdict *v, int32_t today);

#endif
