#ifndef OM_CMD_MANUAL_H
#define OM_CMD_MANUAL_H

#include "base/buf.h"
#include "cmd/command.h"

/*
 * Appends what ombud(1) says of options, in the markup of scdoc: those of
 * every command, then below OPTIONS OF COMMANDS each command and action below
 * root that does something, how it is called, and its own options.
 */
void om_manual_options(struct om_buf *b, const struct om_command *root);

#endif
