#include "policy/treatment.h"

#include "base/memory.h"
#include "policy/attributes.h"

struct om_treatment_policy {
	struct om_kinds *kinds;
	struct om_attributes *attributes;
	enum om_treatment *of_kind; /* by the kind's number */
};

static int
set_kind(struct om_treatment_policy *p, const struct om_config *c,
    const char *path, const char *name, enum om_treatment how)
{
	int kind = om_kinds_find(p->kinds, om_span_of(name));

	if (kind < 0)
		return om_config_fail(
		    c, path, "names a kind that is not in kinds.json");
	if (p->of_kind[kind] != OM_TREATMENT_DROP)
		return om_config_fail(c, path, "names a kind twice");
	p->of_kind[kind] = how;
	return OM_OK;
}

static int
read_keep(struct om_treatment_policy *p, const struct om_config *c)
{
	json_t *list = json_object_get(c->root, "keep"), *item;
	size_t i;

	json_array_foreach (list, i, item) {
		struct om_buf path = OM_BUF(32);
		int rc;

		om_buf_format(&path, "keep[%zu]", i);
		rc = set_kind(
		    p, c, path.p, json_string_value(item), OM_TREATMENT_KEEP);
		om_buf_free(&path);
		if (rc != OM_OK)
			return rc;
	}
	return OM_OK;
}

static int
read_rule(struct om_treatment_policy *p, const struct om_config *c,
    const char *path, const json_t *rule)
{
	static const struct om_config_key keys[] = {
		{ "kind", OM_CONFIG_STRING, true },
		{ "to", OM_CONFIG_STRING, true },
	};
	int rc = om_config_check(c, path, rule, keys, 2);
	const char *to = json_string_value(json_object_get(rule, "to"));
	enum om_treatment how;

	if (rc != OM_OK)
		return rc;
	how = om_treatment_find(om_span_of(to));
	if (how == OM_TREATMENT_DROP)
		return om_config_fail(c, path,
		    "\"to\" must be year, prefix, decade, network or tenth");
	return set_kind(
	    p, c, path, json_string_value(json_object_get(rule, "kind")), how);
}

static int
read_generalise(struct om_treatment_policy *p, const struct om_config *c)
{
	json_t *list = json_object_get(c->root, "generalise"), *item;
	size_t i;

	json_array_foreach (list, i, item) {
		struct om_buf path = OM_BUF(32);
		int rc;

		om_buf_format(&path, "generalise[%zu]", i);
		rc = read_rule(p, c, path.p, item);
		om_buf_free(&path);
		if (rc != OM_OK)
			return rc;
	}
	return OM_OK;
}

static int
read_policy(struct om_treatment_policy *p, const char *folder)
{
	static const struct om_config_key keys[] = {
		{ "about", OM_CONFIG_STRINGS, false },
		{ "keep", OM_CONFIG_STRINGS, true },
		{ "generalise", OM_CONFIG_ARRAY, true },
	};
	struct om_config c;
	int rc = om_policy_load(&c, folder, "pseudonym.json");

	if (rc != OM_OK)
		return rc;
	rc = om_config_check(&c, "", c.root, keys, 3);
	if (rc == OM_OK)
		rc = read_keep(p, &c);
	if (rc == OM_OK)
		rc = read_generalise(p, &c);
	om_config_close(&c);
	return rc;
}

int
om_treatment_open(struct om_treatment_policy **out, const char *folder)
{
	struct om_treatment_policy *p = om_new(1, sizeof(*p));
	int rc = om_kinds_open(&p->kinds, folder);

	if (rc == OM_OK)
		rc = om_attributes_open(&p->attributes, p->kinds, folder);
	if (rc == OM_OK) {
		p->of_kind = om_new(p->kinds->n, sizeof(*p->of_kind));
		rc = read_policy(p, folder);
	}
	if (rc == OM_OK)
		*out = p;
	else
		om_treatment_close(p);
	return rc;
}

void
om_treatment_close(struct om_treatment_policy *p)
{
	if (p == NULL)
		return;
	om_attributes_close(p->attributes);
	om_kinds_close(p->kinds);
	om_free(p->of_kind);
	om_free(p);
}

enum om_treatment
om_treatment_of(const struct om_treatment_policy *p, struct om_span attribute)
{
	int kind = om_attributes_find(p->attributes, attribute);

	return kind < 0 ? OM_TREATMENT_DROP : p->of_kind[kind];
}
