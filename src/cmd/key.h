#ifndef OM_CMD_KEY_H
#define OM_CMD_KEY_H

#include "cmd/workspace.h"

extern const struct om_command om_cmd_key_tend;

/*
 * Warns on stderr where keys lie in memory that may be swapped, and where
 * old epochs are overdue.
 */
void om_key_warn(struct om *om);

#endif
