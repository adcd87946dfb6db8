#ifndef OM_BASE_PROCESS_H
#define OM_BASE_PROCESS_H

#include "base/error.h"
#include "base/span.h"

/*
 * Runs the program at path, without a shell and without arguments, gives it
 * `input` on its standard input, and waits for its end; what it prints is
 * dropped, as it may name people. OM_REMOTE where it cannot be run, ends with
 * another status than 0, or not within a minute: then it is ended.
 */
int om_process_feed(const char *path, struct om_span input) OM_MUST_CHECK;

#endif
