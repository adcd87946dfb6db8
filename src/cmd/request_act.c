#include "cmd/request_act.h"

#include <assert.h>

#include "cmd/remains.h"
#include "cmd/request_print.h"
#include "cmd/workspace.h"
#include "store/id.h"

/* What an action does to the request whose id is its first word. */
struct act {
	const char *word;
	int (*plain)(struct om_case *c);
	int (*with)(struct om_case *c, const char *value);
	const char *option; /* whose text is the value */
	bool whole;	    /* show the plan afterwards, too */
	bool searches;	    /* files, where that is asked for */
};

static const struct act acts[] = {
	{ "show", om_request_show, NULL, NULL, true, false },
	{ "challenge", om_request_challenge, NULL, NULL, false, false },
	{ "hold", NULL, om_request_hold, "ground", false, false },
	{ "plan", om_request_plan, NULL, NULL, true, false },
	{ "approve", NULL, om_request_approve, "by", false, false },
	{ "extend", NULL, om_request_extend, "reason", false, false },
	{ "run", om_request_run, NULL, NULL, true, true },
	{ "attest", NULL, om_request_attest, "system", false, false },
	{ "lift", om_request_lift, NULL, NULL, false, false },
	{ "withdraw", om_request_withdraw, NULL, NULL, false, false },
};

static const struct act *
find_act(const char *word)
{
	for (size_t i = 0; i < sizeof(acts) / sizeof(acts[0]); i++)
		if (strcmp(acts[i].word, word) == 0)
			return &acts[i];
	return NULL;
}

bool
om_request_act_has(const char *word)
{
	return find_act(word) != NULL;
}

static int
work_act(struct om_run *run, struct om *om)
{
	const struct act *act = find_act(run->command->word);
	struct om_case c = { om, &run->arena, 0, NULL };
	int rc = om_id_parse(&c.id, om_span_of(run->words.p[0]));

	assert(act != NULL);
	if (rc == OM_OK && act->searches)
		rc = om_remains_options(run, om);
	if (rc == OM_OK && act->plain != NULL)
		rc = act->plain(&c);
	else if (rc == OM_OK)
		rc = act->with(&c, om_option_text(run, act->option));
	if (rc == OM_OK && act->whole)
		om_request_print(run, c.request);
	else if (rc == OM_OK)
		om_request_print_brief(run, c.request);
	return om_remains_tell(run, om, rc);
}

int
om_request_act(struct om_run *run)
{
	return om_workspace_run(run, work_act);
}
