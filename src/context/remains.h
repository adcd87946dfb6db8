#ifndef OM_CONTEXT_REMAINS_H
#define OM_CONTEXT_REMAINS_H

#include "context/context.h"
#include "store/sweep.h"

/*
 * The search of a workspace's files for what one erased person was known by.
 * Her values are gathered while the store still has them, and are known to
 * this process alone: they stay in memory until the workspace is closed.
 */
struct om_remains {
	int64_t request;
	struct om_needles needles;
	struct om_sweep *sweep; /* the last search; NULL before the first */
	struct om_remains *next;
};

/* Belongs to om, for one request; nothing is sought yet. */
struct om_remains *om_remains_new(struct om *om, int64_t request);

/* That of a request; NULL where this process gathered none. */
struct om_remains *om_remains_of(const struct om *om, int64_t request);

/* What a person is known by, and an identifier as it stands in a request. */
int om_remains_add(struct om_remains *r, const struct om *om,
    const struct om_subject *subject) OM_MUST_CHECK;
int om_remains_add_claim(struct om_remains *r, const struct om *om,
    struct om_span claim) OM_MUST_CHECK;

/*
 * Searches every file of the workspace; once more, where one search came to
 * something and that was cleared away.
 */
void om_remains_search(struct om_remains *r, const struct om *om);

/*
 * Whether all files were read and none has a value or a dead byte that is not
 * zero. Values that are too short to be looked for do not count against it.
 */
bool om_remains_none(const struct om_remains *r);

/* Only behind the store's close (om_sweep_close); r may be NULL. */
void om_remains_close(struct om_remains *r);

#endif
