#ifndef OM_SCAN_CHAIN_H
#define OM_SCAN_CHAIN_H

#include "base/span.h"
#include "scan/marks.h"
#include "scan/shape.h"

/*
 * Letters and digits in groups that single joints hold together, round a
 * digit: "12.345.678-Z", "GB29 NWBK 6016", "AB 12 34 56 C". A group has a
 * digit, or is up to four capitals beside one that has.
 */
enum { OM_CHAIN_GROUPS = 12 };

struct om_group {
	uint32_t start; /* in the text */
	uint32_t n;
	uint64_t digits; /* as om_shape_step wants them */
	char joint;	 /* before it; '\0' for the first */
	bool lower;	 /* it has a small letter */
	bool long_;	 /* more than OM_GROUP_MAX: of no shape */
};

struct om_chain {
	struct om_span text;
	size_t n;
	struct om_group groups[OM_CHAIN_GROUPS];
	uint32_t end; /* behind the last group */
	bool tight;   /* what stands before the first is a part of it too */
	bool more;    /* a joint and more letters or digits follow the last */
};

/* Reads the chain that has the letter or digit at `at`, not before floor. */
void om_chain_read(struct om_chain *out, struct om_span text,
    const struct om_marks *marks, uint32_t at, uint32_t floor);

/* Whether groups first..last may stand for themselves. */
bool om_chain_stands(const struct om_chain *c, size_t first, size_t last);

/*
 * The compact form of groups first..last, capitals: OM_SHAPE_MAX bytes at
 * most. *n is their number, 0 where there are more.
 */
void om_chain_compact(const struct om_chain *c, size_t first, size_t last,
    char out[OM_SHAPE_MAX], size_t *n);

#endif
