#ifndef OM_CONTEXT_PLACE_H
#define OM_CONTEXT_PLACE_H

#include "context/context.h"

/*
 * Whether something may be written at a path that a person names: OM_USAGE
 * where it is, or lies below, what the workspace itself keeps (its keys,
 * audit log, ledgers, policies, reports, settings and store), whatever links
 * lead there. A path whose folder is not there yet is none of those.
 */
int om_place_check(const struct om *om, const char *path) OM_MUST_CHECK;

#endif
