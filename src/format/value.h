#ifndef OM_FORMAT_VALUE_H
#define OM_FORMAT_VALUE_H

#include "base/arena.h"
#include "base/json.h"

/*
 * One value of a record: of a JSON text, or of a CSV row that a map gave the
 * same shape. Values lie in the arena of their reader; their spans point into
 * the input where they can and into the arena where something was decoded.
 */
enum om_value_type {
	OM_VALUE_OBJECT,
	OM_VALUE_ARRAY,
	OM_VALUE_STRING,
	OM_VALUE_NUMBER,
	OM_VALUE_TRUE,
	OM_VALUE_FALSE,
	OM_VALUE_NULL,
};

struct om_value {
	struct om_value *next;	/* the next sibling, NULL at the end */
	struct om_value *first; /* of the members or elements, in order */
	struct om_span key;	/* the member's name, decoded */
	struct om_span text;	/* a string's decoded bytes; else as raw */
	struct om_span raw;	/* the input's very bytes, quotes included */
	enum om_value_type type;
	uint32_t count; /* members or elements */
};

/*
 * The member of that name; NULL where there is none, and where object is
 * NULL or no object, so that calls nest.
 */
struct om_value *om_value_member(
    const struct om_value *object, const char *key);

static inline bool
om_value_is(const struct om_value *v, enum om_value_type type)
{
	return v != NULL && v->type == type;
}

/* A string or a number: what Zendesk takes for an identifier's value. */
static inline bool
om_value_is_text(const struct om_value *v)
{
	return om_value_is(v, OM_VALUE_STRING) ||
	       om_value_is(v, OM_VALUE_NUMBER);
}

/* Whether text stands as it is inside raw, so that offsets carry over. */
static inline bool
om_value_is_verbatim(const struct om_value *v)
{
	return v->text.p >= v->raw.p && v->text.p <= v->raw.p + v->raw.n;
}

/* Appends v to j as compact JSON; key as in base/json.h. */
void om_value_write(
    struct om_json *j, const char *key, const struct om_value *v);

/*
 * For readers of other formats: a value without members, and one more member
 * or element at the end of parent, whose last child is at *last (NULL at
 * first).
 */
struct om_value *om_value_new(struct om_arena *arena, enum om_value_type type);

static inline void
om_value_add(
    struct om_value *parent, struct om_value **last, struct om_value *child)
{
	if (*last == NULL)
		parent->first = child;
	else
		(*last)->next = child;
	*last = child;
	parent->count++;
}

#endif
