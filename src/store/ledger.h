#ifndef OM_STORE_LEDGER_H
#define OM_STORE_LEDGER_H

#include "store/mirror.h"

struct om_store;

/*
 * Inside the store: the rows that are copied to append-only files beside the
 * database as they are committed, because they must outlive its replacement
 * by an older copy. A file is a workspace's `ledger/NAME.ndjson`.
 */

/* SQLite lets one writer write at a time, so one number line suffices. */
#define OM_WRITER 1

enum om_ledger_kind {
#define OM_LEDGER(code, file, last, from) code,
#include "store/ledger_list.h"
#undef OM_LEDGER
	OM_LEDGERS
};

struct om_ledger {
	struct om_mirror mirrors[OM_LEDGERS];
};

int om_ledger_open(struct om_ledger *l, const char *folder) OM_MUST_CHECK;
void om_ledger_close(struct om_ledger *l);

/* Appends to each file the rows that the database has beyond it. */
int om_ledger_catch_up(struct om_store *store) OM_MUST_CHECK;

/* Makes durable what was appended, where that was put off. */
int om_ledger_sync(struct om_store *store) OM_MUST_CHECK;

/*
 * OM_CORRUPT where a file is ahead of the database or of another one, or
 * where that of the audit log has fewer than `signed_size` lines.
 */
int om_ledger_check(struct om_store *store, uint64_t signed_size) OM_MUST_CHECK;

/* OM_CORRUPT where the database's last number is behind that of the file. */
int om_ledger_check_last(const struct om_store *store, enum om_ledger_kind kind,
    int64_t last) OM_MUST_CHECK;

#endif
