#ifndef OM_STORE_STORE_INSIDE_H
#define OM_STORE_STORE_INSIDE_H

#include "store/store.h"

/*
 * For store.c and backup.c: opens a database of the workspace by name with
 * all that belongs to it, unchecked; and closes it, unwritten.
 */
int om_store_open_parts(struct om_store **out,
    const struct om_store_options *options, const char *name,
    bool create) OM_MUST_CHECK;
void om_store_close_parts(struct om_store *store);

#endif
