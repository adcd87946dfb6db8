#ifndef OM_CMD_PROCESSING_H
#define OM_CMD_PROCESSING_H

#include "cmd/command.h"

/* The actions of `processing` that have a file of their own. */
extern const struct om_command om_cmd_processing_show;
extern const struct om_command om_cmd_processing_check;

#endif
