#ifndef OM_BASE_JSON_H
#define OM_BASE_JSON_H

#include "base/buf.h"

/*
 * Writes one JSON text into a buffer. Keys are constants or "" inside an
 * array (NULL at the top); text must be UTF-8, is escaped as RFC 8259 asks
 * and, so that it may stand in HTML, '<', '>' and '&' as \u00XX. The buffer
 * alone remembers failure.
 */
struct om_json {
	struct om_buf *to;
	bool indent; /* two spaces a level, for people */
	unsigned depth;
	bool filled; /* the open object or array has a member already */
};

#define OM_JSON(buffer, pretty) ((struct om_json){ (buffer), (pretty), 0, 0 })

void om_json_object(struct om_json *j, const char *key);
void om_json_array(struct om_json *j, const char *key);
void om_json_end_object(struct om_json *j);
void om_json_end_array(struct om_json *j);
void om_json_text(struct om_json *j, const char *key, struct om_span s);
void om_json_string(struct om_json *j, const char *key, const char *s);
void om_json_int(struct om_json *j, const char *key, int64_t value);
void om_json_bool(struct om_json *j, const char *key, bool value);
void om_json_null(struct om_json *j, const char *key);
void om_json_time(struct om_json *j, const char *key, int64_t ms);
void om_json_hex(struct om_json *j, const char *key, struct om_span bytes);
/* s is one JSON value already. */
void om_json_raw(struct om_json *j, const char *key, struct om_span s);
/* A key that is not a constant; the value's own key is then NULL. */
void om_json_key(struct om_json *j, struct om_span key);

/* Appends s as a JSON string with its quotes. */
void om_json_quote(struct om_buf *b, struct om_span s);

#endif
