#ifndef OM_STORE_DESTRUCTION_INSIDE_H
#define OM_STORE_DESTRUCTION_INSIDE_H

#include "store/destruction.h"

/*
 * Kind and version of the key at place `skip` of a list of destructions (a
 * statement): 1, 0 behind the last.
 */
int om_destruction_next(struct om_key_info *key, struct om_sql *sql, int list,
    size_t skip) OM_MUST_CHECK;

#endif
