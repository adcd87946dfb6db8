#include "cmd/request.h"
#include "cmd/request_print.h"
#include "cmd/trial.h"
#include "cmd/workspace.h"
#include "request/register.h"
#include "store/id.h"

/* What befell the whole register: two counts, in words and as members. */
struct tally {
	const char *words[2], *members[2];
	int64_t n[2];
};

static void
print_tally(struct om_run *run, const struct tally *t)
{
	struct om_json *j;

	if (run->out.shape == OM_SHAPE_TABLE) {
		om_output_format(&run->out, "%lld requests %s, %lld %s%s\n",
		    (long long)t->n[0], t->words[0], (long long)t->n[1],
		    t->words[1], om_trial_note(run));
		return;
	}
	j = om_output_json(&run->out);
	om_json_object(j, NULL);
	for (int i = 0; i < 2; i++)
		om_json_int(j, t->members[i], t->n[i]);
	om_json_end_object(j);
	om_output_next(&run->out);
}

static int
work_recompute(struct om_run *run, struct om *om)
{
	struct tally t = { { "derived anew", "changed" },
		{ "requests", "changed" }, { 0, 0 } };
	struct om_recomputed n;
	int rc = om_request_recompute(&n, om);

	if (rc != OM_OK)
		return rc;
	t.n[0] = n.requests;
	t.n[1] = n.changed;
	print_tally(run, &t);
	return OM_OK;
}

static int
run_recompute(struct om_run *run)
{
	return om_workspace_run(run, work_recompute);
}

const struct om_command om_cmd_request_recompute = {
	.word = "recompute",
	.summary = "derive every deadline and state anew from the events",
	.about = "The register keeps what follows from the events of each "
		 "request, and follows changed policies by itself. This makes "
		 "it anew; \"changed\" is 0 where it was right.",
	.example = "ombud request recompute --dry-run",
	.touches = OM_READS | OM_CHANGES | OM_WORKSPACE,
	.run = run_recompute,
};

static int
work_purge(struct om_run *run, struct om *om)
{
	struct tally t = { { "removed", "needed still" },
		{ "removed", "frozen" }, { 0, 0 } };
	struct om_purged n;
	int rc = om_request_purge(&n, om);

	if (rc != OM_OK)
		return rc;
	t.n[0] = n.requests;
	t.n[1] = n.frozen;
	print_tally(run, &t);
	return OM_OK;
}

static int
run_purge(struct om_run *run)
{
	return om_workspace_run(run, work_purge);
}

const struct om_command om_cmd_request_purge = {
	.word = "purge",
	.summary = "remove closed requests whose time in the register is over",
	.about = "A request stays for 36 months after it was closed, for 24 "
		 "in the United States, or for register_months of ombud.json "
		 "(for California and Colorado 24 at least). What a complaint "
		 "is about stays, and what data is kept or restricted for. The "
		 "audit log says how many were removed, not which.",
	.example = "ombud request purge --dry-run",
	.touches = OM_READS | OM_CHANGES | OM_WORKSPACE,
	.run = run_purge,
};

static int
work_complaint(struct om_run *run, struct om *om)
{
	struct om_case c = { om, &run->arena, 0, NULL };
	const char *who = om_option_text(run, "from");
	int rc = om_id_parse(&c.id, om_span_of(run->words.p[0]));

	if (rc == OM_OK && om_option_flag(run, "settled") == (who != NULL))
		rc = om_fail(OM_USAGE, "give either --from WHO or --settled");
	if (rc == OM_OK)
		rc = om_request_complaint(&c, who);
	if (rc == OM_OK)
		om_request_print_brief(run, c.request);
	return rc;
}

static int
run_complaint(struct om_run *run)
{
	return om_workspace_run(run, work_complaint);
}

static const struct om_option complaint_options[] = {
	{ "from", 0, OM_OPTION_CHOICE, "person|authority|court",
	    "who complains, or asks", false },
	{ "settled", 0, OM_OPTION_FLAG, NULL, "it is over", false },
	{ 0 },
};

const struct om_command om_cmd_request_complaint = {
	.word = "complaint",
	.summary = "record that somebody complained, so that nothing is purged",
	.arguments = "ID",
	.example = "ombud request complaint ID --from authority",
	.touches = OM_READS | OM_CHANGES | OM_WORKSPACE,
	.options = complaint_options,
	.run = run_complaint,
};
