#ifndef OM_FORMAT_SQLITE_COLUMNS_H
#define OM_FORMAT_SQLITE_COLUMNS_H

#include "base/arena.h"
#include "base/error.h"

struct om_sqlite_column {
	struct om_span name; /* without its quotes */
	size_t value;	     /* its index among a row's values */
	bool is_rowid;	     /* its value is the row's rowid */
	bool is_stored;	     /* false: computed, it has no value */
};

struct om_sqlite_columns {
	struct om_sqlite_column *columns; /* in the order of the text */
	size_t count;
	bool has_rowid;
};

/*
 * Reads the columns out of the text of a CREATE TABLE statement into the
 * arena: names, also quoted ones, and where a row holds their values.
 * OM_INPUT where it is no such text (CREATE VIRTUAL TABLE among them), or
 * where a column stands in the primary key twice.
 */
int om_sqlite_columns_read(struct om_sqlite_columns *out,
    struct om_arena *arena, struct om_span sql) OM_MUST_CHECK;

#endif
