#ifndef OM_CMD_TRIAL_H
#define OM_CMD_TRIAL_H

#include "cmd/workspace.h"
#include "context/trial.h"

/* What a line that tells of a change ends with: "" or that it was not done. */
const char *om_trial_note(const struct om_run *run);

#endif
