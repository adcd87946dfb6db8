#include "../format/sqlite_exercise.h"

#include "base/memory.h"
#include "format/sqlite_page.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LOG_HEADER = 32, FRAME_HEADER = 24 };

static void
put(char *p, uint32_t value)
{
	for (int i = 0; i < 4; i++)
		p[i] = (char)(value >> (24 - 8 * i));
}

static void
sum(uint32_t *a, uint32_t *b, const char *p, size_t n)
{
	for (size_t i = 0; i + 8 <= n; i += 8) {
		*a += om_sqlite_u32(p + i) + *b;
		*b += om_sqlite_u32(p + i + 4) + *a;
	}
}

/*
 * Gives a log the magic, salts and sums that it should have: by chance none
 * would be found. Frames that do not fit stay as they are.
 */
static void
seal(char *log, size_t n, size_t page)
{
	uint32_t a = 0, b = 0;

	if (n < LOG_HEADER)
		return;
	put(log, 0x377f0683);
	put(log + 4, 3007000);
	put(log + 8, (uint32_t)page);
	sum(&a, &b, log, 24);
	put(log + 24, a);
	put(log + 28, b);
	for (size_t at = LOG_HEADER; n - at >= FRAME_HEADER + page;
	     at += FRAME_HEADER + page) {
		/* A frame may say that it is stale: the log ends there. */
		if (log[at + 8] == 'x')
			return;
		memcpy(log + at + 8, log + 16, 8);
		sum(&a, &b, log + at, 8);
		sum(&a, &b, log + at + FRAME_HEADER, page);
		put(log + at + 16, a);
		put(log + at + 20, b);
	}
}

/*
 * An input is the number of 512-byte units that are the database, in two
 * bytes, the database, and a log.
 */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t n, page;
	char *log;

	if (size < 2)
		return 0;
	n = ((size_t)data[0] << 8 | data[1]) * 512;
	data += 2;
	size -= 2;
	n = n < size ? n : size;
	log = om_new(size - n + 1, 1);
	memcpy(log, data + n, size - n);
	page = n < 18 ? 512 : (size_t)data[16] << 8 | data[17];
	if (page >= 512)
		seal(log, size - n, page);
	(void)om_exercise(om_span_bytes(data, n), om_span_bytes(log, size - n));
	om_free(log);
	return 0;
}
