#include "sql/sql.h"

#include <assert.h>

#include "base/memory.h"

struct om_sql {
	const struct om_sql_driver *driver;
	void *db;
	const struct om_statement *statements;
	void **prepared;
	struct tally {
		bool counted;
		int64_t rows; /* changed in this transaction */
	} * tallies;
	size_t n;
	unsigned depth;
	uint64_t serial; /* of the transaction */
	bool told;	 /* some tally is not 0 */
	bool broken;	 /* rolled back inside; only the outermost may go on */
};

enum { SCRIPT_CEILING = 256 << 10 };

static const struct om_sql_driver *
driver_of(const char *where)
{
	const char *prefix = om_sql_postgres.prefix;

	return om_span_starts(om_span_of(where), om_span_of(prefix))
		   ? &om_sql_postgres
		   : &om_sql_sqlite;
}

int
om_sql_open(struct om_sql **out, const char *where, bool create,
    const struct om_statement *statements, size_t n)
{
	struct om_sql *sql = om_new(1, sizeof(*sql));
	int rc;

	sql->driver = driver_of(where);
	sql->statements = statements;
	sql->prepared = om_new(n, sizeof(*sql->prepared));
	sql->tallies = om_new(n, sizeof(*sql->tallies));
	sql->n = n;
	rc = sql->driver->open(&sql->db, where, create);
	if (rc != OM_OK) {
		om_sql_close(sql);
		return rc;
	}
	*out = sql;
	return OM_OK;
}

void
om_sql_close(struct om_sql *sql)
{
	if (sql == NULL)
		return;
	for (size_t i = 0; i < sql->n; i++)
		if (sql->prepared[i] != NULL)
			sql->driver->release(sql->prepared[i]);
	if (sql->db != NULL)
		sql->driver->close(sql->db);
	om_free(sql->prepared);
	om_free(sql->tallies);
	om_free(sql);
}

static const char *
token(const struct om_sql_driver *d, struct om_span name)
{
	if (om_span_is(name, "id"))
		return d->id;
	if (om_span_is(name, "bytes"))
		return d->bytes;
	if (om_span_is(name, "clustered"))
		return d->clustered;
	if (om_span_is(name, "tables"))
		return d->tables;
	return NULL;
}

/* Appends a text, its tokens replaced. */
static int
expand(struct om_buf *full, const struct om_sql *sql, const char *text)
{
	struct om_span rest = om_span_of(text), head, name;

	while (om_span_cut(&head, &rest, rest, '{')) {
		const char *word;
		bool closed = om_span_cut(&name, &rest, rest, '}');

		assert(closed);
		word = token(sql->driver, name);
		assert(word != NULL);
		om_buf_add(full, head);
		om_buf_text(full, word);
	}
	om_buf_add(full, rest);
	return om_buf_check(full, "an SQL text");
}

/*
 * What comes after a rollback inside a transaction would be written by
 * itself, at once.
 */
static int
check_whole(const struct om_sql *sql)
{
	return sql->broken ? om_fail(OM_IO, "the transaction was rolled back")
			   : OM_OK;
}

int
om_sql_script(struct om_sql *sql, const char *text)
{
	struct om_buf full = OM_BUF(SCRIPT_CEILING);
	int rc = check_whole(sql);

	if (rc == OM_OK)
		rc = expand(&full, sql, text);
	if (rc == OM_OK)
		rc = sql->driver->script(sql->db, full.p);
	om_buf_free(&full);
	return rc;
}

int
om_sql_begin(struct om_sql *sql)
{
	int rc = OM_OK;

	if (sql->depth == 0) {
		sql->broken = false;
		sql->serial++;
		om_sql_count_anew(sql);
		rc = sql->driver->script(sql->db, sql->driver->begin);
	}
	if (rc == OM_OK)
		sql->depth++;
	return rc;
}

int
om_sql_commit(struct om_sql *sql)
{
	int rc;

	assert(sql->depth > 0);
	rc = check_whole(sql);
	if (rc != OM_OK) {
		om_sql_rollback(sql);
		return rc;
	}
	if (sql->depth > 1) {
		sql->depth--;
		return OM_OK;
	}
	rc = sql->driver->script(sql->db, "COMMIT");
	if (rc == OM_OK)
		sql->depth = 0;
	else
		om_sql_rollback(sql);
	return rc;
}

