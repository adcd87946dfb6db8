#include <assert.h>
#include <errno.h>

#include "base/clock.h"
#include "base/memory.h"
#include "sql/sqlite_inside.h"

/* A prepared statement with the place of each $n, which SQLite numbers by
 * first appearance. */
struct prepared {
	struct om_sqlite *connection;
	sqlite3_stmt *statement;
	const char *name;
	int place[OM_SQL_ARGUMENTS + 1];
};

static int
code_of(int sqlite_code)
{
	switch (sqlite_code & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_INTERRUPT: /* a reader that is late */
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

/* What SQLite calls an I/O error when it makes its side files. */
static bool
is_full(sqlite3 *db, int code)
{
	int error = sqlite3_system_errno(db);

	return (code & 0xff) == SQLITE_FULL ||
	       ((code & 0xff) == SQLITE_IOERR &&
		   (error == ENOSPC || error == EDQUOT));
}

/*
 * sqlite3_errmsg can quote a value only for constraints that name columns;
 * the texts here are those of the codes, which never do.
 */
int
om_sqlite_fail(sqlite3 *db, const char *what)
{
	int code = sqlite3_extended_errcode(db);

	if ((code & 0xff) == SQLITE_NOTADB)
		return om_fail(OM_CORRUPT, "store: the file is no database");
	return om_fail(code_of(code), "store: %s: %s", what,
	    is_full(db, code) ? "the disk is full" : sqlite3_errstr(code));
}

bool
om_sqlite_is_late(struct om_sqlite *c)
{
	return c->since != 0 &&
	       sqlite3_txn_state(c->db, "main") == SQLITE_TXN_READ &&
	       om_clock_steady() - c->since > c->limit;
}

void
om_sqlite_begins(struct om_sqlite *c, bool limited)
{
	/* Asked first, for it is cheap: BEGIN IMMEDIATE is no step. */
	if (sqlite3_get_autocommit(c->db) != 0 &&
	    sqlite3_txn_state(c->db, "main") == SQLITE_TXN_NONE)
		c->since = limited ? om_clock_steady() : 0;
}

static int
sqlite_script(void *db, const char *text)
{
	struct om_sqlite *c = db;

	om_sqlite_begins(c, false);
	if (sqlite3_exec(c->db, text, NULL, NULL, NULL) != SQLITE_OK)
		return om_sqlite_fail(c->db, text[0] == 'B' || text[0] == 'C'
						 ? "transaction"
						 : "script");
	return OM_OK;
}

static void
sqlite_limit(void *db, int64_t milliseconds)
{
	((struct om_sqlite *)db)->limit = milliseconds * 1000000;
}

static int
sqlite_prepare(void **out, void *db, const struct om_statement *s)
{
	struct om_sqlite *c = db;
	struct prepared *p = om_new(1, sizeof(*p));

	p->connection = c;
	p->name = s->name;
	if (sqlite3_prepare_v3(c->db, s->text, -1, SQLITE_PREPARE_PERSISTENT,
		&p->statement, NULL) != SQLITE_OK) {
		om_free(p);
		return om_sqlite_fail(c->db, s->name);
	}
	for (int i = 1; i <= OM_SQL_ARGUMENTS; i++) {
		struct om_buf name = OM_BUF(4);

		om_buf_byte(&name, '$');
		om_buf_int(&name, i, 1);
		p->place[i] =
		    sqlite3_bind_parameter_index(p->statement, name.p);
		om_buf_free(&name);
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
		return om_sqlite_fail(p->connection->db, p->name);
	return OM_OK;
}

static int
sqlite_step(void *statement)
{
	struct prepared *p = statement;
	int rc = SQLITE_INTERRUPT;

	om_sqlite_begins(p->connection, true);
	if (!om_sqlite_is_late(p->connection))
		rc = sqlite3_step(p->statement);
	if (rc == SQLITE_ROW)
		return 1;
	if (rc == SQLITE_INTERRUPT)
		rc = om_fail(OM_BUSY,
		    "store: %s: held the log for longer than %lld ms", p->name,
		    (long long)p->connection->limit / 1000000);
	else if (rc != SQLITE_DONE)
		rc = om_sqlite_fail(p->connection->db, p->name);
	else
		rc = OM_OK;
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
	return sqlite3_changes64(((struct om_sqlite *)db)->db);
}

const struct om_sql_driver om_sql_sqlite = {
	.name = "sqlite",
	.id = "INTEGER",
	.bytes = "BLOB",
	.clustered = "WITHOUT ROWID",
	.tables = "(SELECT name FROM sqlite_master WHERE type = 'table')",
	.begin = "BEGIN IMMEDIATE",
	.scrubs = true,
	.open = om_sqlite_open,
	.close = om_sqlite_close,
	.script = sqlite_script,
	.limit = sqlite_limit,
	.prepare = sqlite_prepare,
	.release = sqlite_release,
	.start = sqlite_start,
	.step = sqlite_step,
	.reset = sqlite_reset,
	.integer = sqlite_integer,
	.data = sqlite_data,
	.changes = sqlite_changes,
	.flush = om_sqlite_flush,
	.copy = om_sqlite_copy,
	.check = om_sqlite_check,
	.spare = om_sqlite_spare,
};
