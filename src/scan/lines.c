#include "scan/lines.h"

/* Sixteen bytes at once, which every machine of 64 bits has or is given. */
typedef uint8_t lanes __attribute__((vector_size(16)));
typedef uint64_t halves __attribute__((vector_size(16)));

enum { LANES = sizeof(lanes), MOST = 255 /* that a lane can count */ };

static inline uint64_t
sum(lanes counts)
{
	const halves even = { UINT64_C(0x00ff00ff00ff00ff),
		UINT64_C(0x00ff00ff00ff00ff) };
	halves all = (halves)counts;
	uint64_t both;

	all = (all & even) + (all >> 8 & even);
	both = all[0] + all[1];
	return (both * UINT64_C(0x0001000100010001)) >> 48;
}

/* Line breaks in so many times LANES bytes: MOST times at most. */
static inline uint64_t
count_whole(const char *p, size_t times)
{
	lanes counts = { 0 };

	for (size_t i = 0; i < times; i++) {
		lanes bytes;

		memcpy(&bytes, p + i * LANES, LANES);
		counts -= (lanes)(bytes == '\n');
	}
	return sum(counts);
}

uint64_t
om_lines_count(struct om_span s)
{
	uint64_t n = 0;
	size_t at = 0;

	while (s.n - at >= LANES) {
		size_t times = (s.n - at) / LANES;

		if (times > MOST)
			times = MOST;
		n += count_whole(s.p + at, times);
		at += times * LANES;
	}
	for (; at < s.n; at++)
		n += s.p[at] == '\n';
	return n;
}
