#ifndef OM_SCAN_CHECK_H
#define OM_SCAN_CHECK_H

#include "base/span.h"

/*
 * What text cannot say of an identifier: its check digit, its date, the
 * letters that were never issued. A check is given the compact form: digits
 * and upper-case letters only, of a length and layout that one of the
 * identifier's shapes allows.
 */
typedef bool om_check(const char *s, size_t n);

struct om_check_info {
	const char *name; /* as files in policies/identify/ name it */
	om_check *passes;
	double survival; /* share of random candidates of its shape */
};

/* NULL where there is none of that name. */
const struct om_check_info *om_check_find(struct om_span name);

/* All of them, by name; a NULL name ends. */
const struct om_check_info *om_check_all(void);

#define OM_CHECK(name, function, survival) om_check function;
#include "scan/check_list.h"
#undef OM_CHECK

#endif
