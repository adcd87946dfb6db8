#include "cmd/request.h"
#include "cmd/request_print.h"
#include "cmd/workspace.h"
#include "store/id.h"

enum { ACTS = OM_READS | OM_CHANGES | OM_WORKSPACE | OM_RESERVED };

static int
begin(struct om_case *c, int32_t *day, struct om_run *run)
{
	int rc = om_id_parse(&c->id, om_span_of(run->words.p[0]));

	return rc == OM_OK ? om_request_read_day(day, run, "date") : rc;
}

static int
work_acknowledge(struct om_run *run, struct om *om)
{
	struct om_case c = { om, &run->arena, 0, NULL };
	int32_t day = 0;
	int rc = begin(&c, &day, run);

	if (rc == OM_OK)
		rc = om_request_acknowledge(&c, day);
	if (rc == OM_OK)
		om_request_print_brief(run, c.request);
	return rc;
}

/* Identity where nothing is said. */
static int
read_question(
    struct om_request_question *out, struct om_case *c, struct om_run *run)
{
	const char *word = om_option_text(run, "for");

	out->kind = OM_WAIT_IDENTITY;
	if (word != NULL && !om_wait_parse(&out->kind, om_span_of(word)))
		return om_fail(OM_USAGE, "nobody is asked for that");
	return begin(c, &out->day, run);
}

static int
work_pause(struct om_run *run, struct om *om)
{
	struct om_case c = { om, &run->arena, 0, NULL };
	struct om_request_question q = { .large = om_option_flag(
					     run, "large-volume") };
	int rc = read_question(&q, &c, run);

	if (rc == OM_OK)
		rc = om_request_ask(&c, &q);
	if (rc == OM_OK)
		om_request_print_brief(run, c.request);
	return rc;
}

static int
work_resume(struct om_run *run, struct om *om)
{
	struct om_case c = { om, &run->arena, 0, NULL };
	struct om_request_question q = { 0 };
	int rc = read_question(&q, &c, run);

	if (rc == OM_OK)
		rc = om_request_resume(&c, &q);
	if (rc == OM_OK)
		om_request_print_brief(run, c.request);
	return rc;
}

static int
run_acknowledge(struct om_run *run)
{
	return om_workspace_run(run, work_acknowledge);
}

static int
run_pause(struct om_run *run)
{
	return om_workspace_run(run, work_pause);
}

static int
run_resume(struct om_run *run)
{
	return om_workspace_run(run, work_resume);
}

#define DATE_OPTION                                    \
	{                                              \
		"date", 0, OM_OPTION_TEXT, "DATE",     \
		    "the day of it; else today", false \
	}
#define FOR_OPTION(help)                                                    \
	{                                                                   \
		"for", 0, OM_OPTION_CHOICE, "identity|clarification", help, \
		    false                                                   \
	}

static const struct om_option acknowledge_options[] = {
	DATE_OPTION,
	{ 0 },
};
static const struct om_option pause_options[] = {
	FOR_OPTION("what the person was asked for; else identity"),
	{ "large-volume", 0, OM_OPTION_FLAG, NULL,
	    "the data are many, and she was told so (GDPR rec. 63)", false },
	DATE_OPTION,
	{ 0 },
};
static const struct om_option resume_options[] = {
	FOR_OPTION("what she gave; else identity"),
	DATE_OPTION,
	{ 0 },
};

const struct om_command om_cmd_request_acknowledge = {
	.word = "acknowledge",
	.summary = "record that receipt was confirmed to the person",
	.arguments = "ID",
	.about = "California wants it within ten business days, with how the "
		 "request is handled (11 CCR 7021(a)).",
	.example = "ombud request acknowledge ID",
	.touches = ACTS,
	.options = acknowledge_options,
	.run = run_acknowledge,
};

const struct om_command om_cmd_request_pause = {
	.word = "pause",
	.summary = "record that the person was asked for something",
	.arguments = "ID",
	.about =
	    "Whether the clock stands still each law says for itself: in "
	    "Europe for proof of identity that was asked for within five "
	    "working days, once, and for what is meant only where the data "
	    "are many; in the United Kingdom it starts with proof or fee and "
	    "stands still for what is meant; in California it never does. "
	    "`request explain` tells which days do not count.",
	.example = "ombud request pause ID --for identity",
	.touches = ACTS,
	.options = pause_options,
	.run = run_pause,
};

const struct om_command om_cmd_request_resume = {
	.word = "resume",
	.summary = "record that the person gave what she was asked for",
	.arguments = "ID",
	.about = "From that day the clock goes on; `request verify` says that "
		 "the proof was good, and is an answer, too.",
	.example = "ombud request resume ID --for identity --date 2026-11-23",
	.touches = ACTS,
	.options = resume_options,
	.run = run_resume,
};
