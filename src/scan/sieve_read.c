#include "scan/sieve_rules.h"

#include "base/memory.h"

enum { LAST_MOST = 8, TEXT_MOST = 64 };

/* One rule being read, and where it stands. */
struct reader {
	struct om_sieve_rules *rules;
	struct om_buf path;
	const json_t *rule;
	struct om_sieve_change change;
};

static const char *const group_words[] = {
#define OM_SIEVE_GROUP(name, word) word,
#include "scan/sieve_group_list.h"
#undef OM_SIEVE_GROUP
};

static int
fail(const struct reader *r, const char *what)
{
	return om_config_fail(&r->rules->config, r->path.p, "%s", what);
}

static bool
find_action(enum om_sieve_action *out, const char *word)
{
	for (int i = 0; word != NULL && i < OM_SIEVE_ACTIONS; i++)
		if (strcmp(word, om_sieve_action_word(i)) == 0) {
			*out = i;
			return true;
		}
	return false;
}

static const char *
string_of(const struct reader *r, const char *key)
{
	return json_string_value(json_object_get(r->rule, key));
}

/* Options that belong to another action are slips of who wrote them. */
static int
check_options(const struct reader *r)
{
	static const struct {
		const char *key;
		enum om_sieve_action action;
	} options[] = {
		{ "with", OM_SIEVE_REPLACE },
		{ "keep", OM_SIEVE_MASK },
		{ "last", OM_SIEVE_MASK },
		{ "to", OM_SIEVE_GENERALISE },
		{ "alike", OM_SIEVE_TOKENISE },
	};

	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++)
		if (json_object_get(r->rule, options[i].key) != NULL &&
		    r->change.action != options[i].action)
			return om_config_fail(&r->rules->config, r->path.p,
			    "\"%s\" goes with \"do\": \"%s\" alone",
			    options[i].key,
			    om_sieve_action_word(options[i].action));
	return OM_OK;
}

static int
read_mask(struct reader *r)
{
	const char *keep = string_of(r, "keep");
	const json_t *last = json_object_get(r->rule, "last");

	if (keep != NULL && strcmp(keep, "shape") == 0)
		r->change.mask = OM_SIEVE_MASK_SHAPE;
	else if (keep != NULL && strcmp(keep, "nothing") == 0)
		r->change.mask = OM_SIEVE_MASK_NOTHING;
	else if (keep != NULL && strcmp(keep, "length") != 0)
		return fail(r, "\"keep\" must be length, shape or nothing");
	if (last != NULL && (json_integer_value(last) < 0 ||
				json_integer_value(last) > LAST_MOST))
		return fail(r, "\"last\" must be 0 to 8");
	r->change.last = (unsigned)json_integer_value(last);
	return OM_OK;
}

static bool
is_plain(const char *text)
{
	size_t n = 0;

	for (; text != NULL && text[n] != '\0'; n++)
		if ((unsigned char)text[n] < 0x20 || n == TEXT_MOST)
			return false;
	return true;
}

static int
read_change(struct reader *r)
{
	const char *to = string_of(r, "to");
	int rc;

	r->change = (struct om_sieve_change){ 0 };
	if (!find_action(&r->change.action, string_of(r, "do")))
		return fail(r, "\"do\" must be keep, mask, replace, remove, "
			       "generalise, tokenise, divert or block");
	rc = check_options(r);
	if (rc == OM_OK)
		rc = read_mask(r);
	if (rc != OM_OK)
		return rc;
	r->change.text = string_of(r, "with");
	if (!is_plain(r->change.text))
		return fail(r, "\"with\" is longer than 64 bytes, or holds "
			       "more than one line");
	r->change.shape = json_is_true(json_object_get(r->rule, "alike"));
	if (to == NULL)
		return OM_OK;
	r->change.how = om_treatment_find(om_span_of(to));
	return r->change.how == OM_TREATMENT_DROP
		   ? fail(r, "\"to\" must be year, prefix, decade, network or "
			     "tenth")
		   : OM_OK;
}

/* The last failure, with the place in the file. */
static int
fail_here(const struct reader *r)
{
	const struct om_failure why = om_failure_keep();

	return fail(r, why.text);
}

static int
add_field(struct reader *r, const char *name)
{
	const char *holds = string_of(r, "holds");
	struct om_buf text = OM_BUF(1024);
	int rc;

	if (strchr(name, '=') != NULL)
		return fail(r, "a field's name holds '='");
	om_buf_text(&text, name);
	if (holds != NULL)
		om_buf_format(&text, "=%s", holds);
	rc = om_buf_check(&text, "the name of a field");
	if (rc == OM_OK)
		rc = om_sieve_rules_field(r->rules, text.p, &r->change);
	om_buf_free(&text);
	return rc == OM_OK ? OM_OK : fail_here(r);
}

static int
add_kind(struct reader *r, const char *name)
{
	int kind = om_kinds_find(r->rules->kinds, om_span_of(name));

	if (kind < 0)
		return om_config_fail(&r->rules->config, r->path.p,
		    "names %s, which is no kind", name);
	if (om_sieve_rules_kind(r->rules, kind, &r->change) != OM_OK)
		return fail_here(r);
	return OM_OK;
}

