#ifndef OM_CMD_AUDIT_H
#define OM_CMD_AUDIT_H

#include "cmd/command.h"

/* The actions of `audit` that have files of their own. */
extern const struct om_command om_cmd_audit_list, om_cmd_audit_anchor;

#endif
