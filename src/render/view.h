#ifndef OM_RENDER_VIEW_H
#define OM_RENDER_VIEW_H

#include "base/arena.h"

/*
 * What a template shows: names with a text or a list of further views, built
 * in an arena and gone with it. Names are constants. A view sees the names of
 * the view it was added to.
 */
struct om_view {
	struct om_arena *arena;
	const struct om_view *parent;
	struct om_view *next; /* in its list */
	struct om_view_value *values;
};

struct om_view_value {
	const char *name;
	struct om_span text;
	bool is_list;
	struct om_view *first, *last;
	struct om_view_value *next;
};

struct om_view *om_view_new(struct om_arena *arena);

/*
 * Sets a name to a copy of s; empty text is known and not shown by a section.
 * The last one set holds.
 */
void om_view_set(struct om_view *v, const char *name, struct om_span s);
void om_view_string(struct om_view *v, const char *name, const char *s);
void om_view_int(struct om_view *v, const char *name, int64_t value);

/* "yes" or empty, for sections. */
void om_view_flag(struct om_view *v, const char *name, bool value);

/* A list without entries, so that its name is known where none is added. */
void om_view_list(struct om_view *v, const char *name);

/* Appends an entry to the list of that name, and makes the list. */
struct om_view *om_view_add(struct om_view *v, const char *name);

/* The value of a name in v or around it; NULL where it is not known. */
const struct om_view_value *om_view_find(
    const struct om_view *v, struct om_span name);

#endif
