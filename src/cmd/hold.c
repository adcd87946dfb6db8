#include "base/clock.h"
#include "base/date.h"
#include "cmd/because.h"
#include "cmd/list.h"
#include "cmd/trial.h"
#include "cmd/workspace.h"
#include "context/trial.h"
#include "request/ground.h"
#include "request/kept.h"
#include "store/fact.h"
#include "store/hold.h"
#include "store/id.h"
#include "store/locate.h"

/* A statutory duty is a policy, not a hold: it ends by itself. */
static int
check_ground(struct om_hold *h, struct om_run *run, const struct om *om)
{
	const struct om_ground *g;
	int rc = om_ground_find(
	    &g, om_option_text(run, "ground"), om->settings.regime, "erase");

	if (rc != OM_OK)
		return rc;
	if (strcmp(g->word, "legal_obligation") == 0 ||
	    strcmp(g->word, "legal_duty") == 0)
		return om_fail(OM_USAGE,
		    "a statutory retention is no legal hold: name its statute "
		    "in policies/retention/, or for one request by `request "
		    "item`");
	h->ground = g->word;
	return OM_OK;
}

static int
read_subject(struct om_hold *h, struct om_run *run, struct om *om)
{
	const char *word = om_option_text(run, "subject");
	struct om_query query;
	struct om_subject *s;
	struct om_span text;
	int rc;

	if (word == NULL)
		return OM_OK;
	rc = om_workspace_identifier(&text, run, word);
	if (rc == OM_OK)
		rc = om_query_parse(&query, om->store, text);
	if (rc == OM_OK)
		rc = om_locate(&s, om->store, &run->arena, &query);
	if (rc == OM_OK)
		h->subject = s->id;
	return rc;
}

enum { NAME_MAX = 40 };

static int
read_place(struct om_hold *h, struct om_run *run)
{
	const char *until = om_option_text(run, "until");
	const char *system = om_option_text(run, "system");
	const char *category = om_option_text(run, "category");

	h->system = system == NULL ? "" : system;
	h->category = category == NULL ? "" : category;
	if (strlen(h->system) > NAME_MAX || strlen(h->category) > NAME_MAX)
		return om_fail(OM_USAGE,
		    "a system and a category have at most %d characters",
		    NAME_MAX);
	if (system == NULL && category == NULL &&
	    om_option_text(run, "subject") == NULL)
		return om_fail(OM_USAGE,
		    "a hold is on a --subject, a --system or a --category");
	if (until != NULL &&
	    (om_day_parse(&h->until, om_span_of(until)) != OM_OK ||
		h->until < om_clock_today()))
		return om_fail(
		    OM_USAGE, "--until must be a day to come, YYYY-MM-DD");
	return OM_OK;
}

static void
print_id(struct om_run *run, int64_t id)
{
	struct om_buf text = OM_BUF(32);
	struct om_json *j;

	om_id_format(&text, id);
	if (run->out.shape == OM_SHAPE_TABLE)
		om_output_format(
		    &run->out, "%s%s\n", text.p, om_trial_note(run));
	else {
		j = om_output_json(&run->out);
		om_json_object(j, NULL);
		om_json_text(j, "id", om_buf_span(&text));
		om_json_end_object(j);
		om_output_next(&run->out);
	}
	om_buf_free(&text);
}

static int
work_place(struct om_run *run, struct om *om)
{
	struct om_hold h = { 0 };
	struct om_span reason = OM_SPAN_NONE;
	int64_t id = 0;
	int rc = om_permit(om, OM_MAY_WORK);

	if (rc == OM_OK)
		rc = check_ground(&h, run, om);
	if (rc == OM_OK)
		rc = read_place(&h, run);
	if (rc == OM_OK)
		rc = read_subject(&h, run, om);
	if (rc == OM_OK)
		rc = om_because(&reason, run, "because");
	if (rc == OM_OK)
		rc = om_trial_begin(om);
	if (rc != OM_OK)
		return rc;
	rc = om_trial_end(om, om_hold_place(&id, om->store, &h, reason));
	if (rc == OM_OK)
		print_id(run, id);
	return rc;
}

static int
run_place(struct om_run *run)
{
	return om_workspace_run(run, work_place);
}

static int
work_release(struct om_run *run, struct om *om)
{
	int64_t id;
	int rc = om_permit(om, OM_MAY_WORK);

	if (rc == OM_OK)
		rc = om_id_parse(&id, om_span_of(run->words.p[0]));
	if (rc == OM_OK)
		rc = om_trial_begin(om);
	if (rc != OM_OK)
		return rc;
	rc = om_trial_end(om, om_hold_release(om->store, id));
	if (rc == OM_OK)
		om_output_format(&run->out, "released%s\n", om_trial_note(run));
	return rc;
}

static int
run_release(struct om_run *run)
{
	return om_workspace_run(run, work_release);
}

static void
list_id(struct om_list *list, int64_t id)
{
	struct om_buf text = OM_BUF(32);

	om_id_format(&text, id);
	if (id == 0)
		om_list_null(list);
	else
		om_list_text(list, om_buf_span(&text));
	om_buf_free(&text);
}

static int
list_hold(struct om_list *list, struct om_run *run, struct om *om,
    const struct om_hold *h)
{
	struct om_buf day = OM_BUF(32);
	struct om_span reason = OM_SPAN_NONE;
	struct om_member by;
	int rc = om_member_get(&by, om->store, h->member);

	if (rc == OM_OK)
		rc = om_fact_get(
		    &reason, om->store, &run->arena, h->id, OM_HOLD_FACTS);
	if (rc != OM_OK && rc != OM_NOTFOUND)
		return rc;
	list_id(list, h->id);
	list_id(list, h->subject);
	om_list_string(list, h->system);
	om_list_string(list, h->category);
	om_list_string(list, h->ground);
	if (h->until != 0)
		om_day_format(&day, h->until);
	om_list_text(list, om_buf_span(&day));
	om_list_bool(list, h->until != 0 && h->until < om_clock_today());
	om_list_time(list, h->placed);
	om_list_string(list, by.name);
	om_list_text(list, reason);
	om_buf_free(&day);
	return OM_OK;
}

