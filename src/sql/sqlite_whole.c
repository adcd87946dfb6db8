#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "sql/sqlite_inside.h"

/*
 * A checkpoint that waits keeps writers out, so that each attempt waits for
 * a moment only. Nothing is lost where all are in vain: it can be repeated.
 */
enum { FLUSH = 1000, ATTEMPT = 100, PAUSE = 20 }; /* milliseconds */

static int
checkpoint(sqlite3 *db)
{
	sqlite3_stmt *s = NULL;
	int rc = OM_OK;

	if (sqlite3_prepare_v2(db, "PRAGMA wal_checkpoint(TRUNCATE)", -1, &s,
		NULL) != SQLITE_OK ||
	    sqlite3_step(s) != SQLITE_ROW)
		rc = om_sqlite_fail(db, "checkpoint");
	else if (sqlite3_column_int(s, 0) != 0 ||
		 sqlite3_column_int(s, 1) != 0 || sqlite3_column_int(s, 2) != 0)
		rc = om_fail(OM_BUSY,
		    "store: a reader holds the write-ahead log (%d, %d, %d)",
		    sqlite3_column_int(s, 0), sqlite3_column_int(s, 1),
		    sqlite3_column_int(s, 2));
	(void)sqlite3_finalize(s);
	return rc;
}

int
om_sqlite_flush(void *db)
{
	struct om_sqlite *c = db;
	int64_t until = om_clock_steady() + FLUSH * INT64_C(1000000);
	int rc;

	(void)sqlite3_busy_timeout(c->db, ATTEMPT);
	while ((rc = checkpoint(c->db)) == OM_BUSY && om_clock_steady() < until)
		(void)sqlite3_sleep(PAUSE);
	(void)sqlite3_busy_timeout(c->db, OM_SQLITE_BUSY);
	return rc;
}

/*
 * VACUUM INTO and not the backup API, which copies slack byte for byte. The
 * new file is opened through the connection's own file system.
 */
int
om_sqlite_copy(void *db, const char *to)
{
	struct om_sqlite *c = db;
	sqlite3_stmt *s = NULL;
	int rc = om_file_create(to, OM_SPAN_NONE, 0600);

	if (rc != OM_OK)
		return rc;
	om_sqlite_begins(c, false);
	if (sqlite3_prepare_v2(c->db, "VACUUM INTO ?1", -1, &s, NULL) !=
		SQLITE_OK ||
	    sqlite3_bind_text(s, 1, to, -1, SQLITE_STATIC) != SQLITE_OK ||
	    sqlite3_step(s) != SQLITE_DONE)
		rc = om_sqlite_fail(c->db, "copy");
	(void)sqlite3_finalize(s);
	if (rc != OM_OK)
		(void)remove(to);
	return rc;
}

/* What it says begins with a line that names the database. */
static const char *
last_line(const char *text)
{
	const char *end = strrchr(text, '\n');

	return end == NULL ? text : end + 1;
}

/* It tells in the same way of a page that is wrong and of one unread. */
static bool
is_unread(const char *text)
{
	static const char before[] = "error code=";
	const char *at = strstr(text, before);

	return at != NULL &&
	       (strtol(at + strlen(before), NULL, 10) & 0xff) == SQLITE_IOERR;
}

int
om_sqlite_check(void *db)
{
	struct om_sqlite *c = db;
	sqlite3_stmt *s = NULL;
	const char *got;
	int rc = OM_OK;

	om_sqlite_begins(c, false);
	if (sqlite3_prepare_v2(c->db, "PRAGMA integrity_check(1)", -1, &s,
		NULL) != SQLITE_OK ||
	    sqlite3_step(s) != SQLITE_ROW)
		rc = om_sqlite_fail(c->db, "integrity check");
	else {
		got = (const char *)sqlite3_column_text(s, 0);
		if (got != NULL && is_unread(got))
			rc = om_fail(OM_IO, "store: a page cannot be read");
		else if (got == NULL || strcmp(got, "ok") != 0)
			rc = om_fail(OM_CORRUPT, "store: damaged: %s",
			    got == NULL ? "no answer" : last_line(got));
	}
	(void)sqlite3_finalize(s);
	return rc;
}

void
om_sqlite_spare(void *db)
{
	(void)sqlite3_db_release_memory(((struct om_sqlite *)db)->db);
}
