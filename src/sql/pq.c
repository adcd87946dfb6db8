#include "sql/pq.h"

#include <pthread.h>

#include "base/library.h"

/* The name that Debian's libpq5 gives it, of the headers' ABI. */
static const char library[] = "libpq.so.5";

static struct om_pq loaded;
static bool complete;

static const struct om_library_function functions[] = {
#define OM_PQ(result, name, arguments) { #name, offsetof(struct om_pq, name) },
#include "sql/pq_list.h"
#undef OM_PQ
};

static void
load(void)
{
	complete = om_library_load(&loaded, library, functions,
	    sizeof(functions) / sizeof(functions[0]));
}

int
om_pq_load(const struct om_pq **out)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	if (pthread_once(&once, load) != 0 || !complete)
		return om_fail(OM_IO, "%s: cannot be loaded (libpq5)", library);
	*out = &loaded;
	return OM_OK;
}
