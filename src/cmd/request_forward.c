#include "cmd/request.h"
#include "cmd/request_print.h"
#include "cmd/workspace.h"
#include "store/id.h"

static int
work_forward(struct om_run *run, struct om *om)
{
	struct om_case c = { om, &run->arena, 0, NULL };
	int rc = om_id_parse(&c.id, om_span_of(run->words.p[0]));

	if (rc == OM_OK)
		rc = om_request_forward(&c, om_option_text(run, "out"));
	if (rc == OM_OK)
		om_request_print_brief(run, c.request);
	return rc;
}

static int
run_forward(struct om_run *run)
{
	return om_workspace_run(run, work_forward);
}

static const struct om_option options[] = {
	{ "out", 0, OM_OPTION_TEXT, "FILE", "a new file, for the controller",
	    true },
	{ 0 },
};

const struct om_command om_cmd_request_forward = {
	.word = "forward",
	.summary = "hand a request on to the controller whose data it is about",
	.arguments = "ID",
	.about = "For requests that were taken in with --role processor: who "
		 "processes data for another does not answer for them (GDPR "
		 "Art. 28(3)(e)). It is closed here, and its identifier "
		 "wiped.",
	.example = "ombud request forward ID --out request.json",
	.touches = OM_READS | OM_CHANGES | OM_WORKSPACE | OM_RESERVED,
	.options = options,
	.run = run_forward,
};
