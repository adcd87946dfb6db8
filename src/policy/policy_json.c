#include "policy/recipient.h"

#include "base/memory.h"

static void
words_json(struct om_json *j, const char *key, struct om_kind_words words)
{
	om_json_array(j, key);
	for (size_t i = 0; i < words.n; i++)
		om_json_string(j, "", words.p[i]);
	om_json_end_array(j);
}

void
om_kind_json(struct om_json *j, const char *key, const struct om_kinds *k,
    const struct om_kind *kind)
{
	om_json_object(j, key);
	om_json_string(j, "kind", kind->name);
	om_json_string(j, "title", kind->title);
	om_json_string(
	    j, "is", kind->parent < 0 ? NULL : k->list[kind->parent].name);
	om_json_string(j, "class", om_kind_class_word(kind->class));
	om_json_string(j, "strength", om_kind_strength_word(kind->strength));
	om_json_string(j, "dpv", kind->dpv);
	words_json(j, "dpv_also", kind->dpv_also);
	om_json_string(j, "fideslang", kind->fideslang);
	words_json(j, "ccpa", kind->ccpa);
	om_json_string(j, "spi", kind->spi);
	om_json_bool(j, "redact_7024d", kind->redact);
	om_json_string(j, "hipaa", kind->hipaa);
	om_json_object(j, "aliases");
	words_json(j, "presidio", kind->presidio);
	words_json(j, "dlp", kind->dlp);
	om_json_end_object(j);
	om_json_string(j, "note", kind->note);
	om_json_end_object(j);
}

void
om_kinds_json(struct om_json *j, const struct om_kinds *k)
{
	om_json_object(j, NULL);
	om_json_array(j, "kinds");
	for (size_t i = 0; i < k->n; i++)
		om_kind_json(j, "", k, &k->list[i]);
	om_json_end_array(j);
	om_json_end_object(j);
}

void
om_kind_set_json(struct om_json *j, const char *key, const struct om_kinds *k,
    const struct om_kind_set *s)
{
	om_json_array(j, key);
	for (int i = om_kind_set_next(s, 0); i >= 0;
	     i = om_kind_set_next(s, i + 1))
		om_json_string(j, "", k->list[i].name);
	om_json_end_array(j);
}

void
om_marks_json(struct om_json *j, const char *key, unsigned marks)
{
	om_json_array(j, key);
	for (int mark = 0; mark < OM_MARK_COUNT; mark++)
		if (marks >> mark & 1)
			om_json_string(j, "", om_mark_word((enum om_mark)mark));
	om_json_end_array(j);
}

static void
spoken_json(struct om_json *j, const struct om_policy *p,
    const struct om_spoken *spoken)
{
	const struct om_rule *rule = spoken->rule;

	om_json_object(j, "");
	om_json_string(j, "id", rule->id);
	om_json_string(j, "cite", rule->cite);
	om_json_string(j, "why", rule->why);
	om_json_string(j, "confidence", om_confidence_word(rule->confidence));
	om_kind_set_json(j, "kinds", p->kinds, &spoken->kinds);
	om_json_end_object(j);
}

static void
warning_json(void *state, const char *line)
{
	om_json_string(state, "", line);
}

void
om_verdict_json(struct om_json *j, const char *key, const struct om_policy *p,
    const struct om_verdict *v, const struct om_recipient *recipient)
{
	om_json_object(j, key);
	om_json_string(j, "policy", p->name);
	om_json_string(j, "verdict", om_verdict_word(v->value));
	om_json_string(j, "perspective", om_verdict_holds_for(v->value));
	if (recipient != NULL)
		om_recipient_json(j, "recipient", recipient, v, p->today);
	om_marks_json(j, "special", v->marks);
	om_json_string(j, "policy_hash", p->hash);
	om_json_array(j, "warnings");
	om_policy_warn(p, v, warning_json, j);
	om_json_end_array(j);
	om_json_array(j, "rules");
	for (size_t i = 0; i < v->n; i++)
		spoken_json(j, p, &v->spoken[i]);
	om_json_end_array(j);
	om_json_end_object(j);
}

void
om_policy_explain_json(struct om_json *j,
    const struct om_policy *const *policies, size_t n,
    const struct om_kind_set *kinds, const struct om_recipient *recipient)
{
	struct om_verdict *v = om_new(1, sizeof(*v));

	om_json_object(j, NULL);
	om_json_array(j, "verdicts");
	for (size_t i = 0; i < n; i++) {
		om_policy_judge(v, policies[i], kinds);
		om_verdict_json(j, "", policies[i], v, recipient);
	}
	om_json_end_array(j);
	om_json_end_object(j);
	om_free(v);
}
