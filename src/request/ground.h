#ifndef OM_REQUEST_GROUND_H
#define OM_REQUEST_GROUND_H

#include "base/error.h"
#include "base/span.h"

/* A ground for refusing a request, per reference law. */
struct om_ground {
	const char *word;
	const char *regime; /* "gdpr", for those that follow it too; "ccpa" */
	const char *rights; /* words; "" for every one */
	const char *cite;
	const char *text; /* for the person */
};

/* The i-th ground of the list; NULL behind the last. */
const struct om_ground *om_ground_at(size_t i);

/* The ground of that word under a regime; NULL for none. */
const struct om_ground *om_ground_of(const char *word, const char *regime);

/*
 * The ground of that word against a right (its word) under a regime. OM_USAGE,
 * listing those that there are, for a word that is none.
 */
int om_ground_find(const struct om_ground **out, const char *word,
    const char *regime, const char *right) OM_MUST_CHECK;

#endif
