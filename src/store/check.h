#ifndef OM_STORE_CHECK_H
#define OM_STORE_CHECK_H

#include "store/store.h"

/*
 * Opens everything that is sealed and compares the index with it: each
 * subject's key, profiles and events, each tag in both directions. OM_CORRUPT
 * at the first fault. progress(state, subjects) may be NULL.
 */
int om_store_check(struct om_store *store,
    void (*progress)(void *state, uint64_t subjects),
    void *state) OM_MUST_CHECK;

#endif
