#ifndef OM_CMD_POLICIES_H
#define OM_CMD_POLICIES_H

#include "cmd/command.h"
#include "policy/judge.h"

/*
 * The folder in which the workspace at run->home overrides policies; NULL
 * where there is none. For commands that need no workspace.
 */
const char *om_policies_folder(struct om_run *run);

/* A policy by its name or, where the word ends in .json, by its file. */
int om_policies_open(struct om_policy **out, struct om_run *run,
    const struct om_kinds *kinds, const char *word) OM_MUST_CHECK;

/*
 * Every policy there is, or those that option --policy names, in the order
 * of their names; close with om_policies_close.
 */
struct om_policies {
	struct om_kinds *kinds;
	struct om_policy **list;
	size_t n;
};
int om_policies_load(struct om_policies *out, struct om_run *run,
    struct om_words names) OM_MUST_CHECK;
void om_policies_close(struct om_policies *p);

/* A set of kinds from words; OM_USAGE, with the nearest kind, for another. */
int om_policies_set(struct om_kind_set *out, const struct om_kinds *kinds,
    const struct om_words *words) OM_MUST_CHECK;

/* The actions of `policy` that have a file of their own. */
extern const struct om_command om_cmd_policy_show;
extern const struct om_command om_cmd_policy_explain;
extern const struct om_command om_cmd_policy_test;
extern const struct om_command om_cmd_policy_diff;

#endif
