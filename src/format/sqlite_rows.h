#ifndef OM_FORMAT_SQLITE_ROWS_H
#define OM_FORMAT_SQLITE_ROWS_H

#include "format/sqlite_record.h"

/*
 * One record of a tree: a row of a table, or an entry of an index. values
 * are in the order in which they are stored: a table without rowid has the
 * columns of its primary key first; a column that is an alias of the rowid
 * is NULL; rows older than an added column end before it.
 */
struct om_sqlite_row {
	bool has_rowid;
	int64_t rowid;
	uint32_t page; /* where its cell stands */
	struct om_sqlite_value *values;
	size_t count;
	struct om_span payload; /* whole, across overflow pages */
};

struct om_sqlite_rows;

/*
 * Goes through the tree whose root is page root, in the order of its keys. A
 * payload may have up to limit bytes (16 MiB where 0). f is borrowed.
 */
int om_sqlite_rows_open(struct om_sqlite_rows **out, struct om_sqlite_file *f,
    uint32_t root, size_t limit) OM_MUST_CHECK;
void om_sqlite_rows_close(struct om_sqlite_rows *r);

/*
 * The next row: 1, 0 at the end, or negative. It lives until the next call.
 * After OM_LIMIT (a payload too large) the next call goes on behind it; any
 * other failure comes again. Each page is read once at most: OM_CORRUPT, with
 * its number, where a page has two owners.
 */
int om_sqlite_rows_next(
    struct om_sqlite_row *out, struct om_sqlite_rows *r) OM_MUST_CHECK;

/* The same without looking into the payload: values are none. */
int om_sqlite_rows_payload(
    struct om_sqlite_row *out, struct om_sqlite_rows *r) OM_MUST_CHECK;

#endif
