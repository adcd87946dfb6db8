#include "base/memory.h"
#include "cmd/policies.h"

static void
show_rules(
    struct om_run *run, const struct om_policy *p, const struct om_verdict *v)
{
	struct om_buf kinds = OM_BUF(64 << 10);

	for (size_t i = 0; i < v->n; i++) {
		const struct om_rule *rule = v->spoken[i].rule;

		om_buf_reset(&kinds);
		om_kind_set_text(&kinds, p->kinds, &v->spoken[i].kinds);
		om_output_format(&run->out,
		    "  %s: %s\n    of  %s\n    by  %s\n", rule->id, rule->why,
		    kinds.p, rule->cite);
	}
	om_buf_free(&kinds);
}

static void
show_verdict(
    struct om_run *run, const struct om_policy *p, const struct om_verdict *v)
{
	om_output_format(&run->out, "%s: %s (%s)", p->name,
	    om_verdict_word(v->value), om_verdict_holds_for(v->value));
	for (int mark = 0; mark < OM_MARK_COUNT; mark++)
		if (v->marks >> mark & 1)
			om_output_format(&run->out, "; %s",
			    om_mark_meaning((enum om_mark)mark));
	om_output_text(&run->out, OM_SPAN("\n"));
	show_rules(run, p, v);
}

static void
print_each(struct om_run *run, const struct om_policies *all,
    const struct om_kind_set *set)
{
	struct om_verdict *v = om_new(1, sizeof(*v));

	for (size_t i = 0; i < all->n; i++) {
		om_policy_judge(v, all->list[i], set);
		if (run->out.shape == OM_SHAPE_NDJSON) {
			om_verdict_json(
			    om_output_json(&run->out), NULL, all->list[i], v);
			om_output_next(&run->out);
			continue;
		}
		om_output_text(&run->out, i > 0 ? OM_SPAN("\n") : OM_SPAN_NONE);
		show_verdict(run, all->list[i], v);
	}
	om_free(v);
}

static int
run_explain(struct om_run *run)
{
	struct om_policies all;
	struct om_kind_set set;
	int rc = om_policies_load(&all, run, om_option_list(run, "policy"));

	if (rc != OM_OK)
		return rc;
	rc = om_policies_set(&set, all.kinds, &run->words);
	if (rc == OM_OK && run->out.shape == OM_SHAPE_JSON) {
		om_policy_explain_json(om_output_json(&run->out),
		    (const struct om_policy *const *)all.list, all.n, &set);
		om_output_next(&run->out);
	} else if (rc == OM_OK)
		print_each(run, &all, &set);
	om_policies_close(&all);
	return rc;
}

static const struct om_option options[] = {
	{ "policy", 'p', OM_OPTION_LIST, "NAME,...", "these laws alone",
	    false },
	{ 0 },
};

const struct om_command om_cmd_policy_explain = {
	.word = "explain",
	.summary = "what a record with these kinds of data is, and why",
	.arguments = "KIND...",
	.about = "not-established says that no rule speaks. That is not the "
		 "same as anonymous, which needs measuring.",
	.example = "ombud policy explain name.full address.work\n"
		   "ombud policy explain language email --policy gdpr --json",
	.touches = OM_READS,
	.options = options,
	.run = run_explain,
};
