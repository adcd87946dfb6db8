#define _XOPEN_SOURCE 700
#include <assert.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/memory.h"
#include "sql/sql.h"

/* A prepared statement with the place of each $n, which SQLite numbers by
 * first appearance. */
struct prepared {
	sqlite3_stmt *statement;
	const char *name;
	int place[OM_SQL_ARGUMENTS + 1];
};

/* How long to wait for another's transaction, and for readers in a flush,
 * which can be repeated. */
static const int busy_milliseconds = 10000;
static const int flush_milliseconds = 1000;

/*
 * What every connection is set to, and what reading it back must give.
 * secure_delete is not stored in the file, and a temporary file would hold
 * plain pages: neither is left to the build's default.
 */
static const struct {
	const char *set;
	const char *get;
	const char *wanted;
} settings[] = {
	{ "PRAGMA journal_mode=WAL", "PRAGMA journal_mode", "wal" },
	{ "PRAGMA synchronous=FULL", "PRAGMA synchronous", "2" },
	{ "PRAGMA secure_delete=ON", "PRAGMA secure_delete", "1" },
	{ "PRAGMA temp_store=MEMORY", "PRAGMA temp_store", "2" },
	{ "PRAGMA foreign_keys=ON", "PRAGMA foreign_keys", "1" },
	{ "PRAGMA trusted_schema=OFF", "PRAGMA trusted_schema", "0" },
	{ "PRAGMA cell_size_check=ON", "PRAGMA cell_size_check", "1" },
	{ "PRAGMA wal_autocheckpoint=0", "PRAGMA wal_autocheckpoint", "0" },
	{ "PRAGMA cache_size=-65536", "PRAGMA cache_size", "-65536" },
};

static int
code_of(int sqlite_code)
{
	switch (sqlite_code & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return OM_BUSY;
	case SQLITE_CONSTRAINT:
		return OM_EXISTS;
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return OM_CORRUPT;
	case SQLITE_TOOBIG:
		return OM_LIMIT;
	default:
		return OM_IO;
	}
}

/*
 * sqlite3_errmsg can quote a value only for constraints that name columns;
 * the texts here are those of the codes, which never do.
 */
static int
fail(sqlite3 *db, const char *what)
{
	int code = sqlite3_extended_errcode(db);

	if ((code & 0xff) == SQLITE_NOTADB)
		return om_fail(OM_CORRUPT, "store: the file is no database");
	return om_fail(
	    code_of(code), "store: %s: %s", what, sqlite3_errstr(code));
}

