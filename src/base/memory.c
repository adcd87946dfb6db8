#define _DEFAULT_SOURCE
#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

enum { EXIT_TRY_AGAIN = 6 }; /* of error_list.h */

static size_t
product(size_t count, size_t size)
{
	size_t n;

	if (__builtin_mul_overflow(count, size, &n))
		abort();
	return n == 0 ? 1 : n;
}

void *
om_new(size_t count, size_t size)
{
	void *p = calloc(1, product(count, size));

	if (p == NULL)
		om_memory_end("out of memory");
	return p;
}

void *
om_resize(void *p, size_t count, size_t size)
{
	void *q = realloc(p, product(count, size));

	if (q == NULL)
		om_memory_end("out of memory");
	return q;
}

void
om_free(void *p)
{
	free(p);
}

char *
om_strdup(const char *s)
{
	size_t n = strlen(s) + 1;

	return memcpy(om_new(n, 1), s, n);
}

/* Neither buffers are written nor handlers run: what waits in them does not
 * get out. */
void
om_memory_end(const char *why)
{
	static const char before[] = "ombud: ", behind[] = "; try again\n";

	if (write(STDERR_FILENO, before, sizeof(before) - 1) < 0 ||
	    write(STDERR_FILENO, why, strlen(why)) < 0 ||
	    write(STDERR_FILENO, behind, sizeof(behind) - 1) < 0)
		_exit(EXIT_TRY_AGAIN);
	_exit(EXIT_TRY_AGAIN);
}

void
om_wipe(void *p, size_t n)
{
	if (p != NULL && n > 0)
		explicit_bzero(p, n);
}

void
om_wipe_free(void *p, size_t n)
{
	om_wipe(p, n);
	om_free(p);
}

void
om_memory_protect(void)
{
	struct rlimit none = { 0, 0 };

	(void)om_memory_wipe_libraries();
	(void)setrlimit(RLIMIT_CORE, &none);
	(void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}
