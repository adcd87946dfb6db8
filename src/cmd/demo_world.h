#ifndef OM_CMD_DEMO_WORLD_H
#define OM_CMD_DEMO_WORLD_H

#include "context/context.h"
#include "store/import.h"

/* The second person of the demonstration, who approves. */
#define OM_DEMO_SECOND "second-person"

/*
 * Makes a workspace of an invented company in folder, with a second member
 * who may approve, and opens it. OM_EXISTS where there is one.
 */
int om_demo_world_make(struct om **out, const char *folder) OM_MUST_CHECK;

/* Imports records, NDJSON, as `profile import` does. */
int om_demo_world_import(struct om_import_counts *counts, struct om *om,
    struct om_span records) OM_MUST_CHECK;

#endif
