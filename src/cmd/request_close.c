#include "cmd/request.h"
#include "cmd/request_print.h"
#include "cmd/workspace.h"
#include "store/id.h"

static int
work_close(struct om_run *run, struct om *om)
{
	struct om_case c = { om, &run->arena, 0, NULL };
	int rc = om_id_parse(&c.id, om_span_of(run->words.p[0]));

	if (rc == OM_OK && om_option_flag(run, "duplicate"))
		rc = om_request_merge(&c);
	else if (rc == OM_OK)
		rc = om_request_close(&c, om_option_flag(run, "leave-open"));
	if (rc == OM_OK)
		om_request_print_brief(run, c.request);
	return rc;
}

static int
run_close(struct om_run *run)
{
	return om_workspace_run(run, work_close);
}

static const struct om_option options[] = {
	{ "leave-open", 0, OM_OPTION_FLAG, NULL,
	    "although systems are left that nobody dealt with", false },
	{ "duplicate", 0, OM_OPTION_FLAG, NULL,
	    "it goes on as the earlier request that it repeats", false },
	{ 0 },
};

const struct om_command om_cmd_request_close = {
	.word = "close",
	.summary = "end an answered request and wipe its identifier",
	.arguments = "ID",
	.about = "Exit 5, naming them, while systems that delivered the "
		 "person's data were not dealt with (request attest): the "
		 "law means them, too.",
	.example = "ombud request close ID",
	.touches = OM_READS | OM_CHANGES | OM_WORKSPACE | OM_RESERVED,
	.options = options,
	.run = run_close,
};
