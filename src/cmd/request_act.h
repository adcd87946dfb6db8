#ifndef OM_CMD_REQUEST_ACT_H
#define OM_CMD_REQUEST_ACT_H

#include "cmd/command.h"

/*
 * The actions that do one act to the request whose id is their first word:
 * `run` of each. Which act it is the action's word says.
 */
int om_request_act(struct om_run *run) OM_MUST_CHECK;

/* Whether an action's word means an act. */
bool om_request_act_has(const char *word);

#endif
