#include "base/date.h"
#include "cmd/because.h"
#include "cmd/request.h"
#include "cmd/request_print.h"
#include "cmd/workspace.h"
#include "store/id.h"

/* A day that an option names; 0 where it was not given. */
static int
read_day(int32_t *out, struct om_run *run, const char *option)
{
	const char *text = om_option_text(run, option);

	*out = 0;
	if (text != NULL && om_day_parse(out, om_span_of(text)) != OM_OK)
		return om_fail(
		    OM_USAGE, "--%s must be a day, YYYY-MM-DD", option);
	return OM_OK;
}

static int
work_letter(struct om_run *run, struct om *om)
{
	struct om_case c = { om, &run->arena, 0, NULL };
	struct om_request_writing what = { .kind = run->words.p[1],
		.path = om_option_text(run, "out"),
		.language = om_option_text(run, "language") };
	int rc = om_id_parse(&c.id, om_span_of(run->words.p[0]));

	if (rc == OM_OK)
		rc = read_day(&what.until, run, "until");
	if (rc == OM_OK)
		rc = om_because(&what.text, run, "text");
	if (rc == OM_OK)
		rc = om_request_letter(&c, &what);
	if (rc == OM_OK)
		om_request_print_brief(run, c.request);
	return rc;
}

static int
run_letter(struct om_run *run)
{
	return om_workspace_run(run, work_letter);
}

static int
work_sent(struct om_run *run, struct om *om)
{
	struct om_case c = { om, &run->arena, 0, NULL };
	struct om_request_sending what = { .kind = run->words.p[1],
		.channel = om_option_text(run, "channel"),
		.address = om_option_text(run, "address-from"),
		.evidence = om_option_text(run, "evidence") };
	int rc = om_id_parse(&c.id, om_span_of(run->words.p[0]));

	if (rc == OM_OK)
		rc = read_day(&what.day, run, "date");
	if (rc == OM_OK)
		rc = om_request_send(&c, &what);
	if (rc == OM_OK)
		om_request_print_brief(run, c.request);
	return rc;
}

static int
run_sent(struct om_run *run)
{
	return om_workspace_run(run, work_sent);
}

static const struct om_option letter_options[] = {
	{ "out", 0, OM_OPTION_TEXT, "PATH",
	    "a new file that ends in .html, or a folder for it", true },
	{ "language", 0, OM_OPTION_TEXT, "CODE",
	    "en, de, fr or one of the workspace's; else the request's", false },
	{ "text", 0, OM_OPTION_TEXT, "FILE",
	    "the question or the reason in your own words; - reads standard "
	    "input",
	    false },
	{ "until", 0, OM_OPTION_TEXT, "DATE",
	    "of lifting: the day on which the restriction ends", false },
	{ 0 },
};

const struct om_command om_cmd_request_letter = {
	.word = "letter",
	.summary = "write a letter to the person",
	.arguments = "ID KIND",
	.about =
	    "KIND is acknowledgement, identity, clarification, extension, "
	    "refusal, fee, unidentified, nothing, erased, partial, "
	    "supplement, rectified, objection, optout, lifting or "
	    "recipients. Exit 5 where the request has no such letter now; "
	    "exit 2, naming it, where ombud.json lacks what the letter must "
	    "say. It is entered in the request, and waits until `request "
	    "sent` says that it went out. Its sentences are in "
	    "reports/language/, where the workspace may have its own.",
	.example = "ombud request letter ID extension --out letters "
		   "--language de",
	.touches = OM_READS | OM_CHANGES | OM_WORKSPACE | OM_RESERVED,
	.options = letter_options,
	.run = run_letter,
};

static const struct om_option sent_options[] = {
	{ "channel", 0, OM_OPTION_CHOICE, "post|mail|portal|hand",
	    "how it went out", true },
	{ "address-from", 0, OM_OPTION_CHOICE, "request|profile|register",
	    "where the address was taken from", true },
	{ "evidence", 0, OM_OPTION_TEXT, "TEXT",
	    "what shows it, in a few plain words: \"registered letter\"",
	    true },
	{ "date", 0, OM_OPTION_TEXT, "DATE",
	    "the day on which it went out, YYYY-MM-DD; else today", false },
	{ 0 },
};

const struct om_command om_cmd_request_sent = {
	.word = "sent",
	.summary = "record that a letter went out",
	.arguments = "ID KIND",
	.about = "KIND is that of the letter; `answer` for what `request "
		 "answer` made. The law counts by the day on which it went "
		 "out.",
	.example = "ombud request sent ID answer --channel post "
		   "--address-from profile --evidence 'registered letter'",
	.touches = OM_READS | OM_CHANGES | OM_WORKSPACE | OM_RESERVED,
	.options = sent_options,
	.run = run_sent,
};
