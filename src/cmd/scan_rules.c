#include "cmd/policies.h"
#include "cmd/scan.h"

/* Only rules of several kinds: what one kind is, the findings say. */
static bool
is_combination(const struct om_spoken *spoken)
{
	int first = om_kind_set_next(&spoken->kinds, 0);

	return spoken->rule->part == OM_RULE_COMBINATION && first >= 0 &&
	       om_kind_set_next(&spoken->kinds, first + 1) >= 0;
}

static void
add_rule(struct om_scan *s, const struct om_scan_set *set,
    const struct om_spoken *spoken)
{
	struct om_scan_rule *to;

	for (size_t i = s->rule_count; i-- > 0;) {
		to = &s->rules[i];
		if (strcmp(to->path, set->path) != 0)
			break;
		if (to->rule != spoken->rule)
			continue;
		to->records += set->records;
		if (set->first < to->first)
			to->first = set->first;
		om_kind_set_join(&to->kinds, &spoken->kinds);
		return;
	}
	if (s->rule_count == OM_SCAN_LISTED)
		return;
	s->rules[s->rule_count++] = (struct om_scan_rule){ set->path,
		spoken->rule, spoken->kinds, set->records, set->first };
}

int
om_scan_record(void *state, const char *path, uint64_t record,
    const struct om_kind_set *kinds)
{
	struct om_scan *s = state;

	om_scan_sets_add(
	    &s->sets, &(struct om_scan_set){ path, *kinds, 1, record });
	return OM_OK;
}

int
om_scan_judge(struct om_scan *s)
{
	struct om_verdict verdict;
	int rc = OM_OK;

	if (s->sets.n == 0)
		return OM_OK;
	if (s->policy == NULL)
		rc = om_policies_open(&s->policy, s->run, s->kinds, "gdpr");
	if (rc != OM_OK)
		return rc;
	s->rules =
	    om_arena_new(&s->sets.arena, OM_SCAN_LISTED, sizeof(s->rules[0]));
	for (size_t i = 0; i < s->sets.n; i++) {
		const struct om_scan_set *set = &s->sets.list[i];

		om_policy_judge(&verdict, s->policy, &set->kinds);
		for (size_t k = 0; k < verdict.n; k++)
			if (is_combination(&verdict.spoken[k]))
				add_rule(s, set, &verdict.spoken[k]);
	}
	return OM_OK;
}
