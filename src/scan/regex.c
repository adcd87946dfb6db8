#include "scan/regex.h"

#include <pthread.h>

#include "base/library.h"

/* The name that Debian's libpcre2-8-0 gives it. */
static const char file[] = "libpcre2-8.so.0";

static struct om_regex_library loaded;
static bool complete;

static const struct om_library_function functions[] = {
#define OM_REGEX(result, name, arguments) \
	{ #name "_8", offsetof(struct om_regex_library, name) },
#include "scan/regex_list.h"
#undef OM_REGEX
};

static void
load(void)
{
	complete = om_library_load(
	    &loaded, file, functions, sizeof(functions) / sizeof(functions[0]));
}

int
om_regex_load(const struct om_regex_library **out)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	if (pthread_once(&once, load) != 0 || !complete)
		return om_fail(
		    OM_IO, "%s: cannot be loaded (libpcre2-8-0)", file);
	*out = &loaded;
	return OM_OK;
}
