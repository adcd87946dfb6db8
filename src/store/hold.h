#ifndef OM_STORE_HOLD_H
#define OM_STORE_HOLD_H

#include "base/arena.h"
#include "store/store.h"

/*
 * Legal holds: data that must stay as it is while a claim is pending, of a
 * person or of everybody, of one system and category or of all. A statutory
 * retention is none (policy/retention.h). The rows are a ledger: what is
 * placed and released is added, never changed, and stands in a file beside
 * the store too, so that an older backup loses none. Why it was placed is a
 * fact (store/fact.h) and goes with it.
 */
struct om_hold {
	int64_t id;
	int64_t subject;	/* 0: everybody */
	const char *system;	/* the source of records; "": every one */
	const char *category;	/* their type; "": every one */
	const char *ground;	/* a word */
	int32_t until;		/* the last day; 0: until it is released */
	int64_t member, placed; /* who, when */
};

#define OM_HOLD_FACTS "hold"

/* Places one with its entry; what->id and those behind until are not looked
 * at. *id is the new one's. reason may be none. */
int om_hold_place(int64_t *id, struct om_store *store,
    const struct om_hold *what, struct om_span reason) OM_MUST_CHECK;

/* OM_NOTFOUND where no such hold stands. */
int om_hold_release(struct om_store *store, int64_t id) OM_MUST_CHECK;

/* Those that were not released, oldest first, in the arena. */
int om_hold_list(struct om_hold **out, size_t *n, struct om_store *store,
    struct om_arena *arena) OM_MUST_CHECK;

/* Those that may concern a subject, also by an id that she had before. */
int om_hold_of(struct om_hold **out, size_t *n, struct om_store *store,
    struct om_arena *arena, int64_t subject) OM_MUST_CHECK;

/* Whether it still runs, and means records of this source and type. */
bool om_hold_means(
    const struct om_hold *h, struct om_span source, struct om_span type);

/* One line of the ledger that a restore brings back. */
int om_hold_return(struct om_store *store, struct om_arena *arena,
    int64_t number, struct om_span line) OM_MUST_CHECK;

#endif
