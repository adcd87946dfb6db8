#include "cmd/because.h"
#include "cmd/request.h"
#include "cmd/request_print.h"
#include "cmd/workspace.h"
#include "store/id.h"

static int
work(struct om_run *run, struct om *om)
{
	struct om_case c = { om, &run->arena, 0, NULL };
	struct om_span text = OM_SPAN_NONE;
	int rc = om_id_parse(&c.id, om_span_of(run->words.p[0]));

	if (rc == OM_OK)
		rc = om_because(&text, run, "with");
	if (rc == OM_OK)
		rc = om_request_correct(&c, text);
	if (rc == OM_OK)
		om_request_print_brief(run, c.request);
	return rc;
}

static int
run_correct(struct om_run *run)
{
	return om_workspace_run(run, work);
}

static const struct om_option options[] = {
	{ "with", 0, OM_OPTION_TEXT, "FILE",
	    "{\"name\":\"...\",\"attributes\":{...}}: what changes", true },
	{ 0 },
};

const struct om_command om_cmd_request_correct = {
	.word = "correct",
	.summary = "what is right, for a request to rectify",
	.arguments = "ID",
	.about = "Kept encrypted until the request is run, and then only in "
		 "the records. Each record that has such a field gets its new "
		 "value; a source that is not connected must be told too.",
	.example = "ombud request correct ID --with right.json",
	.touches = OM_READS | OM_CHANGES | OM_WORKSPACE | OM_RESERVED,
	.options = options,
	.run = run_correct,
};
