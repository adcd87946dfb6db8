#ifndef OM_POLICY_JUDGE_H
#define OM_POLICY_JUDGE_H

#include "policy/policy.h"

/* A rule that spoke, and the kinds of the record that it spoke for. */
struct om_spoken {
	const struct om_rule *rule;
	struct om_kind_set kinds;
};

/* What a policy says of one record's kinds, with every rule that spoke. */
struct om_verdict {
	enum om_verdict_value value;
	unsigned marks; /* bits of enum om_mark */
	size_t n;
	struct om_spoken spoken[OM_RULES_MAX];
};

/*
 * Judges a record by the set of kinds that its fields have. A key (an e-mail
 * address) makes every other field personal too, and speaks for them all; a
 * combination speaks for the kinds that it names. Where no rule speaks, the
 * verdict is not-established, which is not anonymous. An exception (a role
 * mailbox, a legal person) speaks first and sets kinds aside, of which the
 * others then know nothing. Rules not in force yet are silent. Some hundred
 * nanoseconds, no allocation.
 */
void om_policy_judge(struct om_verdict *out, const struct om_policy *p,
    const struct om_kind_set *kinds);

/* The same, as of a day; INT32_MAX has every rule in force. */
void om_policy_judge_on(struct om_verdict *out, const struct om_policy *p,
    const struct om_kind_set *kinds, int32_t day);

/*
 * What to compare two policies by: every single kind and the sets of all
 * examples, each once. Returns how many; *out is the caller's to free.
 */
size_t om_policy_samples(struct om_kind_set **out, const struct om_policy *a,
    const struct om_policy *b);

/* Whether one rule fires on the kinds of a record. */
bool om_rule_fires(const struct om_kinds *k, const struct om_rule *rule,
    const struct om_kind_set *kinds);

/*
 * Where two policies part: calls visit for every single kind, and for every
 * set of kinds among both policies' examples, on which verdict or marks
 * differ; a kind of which the same is said as of the kind that it also is
 * counts but once. a and b share one catalogue.
 */
struct om_policy_difference {
	const struct om_kind_set *kinds;
	const struct om_verdict *a, *b;
};
int om_policy_diff(const struct om_policy *a, const struct om_policy *b,
    int (*visit)(void *state, const struct om_policy_difference *d),
    void *state) OM_MUST_CHECK;

/*
 * Writes {"policy","verdict","perspective","special","policy_hash",
 * "warnings","rules":[{"id","cite","why","confidence","kinds"}]}, and with a
 * recipient (else NULL) what the record is for that one under "recipient".
 */
struct om_recipient;
void om_verdict_json(struct om_json *j, const char *key,
    const struct om_policy *p, const struct om_verdict *v,
    const struct om_recipient *recipient);

/* The same of each policy in turn, as {"verdicts":[...]}. */
void om_policy_explain_json(struct om_json *j,
    const struct om_policy *const *policies, size_t n,
    const struct om_kind_set *kinds, const struct om_recipient *recipient);

/* Appends a condition in words: "name.full and (employer or address.work)". */
void om_condition_text(struct om_buf *out, const struct om_kinds *kinds,
    const struct om_condition *c);

/* Appends the names of a set, a space between two. */
void om_kind_set_text(struct om_buf *out, const struct om_kinds *kinds,
    const struct om_kind_set *s);

/* The words of a set of marks, as an array. */
void om_marks_json(struct om_json *j, const char *key, unsigned marks);

#endif