static int
work_list(struct om_run *run, struct om *om)
{
	static const struct om_column columns[] = {
		{ "id", "ID", false },
		{ "subject", "SUBJECT", false },
		{ "system", "SYSTEM", false },
		{ "category", "CATEGORY", false },
		{ "ground", "GROUND", false },
		{ "until", "UNTIL", false },
		{ "ended", "ENDED", false },
		{ "placed_at", "PLACED", false },
		{ "by", "BY", false },
		{ "reason", NULL, false },
	};
	struct om_hold *holds;
	struct om_list list;
	size_t n = 0;
	int rc = om_permit(om, OM_MAY_LIST);

	if (rc == OM_OK)
		rc = om_hold_list(&holds, &n, om->store, &run->arena);
	if (rc != OM_OK)
		return rc;
	om_list_begin(&list, &run->out, "holds", columns,
	    sizeof(columns) / sizeof(columns[0]));
	for (size_t i = 0; rc == OM_OK && i < n; i++)
		rc = list_hold(&list, run, om, &holds[i]);
	om_list_end(&list);
	return rc;
}

static int
run_list(struct om_run *run)
{
	return om_workspace_run(run, work_list);
}

static const struct om_option place_options[] = {
	{ "subject", 0, OM_OPTION_TEXT, "TYPE:VALUE",
	    "whose data; - reads it from standard input; else everybody's",
	    false },
	{ "system", 0, OM_OPTION_TEXT, "SOURCE", "only records of this source",
	    false },
	{ "category", 0, OM_OPTION_TEXT, "TYPE",
	    "only records of this type, as invoices", false },
	{ "ground", 0, OM_OPTION_TEXT, "WORD", "why, for example legal_claims",
	    true },
	{ "until", 0, OM_OPTION_TEXT, "DATE",
	    "the last day; else until it is released", false },
	{ "because", 0, OM_OPTION_TEXT, "FILE",
	    "the reason, kept encrypted; - reads standard input", false },
	{ 0 },
};

static const struct om_command cmd_place = {
	.word = "place",
	.summary = "have data kept while a claim is pending",
	.about = "On a person, a system, a category of records, or what they "
		 "have in common. Plans keep what is held, and a run that "
		 "would change it is refused (exit 5). Prints the hold's id.",
	.example = "ombud hold place --subject email:ana@example.com --system "
		   "shop --ground legal_claims --because case.txt",
	.touches = OM_CHANGES | OM_WORKSPACE,
	.options = place_options,
	.run = run_place,
};
static const struct om_command cmd_list = {
	.word = "list",
	.summary = "the holds that stand, oldest first",
	.example = "ombud hold list --json",
	.touches = OM_READS | OM_WORKSPACE,
	.run = run_list,
};
static const struct om_command cmd_release = {
	.word = "release",
	.summary = "end a hold",
	.arguments = "ID",
	.about = "What was kept by it alone is erased by the next `hold "
		 "tend`.",
	.example = "ombud hold release ID",
	.touches = OM_CHANGES | OM_WORKSPACE,
	.run = run_release,
};

static int
work_tend(struct om_run *run, struct om *om)
{
	struct om_kept_tending done = { 0 };
	int rc = om_kept_tend(&done, om);
	struct om_json *j;

	if (rc != OM_OK)
		return rc;
	if (run->out.shape == OM_SHAPE_TABLE) {
		om_output_format(&run->out,
		    "%llu items of %llu requests were erased, which had been "
		    "kept%s\n",
		    (unsigned long long)done.erased,
		    (unsigned long long)done.requests, om_trial_note(run));
		return rc;
	}
	j = om_output_json(&run->out);
	om_json_object(j, NULL);
	om_json_int(j, "requests", (int64_t)done.requests);
	om_json_int(j, "erased", (int64_t)done.erased);
	om_json_int(j, "wiped", (int64_t)done.wiped);
	om_json_bool(j, "dry_run", run->dry_run);
	om_json_end_object(j);
	om_output_next(&run->out);
	return rc;
}

static int
run_tend(struct om_run *run)
{
	return om_workspace_run(run, work_tend);
}

static const struct om_command cmd_tend = {
	.word = "tend",
	.summary = "erase what was kept and need not be any more",
	.about = "For every night (cron, a systemd timer); `key tend` does it, "
		 "too. What a request to erase had to keep, for a hold that is "
		 "released or a duty whose day is past, is erased under that "
		 "request, with event `supplemented` and a supplement to its "
		 "certificate: then the person (request letter, request "
		 "certificate) and the recipients of the data (request "
		 "notify) are told.",
	.example = "ombud hold tend --dry-run",
	.touches = OM_READS | OM_CHANGES | OM_WORKSPACE,
	.run = run_tend,
};

static const struct om_command *const actions[] = {
	&cmd_place,
	&cmd_list,
	&cmd_release,
	&cmd_tend,
	NULL,
};

const struct om_command om_cmd_hold = {
	.word = "hold",
	.summary = "legal holds: what must not be erased for now",
	.about = "A duty of a statute is no hold: it stands in the policies, "
		 "in retention/NAME.json of the workspace's policies folder, "
		 "and plans keep by it.",
	.example = "ombud hold list",
	.actions = actions,
};
