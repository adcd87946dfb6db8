#include "policy/judge.h"

#include "base/memory.h"

/*
 * Whether a condition holds, and which kinds made it hold. Inner conditions
 * are written by people, two or three deep at most.
 */
static bool
holds(const struct om_condition *c, const struct om_kind_set *kinds,
    struct om_kind_set *found)
{
	struct om_kind_set here;
	unsigned n;

	/* Most rules are silent on most records: see that soon. */
	if (c->every ? !om_kind_set_within(&c->of, kinds)
		     : c->inner_count == 0 && !om_kind_set_meets(&c->of, kinds))
		return false;
	n = om_kind_set_common(&c->of, kinds);
	here = c->of;
	om_kind_set_keep(&here, kinds);
	for (size_t i = 0; i < c->inner_count; i++)
		n += holds(&c->inner[i], kinds, &here);
	if (n < c->at_least)
		return false;
	om_kind_set_join(found, &here);
	return true;
}

/* kinds as they were given, and with all that they also are. */
struct record {
	const struct om_kind_set *kinds;
	struct om_kind_set expanded;
};

static struct record
record_of(const struct om_kinds *k, const struct om_kind_set *kinds)
{
	struct record r = { kinds, *kinds };

	om_kinds_expand(k, &r.expanded);
	return r;
}

static bool
fires(const struct om_rule *rule, const struct record *r,
    struct om_kind_set *found)
{
	return holds(&rule->when, &r->expanded, found) &&
	       !om_kind_set_meets(&rule->unless, &r->expanded) &&
	       (!rule->strict || om_kind_set_within(r->kinds, &rule->beside));
}

bool
om_rule_fires(const struct om_kinds *k, const struct om_rule *rule,
    const struct om_kind_set *kinds)
{
	struct record r = record_of(k, kinds);
	struct om_kind_set found = { 0 };

	return fires(rule, &r, &found);
}

/* Notes the rule as one that spoke. */
static void
speak(struct om_verdict *out, const struct om_policy *p,
    const struct om_rule *rule, const struct om_kind_set *found,
    const struct om_kind_set *kinds)
{
	struct om_spoken *spoken = &out->spoken[out->n++];

	spoken->rule = rule;
	if (rule->part == OM_RULE_KEY)
		spoken->kinds = *kinds;
	else
		om_kinds_sources(p->kinds, &spoken->kinds, found, kinds);
	out->marks |= rule->marks;
	if (rule->verdict > out->value)
		out->value = rule->verdict;
}

/* Lets exceptions, or the other rules, speak of the kinds. */
static struct om_kind_set
let_speak(struct om_verdict *out, const struct om_policy *p,
    const struct om_kind_set *kinds, int32_t day, bool exceptions)
{
	struct record record = record_of(p->kinds, kinds);
	struct om_kind_set left = *kinds;

	for (size_t i = 0; i < p->n; i++) {
		const struct om_rule *rule = &p->rules[i];
		struct om_kind_set found = { 0 };

		if ((rule->part == OM_RULE_EXCEPTION) != exceptions ||
		    rule->from > day || !fires(rule, &record, &found))
			continue;
		speak(out, p, rule, &found, kinds);
		if (exceptions)
			om_kind_set_drop(&left, &rule->aside);
	}
	return left;
}

void
om_policy_judge_on(struct om_verdict *out, const struct om_policy *p,
    const struct om_kind_set *kinds, int32_t day)
{
	struct om_kind_set left;

	out->value = OM_VERDICT_NOT_ESTABLISHED;
	out->marks = 0;
	out->n = 0;
	left = let_speak(out, p, kinds, day, true);
	(void)let_speak(out, p, &left, day, false);
}

void
om_policy_judge(struct om_verdict *out, const struct om_policy *p,
    const struct om_kind_set *kinds)
{
	om_policy_judge_on(out, p, kinds, p->today);
}

static bool
add_unless_there(
    struct om_kind_set *sets, size_t n, const struct om_kind_set *one)
{
	for (size_t i = 0; i < n; i++)
		if (om_kind_set_equal(&sets[i], one))
			return false;
	sets[n] = *one;
	return true;
}

static size_t
add_examples(struct om_kind_set *sets, size_t n, const struct om_policy *p)
{
	for (size_t i = 0; i < p->n; i++) {
		const struct om_rule *r = &p->rules[i];

		for (size_t e = 0; e < r->fires.n; e++)
			n += add_unless_there(sets, n, &r->fires.sets[e]);
		for (size_t e = 0; e < r->silent.n; e++)
			n += add_unless_there(sets, n, &r->silent.sets[e]);
	}
	for (size_t i = 0; i < p->example_count; i++)
		n += add_unless_there(sets, n, &p->examples[i].kinds);
	return n;
}

static size_t
count_examples(const struct om_policy *p)
{
	size_t n = p->example_count;

	for (size_t i = 0; i < p->n; i++)
		n += p->rules[i].fires.n + p->rules[i].silent.n;
	return n;
}

static bool
agree(const struct om_verdict *a, const struct om_verdict *b)
{
	return a->value == b->value && a->marks == b->marks;
}

/* One national number stands for all: no rule need name each of them. */
static bool
is_as_its_parent(struct om_verdict v[4], const struct om_policy *a,
    const struct om_policy *b, int kind)
{
	struct om_kind_set own = { { 0 } }, above = { { 0 } };

	if (a->kinds->list[kind].parent < 0)
		return false;
	om_kind_set_add(&own, kind);
	om_kind_set_add(&above, a->kinds->list[kind].parent);
	om_policy_judge(&v[0], a, &own);
	om_policy_judge(&v[1], b, &own);
	om_policy_judge(&v[2], a, &above);
	om_policy_judge(&v[3], b, &above);
	return agree(&v[0], &v[2]) && agree(&v[1], &v[3]);
}

size_t
om_policy_samples(struct om_kind_set **out, const struct om_policy *a,
    const struct om_policy *b)
{
	size_t kinds = a->kinds->n, n = 0;
	struct om_kind_set *sets = om_new(
	    kinds + count_examples(a) + count_examples(b), sizeof(*sets));

	for (; n < kinds; n++)
		om_kind_set_add(&sets[n], (int)n);
	n = add_examples(sets, n, a);
	n = add_examples(sets, n, b);
	*out = sets;
	return n;
}

int
om_policy_diff(const struct om_policy *a, const struct om_policy *b,
    int (*visit)(void *state, const struct om_policy_difference *d),
    void *state)
{
	struct om_kind_set *sets;
	size_t n = om_policy_samples(&sets, a, b), kinds = a->kinds->n;
	struct om_verdict *verdicts = om_new(4, sizeof(*verdicts));
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < n; i++) {
		struct om_policy_difference d = { &sets[i], &verdicts[0],
			&verdicts[1] };

		if (i < kinds && is_as_its_parent(verdicts, a, b, (int)i))
			continue;
		om_policy_judge(&verdicts[0], a, &sets[i]);
		om_policy_judge(&verdicts[1], b, &sets[i]);
		if (!agree(d.a, d.b))
			rc = visit(state, &d);
	}
	om_free(sets);
	om_free(verdicts);
	return rc;
}
