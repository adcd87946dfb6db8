#ifndef OM_BASE_STALE_H
#define OM_BASE_STALE_H

#include <stdbool.h>

#include "base/error.h"

/*
 * What killed processes left half written: NAME.PID.TURN.tmp of
 * om_file_create and om_file_replace, and NAME.PID.part of what consists of
 * several files. It is stale once no process has that number any more, and
 * nobody holds a lock on it (another machine may count processes, too).
 */

/* Whether the last part of path is such a name, and stale. */
bool om_stale_is(const char *path);

/* Removes stale temporaries of a folder, of nothing below it. */
void om_stale_clear(const char *folder);

/*
 * Removes what was left of earlier attempts to make path, file or folder:
 * it is this user's, in a folder where nobody else can put another in its
 * place. Errors as om_folder_remove.
 */
int om_stale_clear_beside(const char *path) OM_MUST_CHECK;

#endif
