#ifndef OM_FORMAT_SQLITE_SCHEMA_H
#define OM_FORMAT_SQLITE_SCHEMA_H

#include "format/sqlite_rows.h"

enum om_sqlite_kind {
	OM_SQLITE_TABLE,
	OM_SQLITE_INDEX,
	OM_SQLITE_VIEW,
	OM_SQLITE_TRIGGER,
};

/* One row of sqlite_schema. root is 0 where it has no tree. */
struct om_sqlite_entry {
	enum om_sqlite_kind kind;
	struct om_span name;
	struct om_span table; /* that it belongs to */
	struct om_span sql;   /* as it was written; none for some indexes */
	uint32_t root;
};

/* The entry that a row of page 1 is; its spans are the row's. */
int om_sqlite_schema_entry(
    struct om_sqlite_entry *out, const struct om_sqlite_row *row) OM_MUST_CHECK;

struct om_sqlite_schema {
	struct om_sqlite_entry *entries;
	size_t count;
};

/*
 * Reads the schema into the arena. The schema table itself (page 1) is not
 * among its entries. OM_CORRUPT where a row is no row of a schema.
 */
int om_sqlite_schema_read(struct om_sqlite_schema *out,
    struct om_sqlite_file *f, struct om_arena *arena) OM_MUST_CHECK;

#endif
