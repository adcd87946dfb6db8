#include "base/memory.h"
#include "sql/reader_inside.h"

static bool
is_listed(const struct om_sql_shown *s, const char *table, const char *column)
{
	for (; s != NULL; s = s->next)
		if (sqlite3_stricmp(s->table, table) == 0 &&
		    (*column == '\0' ||
			sqlite3_stricmp(s->column, column) == 0))
			return true;
	return false;
}

static void
add(struct om_sql_shown **list, const char *table, const char *column)
{
	struct om_sql_shown *s = om_new(1, sizeof(*s));

	s->table = om_strdup(table);
	s->column = om_strdup(column);
	s->next = *list;
	*list = s;
}

static void
drop(struct om_sql_shown *list)
{
	while (list != NULL) {
		struct om_sql_shown *s = list;

		list = s->next;
		om_free(s->table);
		om_free(s->column);
		om_free(s);
	}
}

/* A table of the database of which nothing is shown. */
static bool
is_hidden(const struct om_sql_reader *r, const char *table)
{
	return is_listed(r->tables, table, "") &&
	       !is_listed(r->shown, table, "");
}

/* SQLite's own tables tell of the definitions. */
static bool
may_read(struct om_sql_reader *r, const char *table, const char *column,
    const char *database)
{
	if (sqlite3_strnicmp(table, "sqlite_", 7) == 0)
		return false;
	if (database != NULL && strcmp(database, "main") != 0)
		return true;
	/* Of what no column is read SQLite says no database. */
	if (database == NULL)
		return !is_hidden(r, table);
	if (r->showing && *column != '\0')
		add(&r->shown, table, column);
	return is_listed(r->shown, table, column);
}

static bool
may_call(const struct om_sql_reader *r, const char *name)
{
	static const char *const known[] = {
#define OM_FUNCTION(word) word,
#include "sql/reader_function_list.h"
#undef OM_FUNCTION
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (sqlite3_stricmp(known[i], name) == 0)
			return true;
	for (size_t i = 0; i < r->function_count; i++)
		if (sqlite3_stricmp(r->functions[i].name, name) == 0)
			return true;
	return false;
}

/*
 * Which view a read comes through is not asked: SQLite names it so that a
 * common table expression can bear its name.
 */
int
om_sql_reader_authorise(void *state, int action, OM_SQL_ACTION_TEXTS)
{
	struct om_sql_reader *r = state;
	bool may = false;

	(void)through;
	if (!r->showing && !r->held)
		return SQLITE_OK;
	if (action == SQLITE_SELECT || action == SQLITE_RECURSIVE)
		may = true;
	else if (action == SQLITE_READ)
		may = may_read(r, a, b, database);
	else if (action == SQLITE_FUNCTION)
		may = may_call(r, b);
	return may ? SQLITE_OK : SQLITE_DENY;
}

void
om_sql_reader_forget(struct om_sql_reader *r)
{
	drop(r->shown);
	drop(r->tables);
}

int
om_sql_reader_show(struct om_sql_reader *r, const char *name)
{
	struct om_buf sql = OM_BUF(1024);
	int rc;

	add(&r->shown, name, "");
	om_buf_format(&sql, "SELECT * FROM temp.%s", name);
	r->showing = true;
	rc = om_sql_reader_begin(r, om_buf_span(&sql));
	r->showing = false;
	om_sql_reader_end(r);
	om_buf_free(&sql);
	return rc;
}

static int
add_table(void *state, int n, char **cells, char **titles)
{
	struct om_sql_reader *r = state;

	(void)n;
	(void)titles;
	add(&r->tables, cells[0], "");
	return 0;
}

int
om_sql_reader_hold(struct om_sql_reader *r, int64_t milliseconds)
{
	static const char all[] = "SELECT name FROM main.sqlite_schema";

	if (sqlite3_exec(r->db, all, add_table, r, NULL) != SQLITE_OK)
		return om_sql_reader_fail(r, "listing its tables");
	r->held = true;
	r->limit = milliseconds * 1000000;
	return OM_OK;
}
