#ifndef OM_SCAN_REGEX_H
#define OM_SCAN_REGEX_H

#define PCRE2_CODE_UNIT_WIDTH 0
#include <pcre2.h>

#include "base/error.h"

/*
 * PCRE2, loaded when the first pattern of a user is read, so that commands
 * without any start no slower. Members bear the names of its manual.
 */
struct om_regex_library {
#define OM_REGEX(result, name, arguments) result(*name) arguments;
#include "scan/regex_list.h"
#undef OM_REGEX
};

/* Valid for the life of the process. OM_IO where it cannot be loaded. */
int om_regex_load(const struct om_regex_library **out) OM_MUST_CHECK;

#endif
