#include "base/library.h"

#include <dlfcn.h>
#include <string.h>

bool
om_library_load(void *into, const char *file,
    const struct om_library_function *functions, size_t n)
{
	void *handle = dlopen(file, RTLD_NOW | RTLD_LOCAL);

	if (handle == NULL)
		return false;
	for (size_t i = 0; i < n; i++) {
		void *function = dlsym(handle, functions[i].name);

		if (function == NULL)
			return false;
		memcpy((char *)into + functions[i].at, &function,
		    sizeof(function));
	}
	return true;
}
