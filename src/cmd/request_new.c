#include <stdio.h>

#include "base/clock.h"
#include "base/date.h"
#include "cmd/request.h"
#include "cmd/request_print.h"
#include "cmd/workspace.h"

int
om_request_read_day(int32_t *out, struct om_run *run, const char *option)
{
	const char *text = om_option_text(run, option);

	if (text == NULL) {
		*out = om_clock_today();
		return OM_OK;
	}
	if (om_day_parse(out, om_span_of(text)) != OM_OK)
		return om_fail(
		    OM_USAGE, "--%s must be a day, YYYY-MM-DD", option);
	return OM_OK;
}

/* "gdpr,ccpa"; NULL where none was given. */
static const char *
read_regimes(struct om_run *run)
{
	struct om_words words = om_option_list(run, "regime");
	struct om_buf list = OM_BUF(1 << 10);
	const char *s = NULL;

	for (size_t i = 0; i < words.n; i++)
		om_buf_format(&list, "%s%s", i == 0 ? "" : ",", words.p[i]);
	if (words.n > 0)
		s = om_arena_string(&run->arena, om_buf_span(&list));
	om_buf_free(&list);
	return s;
}

static void
say_repeated(const struct om_request *r)
{
	for (size_t i = 0; i < r->event_count; i++)
		if (r->events[i].kind == OM_EVENT_REPEATED)
			(void)fprintf(stderr,
			    "ombud: the same was asked for in request %s, "
			    "which is not closed\n",
			    r->events[i].detail);
}

static int
work_new(struct om_run *run, struct om *om)
{
	struct om_case c = { om, &run->arena, 0, NULL };
	struct om_request_new what = {
		.right = run->words.p[0],
		.to = om_option_text(run, "to"),
		.about = om_option_text(run, "about"),
		.regime = read_regimes(run),
		.country = om_option_text(run, "country"),
		.controller = om_option_text(run, "controller"),
		.role = om_option_text(run, "role"),
		.channel = om_option_text(run, "channel"),
		.capacity = om_option_text(run, "by"),
		.language = om_option_text(run, "language"),
	};
	int rc = om_request_read_day(&what.received, run, "received");

	if (rc == OM_OK)
		rc = om_workspace_identifier(
		    &what.claim, run, om_option_text(run, "subject"));
	if (rc == OM_OK)
		rc = om_request_new(&c, &what);
	if (rc != OM_OK)
		return rc;
	om_request_print_id(run, c.request);
	say_repeated(c.request);
	return OM_OK;
}

static int
run_new(struct om_run *run)
{
	return om_workspace_run(run, work_new);
}

static const struct om_option options[] = {
	{ "subject", 0, OM_OPTION_TEXT, "TYPE:VALUE",
	    "by what the person says to be known; - reads it from standard "
	    "input",
	    true },
	{ "to", 0, OM_OPTION_CHOICE, "marketing|processing|access|opt-out",
	    "object to marketing or processing, admt access or opt-out",
	    false },
	{ "about", 0, OM_OPTION_TEXT, "TEXT",
	    "restrict: accuracy, unlawful or claims; withdraw: the purposes",
	    false },
	{ "regime", 0, OM_OPTION_LIST, "LAW",
	    "gdpr, ccpa, ..., several where several hold; else the "
	    "workspace's",
	    false },
	{ "country", 0, OM_OPTION_TEXT, "CODE",
	    "whose holidays move the deadline; else the workspace's", false },
	{ "received", 0, OM_OPTION_TEXT, "DATE",
	    "the day it reached you, YYYY-MM-DD; else today", false },
	{ "channel", 0, OM_OPTION_CHOICE,
	    "web|email|letter|phone|in-person|signal|other",
	    "how it reached you", false },
	{ "by", 0, OM_OPTION_CHOICE, "self|agent|parent",
	    "who asks for the person", false },
	{ "controller", 0, OM_OPTION_TEXT, "NAME",
	    "for whom you process the data, where that is another", false },
	{ "role", 0, OM_OPTION_CHOICE, "controller|processor",
	    "what you are for these data", false },
	{ "language", 0, OM_OPTION_CHOICE, "en|de|fr", "of the letters",
	    false },
	{ 0 },
};

const struct om_command om_cmd_request_new = {
	.word = "new",
	.summary = "take a request in",
	.arguments = "RIGHT",
	.about =
	    "RIGHT is access, portability, rectify, erase, pseudonymize, restrict, "
	    "object --to marketing or processing, withdraw (consent), adm (a "
	    "person's look at an automated decision); in California know, "
	    "delete, opt-out, limit, admt --to access or opt-out. An "
	    "objection to marketing, a withdrawal and an opt-out have their "
	    "effect at once; restriction, and objection to processing, when "
	    "the person is verified. Prints the request's id. The identifier is kept encrypted, and wiped when "
	    "the request is closed or the person erased. Under several laws "
	    "each has its deadline, and the earliest counts. An open request "
	    "for the same by the same identifier is told.",
	.example = "echo email:ana@example.com | ombud request new access "
		   "--subject -\n"
		   "ombud request new access --subject email:ana@example.com "
		   "--regime gdpr,ccpa --by agent",
	.touches = OM_READS | OM_CHANGES | OM_WORKSPACE | OM_RESERVED,
	.options = options,
	.run = run_new,
};
