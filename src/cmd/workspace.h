#ifndef OM_CMD_WORKSPACE_H
#define OM_CMD_WORKSPACE_H

#include "cmd/command.h"
#include "context/context.h"

/*
 * Opens the workspace at run->home, does the work and closes it. Data that
 * was read leaves only after its audit entries are written: where the store
 * cannot be closed, what was to be printed is dropped.
 */
int om_workspace_run(struct om_run *run,
    int (*work)(struct om_run *run, struct om *om)) OM_MUST_CHECK;

/*
 * An identifier as it was typed; for "-" the next line of standard input,
 * which is kept out of the process list. It lives as long as the run.
 */
int om_workspace_identifier(struct om_span *out, struct om_run *run,
    const char *argument) OM_MUST_CHECK;

#endif
