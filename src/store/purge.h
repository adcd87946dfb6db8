#ifndef OM_STORE_PURGE_H
#define OM_STORE_PURGE_H

#include "store/store.h"

/*
 * Takes a request out of the register, within the open transaction: its rows,
 * and what was written about it, with its keys. A line of the journal says so,
 * so that no older backup brings it back (GDPR Art. 5(1)(e)).
 */
int om_purge(struct om_store *store, int64_t request) OM_MUST_CHECK;

/* The same without the line, which is there already. */
int om_purge_again(struct om_store *store, int64_t request) OM_MUST_CHECK;

#endif
