#include <assert.h>

#include "base/memory.h"
#include "sql/postgres_inside.h"

/*
 * The second driver. Personal values are sealed before they come here, so
 * that what a server keeps of deleted rows (dead tuples, its write-ahead log,
 * its backups) ends with their keys. What is told of zeroed pages and an
 * emptied log holds for SQLite alone (.scrubs).
 */

/* Types of columns, as PostgreSQL's catalogue numbers them for ever. */
enum { BOOL = 16, BYTEA = 17, INT8 = 20, INT2 = 21, INT4 = 23 };

enum { BINARY = 1, NUMBER_ROOM = 24 };

/* Rows come as a whole: other statements may run between two steps. */
struct prepared {
	struct om_postgres *connection;
	const char *name;
	PGresult *rows;
	int next, count;
};

/* Classes of SQLSTATE, the longest match first. */
static const struct {
	const char *state;
	int code;
	const char *text;
} states[] = {
	{ "23505", OM_EXISTS, "a unique key is taken" },
	{ "55P03", OM_BUSY, "another holds the store: try again" },
	{ "40", OM_BUSY, "it collided with another: try again" },
	{ "57014", OM_BUSY, "it took too long" },
	{ "53100", OM_IO, "the disk is full" },
	{ "53", OM_IO, "the server lacks resources" },
	{ "57P", OM_REMOTE, "the server shuts down" },
	{ "08", OM_REMOTE, "the server is not reachable" },
	{ "42501", OM_DENIED, "the server's role may not do this" },
	{ "XX", OM_CORRUPT, "the server says that it is damaged" },
};

int
om_postgres_fail(
    const struct om_postgres *c, const PGresult *result, const char *what)
{
	const char *state = c->pq->PQresultErrorField(result, PG_DIAG_SQLSTATE);

	if (c->pq->PQstatus(c->connection) != CONNECTION_OK)
		return om_fail(
		    OM_REMOTE, "store: %s: the server is not reachable", what);
	for (size_t i = 0;
	     state != NULL && i < sizeof(states) / sizeof(states[0]); i++)
		if (om_span_starts(
			om_span_of(state), om_span_of(states[i].state)))
			return om_fail(states[i].code, "store: %s: %s", what,
			    states[i].text);
	return om_fail(OM_IO, "store: %s: SQLSTATE %s", what,
	    state == NULL ? "missing" : state);
}

static bool
succeeded(const struct om_postgres *c, const PGresult *result)
{
	ExecStatusType status = c->pq->PQresultStatus(result);

	return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

int
om_postgres_run(struct om_postgres *c, const char *text, const char *what)
{
	PGresult *result = c->pq->PQexec(c->connection, text);
	int rc =
	    succeeded(c, result) ? OM_OK : om_postgres_fail(c, result, what);

	c->pq->PQclear(result);
	return rc;
}

static int
postgres_script(void *db, const char *text)
{
	return om_postgres_run(db, text,
	    text[0] == 'B' || text[0] == 'C' ? "transaction" : "script");
}

/* Nothing is held while rows are read: they are here already. */
static void
postgres_limit(void *db, int64_t milliseconds)
{
	(void)db;
	(void)milliseconds;
}

static int
postgres_prepare(void **out, void *db, const struct om_statement *s)
{
	struct om_postgres *c = db;
	struct prepared *p;
	PGresult *result =
	    c->pq->PQprepare(c->connection, s->name, s->text, 0, NULL);
	int rc = OM_OK;

	if (!succeeded(c, result))
		rc = om_postgres_fail(c, result, s->name);
	c->pq->PQclear(result);
	if (rc != OM_OK)
		return rc;
	p = om_new(1, sizeof(*p));
	p->connection = c;
	p->name = s->name;
	*out = p;
	return OM_OK;
}

static void
postgres_reset(void *statement)
{
	struct prepared *p = statement;

	p->connection->pq->PQclear(p->rows);
	p->rows = NULL;
}

static void
postgres_release(void *statement)
{
	postgres_reset(statement);
	om_free(statement);
}

/* What a statement is given, as libpq wants it. */
struct given {
	const char *values[OM_SQL_ARGUMENTS];
	int lengths[OM_SQL_ARGUMENTS];
	int formats[OM_SQL_ARGUMENTS];
	struct om_buf numbers; /* as text: what fits any width of integer */
	size_t at[OM_SQL_ARGUMENTS];
};

static int
give(struct given *g, const struct om_cell *cells, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (cells[i].data.n > INT32_MAX)
			return om_fail(OM_LIMIT, "store: a value is too large");
		g->at[i] = g->numbers.n;
		if (cells[i].type == OM_CELL_INTEGER) {
			om_buf_format(
			    &g->numbers, "%lld", (long long)cells[i].integer);
			om_buf_byte(&g->numbers, '\0');
		}
	}
	for (size_t i = 0; i < n; i++) {
		const struct om_cell *c = &cells[i];

		if (c->type == OM_CELL_NULL)
			continue;
		g->formats[i] = c->type == OM_CELL_INTEGER ? 0 : BINARY;
		g->lengths[i] = (int)c->data.n;
		/* An empty value is not NULL. */
		g->values[i] = c->data.n == 0 ? "" : c->data.p;
		if (c->type == OM_CELL_INTEGER)
			g->values[i] = g->numbers.p + g->at[i];
	}
	return om_buf_check(&g->numbers, "numbers");
}

