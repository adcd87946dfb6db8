#ifndef OM_STORE_FACT_H
#define OM_STORE_FACT_H

#include "base/arena.h"
#include "store/store.h"

/*
 * Free text about a case: why data is kept, why a request is refused. It may
 * tell of the person, so it never reaches the log and stands sealed under a
 * key of its own, which goes with it. `of` is the random id of what it is
 * about (a request, a hold), `about` a word for which of its facts.
 */
enum { OM_FACT_MAX = 16 << 10 }; /* bytes */

/* Puts it in place of what stood there. OM_USAGE where it is empty. */
int om_fact_put(struct om_store *store, int64_t of, const char *about,
    struct om_span text) OM_MUST_CHECK;

/* OM_NOTFOUND where there is none, or it was forgotten. */
int om_fact_get(struct om_span *out, struct om_store *store,
    struct om_arena *arena, int64_t of, const char *about) OM_MUST_CHECK;

/*
 * Forgets facts with their keys: those of one thing whose word starts with
 * prefix ("" for all of them).
 */
int om_fact_forget(
    struct om_store *store, int64_t of, const char *prefix) OM_MUST_CHECK;

/* What was written about a subject's requests and holds. */
int om_fact_forget_subject(
    struct om_store *store, int64_t subject) OM_MUST_CHECK;

#endif
