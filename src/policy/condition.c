#include "policy/reader.h"

enum { RULE_DEPTH = 3 };

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/*
 * Adds a kind to a set. One field would count twice if the set had a kind and
 * the kind that it also is.
 */
static int
read_kind(struct om_policy_reader *r, struct om_kind_set *set, const char *name)
{
	const struct om_kinds *kinds = r->p->kinds;
	int kind = om_kinds_find(kinds, om_span_of(name));
	struct om_kind_set there = *set;

	if (kind < 0)
		return om_policy_fail(r, "names the unknown kind", name);
	om_kinds_expand(kinds, &there);
	if (om_kind_set_has(&there, kind) ||
	    om_kind_set_meets(&kinds->list[kind].above, set))
		return om_policy_fail(r, "names what it already says:", name);
	om_kind_set_add(set, kind);
	return OM_OK;
}

static int read_condition(struct om_policy_reader *r, struct om_condition *out,
    const json_t *rule, int depth);

static int
read_member(struct om_policy_reader *r, struct om_condition *out,
    const json_t *member, int depth)
{
	static const struct om_config_key keys[] = {
		{ "any", OM_CONFIG_ARRAY, false },
		{ "all", OM_CONFIG_ARRAY, false },
		{ "of", OM_CONFIG_ARRAY, false },
		{ "at_least", OM_CONFIG_INTEGER, false },
	};
	int rc;

	if (json_is_string(member))
		return read_kind(r, &out->of, json_string_value(member));
	if (depth == RULE_DEPTH)
		return om_policy_fail(r, "is nested too deep", NULL);
	rc = om_policy_check_keys(r, member, keys, COUNT(keys));
	if (rc != OM_OK)
		return rc;
	return read_condition(
	    r, &out->inner[out->inner_count++], member, depth + 1);
}

static int
read_members(struct om_policy_reader *r, struct om_condition *out,
    const json_t *members, int depth)
{
	const json_t *member;
	size_t i;

	if (json_array_size(members) == 0)
		return om_policy_fail(r, "is empty", NULL);
	out->inner = om_arena_new(
	    &r->p->arena, json_array_size(members), sizeof(*out->inner));
	json_array_foreach (members, i, member) {
		size_t from = om_policy_enter_item(r, i);
		int rc = read_member(r, out, member, depth);

		if (rc != OM_OK)
			return rc;
		om_policy_leave(r, from);
	}
	return OM_OK;
}

/* How many members must hold: 1, all, or what at_least says. */
static int
read_at_least(struct om_policy_reader *r, struct om_condition *out,
    const json_t *rule, const char *how, size_t members)
{
	const json_t *number = json_object_get(rule, "at_least");
	json_int_t n = json_integer_value(number);

	if ((number != NULL) != (strcmp(how, "of") == 0))
		return om_policy_fail(
		    r, "must have at_least with of, and only then", NULL);
	if (strcmp(how, "any") == 0)
		n = 1;
	else if (strcmp(how, "all") == 0)
		n = (json_int_t)members;
	if (n < 1 || n > (json_int_t)members)
		return om_policy_fail(
		    r, "has an at_least that cannot be", NULL);
	out->at_least = (unsigned)n;
	out->every = n == (json_int_t)members;
	return OM_OK;
}

static int
read_condition(struct om_policy_reader *r, struct om_condition *out,
    const json_t *rule, int depth)
{
	static const char *const ways[] = { "any", "all", "of" };
	const char *how = NULL;
	const json_t *members;
	size_t from;
	int rc;

	for (size_t i = 0; i < COUNT(ways); i++) {
		if (json_object_get(rule, ways[i]) == NULL)
			continue;
		if (how != NULL)
			return om_policy_fail(
			    r, "has both any, all or of", NULL);
		how = ways[i];
	}
	if (how == NULL)
		return om_policy_fail(r, "has neither any, all nor of", NULL);
	members = json_object_get(rule, how);
	rc = read_at_least(r, out, rule, how, json_array_size(members));
	from = om_policy_enter(r, how);
	if (rc == OM_OK)
		rc = read_members(r, out, members, depth);
	if (rc == OM_OK)
		om_policy_leave(r, from);
	return rc;
}

int
om_condition_read(
    struct om_policy_reader *r, struct om_condition *out, const json_t *rule)
{
	return read_condition(r, out, rule, 0);
}