/* Reading changes nothing, and says nothing of what was changed before. */
static void
note_changes(struct om_postgres *c, PGresult *result)
{
	uint64_t n;

	if (!om_span_starts(
		om_span_of(c->pq->PQcmdStatus(result)), OM_SPAN("SELECT")) &&
	    om_span_u64(&n, om_span_of(c->pq->PQcmdTuples(result))))
		c->changes = (int64_t)n;
}

static int
postgres_start(void *statement, const struct om_cell *cells, size_t n)
{
	struct prepared *p = statement;
	struct om_postgres *c = p->connection;
	struct given g = { .numbers = OM_BUF(OM_SQL_ARGUMENTS * NUMBER_ROOM) };
	int rc = give(&g, cells, n);

	postgres_reset(p);
	if (rc == OM_OK) {
		p->rows = c->pq->PQexecPrepared(c->connection, p->name, (int)n,
		    g.values, g.lengths, g.formats, BINARY);
		if (succeeded(c, p->rows))
			note_changes(c, p->rows);
		else
			rc = om_postgres_fail(c, p->rows, p->name);
	}
	om_buf_free(&g.numbers);
	if (rc != OM_OK) {
		postgres_reset(p);
		return rc;
	}
	p->next = 0;
	p->count = c->pq->PQntuples(p->rows);
	return OM_OK;
}

static int
postgres_step(void *statement)
{
	struct prepared *p = statement;

	if (p->next < p->count) {
		p->next++;
		return 1;
	}
	postgres_reset(p);
	return OM_OK;
}

static struct om_span
postgres_data(void *statement, int column)
{
	struct prepared *p = statement;
	const struct om_pq *pq = p->connection->pq;
	int row = p->next - 1;

	if (pq->PQgetisnull(p->rows, row, column))
		return OM_SPAN_NONE;
	return om_span_bytes(pq->PQgetvalue(p->rows, row, column),
	    (size_t)pq->PQgetlength(p->rows, row, column));
}

/* The number that bytes are, the highest first. */
static int64_t
wide(struct om_span bytes)
{
	uint64_t n = bytes.n > 0 && (uint8_t)bytes.p[0] > 127 ? UINT64_MAX : 0;

	for (size_t i = 0; i < bytes.n; i++)
		n = n << 8 | (uint8_t)bytes.p[i];
	return (int64_t)n;
}

static int64_t
postgres_integer(void *statement, int column)
{
	struct prepared *p = statement;
	Oid type = p->connection->pq->PQftype(p->rows, column);
	struct om_span bytes = postgres_data(statement, column);
	uint64_t n = 0;

	if (type == BOOL || type == INT2 || type == INT4 || type == INT8)
		return wide(bytes);
	/* A number kept in bytes is written out. */
	assert(type == BYTEA);
	return om_span_u64(&n, bytes) ? (int64_t)n : 0;
}

static int64_t
postgres_changes(void *db)
{
	return ((struct om_postgres *)db)->changes;
}

/* Whatever was committed is on the server's disk. */
static int
postgres_flush(void *db)
{
	(void)db;
	return OM_OK;
}

static int
postgres_copy(void *db, const char *to)
{
	(void)db;
	(void)to;
	return om_fail(OM_USAGE,
	    "store: it is on a PostgreSQL server: back it up with pg_dump, "
	    "and the folders keys, ledger and audit beside it");
}

static int
postgres_check(void *db)
{
	return om_postgres_run(db, "SELECT count(*) FROM meta", "check");
}

/*
 * One writer at a time, as in SQLite: what numbers rows reads the last
 * number. The lock is the database's and the schema's own.
 */
#define LOCK                                                         \
	"SELECT pg_advisory_xact_lock((1869440356::bigint << 32) + " \
	"coalesce(to_regclass('meta')::oid::bigint, 0))"

const struct om_sql_driver om_sql_postgres = {
	.name = "postgresql",
	.prefix = "postgresql://",
	.id = "BIGINT",
	.bytes = "BYTEA",
	.clustered = "",
	.tables = "(SELECT tablename::text AS name FROM pg_tables"
		  " WHERE schemaname = current_schema())",
	.begin = "BEGIN; " LOCK,
	.open = om_postgres_open,
	.close = om_postgres_close,
	.script = postgres_script,
	.limit = postgres_limit,
	.prepare = postgres_prepare,
	.release = postgres_release,
	.start = postgres_start,
	.step = postgres_step,
	.reset = postgres_reset,
	.integer = postgres_integer,
	.data = postgres_data,
	.changes = postgres_changes,
	.flush = postgres_flush,
	.copy = postgres_copy,
	.check = postgres_check,
};
