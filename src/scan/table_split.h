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
	const uint16_t *columns;
	size_t width; /* what stands behind them is in column 0 */
};

/*
 * Adds the rows of the window to the sheet; those that end in it, and the
 * last where the input ends with the window. Returns the bytes they take.
 * Lines with nothing on them are no rows.
 */
size_t om_table_split(
    struct om_table_split *t, struct om_span window, bool ended);

#endif
