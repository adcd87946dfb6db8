#include "cmd/request.h"
#include "cmd/request_act.h"
#include "cmd/request_print.h"
#include "cmd/workspace.h"
#include "store/id.h"

static int
work(struct om_run *run, struct om *om)
{
	struct om_case c = { om, &run->arena, 0, NULL };
	const struct om_weighing what = {
		.result = om_option_text(run, "result"),
		.grounds = om_option_text(run, "grounds"),
	};
	int rc = om_id_parse(&c.id, om_span_of(run->words.p[0]));

	if (rc == OM_OK)
		rc = om_request_weigh(&c, &what);
	if (rc == OM_OK)
		om_request_print_brief(run, c.request);
	return rc;
}

static int
run_weigh(struct om_run *run)
{
	return om_workspace_run(run, work);
}

static const struct om_option options[] = {
	{ "result", 0, OM_OPTION_TEXT, "WORD",
	    "upheld, overridden, confirmed, changed or explained", true },
	{ "grounds", 0, OM_OPTION_TEXT, "TEXT",
	    "why, as the person will read it, without names and numbers",
	    false },
	{ 0 },
};

enum { ACTS = OM_READS | OM_CHANGES | OM_WORKSPACE | OM_RESERVED };

const struct om_command om_cmd_request_weigh = {
	.word = "weigh",
	.summary = "record what a person decided who weighed it",
	.arguments = "ID",
	.about = "An objection to processing, and a look at an automated "
		 "decision, are decided by a person before they are run. Who "
		 "overrides an objection must show compelling grounds (GDPR "
		 "Art. 21(1)). Of an objection the result is upheld or "
		 "overridden; of a decision confirmed, changed or explained, "
		 "in California explained.",
	.example = "ombud request weigh ID --result overridden --grounds 'we "
		   "need the records for a claim in court'",
	.touches = ACTS,
	.options = options,
	.run = run_weigh,
};

const struct om_command om_cmd_request_lift = {
	.word = "lift",
	.summary = "end the restriction that a request brought about",
	.arguments = "ID",
	.about = "Exit 5 before the person was told: the letter `lifting` must "
		 "have been sent (GDPR Art. 18(3)).",
	.example = "ombud request lift ID",
	.touches = ACTS,
	.run = om_request_act,
};
