#ifndef OM_POLICY_RISK_H
#define OM_POLICY_RISK_H

#include <stdbool.h>

#include "base/span.h"
#include "base/error.h"

/*
 * How far combinations of columns single people out in this very data. Knows
 * no values, only codes; what is counted are persons, not records, where
 * several records may be one person's. A class is the set of persons who
 * share their values on some columns; one in a class of one is singled out.
 */
enum {
	OM_RISK_AXES = 16, /* columns that are combined */
	OM_RISK_SIZE = 6,  /* columns of a combination, where nobody says */
};

/* The most records of a table: numbers of theirs are 32 bits wide. */
#define OM_RISK_RECORDS ((size_t)UINT32_MAX / 4)

/* One column: the code of each record, all below cardinality. */
struct om_risk_axis {
	const uint32_t *codes;
	uint32_t cardinality;
};

/* Borrows its arrays. */
struct om_risk_data {
	size_t n;		 /* records, OM_RISK_RECORDS at most */
	const uint32_t *persons; /* of each record; NULL: each its own */
	size_t person_count;	 /* theirs are the numbers below it, each */
	struct om_risk_axis axes[OM_RISK_AXES];
	unsigned width;
};

struct om_risk_options {
	unsigned size; /* columns of a combination at most; 0: OM_RISK_SIZE */
	uint32_t k;    /* who shares with fewer is below; 0 counts nobody */
	bool minimal;  /* looks for minimal sample uniques as well */
	size_t memory; /* bytes that the search may hold; 0: 2 GiB */
};

/* One combination, a bit a column: 1 << its index in the data. */
struct om_risk_set {
	uint32_t columns;
	uint32_t k_min;	  /* persons of the smallest class */
	uint64_t classes; /* of records that share their values */
	uint64_t unique;  /* persons who are alone in a class */
	uint64_t below;	  /* persons in a class of fewer than k */
	/*
	 * Persons whom this combination singles out and no part of it does:
	 * the minimal sample uniques of SUDA2 (Manning, Haglin, Keane, 2008).
	 */
	uint64_t minimal;
};

/* A minimal unique, in a person's list; next is 0 at its end. */
struct om_risk_minimal {
	uint32_t next;
	uint32_t columns;
};

struct om_risk {
	size_t persons;
	unsigned width, size;
	/* every combination, a part of another before it */
	struct om_risk_set *sets;
	size_t count;
	size_t memory; /* the most bytes that were held */
	/*
	 * Where minimal was asked for: persons with one, and for each person
	 * the index of her last in the pool, 0 where she has none.
	 */
	size_t singled;
	uint32_t *last;
	struct om_risk_minimal *pool;
	size_t pool_count, pool_room;
};

/*
 * Counts every combination of up to size columns. Time is linear in records
 * for each combination; records that are alone are not looked at again, since
 * what they are alone in is part of every larger combination. OM_LIMIT where
 * it would hold more than memory. om_risk_free the result.
 */
int om_risk_search(struct om_risk *out, const struct om_risk_data *data,
    const struct om_risk_options *options) OM_MUST_CHECK;
void om_risk_free(struct om_risk *r);

/*
 * What a minimal unique of so many columns weighs in a search of up to `size`
 * of `width`: the number of larger combinations that hold it, in the order in
 * which they could be built (Elliot, Manning, Ford, 2002): (width - n)! where
 * all sizes are searched.
 */
double om_risk_weight(const struct om_risk *r, unsigned n);

/* The weights of a person's minimal uniques together; 0 for none. */
double om_risk_score(const struct om_risk *r, size_t person);

/* Of her minimal uniques the smallest combination; 0 for none. */
uint32_t om_risk_smallest(const struct om_risk *r, size_t person);

/* The share, 0 to 1, of all scores that combinations with a column have. */
double om_risk_contribution(const struct om_risk *r, unsigned column);

#endif
