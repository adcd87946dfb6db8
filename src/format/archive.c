#include "format/archive.h"

#include <pthread.h>

#include "base/library.h"

/* The name that Debian's libarchive13 gives it, of the headers' ABI. */
static const char library[] = "libarchive.so.13";

static struct om_archive loaded;
static bool complete;

static const struct om_library_function functions[] = {
#define OM_ARCHIVE(result, name, arguments) \
	{ #name, offsetof(struct om_archive, name) },
#include "format/archive_list.h"
#undef OM_ARCHIVE
};

static void
load(void)
{
	complete = om_library_load(&loaded, library, functions,
	    sizeof(functions) / sizeof(functions[0]));
}

int
om_archive_load(const struct om_archive **out)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	if (pthread_once(&once, load) != 0 || !complete)
		return om_fail(
		    OM_IO, "%s: cannot be loaded (libarchive13)", library);
	*out = &loaded;
	return OM_OK;
}
