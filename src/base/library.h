#ifndef OM_BASE_LIBRARY_H
#define OM_BASE_LIBRARY_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Libraries that few runs need are loaded when they are first needed, so that
 * not every start pays for what they bring with them.
 */
struct om_library_function {
	const char *name;
	size_t at; /* its place in the structure of pointers */
};

/*
 * Loads the library of that file name for the life of the process and fills
 * the structure with n of its functions; false where one is missing. Whoever
 * calls sees to it that it is done once.
 */
bool om_library_load(void *into, const char *file,
    const struct om_library_function *functions, size_t n);

#endif
