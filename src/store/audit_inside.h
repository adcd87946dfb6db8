#ifndef OM_STORE_AUDIT_INSIDE_H
#define OM_STORE_AUDIT_INSIDE_H

#include "store/audit.h"

/*
 * For restore.c: gives entries their leaves without signing; and compares
 * ledger and log with the table, of which they may be but the beginning.
 */
int om_audit_place(struct om_store *store) OM_MUST_CHECK;
int om_audit_compare(struct om_store *store) OM_MUST_CHECK;

/* For store.c: the entries that wait, as part of a commit. */
int om_audit_open(struct om_store *store) OM_MUST_CHECK;
void om_audit_close(struct om_store *store);
int om_audit_write_waiting(struct om_store *store) OM_MUST_CHECK;
void om_audit_written(struct om_store *store);

#endif
