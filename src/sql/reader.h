#ifndef OM_SQL_READER_H
#define OM_SQL_READER_H

#include "base/buf.h"

/*
 * Runs texts that others wrote (reports/) on a database of which they may
 * see a part. First what they see is defined, as views and tables of the
 * connection's own; then the reader is held: from there on a text reads
 * those, and of the database just the columns that the views name. All else,
 * writing, attaching, settings and functions that are not in
 * reader_function_list.h, is refused as it is compiled (OM_USAGE). SQLite
 * only; the file is opened read-only besides.
 */
struct om_sql_reader;

enum om_sql_type {
	OM_SQL_NULL,
	OM_SQL_INTEGER,
	OM_SQL_REAL,
	OM_SQL_TEXT,
};

/* A cell of a row; text is UTF-8, borrowed until the next step. */
struct om_sql_value {
	enum om_sql_type type;
	int64_t integer;
	double real;
	struct om_span text;
};

#define OM_SQL_VALUE_INT(i) \
	((struct om_sql_value){ OM_SQL_INTEGER, (i), 0, OM_SPAN_NONE })
#define OM_SQL_VALUE_TEXT(s) ((struct om_sql_value){ OM_SQL_TEXT, 0, 0, (s) })

/* where: the database's file; NULL for none, to see only what is defined. */
int om_sql_reader_open(
    struct om_sql_reader **out, const char *where) OM_MUST_CHECK;
void om_sql_reader_close(struct om_sql_reader *r);

/* Runs statements that define what may be read, before the reader is held. */
int om_sql_reader_define(
    struct om_sql_reader *r, const char *sql) OM_MUST_CHECK;

/* Adds a row of n cells to a table that was defined, before the reader is
 * held. */
int om_sql_reader_insert(struct om_sql_reader *r, const char *table,
    const struct om_sql_value *cells, int n) OM_MUST_CHECK;

/*
 * Adds a function of one integer that appends a text, before the reader is
 * held.
 */
int om_sql_reader_function(struct om_sql_reader *r, const char *name,
    void (*write)(struct om_buf *to, int64_t value)) OM_MUST_CHECK;

/* Lets texts read all that the view or table of that name has; each needs
 * it. */
int om_sql_reader_show(struct om_sql_reader *r, const char *name) OM_MUST_CHECK;

/* From now on; each text may run for so long (OM_LIMIT). */
int om_sql_reader_hold(
    struct om_sql_reader *r, int64_t milliseconds) OM_MUST_CHECK;

/*
 * Compiles a text of one statement. OM_USAGE with what is wrong with it; a
 * text with nothing in it, or with more behind the statement, is wrong.
 */
int om_sql_reader_begin(
    struct om_sql_reader *r, struct om_span sql) OM_MUST_CHECK;

/* The names of its parameters, "$from", from 0; NULL behind the last. */
const char *om_sql_reader_parameter(const struct om_sql_reader *r, int i);
void om_sql_reader_bind_text(
    struct om_sql_reader *r, const char *name, struct om_span value);
void om_sql_reader_bind_int(
    struct om_sql_reader *r, const char *name, int64_t value);

int om_sql_reader_columns(const struct om_sql_reader *r);
const char *om_sql_reader_title(const struct om_sql_reader *r, int column);

/* 1 a row, 0 the end; OM_LIMIT where the time is over. */
int om_sql_reader_step(struct om_sql_reader *r) OM_MUST_CHECK;
struct om_sql_value om_sql_reader_value(
    const struct om_sql_reader *r, int column);
void om_sql_reader_end(struct om_sql_reader *r);

#endif
