#include "sql/reader.h"

#include "sql/reader_inside.h"

#include "base/clock.h"
#include "base/memory.h"

enum {
	STEPS = 4000,	      /* of SQLite's, between looks at the clock */
	TEXT_MAX = 1 << 20,   /* of a statement */
	VALUE_MAX = 16 << 20, /* of a cell: some functions make long ones */
};

static int
is_late(void *state)
{
	const struct om_sql_reader *r = state;

	return r->until != 0 && om_clock_steady() > r->until;
}

int
om_sql_reader_fail(const struct om_sql_reader *r, const char *what)
{
	int code = sqlite3_errcode(r->db);

	switch (code) {
	case SQLITE_INTERRUPT:
		return om_fail(OM_LIMIT, "takes longer than %lld s",
		    (long long)(r->limit / 1000000000));
	case SQLITE_ERROR:
	case SQLITE_AUTH:
	case SQLITE_TOOBIG:
		return om_fail(OM_USAGE, "%s", sqlite3_errmsg(r->db));
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return om_fail(
		    OM_BUSY, "store: %s: %s", what, sqlite3_errstr(code));
	default:
		return om_fail(
		    OM_IO, "store: %s: %s", what, sqlite3_errstr(code));
	}
}

static void
configure(struct om_sql_reader *r)
{
	(void)sqlite3_extended_result_codes(r->db, 0);
	(void)sqlite3_busy_timeout(r->db, 10000);
	(void)sqlite3_db_config(r->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	(void)sqlite3_db_config(r->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	(void)sqlite3_limit(r->db, SQLITE_LIMIT_ATTACHED, 0);
	(void)sqlite3_limit(r->db, SQLITE_LIMIT_SQL_LENGTH, TEXT_MAX);
	(void)sqlite3_limit(r->db, SQLITE_LIMIT_LENGTH, VALUE_MAX);
	(void)sqlite3_set_authorizer(r->db, om_sql_reader_authorise, r);
	sqlite3_progress_handler(r->db, STEPS, is_late, r);
}

int
om_sql_reader_open(struct om_sql_reader **out, const char *where)
{
	struct om_sql_reader *r = om_new(1, sizeof(*r));
	const char *path = where == NULL ? ":memory:" : where;
	int flags =
	    where == NULL ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
	int rc = OM_OK;

	if (sqlite3_open_v2(path, &r->db, flags, NULL) != SQLITE_OK)
		rc = om_fail(OM_IO, "%s: cannot be opened to be read: %s", path,
		    sqlite3_errstr(sqlite3_errcode(r->db)));
	if (rc == OM_OK) {
		configure(r);
		rc = om_sql_reader_define(r, "PRAGMA temp_store=MEMORY");
	}
	if (rc == OM_OK)
		*out = r;
	else
		om_sql_reader_close(r);
	return rc;
}

void
om_sql_reader_close(struct om_sql_reader *r)
{
	if (r == NULL)
		return;
	om_sql_reader_end(r);
	(void)sqlite3_close(r->db);
	om_sql_reader_forget(r);
	for (size_t i = 0; i < r->function_count; i++)
		om_free(r->functions[i].name);
	om_free(r);
}

int
om_sql_reader_define(struct om_sql_reader *r, const char *sql)
{
	if (sqlite3_exec(r->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		return om_sql_reader_fail(r, "defining what reports read");
	return OM_OK;
}

static void
bind(sqlite3_stmt *statement, int at, const struct om_sql_value *v)
{
	const char *text = v->text.p == NULL ? "" : v->text.p;

	if (v->type == OM_SQL_INTEGER)
		(void)sqlite3_bind_int64(statement, at, v->integer);
	else if (v->type == OM_SQL_TEXT)
		(void)sqlite3_bind_text64(
		    statement, at, text, v->text.n, SQLITE_STATIC, SQLITE_UTF8);
}

int
om_sql_reader_insert(struct om_sql_reader *r, const char *table,
    const struct om_sql_value *cells, int n)
{
	struct om_buf sql = OM_BUF(1024);
	sqlite3_stmt *statement = NULL;
	int rc;

	om_buf_format(&sql, "INSERT INTO temp.%s VALUES (?", table);
	for (int i = 1; i < n; i++)
		om_buf_text(&sql, ",?");
	om_buf_byte(&sql, ')');
	rc = sqlite3_prepare_v2(r->db, sql.p, (int)sql.n, &statement, NULL);
	for (int i = 0; rc == SQLITE_OK && i < n; i++)
		bind(statement, i + 1, &cells[i]);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(statement);
	(void)sqlite3_finalize(statement);
	om_buf_free(&sql);
	return rc == SQLITE_DONE ? OM_OK : om_sql_reader_fail(r, table);
}

static void
call(sqlite3_context *context, int n, sqlite3_value **values)
{
	const struct om_sql_function *f = sqlite3_user_data(context);
	struct om_buf text = OM_BUF(1 << 16);

	if (n != 1 || sqlite3_value_type(values[0]) != SQLITE_INTEGER) {
		sqlite3_result_null(context);
		return;
	}
	f->write(&text, sqlite3_value_int64(values[0]));
	sqlite3_result_text64(
	    context, text.p, text.n, SQLITE_TRANSIENT, SQLITE_UTF8);
	om_buf_free(&text);
}

int
om_sql_reader_function(struct om_sql_reader *r, const char *name,
    void (*write)(struct om_buf *to, int64_t value))
{
	static const int flags =
	    SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
	struct om_sql_function *f = &r->functions[r->function_count];

	if (r->function_count == OM_SQL_READER_FUNCTIONS)
		return om_fail(OM_LIMIT, "too many functions");
	r->function_count++;
	*f = (struct om_sql_function){ om_strdup(name), write };
	if (sqlite3_create_function(
		r->db, name, 1, flags, f, call, NULL, NULL) != SQLITE_OK)
		return om_sql_reader_fail(r, "defining a function");
	return OM_OK;
}

static bool
is_blank(const char *p, const char *end)
{
	struct om_span rest = om_span_bytes(p, (size_t)(end - p));

	rest = om_span_trim(rest);
	while (om_span_starts(rest, OM_SPAN("--"))) {
		struct om_span line;

		if (!om_span_cut(&line, &rest, rest, '\n'))
			return true;
		rest = om_span_trim(rest);
	}
	return rest.n == 0;
}

int
om_sql_reader_begin(struct om_sql_reader *r, struct om_span sql)
{
	const char *rest = NULL;

	om_sql_reader_end(r);
	if (sql.n > TEXT_MAX)
		return om_fail(OM_LIMIT, "is longer than %d bytes", TEXT_MAX);
	if (sqlite3_prepare_v2(
		r->db, sql.p, (int)sql.n, &r->statement, &rest) != SQLITE_OK)
		return om_sql_reader_fail(r, "compiling");
	if (r->statement == NULL)
		return om_fail(OM_USAGE, "has no statement");
	if (!is_blank(rest, sql.p + sql.n)) {
		om_sql_reader_end(r);
		return om_fail(OM_USAGE, "has more than one statement");
	}
	if (r->limit != 0)
		r->until = om_clock_steady() + r->limit;
	return OM_OK;
}

const char *
om_sql_reader_parameter(const struct om_sql_reader *r, int i)
{
	return sqlite3_bind_parameter_name(r->statement, i + 1);
}

void
om_sql_reader_bind_text(
    struct om_sql_reader *r, const char *name, struct om_span value)
{
	(void)sqlite3_bind_text64(r->statement,
	    sqlite3_bind_parameter_index(r->statement, name), value.p, value.n,
	    SQLITE_TRANSIENT, SQLITE_UTF8);
}

void
om_sql_reader_bind_int(struct om_sql_reader *r, const char *name, int64_t value)
{
	(void)sqlite3_bind_int64(r->statement,
	    sqlite3_bind_parameter_index(r->statement, name), value);
}

int
om_sql_reader_columns(const struct om_sql_reader *r)
{
	return sqlite3_column_count(r->statement);
}

const char *
om_sql_reader_title(const struct om_sql_reader *r, int column)
{
	return sqlite3_column_name(r->statement, column);
}

int
om_sql_reader_step(struct om_sql_reader *r)
{
	int rc = sqlite3_step(r->statement);

	if (rc == SQLITE_ROW)
		return 1;
	return rc == SQLITE_DONE ? OM_OK : om_sql_reader_fail(r, "reading");
}

struct om_sql_value
om_sql_reader_value(const struct om_sql_reader *r, int column)
{
	struct om_sql_value v = { OM_SQL_NULL, 0, 0, OM_SPAN_NONE };

	switch (sqlite3_column_type(r->statement, column)) {
	case SQLITE_INTEGER:
		v.type = OM_SQL_INTEGER;
		v.integer = sqlite3_column_int64(r->statement, column);
		break;
	case SQLITE_FLOAT:
		v.type = OM_SQL_REAL;
		v.real = sqlite3_column_double(r->statement, column);
		break;
	case SQLITE_TEXT:
	case SQLITE_BLOB:
		v.type = OM_SQL_TEXT;
		v.text.p =
		    (const char *)sqlite3_column_text(r->statement, column);
		v.text.n = (size_t)sqlite3_column_bytes(r->statement, column);
		break;
	default:
		break;
	}
	return v;
}

void
om_sql_reader_end(struct om_sql_reader *r)
{
	(void)sqlite3_finalize(r->statement);
	r->statement = NULL;
	r->until = 0;
}
