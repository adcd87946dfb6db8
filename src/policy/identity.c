#include "policy/identity.h"

#include <stdlib.h>

#include "base/memory.h"
#include "policy/kinds.h"
#include "policy/source.h"

struct om_identity_policy {
	struct om_config config; /* owns every string below */
	char hash[OM_POLICY_HASH_SIZE];
	struct om_identity *types;
	const char **names; /* of types, as they are looked up */
	size_t n;
	struct om_identity other;
	const char **mailboxes; /* sorted */
	size_t mailbox_count;
};

/* The words that a member may hold, by number; they end with NULL. */
struct choice {
	const char *key;
	const char *words[4];
};

static const struct choice links_words = { "links",
	{ [OM_LINKS_ALWAYS] = "always",
	    [OM_LINKS_UNLESS_CONTRADICTED] = "unless_contradicted",
	    [OM_LINKS_NEVER] = "never" } };
static const struct choice scope_words = { "scope",
	{ [OM_SCOPE_ALL] = "all", [OM_SCOPE_SOURCE] = "source" } };

static const char *
string_of(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

static int
read_choice(int *out, const struct om_config *c, const char *path,
    const json_t *type, const struct choice *choice)
{
	const char *text = string_of(type, choice->key);

	for (int i = 0; choice->words[i] != NULL; i++)
		if (strcmp(choice->words[i], text) == 0) {
			*out = i;
			return OM_OK;
		}
	return om_config_fail(
	    c, path, "has an unknown value of %s", choice->key);
}

static int
read_type(struct om_identity *out, const struct om_config *c, const char *path,
    const json_t *type, const struct om_kinds *kinds)
{
	static const struct om_config_key keys[] = {
		{ "type", OM_CONFIG_STRING, true },
		{ "as", OM_CONFIG_STRING, false },
		{ "kind", OM_CONFIG_STRING, true },
		{ "normaliser", OM_CONFIG_STRING, true },
		{ "links", OM_CONFIG_STRING, true },
		{ "exclusive", OM_CONFIG_BOOLEAN, false },
		{ "scope", OM_CONFIG_STRING, true },
		{ "suppress", OM_CONFIG_BOOLEAN, true },
		{ "why", OM_CONFIG_STRING, true },
	};
	int links = 0, scope = 0, rc;
	const char *as = string_of(type, "as");

	rc = om_config_check(
	    c, path, type, keys, sizeof(keys) / sizeof(keys[0]));
	if (rc == OM_OK)
		rc = read_choice(&links, c, path, type, &links_words);
	if (rc == OM_OK)
		rc = read_choice(&scope, c, path, type, &scope_words);
	if (rc != OM_OK)
		return rc;
	out->type = as != NULL ? as : string_of(type, "type");
	out->kind = string_of(type, "kind");
	out->links = (enum om_links)links;
	out->scope = (enum om_scope)scope;
	out->exclusive = json_is_true(json_object_get(type, "exclusive"));
	out->suppress = json_is_true(json_object_get(type, "suppress"));
	if (om_kinds_find(kinds, om_span_of(out->kind)) < 0)
		return om_config_fail(
		    c, path, "names the unknown kind %s", out->kind);
	if (!om_normaliser_find(
		&out->normaliser, om_span_of(string_of(type, "normaliser"))))
		return om_config_fail(c, path, "names an unknown normaliser");
	/* A number that a household shares must not block a spouse. */
	if (out->suppress && out->links != OM_LINKS_ALWAYS)
		return om_config_fail(
		    c, path, "suppresses by what does not always link");
	return OM_OK;
}

static bool
has_name(const struct om_identity_policy *p, const char *name)
{
	for (size_t i = 0; i < p->n; i++)
		if (strcmp(p->names[i], name) == 0)
			return true;
	return false;
}

static int
read_types(struct om_identity_policy *p, const struct om_kinds *kinds)
{
	const json_t *types = json_object_get(p->config.root, "types"), *type;
	struct om_buf path = OM_BUF(64);
	bool other = false;
	size_t i;
	int rc = OM_OK;

	p->types = om_new(json_array_size(types), sizeof(p->types[0]));
	p->names = om_new(json_array_size(types), sizeof(p->names[0]));
	json_array_foreach (types, i, type) {
		struct om_identity one = { 0 };
		const char *name;

		om_buf_reset(&path);
		om_buf_format(&path, "types[%zu]", i);
		rc = read_type(&one, &p->config, path.p, type, kinds);
		if (rc != OM_OK)
			break;
		name = string_of(type, "type");
		if (has_name(p, name) || (other && strcmp(name, "*") == 0)) {
			rc = om_config_fail(
			    &p->config, path.p, "says %s twice", name);
			break;
		}
		if (strcmp(name, "*") == 0) {
			p->other = one;
			p->other.type = NULL;
			other = true;
			continue;
		}
		p->names[p->n] = name;
		p->types[p->n++] = one;
	}
	if (rc == OM_OK && !other)
		rc = om_config_fail(
		    &p->config, "types", "has no entry for \"*\"");
	om_buf_free(&path);
	return rc;
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int
read_mailboxes(struct om_identity_policy *p)
{
	const json_t *list = json_object_get(p->config.root, "role_mailboxes");
	const json_t *item;
	size_t i;

	p->mailboxes = om_new(json_array_size(list), sizeof(char *));
	json_array_foreach (list, i, item) {
		const char *name = json_string_value(item);

		for (const char *c = name; *c; c++)
			if (*c >= 'A' && *c <= 'Z')
				return om_config_fail(&p->config,
				    "role_mailboxes",
				    "holds %s, which is not lower case", name);
		p->mailboxes[p->mailbox_count++] = name;
	}
	qsort(p->mailboxes, p->mailbox_count, sizeof(char *), compare_names);
	return OM_OK;
}

static int
read_policy(struct om_identity_policy *p, const char *folder)
{
	static const struct om_config_key keys[] = {
		{ "about", OM_CONFIG_STRINGS, false },
		{ "types", OM_CONFIG_ARRAY, true },
		{ "role_mailboxes", OM_CONFIG_STRINGS, true },
	};
	struct om_kinds *kinds = NULL;
	int rc = om_policy_load(&p->config, folder, "identifiers.json");

	if (rc == OM_OK)
		rc = om_policy_hash(p->hash, om_policy_text(&p->config));
	if (rc == OM_OK)
		rc = om_config_check(&p->config, "", p->config.root, keys,
		    sizeof(keys) / sizeof(keys[0]));
	if (rc == OM_OK)
		rc = om_kinds_open(&kinds, folder);
	if (rc == OM_OK)
		rc = read_types(p, kinds);
	if (rc == OM_OK)
		rc = read_mailboxes(p);
	om_kinds_close(kinds);
	return rc;
}

int
om_identity_policy_open(struct om_identity_policy **out, const char *folder)
{
	struct om_identity_policy *p = om_new(1, sizeof(*p));
	int rc = read_policy(p, folder);

	if (rc == OM_OK)
		*out = p;
	else
		om_identity_policy_close(p);
	return rc;
}

void
om_identity_policy_close(struct om_identity_policy *p)
{
	if (p == NULL)
		return;
	om_config_close(&p->config);
	om_free(p->types);
	om_free(p->names);
	om_free(p->mailboxes);
	om_free(p);
}

const struct om_identity *
om_identity_of_kind(const struct om_identity_policy *p, const char *kind)
{
	for (size_t i = 0; i < p->n; i++)
		if (strcmp(p->types[i].kind, kind) == 0)
			return &p->types[i];
	return NULL;
}

const struct om_identity *
om_identity_find(const struct om_identity_policy *p, struct om_span type)
{
	for (size_t i = 0; i < p->n; i++)
		if (om_span_is(type, p->names[i]))
			return &p->types[i];
	return &p->other;
}

/* Byte order of a folded span and a name. */
static int
compare_mailbox(struct om_span local, const char *name)
{
	for (size_t i = 0; i < local.n; i++) {
		unsigned char a = (unsigned char)local.p[i];
		unsigned char b = (unsigned char)name[i];

		if (a >= 'A' && a <= 'Z')
			a = (unsigned char)(a + 'a' - 'A');
		if (a != b || b == '\0')
			return (int)a - (int)b;
	}
	return name[local.n] == '\0' ? 0 : -1;
}

bool
om_identity_is_role_mailbox(
    const struct om_identity_policy *p, struct om_span email)
{
	size_t low = 0, high = p->mailbox_count;
	struct om_span local, rest;

	if (!om_span_cut(&local, &rest, om_span_trim(email), '@'))
		return false;
	(void)om_span_cut(&local, &rest, local, '+');
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = compare_mailbox(local, p->mailboxes[middle]);

		if (order == 0)
			return true;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return false;
}

const char *
om_identity_policy_hash(const struct om_identity_policy *p)
{
	return p->hash;
}
