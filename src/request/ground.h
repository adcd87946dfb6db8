#ifndef OM_REQUEST_GROUND_H
#define OM_REQUEST_GROUND_H

#include "base/error.h"
#include "base/span.h"

/* A ground for refusing a request, per reference law. */
struct om_ground {
	const char *word;
	const char *regime; /* "" for every one */
	const char *cite;
	const char *text; /* for the person */
};

/* The i-th ground of the list; NULL behind the last. */
const struct om_ground *om_ground_at(size_t i);

/* The ground of that word, whatever the regime; NULL for none. */
const struct om_ground *om_ground_of(struct om_span word);

/*
 * OM_USAGE, listing the words of the regime, for a word that is not one.
 */
int om_ground_find(const struct om_ground **out, const char *word,
    const char *regime) OM_MUST_CHECK;

#endif
