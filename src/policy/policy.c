#include "policy/policy.h"

#include <limits.h>

#include "base/clock.h"
#include "base/memory.h"
#include "policy/judge.h"
#include "policy/reader.h"

/* A law, a nation's form of it, an organisation's, a department's. */
enum { EXTENDS_MAX = 4 };

static int open_policy(struct om_policy **out, const struct om_kinds *kinds,
    const char *folder, const char *name, int above);

static int
add_hash(struct om_policy *p)
{
	struct om_buf text = OM_BUF(64 << 20);
	int rc;

	for (const struct om_policy *b = p; b != NULL; b = b->base)
		om_buf_add(&text, om_policy_text(&b->config));
	rc = om_buf_check(&text, "a policy");
	if (rc == OM_OK)
		rc = om_policy_hash(p->hash, om_buf_span(&text));
	om_buf_free(&text);
	return rc;
}

/*
 * "UK GDPR Art. 4(1)" for "GDPR Art. 4(1)": where a state took a law over as
 * its own, an article that begins a rule's cite is one of its own law.
 */
static void
cite_anew(struct om_policy *p)
{
	const char *as =
	    json_string_value(json_object_get(p->config.root, "cite_as"));

	for (size_t i = 0; as != NULL && i < p->n; i++) {
		struct om_span cite = om_span_of(p->rules[i].cite);
		struct om_buf text = OM_BUF(4096);

		if (!om_span_starts(cite, OM_SPAN("GDPR ")))
			continue;
		om_buf_text(&text, as);
		om_buf_add(&text, om_span_bytes(cite.p + 4, cite.n - 4));
		p->rules[i].cite =
		    om_arena_string(&p->arena, om_buf_span(&text));
		om_buf_free(&text);
	}
}

/*
 * Starts with the rules of the policy that this one extends; above is how
 * many extend this one.
 */
static int
read_base(struct om_policy *p, const char *folder, int above)
{
	const char *name =
	    json_string_value(json_object_get(p->config.root, "extends"));
	int rc;

	if (name == NULL)
		return OM_OK;
	if (above == EXTENDS_MAX)
		return om_config_fail(&p->config, "extends",
		    "is one step too many, or leads back here");
	rc = open_policy(&p->base, p->kinds, folder, name, above + 1);
	if (rc != OM_OK)
		return rc;
	memcpy(p->rules, p->base->rules, sizeof(p->rules));
	p->n = p->base->n;
	cite_anew(p);
	return OM_OK;
}

static int
read_policy(struct om_policy *p, const char *folder, int above)
{
	static const struct om_config_key keys[] = {
		{ "$schema", OM_CONFIG_STRING, false },
		{ "policy", OM_CONFIG_STRING, true },
		{ "title", OM_CONFIG_STRING, true },
		{ "about", OM_CONFIG_STRINGS, false },
		{ "extends", OM_CONFIG_STRING, false },
		{ "cite_as", OM_CONFIG_STRING, false },
		{ "keys", OM_CONFIG_ARRAY, true },
		{ "rules", OM_CONFIG_ARRAY, true },
		{ "exceptions", OM_CONFIG_ARRAY, false },
		{ "confidence", OM_CONFIG_STRING, false },
		{ "in_force_from", OM_CONFIG_STRING, false },
		{ "examples", OM_CONFIG_ARRAY, false },
	};
	int rc = om_config_check(&p->config, "", p->config.root, keys,
	    sizeof(keys) / sizeof(keys[0]));

	if (rc != OM_OK)
		return rc;
	p->name = json_string_value(json_object_get(p->config.root, "policy"));
	p->title = json_string_value(json_object_get(p->config.root, "title"));
	p->today = om_clock_today();
	p->from = INT32_MIN;
	rc = read_base(p, folder, above);
	if (rc == OM_OK)
		rc = add_hash(p);
	if (rc == OM_OK)
		rc = om_rules_read(p);
	return rc == OM_OK ? om_policy_hold_to_base(p) : rc;
}

int
om_policy_parse(struct om_policy **out, const struct om_kinds *kinds,
    const char *folder, const char *file, struct om_span text)
{
	struct om_policy *p = om_new(1, sizeof(*p));
	int rc = om_config_parse(&p->config, file, text);

	p->kinds = kinds;
	if (rc == OM_OK)
		rc = read_policy(p, folder, 0);
	if (rc == OM_OK)
		*out = p;
	else
		om_policy_close(p);
	return rc;
}

/* A name is a part of a path: nothing that leads elsewhere. */
static bool
is_name(const char *name)
{
	size_t n = strlen(name);

	return n > 0 && n <= 40 &&
	       strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == n;
}

static int
load(struct om_policy *p, const char *folder, const char *name)
{
	struct om_buf file = OM_BUF(64);
	const char *inside;
	int rc;

	if (!is_name(name))
		return om_fail(OM_USAGE,
		    "a policy's name is made of a-z, 0-9 and hyphens");
	om_buf_format(&file, "%s.json", name);
	rc = om_policy_load(&p->config, folder, file.p);
	om_buf_free(&file);
	if (rc != OM_OK)
		return rc;
	inside = json_string_value(json_object_get(p->config.root, "policy"));
	if (inside == NULL)
		return om_fail(OM_NOTFOUND, "there is no policy %s", name);
	if (strcmp(inside, name) != 0)
		return om_config_fail(&p->config, "policy",
		    "must be the name of its file, %s", name);
	return OM_OK;
}

static int
open_policy(struct om_policy **out, const struct om_kinds *kinds,
    const char *folder, const char *name, int above)
{
	struct om_policy *p = om_new(1, sizeof(*p));
	int rc = load(p, folder, name);

	p->kinds = kinds;
	if (rc == OM_OK)
		rc = read_policy(p, folder, above);
	if (rc == OM_OK)
		*out = p;
	else
		om_policy_close(p);
	return rc;
}

int
om_policy_open(struct om_policy **out, const struct om_kinds *kinds,
    const char *folder, const char *name)
{
	return open_policy(out, kinds, folder, name, 0);
}

void
om_policy_close(struct om_policy *p)
{
	if (p == NULL)
		return;
	om_policy_close(p->base);
	om_config_close(&p->config);
	om_arena_free(&p->arena);
	om_free(p);
}

/* What om_policy_each hands on. */
struct laws {
	const char *folder;
	int (*visit)(void *state, const char *name);
	void *state;
};

static int
visit_law(void *state, const char *name)
{
	const struct laws *laws = state;
	struct om_buf file = OM_BUF(PATH_MAX);
	struct om_config c = { 0 };
	bool law;

	om_buf_format(&file, "%s.json", name);
	/* One that cannot be read is a law too: opening it says why. */
	law = om_policy_load(&c, laws->folder, file.p) != OM_OK ||
	      json_object_get(c.root, "policy") != NULL;
	om_config_close(&c);
	om_buf_free(&file);
	return law ? laws->visit(laws->state, name) : OM_OK;
}

int
om_policy_each(const char *folder, int (*visit)(void *state, const char *name),
    void *state)
{
	struct laws laws = { folder, visit, state };

	return om_policy_each_file(folder, "", visit_law, &laws);
}
