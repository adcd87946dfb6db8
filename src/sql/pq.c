#include "sql/pq.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* The name that Debian's libpq5 gives it, of the headers' ABI. */
static const char library[] = "libpq.so.5";

static struct om_pq loaded;
static bool complete;

static const struct {
	const char *name;
	size_t at;
} functions[] = {
#define OM_PQ(result, name, arguments) { #name, offsetof(struct om_pq, name) },
#include "sql/pq_list.h"
#undef OM_PQ
};

static void
load(void)
{
	void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
	size_t n = sizeof(functions) / sizeof(functions[0]);

	complete = handle != NULL;
	for (size_t i = 0; complete && i < n; i++) {
		void *function = dlsym(handle, functions[i].name);

		memcpy((char *)&loaded + functions[i].at, &function,
		    sizeof(function));
		complete = function != NULL;
	}
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
