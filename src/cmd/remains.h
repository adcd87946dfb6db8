#ifndef OM_CMD_REMAINS_H
#define OM_CMD_REMAINS_H

#include "cmd/workspace.h"

/* What the options of OM_REMAINS_OPTIONS ask for, else ombud.json. */
int om_remains_options(struct om_run *run, struct om *om) OM_MUST_CHECK;

#define OM_REMAINS_OPTIONS                                                \
	{ "sweep", 0, OM_OPTION_FLAG, NULL,                               \
		"search the workspace's files for the person afterwards", \
		false },                                                  \
	{                                                                 \
		"no-sweep", 0, OM_OPTION_FLAG, NULL,                      \
		    "do not, although ombud.json says so", false          \
	}

/*
 * Tells on stderr what the last search of an erasure came to: places, never
 * values. Gives rc where it failed or there was none; 1 where something was
 * found; OM_INPUT where not all could be read.
 */
int om_remains_tell(
    struct om_run *run, const struct om *om, int rc) OM_MUST_CHECK;

#endif
