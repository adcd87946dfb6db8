#include "policy/judge.h"

#include "base/memory.h"

/* "gdpr.json:12: rules[3] does not fire on name.full language". */
static int
fail_example(const struct om_policy *p, const struct om_rule *rule,
    const char *what, const struct om_kind_set *set)
{
	struct om_buf kinds = OM_BUF(OM_ERROR_MAX);
	int rc;

	om_kind_set_text(&kinds, p->kinds, set);
	rc = om_config_fail(rule->file, rule->place, "%s on %s", what, kinds.p);
	om_buf_free(&kinds);
	return rc;
}

static int
check_sets(const struct om_policy *p, const struct om_rule *rule,
    const struct om_examples *examples, bool fires)
{
	for (size_t i = 0; i < examples->n; i++) {
		if (om_rule_fires(p->kinds, rule, &examples->sets[i]) != fires)
			return fail_example(p, rule,
			    fires ? "does not fire" : "fires",
			    &examples->sets[i]);
	}
	return OM_OK;
}

static int
check_rule(const struct om_policy *p, const struct om_rule *rule)
{
	int rc = check_sets(p, rule, &rule->fires, true);

	return rc == OM_OK ? check_sets(p, rule, &rule->silent, false) : rc;
}

static int
check_examples(const struct om_policy *p, struct om_verdict *v)
{
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < p->example_count; i++) {
		const struct om_policy_example *e = &p->examples[i];
		struct om_buf path = OM_BUF(64);
		struct om_rule place = { .file = &p->config };

		om_buf_format(&path, "examples[%zu]", i);
		place.place = path.p;
		om_policy_judge_on(v, p, &e->kinds, INT32_MAX);
		if (v->value != e->verdict)
			rc = fail_example(
			    p, &place, "has another verdict", &e->kinds);
		else if (v->marks != e->marks)
			rc = fail_example(
			    p, &place, "has other marks", &e->kinds);
		om_buf_free(&path);
	}
	return rc;
}

int
om_policy_check(const struct om_policy *p)
{
	struct om_verdict *v = om_new(1, sizeof(*v));
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < p->n; i++)
		rc = check_rule(p, &p->rules[i]);
	if (rc == OM_OK)
		rc = check_examples(p, v);
	om_free(v);
	return rc;
}
