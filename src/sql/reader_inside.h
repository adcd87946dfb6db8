#ifndef OM_SQL_READER_INSIDE_H
#define OM_SQL_READER_INSIDE_H

#include <sqlite3.h>

#include "sql/reader.h"

/* Of reader.c and reader_permit.c. */

enum { OM_SQL_READER_FUNCTIONS = 8 };

/*
 * A column of the database that a view shows; a view or table that is shown
 * has one of no name.
 */
struct om_sql_shown {
	struct om_sql_shown *next;
	char *table, *column;
};

struct om_sql_function {
	char *name;
	void (*write)(struct om_buf *to, int64_t value);
};

struct om_sql_reader {
	sqlite3 *db;
	sqlite3_stmt *statement;
	struct om_sql_shown *shown;
	struct om_sql_shown *tables; /* all of the database, of no column */
	struct om_sql_function functions[OM_SQL_READER_FUNCTIONS];
	size_t function_count;
	bool showing, held;
	int64_t limit, until; /* nanoseconds; until is 0 while nothing runs */
};

/* The failure of the last call; what says what was done. */
int om_sql_reader_fail(const struct om_sql_reader *r, const char *what);

/*
 * What sqlite3_set_authorizer is given: two texts about the action, that of
 * the database and that of the view it comes through.
 */
#define OM_SQL_ACTION_TEXTS \
	const char *a, const char *b, const char *database, const char *through
int om_sql_reader_authorise(void *state, int action, OM_SQL_ACTION_TEXTS);

/* Frees what is listed as shown. */
void om_sql_reader_forget(struct om_sql_reader *r);

#endif
