#ifndef OM_FORMAT_SQLITE_RECORD_H
#define OM_FORMAT_SQLITE_RECORD_H

#include "base/arena.h"
#include "format/sqlite_file.h"

enum om_sqlite_type {
	OM_SQLITE_NULL,
	OM_SQLITE_INTEGER,
	OM_SQLITE_REAL,
	OM_SQLITE_TEXT,
	OM_SQLITE_BLOB,
};

struct om_sqlite_value {
	enum om_sqlite_type type;
	int64_t integer;
	double real;
	struct om_span bytes; /* of text, in UTF-8, and of a blob */
	/* as it stands in the payload, in the file's encoding */
	struct om_span raw;
};

/*
 * Reads the values of one record into the arena; spans point into the
 * payload where they can. Text of another encoding becomes UTF-8, half a
 * surrogate pair in it U+FFFD. *count is their number. OM_CORRUPT where the
 * record does not fit its payload.
 */
int om_sqlite_record_read(struct om_sqlite_value **out, size_t *count,
    struct om_arena *arena, struct om_span payload,
    enum om_sqlite_encoding encoding) OM_MUST_CHECK;

#endif
