#ifndef OM_CMD_AUDIT_H
#define OM_CMD_AUDIT_H

#include "cmd/command.h"

/* The action of `audit` that has a file of its own. */
extern const struct om_command om_cmd_audit_list;

#endif
