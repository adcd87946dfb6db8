#ifndef OM_SCAN_PHONE_PLAN_H
#define OM_SCAN_PHONE_PLAN_H

#include "base/error.h"
#include "base/span.h"

/*
 * The numbering plans of the world, policies/numbering/phone.txt: which
 * lengths numbers have by calling code and first three digits (ITU-T E.164).
 */
struct om_phone_plans;

/* OM_USAGE names the line that is not as the file's head says. */
int om_phone_plans_open(struct om_phone_plans **out) OM_MUST_CHECK;
void om_phone_plans_close(struct om_phone_plans *p);

/* What a plan says of a number. */
enum om_phone_fit {
	OM_PHONE_NONE,	/* no such calling code, or length */
	OM_PHONE_CODE,	/* the calling code is one, the rest does not fit */
	OM_PHONE_VALID, /* length and first digits are of the plan */
};

/* An international number without its + or 00: calling code and the rest. */
enum om_phone_fit om_phone_plans_international(
    const struct om_phone_plans *p, const char *digits, size_t n);

/*
 * Whether a number as it is dialled within a country, trunk prefix and all,
 * fits the plan of one of the countries whose data Ombud's users mostly
 * have: see the list in phone_plan.c.
 */
bool om_phone_plans_national(
    const struct om_phone_plans *p, const char *digits, size_t n);

#endif
