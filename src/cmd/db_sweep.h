#ifndef OM_CMD_DB_SWEEP_H
#define OM_CMD_DB_SWEEP_H

#include "cmd/command.h"
#include "format/sweep.h"

/*
 * Prints what a sweep found: findings, what the databases' dead bytes hold,
 * what was not looked into, the sum. Values stand as their numbers.
 */
void om_db_sweep_print(struct om_run *run, const struct om_sweep *sweep,
    const struct om_needles *needles);

#endif
