#ifndef OM_SCAN_READING_JSON_H
#define OM_SCAN_READING_JSON_H

#include "scan/json_columns.h"

struct om_reading_json {
	struct om_sheet sheet;
	struct om_json_columns columns;
	struct om_arena roots; /* values of the rows, NULL: not read */
};

/* Opens what is all zeros; closing frees it as well. */
void om_reading_json_open(struct om_reading_json *t, struct om_reading *r);
void om_reading_json_close(struct om_reading_json *t);

/* Scans all lines, or those of the first sheet, by which columns are judged. */
int om_reading_json_lines(
    struct om_reading_json *t, struct om_source *s, bool sample) OM_MUST_CHECK;

#endif