static int
add_group(struct reader *r, const char *name)
{
	for (int i = 0; i < OM_SIEVE_GROUPS; i++)
		if (strcmp(name, group_words[i]) == 0) {
			om_sieve_rules_group(r->rules, i, &r->change);
			return OM_OK;
		}
	return fail(r, "\"group\" must be special, criminal, secret, "
		       "identifier, quasi or other");
}

/* A string or several; calls add for each, which the key is for. */
static int
each(struct reader *r, const char *key,
    int (*add)(struct reader *r, const char *name))
{
	const json_t *value = json_object_get(r->rule, key), *item;
	int rc = OM_OK;
	size_t i;

	if (json_is_string(value))
		return add(r, json_string_value(value));
	if (!json_is_array(value) || json_array_size(value) == 0)
		return fail(r, "names nothing: a string or a list of them");
	json_array_foreach (value, i, item) {
		if (!json_is_string(item))
			return fail(r, "a name is no string");
		rc = add(r, json_string_value(item));
		if (rc != OM_OK)
			return rc;
	}
	return rc;
}

/* What a rule is for. */
static const struct {
	const char *key;
	int (*add)(struct reader *r, const char *name);
} targets[] = {
	{ "field", add_field },
	{ "kind", add_kind },
	{ "group", add_group },
};

enum { TARGETS = sizeof(targets) / sizeof(targets[0]) };

static int
check_rule(struct reader *r)
{
	static const struct om_config_key keys[] = {
		{ "field", OM_CONFIG_ANY, false },
		{ "kind", OM_CONFIG_ANY, false },
		{ "group", OM_CONFIG_ANY, false },
		{ "holds", OM_CONFIG_STRING, false },
		{ "do", OM_CONFIG_STRING, true },
		{ "with", OM_CONFIG_STRING, false },
		{ "keep", OM_CONFIG_STRING, false },
		{ "last", OM_CONFIG_INTEGER, false },
		{ "to", OM_CONFIG_STRING, false },
		{ "alike", OM_CONFIG_BOOLEAN, false },
		{ "why", OM_CONFIG_STRING, false },
	};
	size_t named = 0;
	int rc = om_config_check(&r->rules->config, r->path.p, r->rule, keys,
	    sizeof(keys) / sizeof(keys[0]));

	if (rc != OM_OK)
		return rc;
	for (size_t i = 0; i < TARGETS; i++)
		named += json_object_get(r->rule, targets[i].key) != NULL;
	if (named != 1)
		return fail(r, "must name one of field, kind and group");
	if (string_of(r, "holds") != NULL &&
	    json_object_get(r->rule, "field") == NULL)
		return fail(r, "\"holds\" goes with \"field\" alone");
	return read_change(r);
}

/* All rules of one target: kinds speak before groups do. */
static int
read_pass(struct reader *r, size_t target)
{
	const json_t *list = json_object_get(r->rules->config.root, "rules");
	int rc = OM_OK;
	size_t i;

	json_array_foreach (list, i, r->rule) {
		om_buf_reset(&r->path);
		om_buf_format(&r->path, "rules[%zu]", i);
		rc = check_rule(r);
		if (rc == OM_OK &&
		    json_object_get(r->rule, targets[target].key) != NULL)
			rc = each(r, targets[target].key, targets[target].add);
		if (rc != OM_OK)
			return rc;
	}
	return rc;
}

/* A kind is also what it is below: rules for that hold for it. */
static void
inherit(struct om_sieve_rules *r)
{
	for (size_t i = 0; i < r->kinds->n; i++) {
		int parent = r->kinds->list[i].parent;

		if (r->said[i] || parent < 0 || !r->said[parent])
			continue;
		r->of_kind[i] = r->of_kind[parent];
		r->said[i] = true;
	}
}

static int
read_rules(struct om_sieve_rules *rules)
{
	static const struct om_config_key keys[] = {
		{ "about", OM_CONFIG_STRINGS, false },
		{ "domain", OM_CONFIG_STRING, false },
		{ "source", OM_CONFIG_STRING, false },
		{ "rules", OM_CONFIG_ARRAY, true },
		{ "otherwise", OM_CONFIG_STRING, false },
	};
	struct reader r = { .rules = rules, .path = OM_BUF(64) };
	const json_t *root = rules->config.root;
	const char *word =
	    json_string_value(json_object_get(root, "otherwise"));
	struct om_sieve_change other = { 0 };
	int rc = om_config_check(&rules->config, "", root, keys, 5);

	for (size_t i = 0; rc == OM_OK && i < TARGETS; i++) {
		rc = read_pass(&r, i);
		if (rc == OM_OK)
			inherit(rules);
	}
	if (rc == OM_OK && word != NULL) {
		if (!find_action(&other.action, word))
			rc = om_config_fail(&rules->config, "otherwise",
			    "must be what a rule may do");
		else
			om_sieve_rules_otherwise(rules, &other);
	}
	rules->domain = json_string_value(json_object_get(root, "domain"));
	rules->source = json_string_value(json_object_get(root, "source"));
	om_buf_free(&r.path);
	return rc;
}

int
om_sieve_rules_load(struct om_sieve_rules *r, const char *path)
{
	int rc = om_config_load(&r->config, path);

	return rc == OM_OK ? read_rules(r) : rc;
}

int
om_sieve_rules_parse(
    struct om_sieve_rules *r, const char *file, struct om_span text)
{
	int rc = om_config_parse(&r->config, file, text);

	return rc == OM_OK ? read_rules(r) : rc;
}
