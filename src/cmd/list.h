#ifndef OM_CMD_LIST_H
#define OM_CMD_LIST_H

#include "cmd/output.h"
#include "render/table.h"

/* One column of a list. */
struct om_column {
	const char *key;   /* in JSON; NULL where people alone see it */
	const char *title; /* for people; NULL where JSON alone has it */
	bool right;	   /* aligned for people as numbers are */
};

/*
 * A list of flat rows in whatever shape was asked for: a table; one document
 * {"name":[{...},...]}; or an object a line. Begin, then one call a cell in
 * the order of the columns (the last ends the row), then end. Rows of any
 * number are handed on as they come.
 */
struct om_list {
	struct om_output *out;
	const struct om_column *columns;
	size_t count;
	size_t at; /* the column of the next cell */
	bool ended;
	struct om_json *json;
	struct om_table table;
	struct om_table_column titles[OM_TABLE_COLUMNS];
};

/* columns is borrowed; at most OM_TABLE_COLUMNS, one at least with a title. */
void om_list_begin(struct om_list *l, struct om_output *out, const char *name,
    const struct om_column *columns, size_t count);

/* Text is UTF-8; NULL or om_list_null is null, "-" for people. */
void om_list_text(struct om_list *l, struct om_span s);
void om_list_string(struct om_list *l, const char *s);
void om_list_int(struct om_list *l, int64_t value);
void om_list_bool(struct om_list *l, bool value);
void om_list_time(struct om_list *l, int64_t ms);
void om_list_null(struct om_list *l);

/* An array of strings, "a, b" for people. */
void om_list_strings(
    struct om_list *l, const char *const *strings, size_t count);

/* One JSON value already, shown as it is to people. */
void om_list_raw(struct om_list *l, struct om_span json);

/*
 * Ends the list. In OM_SHAPE_JSON further members of the document may come
 * between: om_list_end_rows, the members through l->json, om_list_end.
 */
void om_list_end_rows(struct om_list *l);

/* Instead of an end, where the list failed: nothing more is written. */
void om_list_drop(struct om_list *l);
void om_list_end(struct om_list *l);

#endif
