#ifndef OM_SCAN_WALK_H
#define OM_SCAN_WALK_H

#include "scan/ignore.h"

/*
 * Every regular file below a folder, sorted by path, so that two runs give
 * the same. Links are not followed; a file .ombudignore holds patterns of
 * what is left out below its folder; folders called .git are left out.
 */
struct om_walk {
	const struct om_ignore *exclude; /* for all, or NULL */
	int (*visit)(void *state, const char *path, uint64_t size);
	/* A folder that cannot be read; om_failure says why. */
	int (*skipped)(void *state, const char *path);
	void *state;
};

/*
 * Walks path; a path that is no folder is visited whatever it is, "-" too.
 * Returns what visit or skipped return, if not 0.
 */
int om_walk(const struct om_walk *w, const char *path) OM_MUST_CHECK;

#endif
