#include "store/profile.h"

#include "format/json_reader.h"

static void
write_member(struct om_json *j, const struct om_value *m)
{
	om_json_key(j, m->key);
	om_value_write(j, NULL, m);
}

static const struct om_value *
member_of(const struct om_value *object, struct om_span key)
{
	for (const struct om_value *m = object->first; m; m = m->next)
		if (om_span_equal(m->key, key))
			return m;
	return NULL;
}

/* The members of `under` that `over` lacks or has anew, then the new ones. */
static int
merge_attributes(
    struct om_span *attributes, struct om_arena *arena, struct om_span patch)
{
	struct om_buf text = OM_BUF(32 << 20);
	struct om_json j = OM_JSON(&text, false);
	struct om_value *under, *over;
	int rc = om_json_read(&under, arena, *attributes, NULL);

	if (rc == OM_OK)
		rc = om_json_read(&over, arena, patch, NULL);
	if (rc != OM_OK)
		return rc;
	om_json_object(&j, NULL);
	for (const struct om_value *m = under->first; m; m = m->next) {
		const struct om_value *newer = member_of(over, m->key);

		write_member(&j, newer == NULL ? m : newer);
	}
	for (const struct om_value *m = over->first; m; m = m->next)
		if (member_of(under, m->key) == NULL)
			write_member(&j, m);
	om_json_end_object(&j);
	rc = om_buf_check(&text, "attributes");
	if (rc == OM_OK)
		*attributes = om_arena_copy(arena, om_buf_span(&text));
	om_buf_free(&text);
	return rc;
}

static int
add_identifiers(struct om_profile *into, struct om_arena *arena,
    const struct om_profile *patch)
{
	struct om_identifier *all =
	    om_arena_new(arena, into->n + patch->n, sizeof(*all));
	size_t n = into->n;

	memcpy(all, into->identifiers, into->n * sizeof(*all));
	for (size_t i = 0; i < patch->n; i++)
		if (!om_profile_has(into, patch->identifiers[i].type,
			patch->identifiers[i].value))
			all[n++] = patch->identifiers[i];
	if (n > OM_PROFILE_IDENTIFIERS_MAX)
		return om_fail(OM_LIMIT,
		    "the merged profile has more than %d identifiers",
		    OM_PROFILE_IDENTIFIERS_MAX);
	into->identifiers = all;
	into->n = n;
	return OM_OK;
}

int
om_profile_merge(struct om_profile *into, struct om_arena *arena,
    const struct om_profile *patch)
{
	struct om_profile merged = *into;
	int rc = add_identifiers(&merged, arena, patch);

	if (rc == OM_OK)
		rc = merge_attributes(
		    &merged.attributes, arena, patch->attributes);
	if (rc != OM_OK)
		return rc;
	if (patch->name.n > 0)
		merged.name = patch->name;
	if (patch->updated_at.n > 0)
		merged.updated_at = patch->updated_at;
	*into = merged;
	return OM_OK;
}
