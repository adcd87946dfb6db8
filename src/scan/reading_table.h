#ifndef OM_SCAN_READING_TABLE_H
#define OM_SCAN_READING_TABLE_H

#include "scan/table_split.h"

/*
 * A row may be as long as this; a longer one has a quote that nobody closes,
 * most likely, and then quotes are taken for letters from there on.
 */
enum { OM_READING_TABLE_ROW = 512 << 10 };

struct om_reading_table {
	struct om_sheet sheet;
	struct om_table_split split;
};

/* What a column may be called: a value would have digits or an @. */
bool om_reading_table_is_name(struct om_span s);

/*
 * Opens the sheet, in any case, finds the delimiter where it is NUL, and
 * reads the header.
 */
int om_reading_table_begin(struct om_reading_table *t, struct om_reading *r,
    struct om_source *s, char delimiter) OM_MUST_CHECK;

/* Scans all rows, or those of the first sheet, by which columns are judged. */
int om_reading_table_rows(
    struct om_reading_table *t, struct om_source *s, bool sample) OM_MUST_CHECK;

#endif
