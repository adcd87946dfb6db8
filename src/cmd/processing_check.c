#include "cmd/list.h"
#include "cmd/processing.h"
#include "cmd/workspace.h"
#include "context/processing.h"

struct told {
	struct om_list list;
	size_t n;
};

static int
add_lack(void *state, const struct om_lack *lack)
{
	struct told *t = state;

	t->n++;
	om_list_string(&t->list, lack->activity);
	om_list_string(&t->list, lack->what);
	om_list_string(&t->list, lack->of);
	om_list_string(&t->list, lack->answer ? "answers" : "the record");
	om_list_string(&t->list, lack->cite);
	return OM_OK;
}

static int
check(struct om_run *run, struct om *om, const struct om_processing_record *r)
{
	static const struct om_column columns[] = {
		{ "activity", "ACTIVITY", false },
		{ "lacks", "LACKS", false },
		{ "of", "OF", false },
		{ "for", "FOR", false },
		{ "cite", "BY", false },
	};
	const char *regime = om_option_text(run, "regime");
	struct om_processing_scope scope = { .regime = regime };
	struct told told = { .n = 0 };
	struct om_kinds *kinds = NULL;
	struct om_span *sources;
	int rc = om_processing_sources(&sources, &scope.n, om, &run->arena);

	if (rc == OM_OK)
		rc = om_kinds_open(&kinds, om->policies);

	if (regime == NULL)
		scope.regime = om->settings.regime;
	if (rc != OM_OK)
		return rc;
	scope.sources = sources;
	scope.kinds = kinds;
	om_list_begin(&told.list, &run->out, "lacks", columns, 5);
	rc = om_processing_check(r, &om->settings, &scope, add_lack, &told);
	om_list_end(&told.list);
	om_kinds_close(kinds);
	return rc == OM_OK ? told.n > 0 : rc;
}

static int
work_check(struct om_run *run, struct om *om)
{
	struct om_processing_record *r = NULL;
	int rc = om_permit(om, OM_MAY_LIST);

	if (rc == OM_OK)
		rc = om_processing_open(&r, om);
	if (rc == OM_OK)
		rc = check(run, om, r);
	om_processing_close(r);
	return rc;
}

static int
run_check(struct om_run *run)
{
	return om_workspace_run(run, work_check);
}

static const struct om_option options[] = {
	{ "regime", 0, OM_OPTION_CHOICE, "gdpr|uk-gdpr|ccpa",
	    "by which law; else the workspace's", false },
	{ 0 },
};

const struct om_command om_cmd_processing_check = {
	.word = "check",
	.summary = "what answers to people need of the record and it lacks",
	.about = "Exit 1 where something is lacking: of an activity, of a "
		 "recipient, or of a source in the store that no activity "
		 "uses, for which everybody's records are opened. FOR tells "
		 "what an answer needs from what only the record itself must "
		 "have (Art. 30).",
	.example = "ombud processing check --regime ccpa",
	.touches = OM_READS | OM_WORKSPACE,
	.options = options,
	.run = run_check,
};
