#include "cmd/processing.h"

#include "cmd/trial.h"
#include "cmd/workspace.h"
#include "context/processing.h"

static int
work_import(struct om_run *run, struct om *om)
{
	struct om_processing_record *r = NULL;
	bool unchanged;
	int rc = om_processing_import(&r, &unchanged, om, run->words.p[0]);

	if (rc != OM_OK)
		return rc;
	om_output_format(&run->out, "%zu activities, %zu recipients%s%s\n",
	    r->n, r->recipient_count,
	    unchanged ? ": the record is this one already" : "",
	    unchanged ? "" : om_trial_note(run));
	om_processing_close(r);
	return OM_OK;
}

static int
run_import(struct om_run *run)
{
	return om_workspace_run(run, work_import);
}

static const struct om_command cmd_import = {
	.word = "import",
	.summary = "take in the record of processing from a file",
	.arguments = "FILE",
	.about = "FILE replaces the record that was there, which stays in the "
		 "history: what an answer was made from can be told. Its "
		 "shape is that of `policy show schema/processing`; one to "
		 "begin from is `policy show examples/processing`. Exit 2, "
		 "naming line and place, for what errs; nothing is changed "
		 "then.",
	.example = "ombud processing import record.json",
	.touches = OM_CHANGES | OM_WORKSPACE,
	.run = run_import,
};

static const struct om_command *const actions[] = {
	&cmd_import,
	&om_cmd_processing_show,
	&om_cmd_processing_check,
	NULL,
};

const struct om_command om_cmd_processing = {
	.word = "processing",
	.summary = "what the organisation does with data: its record (Art. 30)",
	.about = "Answers to people are made from it: purposes, recipients by "
		 "name, periods. Without one, what ombud.json says under "
		 "\"processing\" stands for everything.",
	.example = "ombud processing check",
	.actions = actions,
};
