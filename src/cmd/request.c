#include "cmd/request.h"

#include "cmd/remains.h"
#include "cmd/request_act.h"
#include "cmd/request_print.h"
#include "cmd/workspace.h"
#include "store/id.h"

static int
run_hold(struct om_run *run)
{
	bool release = om_option_flag(run, "release");

	if (release == (om_option_text(run, "ground") != NULL))
		return om_fail(
		    OM_USAGE, "give either --ground WORD or --release");
	return om_request_act(run);
}

static int
run_list(struct om_run *run)
{
	return om_workspace_run(run, om_request_print_list);
}

static int
work_explain(struct om_run *run, struct om *om)
{
	struct om_case c = { om, &run->arena, 0, NULL };
	struct om_buf text = OM_BUF(1 << 20);
	int rc = om_id_parse(&c.id, om_span_of(run->words.p[0]));

	if (rc == OM_OK)
		rc = om_request_explain(&text, &c);
	if (rc == OM_OK)
		om_output_text(&run->out, om_buf_span(&text));
	om_buf_free(&text);
	return rc;
}

static int
run_explain(struct om_run *run)
{
	return om_workspace_run(run, work_explain);
}

static const struct om_option list_options[] = {
	{ "open", 0, OM_OPTION_FLAG, NULL, "only those that are not closed",
	    false },
	{ "due-before", 0, OM_OPTION_TEXT, "DATE",
	    "only those not closed and due before that day, the most urgent "
	    "first",
	    false },
	{ 0 },
};
static const struct om_option hold_options[] = {
	{ "ground", 0, OM_OPTION_TEXT, "WORD",
	    "why it must be kept, for example legal_claims", false },
	{ "release", 0, OM_OPTION_FLAG, NULL, "lift the hold", false },
	{ 0 },
};
static const struct om_option approve_options[] = {
	{ "by", 0, OM_OPTION_TEXT, "USER", "who approves", true },
	{ 0 },
};
static const struct om_option extend_options[] = {
	{ "reason", 0, OM_OPTION_CHOICE, "complexity|number",
	    "why more time is needed; the person is told", true },
	{ 0 },
};
static const struct om_option run_options[] = {
	OM_REMAINS_OPTIONS,
	{ 0 },
};
static const struct om_option attest_options[] = {
	{ "system", 0, OM_OPTION_TEXT, "NAME",
	    "the system that was dealt with by hand", true },
	{ 0 },
};

enum {
	LOOKS = OM_READS | OM_WORKSPACE,
	ACTS = OM_READS | OM_CHANGES | OM_WORKSPACE | OM_RESERVED,
};

