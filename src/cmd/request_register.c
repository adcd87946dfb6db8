#include "cmd/request.h"
#include "cmd/workspace.h"
#include "request/request.h"

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
