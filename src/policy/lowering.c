#include "policy/reader.h"

#include "base/memory.h"
#include "policy/judge.h"

/*
 * A policy holds to its base where it says at least as much of every set of
 * kinds that either has an example of. Each rule that stands in the place of
 * one of the base, and each exception, is tried against the policy without it.
 */
struct trial {
	struct om_policy *p;
	struct om_policy *without; /* p, the rule on trial undone */
	struct om_kind_set *sets;
	size_t n;
	struct om_verdict *with, *before;
};

/* The set of which the policy says less with the rule than without it. */
static const struct om_kind_set *
find_lowered(const struct trial *t)
{
	for (size_t i = 0; i < t->n; i++) {
		om_policy_judge_on(t->with, t->p, &t->sets[i], INT32_MAX);
		om_policy_judge_on(
		    t->before, t->without, &t->sets[i], INT32_MAX);
		if (t->with->value < t->before->value ||
		    (t->before->marks & ~t->with->marks) != 0)
			return &t->sets[i];
	}
	return NULL;
}

/* The rule of the base that has this rule's id; NULL where it has none. */
static const struct om_rule *
rule_of_base(const struct om_policy *p, const struct om_rule *rule)
{
	for (size_t i = 0; i < p->base->n; i++)
		if (strcmp(p->base->rules[i].id, rule->id) == 0)
			return &p->base->rules[i];
	return NULL;
}

/* Puts the base's rule at place i, or nothing where it has none. */
static void
undo(struct om_policy *p, size_t i, const struct om_rule *of_base)
{
	if (of_base != NULL) {
		p->rules[i] = *of_base;
		return;
	}
	memmove(&p->rules[i], &p->rules[i + 1],
	    (p->n - i - 1) * sizeof(p->rules[0]));
	p->n--;
}

static int
fail_lowered(const struct om_policy *p, const struct om_rule *rule,
    const struct om_kind_set *set)
{
	struct om_buf kinds = OM_BUF(OM_ERROR_MAX);
	int rc;

	om_kind_set_text(&kinds, p->kinds, set);
	rc = om_config_fail(rule->file, rule->place,
	    "says less of %s than %s does, and has no decision", kinds.p,
	    p->base->name);
	om_buf_free(&kinds);
	return rc;
}

/* Tries rule i; *undone where the base's stands in its place again. */
static int
try_rule(struct trial *t, size_t i, bool *undone)
{
	struct om_rule rule = t->p->rules[i];
	const struct om_rule *of_base = rule_of_base(t->p, &rule);
	const struct om_kind_set *lowered;

	*undone = false;
	if (rule.file != &t->p->config ||
	    (of_base == NULL && rule.part != OM_RULE_EXCEPTION))
		return OM_OK;
	*t->without = *t->p;
	undo(t->without, i, of_base);
	lowered = find_lowered(t);
	if (lowered == NULL)
		return OM_OK;
	if (rule.decision.by == NULL)
		return fail_lowered(t->p, &rule, lowered);
	if (rule.decision.review >= t->p->today)
		return OM_OK;
	undo(t->p, i, of_base);
	t->p->lapsed[t->p->lapsed_count++] = rule.id;
	*undone = true;
	return OM_OK;
}

int
om_policy_hold_to_base(struct om_policy *p)
{
	struct trial t = { .p = p };
	size_t i = 0;
	int rc = OM_OK;

	if (p->base == NULL)
		return OM_OK;
	t.without = om_new(1, sizeof(*t.without));
	t.with = om_new(2, sizeof(*t.with));
	t.before = t.with + 1;
	t.n = om_policy_samples(&t.sets, p, p->base);
	while (rc == OM_OK && i < p->n) {
		bool undone;

		rc = try_rule(&t, i, &undone);
		i += !undone || rule_of_base(p, &p->rules[i]) != NULL;
	}
	om_free(t.without);
	om_free(t.with);
	om_free(t.sets);
	return rc;
}
