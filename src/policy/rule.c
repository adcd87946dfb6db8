#include "policy/reader.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *
string_of(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

/* ["email", "language"] as a set. */
static int
read_set(
    struct om_policy_reader *r, struct om_kind_set *out, const json_t *names)
{
	const json_t *name;
	size_t i;

	if (json_array_size(names) == 0)
		return om_policy_fail(r, "must be a list of kinds", NULL);
	json_array_foreach (names, i, name) {
		const char *text = json_string_value(name);
		int kind;

		if (text == NULL)
			return om_policy_fail(
			    r, "must be a list of kinds", NULL);
		kind = om_kinds_find(r->p->kinds, om_span_of(text));
		if (kind < 0)
			return om_policy_fail(
			    r, "names the unknown kind", text);
		om_kind_set_add(out, kind);
	}
	return OM_OK;
}

static int
read_sets(struct om_policy_reader *r, struct om_examples *out,
    const json_t *examples, const char *key)
{
	const json_t *sets = json_object_get(examples, key), *set;
	size_t from = om_policy_enter(r, key), i;

	if (json_array_size(sets) == 0)
		return om_policy_fail(r, "has no example", NULL);
	out->sets = om_arena_new(
	    &r->p->arena, json_array_size(sets), sizeof(*out->sets));
	json_array_foreach (sets, i, set) {
		size_t here = om_policy_enter_item(r, i);
		int rc = read_set(r, &out->sets[out->n++], set);

		if (rc != OM_OK)
			return rc;
		om_policy_leave(r, here);
	}
	om_policy_leave(r, from);
	return OM_OK;
}

static int
read_rule_examples(
    struct om_policy_reader *r, struct om_rule *out, const json_t *rule)
{
	static const struct om_config_key keys[] = {
		{ "fires", OM_CONFIG_ARRAY, true },
		{ "silent", OM_CONFIG_ARRAY, true },
	};
	const json_t *examples = json_object_get(rule, "examples");
	size_t from = om_policy_enter(r, "examples");
	int rc = om_policy_check_keys(r, examples, keys, COUNT(keys));

	if (rc == OM_OK)
		rc = read_sets(r, &out->fires, examples, "fires");
	if (rc == OM_OK)
		rc = read_sets(r, &out->silent, examples, "silent");
	if (rc == OM_OK)
		om_policy_leave(r, from);
	return rc;
}

static int
read_marks(struct om_policy_reader *r, unsigned *out, const json_t *marks)
{
	const json_t *word;
	size_t i;

	json_array_foreach (marks, i, word) {
		const char *text = json_string_value(word);
		enum om_mark mark;

		if (!om_mark_find(&mark, om_span_of(text)))
			return om_policy_fail(r, "has the unknown mark", text);
		*out |= 1u << mark;
	}
	return OM_OK;
}

static int
read_verdict(
    struct om_policy_reader *r, enum om_verdict_value *out, const char *word)
{
	if (!om_verdict_find(out, om_span_of(word)))
		return om_policy_fail(r, "has the unknown verdict", word);
	return OM_OK;
}

/* What a rule says when it fires: a verdict, marks, or both. */
static int
read_effect(struct om_policy_reader *r, struct om_rule *out, const json_t *rule)
{
	const char *word = string_of(rule, "verdict");
	int rc = read_marks(r, &out->marks, json_object_get(rule, "marks"));

	out->verdict = OM_VERDICT_NOT_ESTABLISHED;
	if (rc == OM_OK && word != NULL) {
		rc = read_verdict(r, &out->verdict, word);
		if (rc == OM_OK && out->verdict <= OM_VERDICT_NOT_ESTABLISHED)
			rc = om_policy_fail(
			    r, "is a rule, and none can say", word);
	} else if (rc == OM_OK && out->marks == 0 &&
		   out->part != OM_RULE_EXCEPTION)
		rc = om_policy_fail(r, "has neither verdict nor marks", NULL);
	return rc;
}

static int
read_texts(struct om_policy_reader *r, struct om_rule *out, const json_t *rule)
{
	out->id = string_of(rule, "id");
	out->cite = string_of(rule, "cite");
	out->why = string_of(rule, "why");
	if (*out->id == '\0' || *out->cite == '\0' || *out->why == '\0')
		return om_policy_fail(r, "has an empty id, cite or why", NULL);
	return OM_OK;
}

/* Adds a rule, or puts it in the place of one of the policy's base. */
static int
add_rule(struct om_policy_reader *r, struct om_rule *rule)
{
	struct om_policy *p = r->p;

	rule->file = &p->config;
	rule->place =
	    om_arena_string(&p->arena, om_span_of(om_policy_place(r)));
	for (size_t i = 0; i < p->n; i++) {
		if (strcmp(p->rules[i].id, rule->id) != 0)
			continue;
		if (p->rules[i].file == &p->config)
			return om_policy_fail(
			    r, "has the id of another rule,", rule->id);
		p->rules[i] = *rule;
		return OM_OK;
	}
	if (p->n == OM_RULES_MAX)
		return om_policy_fail(r, "is one rule too many", NULL);
	p->rules[p->n++] = *rule;
	return OM_OK;
}

/* A key is one kind by itself, so nothing but `any` and a verdict. */
static int
check_key(struct om_policy_reader *r, const struct om_rule *rule)
{
	if (rule->part == OM_RULE_KEY &&
	    (rule->when.at_least != 1 || rule->when.inner_count > 0 ||
		rule->verdict == OM_VERDICT_NOT_ESTABLISHED))
		return om_policy_fail(
		    r, "must be any of some kinds, with a verdict", NULL);
	return OM_OK;
}

static int
read_rule(
    struct om_policy_reader *r, const json_t *rule, enum om_rule_part part)
{
	static const struct om_config_key keys[] = {
		{ "id", OM_CONFIG_STRING, true },
		{ "any", OM_CONFIG_ARRAY, false },
		{ "all", OM_CONFIG_ARRAY, false },
		{ "of", OM_CONFIG_ARRAY, false },
		{ "at_least", OM_CONFIG_INTEGER, false },
		{ "verdict", OM_CONFIG_STRING, false },
		{ "marks", OM_CONFIG_STRINGS, false },
		{ "unless", OM_CONFIG_STRINGS, false },
		{ "sets_aside", OM_CONFIG_STRINGS, false },
		{ "only_beside", OM_CONFIG_STRINGS, false },
		{ "confidence", OM_CONFIG_STRING, false },
		{ "in_force_from", OM_CONFIG_STRING, false },
		{ "decision", OM_CONFIG_OBJECT, false },
		{ "cite", OM_CONFIG_STRING, true },
		{ "why", OM_CONFIG_STRING, true },
		{ "examples", OM_CONFIG_OBJECT, true },
	};
	struct om_rule out = {
		.part = part, .confidence = r->p->confidence, .from = r->p->from
	};
	int rc = om_policy_check_keys(r, rule, keys, COUNT(keys));

	if (rc == OM_OK)
		rc = read_texts(r, &out, rule);
	if (rc == OM_OK)
		rc = read_effect(r, &out, rule);
	if (rc == OM_OK)
		rc = om_condition_read(r, &out.when, rule);
	if (rc == OM_OK)
		rc = check_key(r, &out);
	if (rc == OM_OK)
		rc = om_policy_read_terms(r, &out.confidence, &out.from, rule);
	if (rc == OM_OK)
		rc = om_policy_read_decision(r, &out.decision, rule);
	if (rc == OM_OK)
		rc = om_policy_read_limits(r, &out, rule);
	if (rc == OM_OK)
		rc = read_rule_examples(r, &out, rule);
	return rc == OM_OK ? add_rule(r, &out) : rc;
}

static int
read_key(struct om_policy_reader *r, const json_t *rule)
{
	return read_rule(r, rule, OM_RULE_KEY);
}

static int
read_combination(struct om_policy_reader *r, const json_t *rule)
{
	return read_rule(r, rule, OM_RULE_COMBINATION);
}

static int
read_exception(struct om_policy_reader *r, const json_t *rule)
{
	return read_rule(r, rule, OM_RULE_EXCEPTION);
}

static int
read_example(struct om_policy_reader *r, const json_t *example)
{
	static const struct om_config_key keys[] = {
		{ "kinds", OM_CONFIG_STRINGS, true },
		{ "verdict", OM_CONFIG_STRING, true },
		{ "marks", OM_CONFIG_STRINGS, false },
	};
	struct om_policy_example *out = &r->p->examples[r->p->example_count++];
	int rc = om_policy_check_keys(r, example, keys, COUNT(keys));

	if (rc == OM_OK)
		rc =
		    read_set(r, &out->kinds, json_object_get(example, "kinds"));
	if (rc == OM_OK)
		rc = read_verdict(
		    r, &out->verdict, string_of(example, "verdict"));
	if (rc == OM_OK)
		rc = read_marks(
		    r, &out->marks, json_object_get(example, "marks"));
	return rc;
}

static int
read_each(struct om_policy_reader *r, const char *key,
    int (*read)(struct om_policy_reader *r, const json_t *item))
{
	const json_t *item;
	size_t from = om_policy_enter(r, key), i;

	json_array_foreach (json_object_get(r->p->config.root, key), i, item) {
		size_t here = om_policy_enter_item(r, i);
		int rc = read(r, item);

		if (rc != OM_OK)
			return rc;
		om_policy_leave(r, here);
	}
	om_policy_leave(r, from);
	return OM_OK;
}

int
om_rules_read(struct om_policy *p)
{
	struct om_policy_reader r = { p, OM_BUF(OM_POLICY_PATH_MAX) };
	size_t n = json_array_size(json_object_get(p->config.root, "examples"));
	int rc;

	p->examples = om_arena_new(&p->arena, n, sizeof(*p->examples));
	rc = om_policy_read_terms(&r, &p->confidence, &p->from, p->config.root);
	if (rc == OM_OK)
		rc = read_each(&r, "keys", read_key);
	if (rc == OM_OK)
		rc = read_each(&r, "rules", read_combination);
	if (rc == OM_OK)
		rc = read_each(&r, "exceptions", read_exception);
	if (rc == OM_OK)
		rc = read_each(&r, "examples", read_example);
	om_buf_free(&r.path);
	return rc;
}