void
om_sql_rollback(struct om_sql *sql)
{
	struct om_failure why = om_failure_keep();

	if (sql->depth == 0)
		return;
	for (size_t i = 0; i < sql->n; i++)
		if (sql->prepared[i] != NULL)
			sql->driver->reset(sql->prepared[i]);
	/* A full disk has undone it already; then this fails. */
	if (!sql->broken)
		(void)sql->driver->script(sql->db, "ROLLBACK");
	om_failure_return(&why);
	sql->broken = --sql->depth > 0;
}

bool
om_sql_scrubs(const struct om_sql *sql)
{
	return sql->driver->scrubs;
}

uint64_t
om_sql_serial(const struct om_sql *sql)
{
	return sql->serial;
}

unsigned
om_sql_depth(const struct om_sql *sql)
{
	return sql->depth;
}

void
om_sql_limit_reading(struct om_sql *sql, int64_t milliseconds)
{
	sql->driver->limit(sql->db, milliseconds);
}

static int
prepare(struct om_sql *sql, int s)
{
	struct om_buf text = OM_BUF(SCRIPT_CEILING);
	int rc;

	assert(s >= 0 && (size_t)s < sql->n);
	if (sql->prepared[s] != NULL)
		return OM_OK;
	rc = expand(&text, sql, sql->statements[s].text);
	if (rc == OM_OK) {
		const struct om_statement full = { sql->statements[s].name,
			text.p };

		rc = sql->driver->prepare(&sql->prepared[s], sql->db, &full);
	}
	om_buf_free(&text);
	return rc;
}

int
om_sql_start(struct om_sql *sql, int s, const struct om_cell *cells, size_t n)
{
	int rc = check_whole(sql);

	assert(n <= OM_SQL_ARGUMENTS);
	if (rc == OM_OK)
		rc = prepare(sql, s);
	if (rc == OM_OK)
		rc = sql->driver->start(sql->prepared[s], cells, n);
	return rc;
}

int
om_sql_step(struct om_sql *sql, int s)
{
	int rc = sql->driver->step(sql->prepared[s]);

	if (rc == OM_OK && sql->tallies[s].counted) {
		sql->tallies[s].rows += sql->driver->changes(sql->db);
		sql->told = true;
	}
	return rc;
}

void
om_sql_stop(struct om_sql *sql, int s)
{
	if (sql->prepared[s] != NULL)
		sql->driver->reset(sql->prepared[s]);
}

int64_t
om_sql_integer(struct om_sql *sql, int s, int column)
{
	return sql->driver->integer(sql->prepared[s], column);
}

struct om_span
om_sql_data(struct om_sql *sql, int s, int column)
{
	return sql->driver->data(sql->prepared[s], column);
}

int
om_sql_run(struct om_sql *sql, int s, const struct om_cell *cells, size_t n)
{
	int rc = om_sql_start(sql, s, cells, n);

	while (rc == OM_OK && (rc = om_sql_step(sql, s)) == 1)
		rc = OM_OK;
	return rc;
}

int
om_sql_first(struct om_sql *sql, int s, const struct om_cell *cells, size_t n)
{
	int rc = om_sql_start(sql, s, cells, n);

	return rc == OM_OK ? om_sql_step(sql, s) : rc;
}

int64_t
om_sql_changes(struct om_sql *sql)
{
	return sql->driver->changes(sql->db);
}

void
om_sql_count(struct om_sql *sql, int s)
{
	sql->tallies[s].counted = true;
}

int64_t
om_sql_counted(const struct om_sql *sql, int s)
{
	return sql->tallies[s].rows;
}

bool
om_sql_counted_any(const struct om_sql *sql)
{
	return sql->told;
}

void
om_sql_count_anew(struct om_sql *sql)
{
	if (!sql->told)
		return;
	for (size_t i = 0; i < sql->n; i++)
		sql->tallies[i].rows = 0;
	sql->told = false;
}

int
om_sql_flush(struct om_sql *sql)
{
	return sql->driver->flush(sql->db);
}

void
om_sql_spare(struct om_sql *sql)
{
	if (sql->driver->spare != NULL)
		sql->driver->spare(sql->db);
}

int
om_sql_copy(struct om_sql *sql, const char *to)
{
	return sql->driver->copy(sql->db, to);
}

int
om_sql_check(struct om_sql *sql)
{
	return sql->driver->check(sql->db);
}
