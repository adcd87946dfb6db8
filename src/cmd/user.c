#include "cmd/list.h"
#include "cmd/trial.h"
#include "store/member.h"

static int
work_add(struct om_run *run, struct om *om)
{
	const char *name = run->words.p[0];
	const char *word = om_option_text(run, "role");
	enum om_role role = OM_ROLE_INTAKE;
	int64_t id;
	int rc = om_permit(om, OM_MAY_MANAGE);

	if (rc == OM_OK)
		rc = om_role_parse(&role, om_span_of(word));
	if (rc == OM_OK)
		rc = om_trial_begin(om);
	if (rc != OM_OK)
		return rc;
	rc = om_trial_end(om, om_member_add(om->store, &id, name, role));
	if (rc == OM_OK)
		om_output_format(&run->out, "%s may act now, as %s%s\n", name,
		    om_role_word(role), om_trial_note(run));
	return rc;
}

static int
run_add(struct om_run *run)
{
	return om_workspace_run(run, work_add);
}

/* Those who are the officer, but for one name. */
struct others {
	const char *name;
	unsigned n;
};

static int
count_other(void *state, const struct om_member *m)
{
	struct others *o = state;

	if (!m->removed && m->role == OM_ROLE_DPO &&
	    strcmp(m->name, o->name) != 0)
		o->n++;
	return OM_OK;
}

/* Without an officer nobody could ever add anyone again. */
static int
remove_member(struct om *om, const char *name)
{
	struct others others = { name, 0 };
	struct om_member m;
	int rc = om_member_find(&m, om->store, name);

	if (rc == OM_OK)
		rc = om_member_list(om->store, count_other, &others);
	if (rc == OM_OK && m.role == OM_ROLE_DPO && others.n == 0)
		return om_fail(OM_DENIED,
		    "the last data protection officer cannot be removed");
	return rc == OM_OK ? om_member_remove(om->store, name) : rc;
}

static int
work_remove(struct om_run *run, struct om *om)
{
	const char *name = run->words.p[0];
	int rc = om_permit(om, OM_MAY_MANAGE);

	if (rc == OM_OK)
		rc = om_trial_begin(om);
	if (rc != OM_OK)
		return rc;
	rc = om_trial_end(om, remove_member(om, name));
	if (rc == OM_OK)
		om_output_format(&run->out, "%s may no longer act%s\n", name,
		    om_trial_note(run));
	return rc;
}

static int
run_remove(struct om_run *run)
{
	return om_workspace_run(run, work_remove);
}

struct listing {
	struct om_list list;
	bool all;
};

static int
add_row(void *state, const struct om_member *m)
{
	struct listing *l = state;

	if (m->removed && !l->all)
		return OM_OK;
	om_list_string(&l->list, m->name);
	om_list_string(&l->list, om_role_word(m->role));
	om_list_bool(&l->list, m->removed);
	return OM_OK;
}

static int
work_list(struct om_run *run, struct om *om)
{
	static const struct om_column columns[] = {
		{ "name", "NAME", false },
		{ "role", "ROLE", false },
		{ "removed", "REMOVED", false },
	};
	struct listing l = { .all = om_option_flag(run, "all") };
	int rc = om_permit(om, OM_MAY_LIST);

	if (rc != OM_OK)
		return rc;
	om_list_begin(&l.list, &run->out, "users", columns, 3);
	rc = om_member_list(om->store, add_row, &l);
	om_list_end(&l.list);
	return rc;
}

static int
run_list(struct om_run *run)
{
	return om_workspace_run(run, work_list);
}

static const struct om_option add_options[] = {
	{ "role", 0, OM_OPTION_CHOICE,
	    "intake|caseworker|approver|dpo|auditor|machine",
	    "what the user may do", true },
	{ 0 },
};
static const struct om_option list_options[] = {
	{ "all", 0, OM_OPTION_FLAG, NULL, "also those who were removed",
	    false },
	{ 0 },
};

static const struct om_command cmd_add = {
	.word = "add",
	.summary = "let somebody act",
	.arguments = "NAME",
	.about =
	    "NAME is that of a user of this system. intake takes requests in; "
	    "caseworker works on them; approver approves erasures; auditor "
	    "reads the audit log; machine is a program that imports and looks "
	    "up; dpo, the data protection officer, may do all of these and "
	    "alone manages users, keys and the store.",
	.example = "ombud user add bela --role approver",
	.touches = OM_CHANGES | OM_WORKSPACE,
	.options = add_options,
	.run = run_add,
};
static const struct om_command cmd_list = {
	.word = "list",
	.summary = "who may act, and as what",
	.example = "ombud user list",
	.touches = OM_READS | OM_WORKSPACE,
	.options = list_options,
	.run = run_list,
};
static const struct om_command cmd_remove = {
	.word = "remove",
	.summary = "let somebody act no longer",
	.arguments = "NAME",
	.about = "The name stays known, as the audit log speaks of it. To "
		 "change a role, remove the user and add it again. The last "
		 "dpo cannot be removed.",
	.example = "ombud user remove bela",
	.touches = OM_CHANGES | OM_WORKSPACE,
	.run = run_remove,
};

static const struct om_command *const actions[] = {
	&cmd_add,
	&cmd_list,
	&cmd_remove,
	NULL,
};

const struct om_command om_cmd_user = {
	.word = "user",
	.summary = "the people and programs who may act",
	.example = "ombud user add bela --role approver",
	.actions = actions,
};
