#include "cmd/request.h"
#include "cmd/request_print.h"
#include "cmd/workspace.h"
#include "store/id.h"

static int
work_notify(struct om_run *run, struct om *om)
{
	struct om_case c = { om, &run->arena, 0, NULL };
	int rc = om_id_parse(&c.id, om_span_of(run->words.p[0]));

	if (rc == OM_OK)
		rc = om_request_notify(&c, om_option_text(run, "recipient"),
		    om_option_text(run, "out"));
	if (rc == OM_OK)
		om_request_print_brief(run, c.request);
	return rc;
}

static int
run_notify(struct om_run *run)
{
	return om_workspace_run(run, work_notify);
}

static int
work_notified(struct om_run *run, struct om *om)
{
	struct om_case c = { om, &run->arena, 0, NULL };
	struct om_request_notified what = {
		.recipient = om_option_text(run, "recipient"),
		.because = om_option_text(run, "because"),
	};
	int rc = om_id_parse(&c.id, om_span_of(run->words.p[0]));

	if (rc == OM_OK)
		rc = om_notice_state_parse(
		    &what.state, om_span_of(om_option_text(run, "state")));
	if (rc == OM_OK)
		rc = om_request_notified(&c, &what);
	if (rc == OM_OK)
		om_request_print_brief(run, c.request);
	return rc;
}

static int
run_notified(struct om_run *run)
{
	return om_workspace_run(run, work_notified);
}

static const struct om_option notify_options[] = {
	{ "recipient", 0, OM_OPTION_TEXT, "NAME",
	    "for whom; may be left out where one alone is to be told", false },
	{ "out", 0, OM_OPTION_TEXT, "FILE", "a new file, for the recipient",
	    true },
	{ 0 },
};

static const struct om_option notified_options[] = {
	{ "recipient", 0, OM_OPTION_TEXT, "NAME", "whose notice", true },
	{ "state", 0, OM_OPTION_CHOICE,
	    "sent|acknowledged|impossible|disproportionate",
	    "what became of it", true },
	{ "because", 0, OM_OPTION_TEXT, "TEXT",
	    "why it is impossible or disproportionate, in a few plain words",
	    false },
	{ 0 },
};

const struct om_command om_cmd_request_notify = {
	.word = "notify",
	.summary = "make the notice to a recipient of the person's data",
	.arguments = "ID",
	.about = "Whoever got the data from you is told what was done to it "
		 "(GDPR Art. 19; 11 CCR 7022(b)); `request show` lists whom. "
		 "FILE has those identifiers alone by which the recipient "
		 "knows people (identities in the record of processing), as "
		 "an OpenDSR 2.0 request. Send it, then say so: request "
		 "notified. What it is made from is kept encrypted until "
		 "then. The answer to the person does not wait for it.",
	.example = "ombud request notify ID --recipient 'Parcel Ltd' "
		   "--out notice.json",
	.touches = OM_READS | OM_CHANGES | OM_WORKSPACE | OM_RESERVED,
	.options = notify_options,
	.run = run_notify,
};

const struct om_command om_cmd_request_notified = {
	.word = "notified",
	.summary = "record what became of a notice to a recipient",
	.arguments = "ID",
	.about = "While a notice is neither sent nor, with its reason, "
		 "impossible or disproportionate, the request cannot be "
		 "closed; to be confirmed it may be afterwards.",
	.example = "ombud request notified ID --recipient 'Parcel Ltd' "
		   "--state sent",
	.touches = OM_READS | OM_CHANGES | OM_WORKSPACE | OM_RESERVED,
	.options = notified_options,
	.run = run_notified,
};
