#ifndef OM_BASE_EMBED_H
#define OM_BASE_EMBED_H

#include "base/span.h"

/*
 * The files of policies/ and reports/ as they were at build time. Names are
 * paths from the top of the project, e.g. "policies/gdpr.json".
 */
struct om_embedded {
	const char *name;
	struct om_span bytes;
};

/* Sorted by name; the list ends with a NULL name. Written by the build. */
extern const struct om_embedded om_embedded[];

/* The bytes of one file; false where there is none of that name. */
bool om_embed_find(struct om_span *out, const char *name);

#endif
