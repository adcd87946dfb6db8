#include "format/value.h"

struct om_value *
om_value_member(const struct om_value *object, const char *key)
{
	struct om_span name = om_span_of(key);

	if (!om_value_is(object, OM_VALUE_OBJECT))
		return NULL;
	for (struct om_value *v = object->first; v != NULL; v = v->next)
		if (om_span_equal(v->key, name))
			return v;
	return NULL;
}

static void
write_children(struct om_json *j, const struct om_value *parent)
{
	bool named = parent->type == OM_VALUE_OBJECT;

	for (const struct om_value *v = parent->first; v != NULL; v = v->next) {
		if (named)
			om_json_key(j, v->key);
		om_value_write(j, named ? NULL : "", v);
	}
}

void
om_value_write(struct om_json *j, const char *key, const struct om_value *v)
{
	switch (v->type) {
	case OM_VALUE_OBJECT:
		om_json_object(j, key);
		write_children(j, v);
		om_json_end_object(j);
		break;
	case OM_VALUE_ARRAY:
		om_json_array(j, key);
		write_children(j, v);
		om_json_end_array(j);
		break;
	case OM_VALUE_STRING:
		om_json_text(j, key, v->text);
		break;
	default:
		om_json_raw(j, key, v->text);
		break;
	}
}

struct om_value *
om_value_new(struct om_arena *arena, enum om_value_type type)
{
	struct om_value *v = om_arena_new(arena, 1, sizeof(*v));

	v->type = type;
	return v;
}
