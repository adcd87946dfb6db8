#ifndef OM_STORE_AUDIT_INSIDE_H
#define OM_STORE_AUDIT_INSIDE_H

#include "crypto/tlog.h"
#include "store/audit.h"

/* The workspace's log; close it with om_tlog_close. */
int om_audit_open_log(
    struct om_tlog **out, const struct om_store *store) OM_MUST_CHECK;

/* The entry at a leaf, borrowed until S_AUDIT_LEAF is stopped. */
int om_audit_entry_of(
    void *store, struct om_span *out, uint64_t leaf) OM_MUST_CHECK;

/* A column of the one row of a statement without arguments. */
int om_audit_number(
    int64_t *out, struct om_sql *sql, int s, int column) OM_MUST_CHECK;

/*
 * For restore.c: gives entries their leaves without signing; and compares
 * ledger and log with the table, of which they may be but the beginning.
 */
int om_audit_place(struct om_store *store) OM_MUST_CHECK;
int om_audit_compare(struct om_store *store) OM_MUST_CHECK;

/* The number of the entry that om_audit_add has added last. */
int64_t om_audit_last(const struct om_store *store);

/*
 * For store.c: the entries that wait and those that were added, as part of a
 * commit; until then the table may lack them.
 */
int om_audit_open(struct om_store *store) OM_MUST_CHECK;
void om_audit_close(struct om_store *store);
int om_audit_write_waiting(struct om_store *store) OM_MUST_CHECK;
void om_audit_written(struct om_store *store);

#endif
