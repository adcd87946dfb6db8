#ifndef OM_SCAN_TABLE_SPLIT_H
#define OM_SCAN_TABLE_SPLIT_H

#include "scan/sheet.h"

/*
 * Cuts a window of comma-separated values (RFC 4180) up into rows and cells.
 * Nothing is refused: a quote inside a cell without quotes is a letter like
 * others, what follows a closing quote belongs to the cell.
 */
struct om_table_split {
	struct om_sheet *sheet;
	char delimiter;
	bool literal; /* quotes are letters like others */
	/* The column of the i-th cell of a row. */
	uint16_t columns[OM_SHEET_COLUMNS];
	size_t width; /* what stands behind them is in column 0 */
};

/*
 * Adds the rows of the window to the sheet; those that end in it, and the
 * last where the input ends with the window. Returns the bytes they take.
 * Lines with nothing on them are no rows.
 */
size_t om_table_split(
    struct om_table_split *t, struct om_span window, bool ended);

/* Rows that are counted and not split. */
struct om_table_count {
	struct om_span w;
	bool ended; /* no byte comes behind w */
	size_t at;
	uint64_t rows;
};

/*
 * Moves c->at, which is before c->w's end, behind the next line or row; false
 * where that does not end in the window.
 */
bool om_table_count(struct om_table_count *c, const struct om_table_split *t);

#endif
