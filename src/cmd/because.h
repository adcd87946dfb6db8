#ifndef OM_CMD_BECAUSE_H
#define OM_CMD_BECAUSE_H

#include "cmd/command.h"

/*
 * The facts that an option names: a file, or - for standard input, so that
 * they stand in no process list; none where it was not given. They live as
 * long as the run.
 */
int om_because(
    struct om_span *out, struct om_run *run, const char *option) OM_MUST_CHECK;

#endif
