#ifndef OM_CMD_DB_H
#define OM_CMD_DB_H

#include "cmd/command.h"

/* The actions of `db` that work without an open store. */
extern const struct om_command om_cmd_db_restore;
extern const struct om_command om_cmd_db_migrate;
extern const struct om_command om_cmd_db_sweep;

#endif
