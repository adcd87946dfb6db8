#ifndef OM_CMD_REQUEST_H
#define OM_CMD_REQUEST_H

#include "cmd/command.h"

/* `request close`, `request recompute`. */
extern const struct om_command om_cmd_request_close;
extern const struct om_command om_cmd_request_recompute;

#endif
