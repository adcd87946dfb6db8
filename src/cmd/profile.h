#ifndef OM_CMD_PROFILE_H
#define OM_CMD_PROFILE_H

#include "cmd/command.h"

/* The actions of `profile` that have a file of their own. */
extern const struct om_command om_cmd_profile_import;
extern const struct om_command om_cmd_profile_show;

#endif
