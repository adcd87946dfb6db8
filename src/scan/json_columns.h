#ifndef OM_SCAN_JSON_COLUMNS_H
#define OM_SCAN_JSON_COLUMNS_H

#include "scan/sheet.h"

enum { OM_JSON_ROOT = 1, OM_JSON_KEYS = 256 };

/* From a key below a column's key to the column that its values are. */
struct om_json_columns {
	struct {
		uint32_t hash;
		uint16_t column; /* 0: nothing here */
	} slots[OM_SHEET_COLUMNS * 2];
	struct om_json_key {
		unsigned char n; /* bytes of text and 1; 0: not used */
		bool tells;
		char text[64];
	} keys[OM_JSON_KEYS];
};

/*
 * The column below `parent`; a new one where there is none. Its name is the
 * pointer, and the last two keys of it are evidence: /user/name.
 */
uint16_t om_json_columns_step(struct om_json_columns *c, struct om_sheet *s,
    uint16_t parent, struct om_span key);

/* Appends a key as RFC 6901 has it, ~ and / escaped. */
void om_json_columns_escape(struct om_buf *out, struct om_span key);

/*
 * Whether a key in the line, read roughly, names a column that speaks for
 * its values: false only where none does.
 */
bool om_json_columns_tell(
    struct om_json_columns *c, struct om_sheet *s, struct om_span line);

#endif
