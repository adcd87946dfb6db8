#ifndef OM_POLICY_RETENTION_H
#define OM_POLICY_RETENTION_H

#include "base/config.h"
#include "base/span.h"

/*
 * Duties to keep data that a statute lays down (GDPR Art. 17(3)(b)), in the
 * organisation's files retention/NAME.json of its policies:
 *
 *	{"duties":[{"source":"shop","type":"invoices","part":
 *	"/attributes/vat","statute":"HGB s. 257(1) no. 4, (4)","why":"...",
 *	"years":8,"from":"created_at","end_of_year":true}]}
 *
 * part, a JSON Pointer, and end_of_year may be left out; from is the member
 * of the profile with the day on which the period begins: created_at,
 * updated_at, or /attributes/NAME. They are no legal holds (store/hold.h).
 */
struct om_duty {
	const char *source, *type;
	const char *part; /* "": the record as a whole */
	const char *statute, *why;
	int years;
	const char *from;
	bool end_of_year; /* it begins when that year ends */
};

struct om_retention;

/* folder as in om_policy_load. OM_USAGE where a file errs. */
int om_retention_open(
    struct om_retention **out, const char *folder) OM_MUST_CHECK;
void om_retention_close(struct om_retention *r);

/* The i-th duty; NULL behind the last. */
const struct om_duty *om_retention_at(const struct om_retention *r, size_t i);

/* The last day of a period that begins on a day. */
int32_t om_retention_until(const struct om_duty *d, int32_t day);

#endif
