#include "base/config.h"
#include "render/language.h"

/* The first place at or behind *rest, which moves behind it. */
static bool
next_place(struct om_span *place, struct om_span *rest)
{
	const char *open = NULL, *end = rest->p + rest->n;

	for (const char *p = rest->p; end - p >= 2; p++)
		if (open == NULL && p[0] == '{' && p[1] == '{') {
			open = p;
			p++;
		} else if (open != NULL && p[0] == '}' && p[1] == '}') {
			*place = om_span_bytes(open, (size_t)(p + 2 - open));
			*rest = om_span_bytes(p + 2, (size_t)(end - p - 2));
			return true;
		}
	return false;
}

static bool
has_place(struct om_span text, struct om_span wanted)
{
	struct om_span place;

	while (next_place(&place, &text))
		if (om_span_equal(place, wanted))
			return true;
	return false;
}

/* Every place of a is one of b. */
static bool
has_all(const char *b, const char *a)
{
	struct om_span text = om_span_of(a), place;

	while (next_place(&place, &text))
		if (!has_place(om_span_of(b), place))
			return false;
	return true;
}

static int
check_text(const struct om_config *l, const char *key, const json_t *value,
    const char *wanted)
{
	const char *text = json_string_value(value);

	if (wanted == NULL)
		return om_config_fail(
		    l, "texts", "has the key %s, which no letter uses", key);
	if (text == NULL)
		return om_config_fail(l, "texts", "%s is no text", key);
	if (!has_all(text, wanted) || !has_all(wanted, text))
		return om_config_fail(
		    l, "texts", "%s has not the places of \"%s\"", key, wanted);
	return OM_OK;
}

int
om_language_check(
    const struct om_config *l, const struct om_config *measure, bool whole)
{
	json_t *texts = json_object_get(l->root, "texts"), *value;
	json_t *all = json_object_get(measure->root, "texts");
	json_t *kinds = json_object_get(l->root, "kinds");
	const char *key;
	int rc = OM_OK;

	json_object_foreach (kinds, key, value) {
		if (!json_is_string(value))
			return om_config_fail(l, "kinds", "%s is no text", key);
	}
	json_object_foreach (texts, key, value) {
		rc = check_text(l, key, value,
		    json_string_value(json_object_get(all, key)));
		if (rc != OM_OK)
			return rc;
	}
	if (!whole)
		return OM_OK;
	json_object_foreach (all, key, value) {
		if (json_object_get(texts, key) == NULL)
			return om_config_fail(
			    l, "texts", "has no text %s", key);
	}
	return rc;
}