static const struct om_command cmd_list = {
	.word = "list",
	.summary = "the register of requests",
	.example = "ombud request list",
	.touches = LOOKS,
	.options = list_options,
	.run = run_list,
};
static const struct om_command cmd_show = {
	.word = "show",
	.summary = "one request, its plan and how far it is",
	.arguments = "ID",
	.example = "ombud request show ID --json",
	.touches = LOOKS,
	.run = om_request_act,
};
static const struct om_command cmd_hold = {
	.word = "hold",
	.summary = "keep a request from being run, or lift that",
	.arguments = "ID",
	.about = "While the data is needed for a legal claim, for example "
		 "(GDPR Art. 17(3)). Give --ground or --release. The hold is "
		 "on this request, not on the person.",
	.example = "ombud request hold ID --ground legal_claims",
	.touches = ACTS,
	.options = hold_options,
	.run = run_hold,
};
static const struct om_command cmd_plan = {
	.word = "plan",
	.summary = "look for the person and write down what is to be done",
	.arguments = "ID",
	.about = "Changes none of the person's data: the plan is what a second "
		 "person reads before approving. Exit 5 where several people "
		 "share the identifier: then nothing may be done by it.",
	.example = "ombud request plan ID",
	.touches = ACTS,
	.run = om_request_act,
};
static const struct om_command cmd_approve = {
	.word = "approve",
	.summary = "record that the plan was approved",
	.arguments = "ID",
	.about = "An erasure is approved by another person than the one who "
		 "took the request in, unless ombud.json says "
		 "\"two_person\": false. The audit log names who typed this "
		 "and who approved.",
	.example = "ombud request approve ID --by maria",
	.touches = ACTS,
	.options = approve_options,
	.run = om_request_act,
};
static const struct om_command cmd_extend = {
	.word = "extend",
	.summary = "take more time for the answer",
	.arguments = "ID",
	.about = "Once, before the first deadline, and where the law knows it. "
		 "It counts when the letter that tells the person, with the "
		 "reason, was sent by then (request sent).",
	.example = "ombud request extend ID --reason complexity",
	.touches = ACTS,
	.options = extend_options,
	.run = om_request_act,
};
static const struct om_command cmd_run = {
	.word = "run",
	.summary = "carry the approved plan out, and look whether it worked",
	.arguments = "ID",
	.about =
	    "May be repeated: what was done is not done again.\n\n"
	    "With --sweep, or \"sweep_after_erasure\": true in ombud.json, "
	    "every file of the workspace is searched for what an erased "
	    "person was known by, as `ombud db sweep` does, and her "
	    "certificate says so. Exit 1 where something was found, 3 "
	    "where not all could be read: the request is incomplete then. "
	    "What to search for is known to the run that erases alone; "
	    "another one goes on with --no-sweep only, and the "
	    "certificate says that a search had failed.",
	.example = "ombud request run ID --sweep",
	.touches = ACTS,
	.options = run_options,
	.run = om_request_act,
};
static const struct om_command cmd_attest = {
	.word = "attest",
	.summary = "record that a system was dealt with by hand",
	.arguments = "ID",
	.about = "While one is left that was not, the outcome is `partial`.",
	.example = "ombud request attest ID --system crm",
	.touches = ACTS,
	.options = attest_options,
	.run = om_request_act,
};
static const struct om_command cmd_withdraw = {
	.word = "withdraw",
	.summary = "record that the person took the request back",
	.arguments = "ID",
	.example = "ombud request withdraw ID",
	.touches = ACTS,
	.run = om_request_act,
};
static const struct om_command cmd_explain = {
	.word = "explain",
	.summary = "what happened, why, until when, and what comes next",
	.arguments = "ID",
	.example = "ombud request explain ID",
	.touches = OM_WORKSPACE,
	.run = run_explain,
};

static const struct om_command *const actions[] = {
	&om_cmd_request_new,
	&cmd_list,
	&cmd_show,
	&om_cmd_request_acknowledge,
	&om_cmd_request_challenge,
	&om_cmd_request_verify,
	&om_cmd_request_pause,
	&om_cmd_request_resume,
	&cmd_hold,
	&cmd_plan,
	&om_cmd_request_item,
	&om_cmd_request_redact,
	&cmd_approve,
	&om_cmd_request_weigh,
	&om_cmd_request_correct,
	&om_cmd_request_deny,
	&om_cmd_request_fee,
	&cmd_extend,
	&cmd_run,
	&om_cmd_request_answer,
	&om_cmd_request_certificate,
	&om_cmd_request_letter,
	&om_cmd_request_sent,
	&cmd_attest,
	&cmd_withdraw,
	&om_cmd_request_forward,
	&om_cmd_request_notify,
	&om_cmd_request_notified,
	&om_cmd_request_close,
	&om_cmd_request_lift,
	&cmd_explain,
	&om_cmd_request_recompute,
	&om_cmd_request_complaint,
	&om_cmd_request_purge,
	NULL,
};

const struct om_command om_cmd_request = {
	.word = "request",
	.summary = "what people ask for, from receipt to answer",
	.about = "A request goes through: new, verify, plan, approve, run, "
		 "answer, close. Each step is recorded with who did it; none "
		 "can be left out.",
	.example = "ombud request new erase --subject email:ana@example.com\n"
		   "ombud request explain ID",
	.actions = actions,
};
