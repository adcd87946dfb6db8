#ifndef OM_CMD_SUPPRESS_H
#define OM_CMD_SUPPRESS_H

#include "cmd/command.h"

/* `suppress pending`, `suppress decide`, `suppress expire`. */
extern const struct om_command om_cmd_suppress_pending;
extern const struct om_command om_cmd_suppress_decide;
extern const struct om_command om_cmd_suppress_expire;

#endif
