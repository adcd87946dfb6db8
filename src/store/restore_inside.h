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

/* What is told of a request; made where it is the first. */
struct om_returned *om_restore_returned(
    struct om_restoration *done, int64_t request);

/* A tag in hexadecimal digits. */
struct om_tag;
struct om_value;
bool om_restore_read_tag(struct om_tag *out, const struct om_value *v);

/*
 * Brings back what the journal holds beyond a restored database: requests,
 * their events, restrictions. In the open transaction, when the other ledgers
 * are back; counts and names what came back, and what did not.
 */
int om_restore_journal(
    struct om_restoration *out, struct om_store *store) OM_MUST_CHECK;

/* Behind the entry of the restoring: the event that each of them gets. */
int om_restore_mark(
    struct om_store *store, const struct om_restoration *done) OM_MUST_CHECK;

#endif
