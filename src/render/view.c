#include "render/view.h"

#include "base/buf.h"

struct om_view *
om_view_new(struct om_arena *arena)
{
	struct om_view *v = om_arena_new(arena, 1, sizeof(*v));

	v->arena = arena;
	return v;
}

static struct om_view_value *
own(struct om_view *v, const char *name)
{
	struct om_view_value *value = v->values;

	while (value != NULL && strcmp(value->name, name) != 0)
		value = value->next;
	if (value != NULL)
		return value;
	value = om_arena_new(v->arena, 1, sizeof(*value));
	value->name = name;
	value->next = v->values;
	v->values = value;
	return value;
}

void
om_view_set(struct om_view *v, const char *name, struct om_span s)
{
	own(v, name)->text = om_arena_copy(v->arena, s);
}

void
om_view_string(struct om_view *v, const char *name, const char *s)
{
	om_view_set(v, name, om_span_of(s));
}

void
om_view_int(struct om_view *v, const char *name, int64_t value)
{
	struct om_buf digits = OM_BUF(32);

	om_buf_format(&digits, "%lld", (long long)value);
	om_view_set(v, name, om_buf_span(&digits));
	om_buf_free(&digits);
}

void
om_view_flag(struct om_view *v, const char *name, bool value)
{
	om_view_string(v, name, value ? "yes" : "");
}

void
om_view_list(struct om_view *v, const char *name)
{
	own(v, name)->is_list = true;
}

struct om_view *
om_view_add(struct om_view *v, const char *name)
{
	struct om_view_value *value = own(v, name);
	struct om_view *child = om_view_new(v->arena);

	child->parent = v;
	value->is_list = true;
	if (value->first == NULL)
		value->first = child;
	else
		value->last->next = child;
	value->last = child;
	return child;
}

const struct om_view_value *
om_view_find(const struct om_view *v, struct om_span name)
{
	for (; v != NULL; v = v->parent)
		for (const struct om_view_value *value = v->values;
		     value != NULL; value = value->next)
			if (om_span_is(name, value->name))
				return value;
	return NULL;
}
