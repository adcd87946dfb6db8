#ifndef OM_RENDER_TABLE_H
#define OM_RENDER_TABLE_H

#include "base/arena.h"
#include "base/buf.h"

enum { OM_TABLE_COLUMNS = 24 };

struct om_table_column {
	const char *title;
	bool right; /* numbers */
};

/*
 * A table for people: a line of titles, then a line a row, columns aligned by
 * display width. The first rows are held back to find the widths; further
 * rows keep them, so that a table of any length takes bounded memory. Cells
 * are shown as om_terminal_add shows them.
 */
struct om_table {
	struct om_buf *to;
	const struct om_table_column *columns;
	size_t count;
	unsigned width; /* columns of the terminal; 0 where nothing is cut */
	bool bold;	/* titles, with an escape sequence */
	struct om_arena arena;
	struct om_span *cells;
	size_t held;
	bool begun;
	unsigned owed; /* spaces before the next cell */
	unsigned widths[OM_TABLE_COLUMNS];
};

/* columns is borrowed; at most OM_TABLE_COLUMNS. */
void om_table_open(struct om_table *t, struct om_buf *to,
    const struct om_table_column *columns, size_t count);

/* The next cell, copied; the last of a row ends it. */
void om_table_cell(struct om_table *t, struct om_span s);

/* Writes what was held back; a table without rows writes nothing. */
void om_table_close(struct om_table *t);

/* Instead of that: what was held back is forgotten. */
void om_table_drop(struct om_table *t);

#endif
