#ifndef OM_CMD_HELP_H
#define OM_CMD_HELP_H

#include "base/buf.h"
#include "cmd/command.h"

/* Appends the help of a command; name is its words, "request new". */
void om_help_command(
    struct om_buf *b, const struct om_command *command, const char *name);

/* Appends what `ombud help` says: the commands and how to go on. */
void om_help_overview(struct om_buf *b);

/* Appends "ombud due --regime R [--right R]". */
void om_help_synopsis(
    struct om_buf *b, const struct om_command *command, const char *name);

#endif
