#define _DEFAULT_SOURCE
#include "fuzz/file.h"

#include "store/mirror.h"

static int
count(void *state, uint64_t number, struct om_span line)
{
	if (number != ++*(uint64_t *)state || memchr(line.p, '\n', line.n))
		abort();
	return OM_OK;
}

/* What is opened takes a line more and is read to its end. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *path = fuzz_file("m.ndjson", om_span_bytes(data, size));
	struct om_buf line = OM_BUF(64);
	uint64_t last, n = 0;
	struct om_mirror m;
	int rc = om_mirror_open(&m, path);

	if (rc != OM_OK) {
		fuzz_failed(rc);
		return 0;
	}
	last = m.last;
	om_buf_format(&line, "{\"number\":%llu}", (unsigned long long)last + 1);
	rc = om_mirror_lock(&m);
	if (rc != OM_OK || last == UINT64_MAX)
		abort();
	om_mirror_add(&m, om_buf_span(&line));
	if (om_mirror_write(&m, OM_OK) != OM_OK || m.last != last + 1)
		abort();
	rc = om_mirror_read(&m, 1, count, &n);
	if (rc != OM_OK)
		fuzz_failed(rc);
	else if (n != last + 1)
		abort();
	om_mirror_close(&m);
	om_buf_free(&line);
	return 0;
}
