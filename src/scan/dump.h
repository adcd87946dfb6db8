#ifndef OM_SCAN_DUMP_H
#define OM_SCAN_DUMP_H

#include "base/arena.h"

/*
 * Pieces of SQL as dumps have it (pg_dump, mysqldump, sqlite3 .dump), each
 * taken off the front of *s, white space before it too. What is not there
 * leaves *s as it was.
 */
bool om_dump_word(struct om_span *s, const char *word);
bool om_dump_sign(struct om_span *s, char sign);

/* The last part of a name, its quotes taken off: users of public."users". */
bool om_dump_name(struct om_span *out, struct om_span *s);

/*
 * "INSERT INTO name (a, b) VALUES", "COPY name (a, b) FROM stdin;": the list
 * is what stands in the parentheses, or p is NULL.
 */
struct om_dump_head {
	struct om_span table, list;
	bool backticks; /* MySQL: a backslash in a string escapes */
	bool open;	/* a list began that does not end in *s */
};
bool om_dump_insert(struct om_dump_head *out, struct om_span *s);
bool om_dump_copy(struct om_dump_head *out, struct om_span *s);

/* "CREATE TABLE name (...)"; the list is what stands in the parentheses. */
bool om_dump_create(struct om_dump_head *out, struct om_span *s);

/* The next column of such a list; constraints and keys are passed over. */
bool om_dump_column(struct om_span *out, struct om_span *list);

/* A value of a row, up to the comma or parenthesis behind it. */
struct om_dump_value {
	struct om_span raw; /* without quotes */
	enum {
		OM_DUMP_PLAIN,	   /* stands there as it is */
		OM_DUMP_DOUBLED,   /* quotes are doubled */
		OM_DUMP_BACKSLASH, /* quotes are doubled, backslashes escape */
		OM_DUMP_HEX,
	} form;
};

/* False where it does not end in s, or is none. */
bool om_dump_value(
    struct om_dump_value *out, struct om_span *s, bool backslashes);

/* The value itself, in the arena where it had to be decoded. */
struct om_span om_dump_decode(
    struct om_arena *arena, const struct om_dump_value *value);

/* A column of COPY's text format; a null is empty. */
struct om_span om_dump_decode_copy(struct om_arena *arena, struct om_span raw);

/* Whether a text begins as a dump does, and rows or tables follow. */
bool om_dump_is_dump(struct om_span head);

#endif
