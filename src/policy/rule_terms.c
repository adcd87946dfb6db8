#include "policy/reader.h"

#include "base/date.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static int
read_day(struct om_policy_reader *r, int32_t *out, const json_t *object,
    const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	if (text != NULL && om_day_parse(out, om_span_of(text)) != OM_OK)
		return om_policy_fail(r, "has no date like 2026-11-23 in", key);
	return OM_OK;
}

int
om_policy_read_terms(struct om_policy_reader *r, enum om_confidence *confidence,
    int32_t *from, const json_t *object)
{
	const char *word =
	    json_string_value(json_object_get(object, "confidence"));

	if (word != NULL && !om_confidence_find(confidence, om_span_of(word)))
		return om_policy_fail(r, "has the unknown confidence", word);
	return read_day(r, from, object, "in_force_from");
}

int
om_policy_read_decision(
    struct om_policy_reader *r, struct om_decision *out, const json_t *rule)
{
	static const struct om_config_key keys[] = {
		{ "reason", OM_CONFIG_STRING, true },
		{ "by", OM_CONFIG_STRING, true },
		{ "on", OM_CONFIG_STRING, true },
		{ "review", OM_CONFIG_STRING, true },
	};
	const json_t *decision = json_object_get(rule, "decision");
	size_t from;
	int rc;

	if (decision == NULL)
		return OM_OK;
	from = om_policy_enter(r, "decision");
	rc = om_policy_check_keys(r, decision, keys, COUNT(keys));
	if (rc == OM_OK)
		rc = read_day(r, &out->on, decision, "on");
	if (rc == OM_OK)
		rc = read_day(r, &out->review, decision, "review");
	if (rc != OM_OK)
		return rc;
	out->reason = json_string_value(json_object_get(decision, "reason"));
	out->by = json_string_value(json_object_get(decision, "by"));
	if (*out->reason == '\0' || *out->by == '\0')
		return om_policy_fail(r, "has an empty reason or by", NULL);
	if (out->review < out->on)
		return om_policy_fail(
		    r, "is to be reviewed before it was made", NULL);
	om_policy_leave(r, from);
	return OM_OK;
}

/* "*" is every kind there is. */
static int
read_kind(struct om_policy_reader *r, struct om_kind_set *out, const char *name)
{
	const struct om_kinds *kinds = r->p->kinds;
	int number = om_kinds_find(kinds, om_span_of(name));

	if (strcmp(name, "*") != 0 && number < 0)
		return om_policy_fail(r, "names the unknown kind", name);
	for (int i = 0; i < (int)kinds->n; i++)
		if (number < 0 ||
		    om_kind_set_has(&kinds->list[i].above, number))
			om_kind_set_add(out, i);
	return OM_OK;
}

/* A member that lists kinds; nothing where it is not there. */
static int
read_kinds(struct om_policy_reader *r, struct om_kind_set *out,
    const json_t *rule, const char *key)
{
	const json_t *names = json_object_get(rule, key), *name;
	size_t from = om_policy_enter(r, key), i;
	int rc = OM_OK;

	json_array_foreach (names, i, name)
		if (rc == OM_OK)
			rc = read_kind(r, out, json_string_value(name));
	if (rc == OM_OK)
		om_policy_leave(r, from);
	return rc;
}

int
om_policy_read_limits(
    struct om_policy_reader *r, struct om_rule *out, const json_t *rule)
{
	bool exception = out->part == OM_RULE_EXCEPTION;
	int rc;

	if (exception != (json_object_get(rule, "sets_aside") != NULL))
		return om_policy_fail(r,
		    "must say what it sets_aside as an exception, and only so",
		    NULL);
	out->strict = json_object_get(rule, "only_beside") != NULL;
	if (out->strict && !exception)
		return om_policy_fail(
		    r, "has only_beside, which is for exceptions", NULL);
	rc = read_kinds(r, &out->unless, rule, "unless");
	if (rc == OM_OK)
		rc = read_kinds(r, &out->aside, rule, "sets_aside");
	if (rc == OM_OK)
		rc = read_kinds(r, &out->beside, rule, "only_beside");
	om_kind_set_join(&out->beside, &out->aside);
	om_kind_set_join(&out->beside, &out->when.of);
	return rc;
}
