#define _XOPEN_SOURCE 700
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"
#include "sql/scrub_vfs.h"
#include "sql/sqlite_inside.h"

/* How long a reader may keep the log from being emptied, in nanoseconds,
 * and after how many of SQLite's steps it is asked. */
static const int64_t read_limit = 30 * INT64_C(1000000000);
enum { STEPS = 4000 };

/*
 * What every connection is set to, and what reading it back must give.
 * secure_delete is not stored in the file, and a temporary file would hold
 * plain pages: neither is left to the build's default. Scrubbing pages as
 * they are written (sql/scrub.h) is right where there is no auto_vacuum and
 * are fewer than 2^25 pages. ANALYZE, run by somebody else, may have put
 * samples of values into tables of its own.
 */
static const struct setting {
	const char *set;
	const char *get;
	const char *wanted;
} settings[] = {
	{ "PRAGMA encoding='UTF-8'", "PRAGMA encoding", "UTF-8" },
	{ "PRAGMA auto_vacuum=NONE", "PRAGMA auto_vacuum", "0" },
	{ "PRAGMA mmap_size=0", "PRAGMA mmap_size", "0" },
	{ "PRAGMA journal_mode=WAL", "PRAGMA journal_mode", "wal" },
	{ "PRAGMA synchronous=FULL", "PRAGMA synchronous", "2" },
	{ "PRAGMA secure_delete=ON", "PRAGMA secure_delete", "1" },
	{ "PRAGMA temp_store=MEMORY", "PRAGMA temp_store", "2" },
	{ "PRAGMA foreign_keys=ON", "PRAGMA foreign_keys", "1" },
	{ "PRAGMA trusted_schema=OFF", "PRAGMA trusted_schema", "0" },
	{ "PRAGMA cell_size_check=ON", "PRAGMA cell_size_check", "1" },
	{ "PRAGMA wal_autocheckpoint=0", "PRAGMA wal_autocheckpoint", "0" },
	{ "PRAGMA cache_size=-65536", "PRAGMA cache_size", "-65536" },
	{ "PRAGMA max_page_count=33554431", "PRAGMA max_page_count",
	    "33554431" },
	{ "DROP TABLE IF EXISTS sqlite_stat3;"
	  "DROP TABLE IF EXISTS sqlite_stat4",
	    "SELECT count(*) FROM sqlite_schema"
	    " WHERE name IN ('sqlite_stat3', 'sqlite_stat4')",
	    "0" },
};

/* The first column of the first row of a text as a string, compared. */
static int
read_back(sqlite3 *db, const char *text, const char *wanted)
{
	sqlite3_stmt *s = NULL;
	int rc = OM_OK;
	const char *got;

	if (sqlite3_prepare_v2(db, text, -1, &s, NULL) != SQLITE_OK ||
	    sqlite3_step(s) != SQLITE_ROW)
		rc = om_sqlite_fail(db, text);
	else {
		got = (const char *)sqlite3_column_text(s, 0);
		if (got == NULL || strcmp(got, wanted) != 0)
			rc = om_fail(OM_CORRUPT, "store: %s is %s, not %s",
			    text + 7, got == NULL ? "unset" : got, wanted);
	}
	(void)sqlite3_finalize(s);
	return rc;
}

static int
apply(sqlite3 *db, const struct setting *s)
{
	if (sqlite3_exec(db, s->set, NULL, NULL, NULL) != SQLITE_OK)
		return om_sqlite_fail(db, s->set);
	return read_back(db, s->get, s->wanted);
}

/* Bytes that a page's end reserves would be taken for dead ones. */
static int
check_reserved(sqlite3 *db)
{
	int reserved = -1;

	if (sqlite3_file_control(db, "main", SQLITE_FCNTL_RESERVE_BYTES,
		&reserved) != SQLITE_OK ||
	    reserved != 0)
		return om_fail(OM_CORRUPT,
		    "store: its pages reserve %d bytes, not 0", reserved);
	return OM_OK;
}

static int
configure(sqlite3 *db)
{
	int rc = OM_OK;

	(void)sqlite3_busy_timeout(db, OM_SQLITE_BUSY);
	(void)sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	for (size_t i = 0;
	     rc == OM_OK && i < sizeof(settings) / sizeof(settings[0]); i++)
		rc = apply(db, &settings[i]);
	return rc == OM_OK ? check_reserved(db) : rc;
}

/*
 * The path with the links of its folder resolved: SQLITE_OPEN_NOFOLLOW, which
 * is for the database itself, refuses a link anywhere.
 */
static int
resolve(char **out, const char *where)
{
	const char *slash = strrchr(where, '/');
	const char *name = slash == NULL ? where : slash + 1;
	size_t n = (size_t)(name - where);
	char *folder = om_new(n + 2, 1), *real;
	int rc = OM_OK;

	memcpy(folder, n == 0 ? "." : where, n == 0 ? 1 : n);
	real = realpath(folder, NULL);
	if (real == NULL)
		rc = om_file_fail(where, "open");
	else
		*out = om_path_join(real, name);
	free(real); /* library's own */
	om_free(folder);
	return rc;
}

static int
is_late(void *connection)
{
	return om_sqlite_is_late(connection);
}

static int
open_file(struct om_sqlite *c, const char *path)
{
	static const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW;
	int rc = om_sqlite_memory();

	if (rc == OM_OK)
		rc = om_scrub_vfs_register();
	if (rc != OM_OK)
		return rc;
	if (sqlite3_open_v2(path, &c->db, flags, OM_SCRUB_VFS) != SQLITE_OK)
		return om_fail(OM_IO, "%s: cannot be opened: %s", path,
		    sqlite3_errstr(sqlite3_extended_errcode(c->db)));
	(void)sqlite3_extended_result_codes(c->db, 1);
	c->limit = read_limit;
	sqlite3_progress_handler(c->db, STEPS, is_late, c);
	return configure(c->db);
}

/* A new database begins as an empty file that is its owner's alone. */
int
om_sqlite_open(void **out, const char *where, bool create)
{
	struct om_sqlite *c = om_new(1, sizeof(*c));
	char *path = NULL;
	int rc = resolve(&path, where);

	if (rc == OM_OK && create)
		rc = om_file_create(path, OM_SPAN_NONE, 0600);
	else if (rc == OM_OK && !om_file_exists(path))
		rc = om_fail(OM_NOTFOUND, "%s: no store here", where);
	if (rc == OM_OK) {
		rc = open_file(c, path);
		if (rc != OM_OK && create)
			(void)remove(path);
	}
	om_free(path);
	if (rc == OM_OK)
		*out = c;
	else
		om_sqlite_close(c);
	return rc;
}

void
om_sqlite_close(void *db)
{
	struct om_sqlite *c = db;

	(void)sqlite3_close(c->db);
	om_free(c);
}
