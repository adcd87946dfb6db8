#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/memory.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/*
 * Gives a fuzz target each file of the folders named, as libFuzzer would: in
 * a block of its own length, so that a sanitizer sees a step behind its end.
 * For builds without libFuzzer.
 */
static int
replay(void *state, const char *path)
{
	struct om_buf bytes = OM_BUF(16 << 20);
	uint8_t *copy = NULL;
	int rc = om_file_read(&bytes, path);

	if (rc == OM_OK) {
		copy = om_new(bytes.n == 0 ? 1 : bytes.n, 1);
		if (bytes.n > 0)
			memcpy(copy, bytes.p, bytes.n);
		(void)LLVMFuzzerTestOneInput(copy, bytes.n);
		++*(size_t *)state;
	}
	om_free(copy);
	om_buf_free(&bytes);
	return rc;
}

int
main(int argc, char **argv)
{
	size_t n = 0;
	int rc = OM_OK;

	for (int i = 1; rc == OM_OK && i < argc; i++)
		rc = om_folder_walk(argv[i], replay, &n);
	if (rc != OM_OK)
		(void)fprintf(stderr, "%s\n", om_failure());
	(void)printf("%zu\n", n);
	return rc == OM_OK && n > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
