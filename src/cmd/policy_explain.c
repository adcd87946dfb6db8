#include "base/memory.h"
#include "cmd/policies.h"
#include "policy/recipient.h"

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
show_warning(void *state, const char *line)
{
	om_output_format(state, "  note: %s\n", line);
}

/* What is asked: the kinds, and for whom besides the controller. */
struct question {
	struct om_kind_set kinds;
	struct om_recipient recipient;
	const struct om_recipient *for_recipient; /* NULL: for nobody */
};

static void
show_recipient(struct om_run *run, const struct question *q,
    const struct om_policy *p, const struct om_verdict *v)
{
	if (q->for_recipient == NULL)
		return;
	om_output_format(&run->out, "  for %s: %s (assessed by %s: %s)\n",
	    q->recipient.name,
	    om_verdict_word(om_recipient_verdict(&q->recipient, v, p->today)),
	    q->recipient.by, q->recipient.why);
}

static void
show_verdict(struct om_run *run, const struct question *q,
    const struct om_policy *p, const struct om_verdict *v)
{
	om_output_format(&run->out, "%s: %s (%s)", p->name,
	    om_verdict_word(v->value), om_verdict_holds_for(v->value));
	for (int mark = 0; mark < OM_MARK_COUNT; mark++)
		if (v->marks >> mark & 1)
			om_output_format(&run->out, "; %s",
			    om_mark_meaning((enum om_mark)mark));
	om_output_text(&run->out, OM_SPAN("\n"));
	show_recipient(run, q, p, v);
	om_policy_warn(p, v, show_warning, &run->out);
	show_rules(run, p, v);
}

static void
print_each(
    struct om_run *run, const struct om_policies *all, const struct question *q)
{
	struct om_verdict *v = om_new(1, sizeof(*v));

	for (size_t i = 0; i < all->n; i++) {
		om_policy_judge(v, all->list[i], &q->kinds);
		if (run->out.shape == OM_SHAPE_NDJSON) {
			om_verdict_json(om_output_json(&run->out), NULL,
			    all->list[i], v, q->for_recipient);
			om_output_next(&run->out);
			continue;
		}
		om_output_text(&run->out, i > 0 ? OM_SPAN("\n") : OM_SPAN_NONE);
		show_verdict(run, q, all->list[i], v);
	}
	om_free(v);
}

static int
read_question(
    struct question *out, struct om_run *run, const struct om_kinds *kinds)
{
	const char *recipient = om_option_text(run, "recipient");
	int rc = om_policies_set(&out->kinds, kinds, &run->words);

	if (rc != OM_OK || recipient == NULL)
		return rc;
	rc = om_recipient_load(&out->recipient, recipient);
	if (rc == OM_OK)
		out->for_recipient = &out->recipient;
	return rc;
}

static int
run_explain(struct om_run *run)
{
	struct om_policies all;
	struct question q = { 0 };
	int rc = om_policies_load(&all, run, om_option_list(run, "policy"));

	if (rc != OM_OK)
		return rc;
	rc = read_question(&q, run, all.kinds);
	if (rc == OM_OK && run->out.shape == OM_SHAPE_JSON) {
		om_policy_explain_json(om_output_json(&run->out),
		    (const struct om_policy *const *)all.list, all.n, &q.kinds,
		    q.for_recipient);
		om_output_next(&run->out);
	} else if (rc == OM_OK)
		print_each(run, &all, &q);
	om_recipient_close(&q.recipient);
	om_policies_close(&all);
	return rc;
}

static const struct om_option options[] = {
	{ "policy", 'p', OM_OPTION_LIST, "NAME,...", "these laws alone",
	    false },
	{ "recipient", 0, OM_OPTION_TEXT, "FILE",
	    "what it is for the recipient that FILE assesses", false },
	{ 0 },
};

const struct om_command om_cmd_policy_explain = {
	.word = "explain",
	.summary = "what a record with these kinds of data is, and why",
	.arguments = "KIND...",
	.about =
	    "not-established says that no rule speaks. That is not the "
	    "same as anonymous, which needs measuring. What is personal for "
	    "the holder of a key alone may not be so for a recipient: "
	    "FILE is {\"recipient\",\"can_identify\",\"why\",\"by\","
	    "\"on\",\"review\"}, a named person's assessment of the means "
	    "that recipient can reasonably use.",
	.example = "ombud policy explain name.full address.work\n"
		   "ombud policy explain language email --policy gdpr --json",
	.touches = OM_READS,
	.options = options,
	.run = run_explain,
};
