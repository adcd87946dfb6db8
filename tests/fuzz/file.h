#ifndef OM_TEST_FUZZ_FILE_H
#define OM_TEST_FUZZ_FILE_H

#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/file.h"
#include "base/memory.h"

/* What a fuzz target that reads files needs. */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char fuzz_folder[] = "/dev/shm/ombud-fuzz.XXXXXX";

static void
fuzz_remove(void)
{
	if (om_folder_remove(fuzz_folder) != OM_OK)
		abort();
}

/* Puts bytes into a file of that name, in memory, and gives its path. */
static inline const char *
fuzz_file(const char *name, struct om_span bytes)
{
	static char *path;
	FILE *f;

	if (path == NULL &&
	    (mkdtemp(fuzz_folder) == NULL || atexit(fuzz_remove) != 0))
		abort();
	om_free(path);
	path = om_path_join(fuzz_folder, name);
	*strrchr(path, '/') = '\0';
	if (om_folder_make(path, 0700) != OM_OK)
		abort();
	om_free(path);
	path = om_path_join(fuzz_folder, name);
	f = fopen(path, "w");
	if (f == NULL || fwrite(bytes.p, 1, bytes.n, f) != bytes.n ||
	    fclose(f) != 0)
		abort();
	return path;
}

/* A failure has a message of one line that steers no terminal. */
static inline void
fuzz_failed(int rc)
{
	const unsigned char *p = (const unsigned char *)om_failure();

	if (rc >= 0 || *p == '\0')
		abort();
	for (; *p != '\0'; p++)
		if (*p < ' ' || *p == 0x7f ||
		    (*p == 0xc2 && (p[1] & 0xe0) == 0x80))
			abort();
}

#endif
