#ifndef OM_FORMAT_JSON_READER_H
#define OM_FORMAT_JSON_READER_H

#include "format/value.h"

/* What one JSON text may hold; 0 stands for the default. */
struct om_json_limits {
	size_t depth;  /* of nested objects and arrays: 64, 512 at most */
	size_t string; /* bytes of one string or number: 1 MiB */
	size_t values; /* in all: 1 Mi */
};

/*
 * Reads one JSON text (RFC 8259) into values in the arena. text must live as
 * long as they do. OM_INPUT for what is not JSON and for what the RFC leaves
 * open but nobody should guess at: a key twice in one object, NUL in a
 * string, half a surrogate pair, bytes that are not UTF-8. OM_LIMIT beyond a
 * limit. Messages say what and at which byte of text, counted from 0, and
 * never a key or a value. limits may be NULL.
 */
int om_json_read(struct om_value **out, struct om_arena *arena,
    struct om_span text, const struct om_json_limits *limits) OM_MUST_CHECK;

#endif
