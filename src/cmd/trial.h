#ifndef OM_CMD_TRIAL_H
#define OM_CMD_TRIAL_H

#include "cmd/workspace.h"

/*
 * One transaction around what a command changes. With --dry-run it is tried
 * in full, so that a refusal shows, and then undone.
 */
int om_trial_begin(struct om *om) OM_MUST_CHECK;
int om_trial_end(struct om *om, int rc) OM_MUST_CHECK;

/* What a line that tells of a change ends with: "" or that it was not done. */
const char *om_trial_note(const struct om_run *run);

#endif
