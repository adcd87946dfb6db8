#ifndef OM_STORE_RESTORE_INSIDE_H
#define OM_STORE_RESTORE_INSIDE_H

#include "store/backup.h"

/*
 * Brings back what the ledgers hold beyond a restored database, and counts
 * it; *epoch is raised to the last whose beginning was among it. In the open
 * transaction.
 */
int om_restore_ledgers(struct om_restoration *out, uint64_t *epoch,
    struct om_store *store) OM_MUST_CHECK;

#endif