/* The first column of the first row of a text as a string, compared. */
static int
read_back(sqlite3 *db, const char *text, const char *wanted)
{
	sqlite3_stmt *s = NULL;
	int rc = OM_OK;
	const char *got;

	if (sqlite3_prepare_v2(db, text, -1, &s, NULL) != SQLITE_OK ||
	    sqlite3_step(s) != SQLITE_ROW)
		rc = fail(db, text);
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
configure(sqlite3 *db)
{
	int rc = OM_OK;

	(void)sqlite3_busy_timeout(db, busy_milliseconds);
	(void)sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	for (size_t i = 0;
	     rc == OM_OK && i < sizeof(settings) / sizeof(settings[0]); i++) {
		if (sqlite3_exec(db, settings[i].set, NULL, NULL, NULL) !=
		    SQLITE_OK)
			return fail(db, settings[i].set);
		rc = read_back(db, settings[i].get, settings[i].wanted);
	}
	return rc;
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
open_file(sqlite3 **out, const char *path)
{
	static const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW;
	sqlite3 *db = NULL;
	int rc;

	if (sqlite3_open_v2(path, &db, flags, NULL) != SQLITE_OK)
		rc = om_fail(OM_IO, "%s: cannot be opened: %s", path,
		    sqlite3_errstr(sqlite3_extended_errcode(db)));
	else {
		(void)sqlite3_extended_result_codes(db, 1);
		rc = configure(db);
	}
	if (rc == OM_OK)
		*out = db;
	else
		(void)sqlite3_close(db);
	return rc;
}

/* A new database begins as an empty file that is its owner's alone. */
static int
sqlite_open(void **out, const char *where, bool create)
{
	sqlite3 *db = NULL;
	char *path = NULL;
	int rc = resolve(&path, where);

	if (rc == OM_OK && create)
		rc = om_file_create(path, OM_SPAN_NONE, 0600);
	else if (rc == OM_OK && !om_file_exists(path))
		rc = om_fail(OM_NOTFOUND, "%s: no store here", where);
	if (rc == OM_OK) {
		rc = open_file(&db, path);
		if (rc != OM_OK && create)
			(void)remove(path);
	}
	om_free(path);
	if (rc == OM_OK)
		*out = db;
	return rc;
}

static void
sqlite_close(void *db)
{
	(void)sqlite3_close(db);
}

static int
sqlite_script(void *db, const char *text)
{
	if (sqlite3_exec(db, text, NULL, NULL, NULL) != SQLITE_OK)
		return fail(db, text[0] == 'B' || text[0] == 'C' ? "transaction"
								 : "script");
	return OM_OK;
}

static int
sqlite_prepare(void **out, void *db, const struct om_statement *s)
{
	struct prepared *p = om_new(1, sizeof(*p));

	p->name = s->name;
	if (sqlite3_prepare_v3(db, s->text, -1, SQLITE_PREPARE_PERSISTENT,
		&p->statement, NULL) != SQLITE_OK) {
		om_free(p);
		return fail(db, s->name);
	}
	for (int i = 1; i <= OM_SQL_ARGUMENTS; i++) {
		char name[] = { '$', (char)('0' + i), '\0' };

		p->place[i] = sqlite3_bind_parameter_index(p->statement, name);
	}
	*out = p;
	return OM_OK;
}

static void
sqlite_release(void *statement)
{
	struct prepared *p = statement;

	(void)sqlite3_finalize(p->statement);
	om_free(p);
}

static int
bind(sqlite3_stmt *s, int place, const struct om_cell *c)
{
	/* An empty value is not NULL. */
	const char *p = c->data.n == 0 ? "" : c->data.p;

	switch (c->type) {
	case OM_CELL_INTEGER:
		return sqlite3_bind_int64(s, place, c->integer);
	case OM_CELL_TEXT:
		return sqlite3_bind_text64(
		    s, place, p, c->data.n, SQLITE_STATIC, SQLITE_UTF8);
	case OM_CELL_BYTES:
		return sqlite3_bind_blob64(
		    s, place, p, c->data.n, SQLITE_STATIC);
	case OM_CELL_NULL:
		break;
	}
	return sqlite3_bind_null(s, place);
}

static int
sqlite_start(void *statement, const struct om_cell *cells, size_t n)
{
	struct prepared *p = statement;
	int rc = SQLITE_OK;

	assert((size_t)sqlite3_bind_parameter_count(p->statement) == n);
	(void)sqlite3_reset(p->statement);
	for (size_t i = 0; i < n && rc == SQLITE_OK; i++)
		rc = bind(p->statement, p->place[i + 1], &cells[i]);
	if (rc != SQLITE_OK)
		return fail(sqlite3_db_handle(p->statement), p->name);
	return OM_OK;
}

static int
sqlite_step(void *statement)
{
	struct prepared *p = statement;
	int rc = sqlite3_step(p->statement);

	if (rc == SQLITE_ROW)
		return 1;
	rc = rc == SQLITE_DONE ? OM_OK
			       : fail(sqlite3_db_handle(p->statement), p->name);
	(void)sqlite3_reset(p->statement);
	return rc;
}

static void
sqlite_reset(void *statement)
{
	(void)sqlite3_reset(((struct prepared *)statement)->statement);
}

static int64_t
sqlite_integer(void *statement, int column)
{
	return sqlite3_column_int64(
	    ((struct prepared *)statement)->statement, column);
}

static struct om_span
sqlite_data(void *statement, int column)
{
	sqlite3_stmt *s = ((struct prepared *)statement)->statement;
	const void *p = sqlite3_column_blob(s, column);

	return om_span_bytes(p, (size_t)sqlite3_column_bytes(s, column));
}

static int64_t
sqlite_changes(void *db)
{
	return sqlite3_changes64(db);
}

static int
sqlite_flush(void *db)
{
	sqlite3_stmt *s = NULL;
	int rc = OM_OK;

	(void)sqlite3_busy_timeout(db, flush_milliseconds);
	if (sqlite3_prepare_v2(db, "PRAGMA wal_checkpoint(TRUNCATE)", -1, &s,
		NULL) != SQLITE_OK ||
	    sqlite3_step(s) != SQLITE_ROW)
		rc = fail(db, "checkpoint");
	else if (sqlite3_column_int(s, 0) != 0 ||
		 sqlite3_column_int(s, 1) != 0 || sqlite3_column_int(s, 2) != 0)
		rc = om_fail(OM_BUSY,
		    "store: a reader holds the write-ahead log (%d, %d, %d)",
		    sqlite3_column_int(s, 0), sqlite3_column_int(s, 1),
		    sqlite3_column_int(s, 2));
	(void)sqlite3_finalize(s);
	(void)sqlite3_busy_timeout(db, busy_milliseconds);
	return rc;
}

/* VACUUM INTO and not the backup API, which copies slack byte for byte. */
static int
sqlite_copy(void *db, const char *to)
{
	sqlite3_stmt *s = NULL;
	int rc = om_file_create(to, OM_SPAN_NONE, 0600);

	if (rc != OM_OK)
		return rc;
	if (sqlite3_prepare_v2(db, "VACUUM INTO ?1", -1, &s, NULL) !=
		SQLITE_OK ||
	    sqlite3_bind_text(s, 1, to, -1, SQLITE_STATIC) != SQLITE_OK ||
	    sqlite3_step(s) != SQLITE_DONE)
		rc = fail(db, "copy");
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

static int
sqlite_check(void *db)
{
	sqlite3_stmt *s = NULL;
	const char *got;
	int rc = OM_OK;

	if (sqlite3_prepare_v2(db, "PRAGMA integrity_check(1)", -1, &s, NULL) !=
		SQLITE_OK ||
	    sqlite3_step(s) != SQLITE_ROW)
		rc = fail(db, "integrity check");
	else {
		got = (const char *)sqlite3_column_text(s, 0);
		if (got == NULL || strcmp(got, "ok") != 0)
			rc = om_fail(OM_CORRUPT, "store: damaged: %s",
			    got == NULL ? "no answer" : last_line(got));
	}
	(void)sqlite3_finalize(s);
	return rc;
}

const struct om_sql_driver om_sql_sqlite = {
	.name = "sqlite",
	.id = "INTEGER",
	.bytes = "BLOB",
	.clustered = "WITHOUT ROWID",
	.open = sqlite_open,
	.close = sqlite_close,
	.script = sqlite_script,
	.prepare = sqlite_prepare,
	.release = sqlite_release,
	.start = sqlite_start,
	.step = sqlite_step,
	.reset = sqlite_reset,
	.integer = sqlite_integer,
	.data = sqlite_data,
	.changes = sqlite_changes,
	.flush = sqlite_flush,
	.copy = sqlite_copy,
	.check = sqlite_check,
};
