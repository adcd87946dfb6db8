#include "cmd/request.h"
#include "cmd/workspace.h"
#include "request/register.h"
#include "cmd/request_print.h"
#include "store/id.h"

static int
work_recompute(struct om_run *run, struct om *om)
{
	struct om_recomputed n;
	struct om_json *j;
	int rc = om_request_recompute(&n, om);

	if (rc != OM_OK)
		return rc;
	if (run->out.shape == OM_SHAPE_TABLE) {
		om_output_format(&run->out,
		    "%lld requests derived anew, %lld changed%s\n",
		    (long long)n.requests, (long long)n.changed,
		    run->dry_run ? " (not written: --dry-run)" : "");
		return OM_OK;
	}
	j = om_output_json(&run->out);
	om_json_object(j, NULL);
	om_json_int(j, "requests", n.requests);
	om_json_int(j, "changed", n.changed);
	om_json_end_object(j);
	om_output_next(&run->out);
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
	struct om_purged n;
	struct om_json *j;
	int rc = om_request_purge(&n, om);

	if (rc != OM_OK)
		return rc;
	if (run->out.shape == OM_SHAPE_TABLE) {
		om_output_format(&run->out,
		    "%lld requests removed, %lld needed still%s\n",
		    (long long)n.requests, (long long)n.frozen,
		    run->dry_run ? " (not done: --dry-run)" : "");
		return OM_OK;
	}
	j = om_output_json(&run->out);
	om_json_object(j, NULL);
	om_json_int(j, "removed", n.requests);
	om_json_int(j, "frozen", n.frozen);
	om_json_end_object(j);
	om_output_next(&run->out);
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
