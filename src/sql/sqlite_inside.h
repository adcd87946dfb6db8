#ifndef OM_SQL_SQLITE_INSIDE_H
#define OM_SQL_SQLITE_INSIDE_H

#include <sqlite3.h>

#include "sql/sql.h"

/* Of sqlite.c, sqlite_open.c and sqlite_whole.c. */

/*
 * A connection. Its read transaction began at since (steady clock) and may
 * last as long as limit, both in nanoseconds; since is 0 while there is none
 * that is limited.
 */
struct om_sqlite {
	sqlite3 *db;
	int64_t since, limit;
};

/* How long to wait for another's transaction, in milliseconds. */
enum { OM_SQLITE_BUSY = 10000 };

/* The failure of the last call; what names the statement, never a value. */
int om_sqlite_fail(sqlite3 *db, const char *what);

/*
 * Whether the read transaction is older than its limit: then the log behind
 * it cannot be emptied. One that writes is not: others wait for it anyway.
 */
bool om_sqlite_is_late(struct om_sqlite *c);

/* Before work that may begin a transaction, which is limited or not. */
void om_sqlite_begins(struct om_sqlite *c, bool limited);

/* The driver's functions of these names (sql.h). */
int om_sqlite_open(void **out, const char *where, bool create) OM_MUST_CHECK;
void om_sqlite_close(void *db);
int om_sqlite_flush(void *db) OM_MUST_CHECK;
int om_sqlite_copy(void *db, const char *to) OM_MUST_CHECK;
int om_sqlite_check(void *db) OM_MUST_CHECK;
void om_sqlite_spare(void *db);

/*
 * Whether SQLite's heap, its page cache included, wipes what is freed, which
 * it was told before main; OM_IO where it would not have it.
 */
int om_sqlite_memory(void) OM_MUST_CHECK;

#endif
