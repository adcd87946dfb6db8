#ifndef OM_POLICY_READER_H
#define OM_POLICY_READER_H

#include "policy/policy.h"

/*
 * Reads a policy's JSON; knows where it stands, so that each message names
 * the place ("rules[3].all[1]"). Within the policy layer only.
 */
struct om_policy_reader {
	struct om_policy *p;
	struct om_buf path;
};

/* Ceiling of a path; a longer one is cut in messages. */
enum { OM_POLICY_PATH_MAX = 256 };

/*
 * Steps into a member or an item; om_policy_leave with what that returned
 * steps out again. Whoever fails does not leave.
 */
size_t om_policy_enter(struct om_policy_reader *r, const char *name);
size_t om_policy_enter_item(struct om_policy_reader *r, size_t index);
void om_policy_leave(struct om_policy_reader *r, size_t from);

/* "rules[3].all[1]"; valid until the reader moves. */
const char *om_policy_place(const struct om_policy_reader *r);

/* OM_USAGE at the place where the reader stands; name may be NULL. */
int om_policy_fail(struct om_policy_reader *r, const char *what,
    const char *name) OM_MUST_CHECK;

/* om_config_check of the object at the place where the reader stands. */
int om_policy_check_keys(struct om_policy_reader *r, const json_t *object,
    const struct om_config_key *keys, size_t n) OM_MUST_CHECK;

/* Reads any, all, or of with at_least, from a rule or an inner condition. */
int om_condition_read(struct om_policy_reader *r, struct om_condition *out,
    const json_t *rule) OM_MUST_CHECK;

/*
 * What a rule may say besides: how well it is known and since when it holds
 * (what the caller put there stands where nothing is said), who decided on
 * it, which kinds silence it, which an exception sets aside, and beside which
 * alone.
 */
int om_policy_read_terms(struct om_policy_reader *r,
    enum om_confidence *confidence, int32_t *from,
    const json_t *object) OM_MUST_CHECK;
int om_policy_read_decision(struct om_policy_reader *r, struct om_decision *out,
    const json_t *rule) OM_MUST_CHECK;
int om_policy_read_limits(struct om_policy_reader *r, struct om_rule *out,
    const json_t *rule) OM_MUST_CHECK;

/*
 * Looks for what says less than the base does. OM_USAGE where nobody decided
 * on it; where the decision ended, the base's own rule is put back.
 */
int om_policy_hold_to_base(struct om_policy *p) OM_MUST_CHECK;

/*
 * Reads all that p->config holds into p->rules and p->examples. OM_USAGE as
 * om_policy_open says.
 */
int om_rules_read(struct om_policy *p) OM_MUST_CHECK;

#endif
