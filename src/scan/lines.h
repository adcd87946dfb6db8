#ifndef OM_SCAN_LINES_H
#define OM_SCAN_LINES_H

#include "base/span.h"

/* Line breaks in s; compilers make a loop over vectors of it. */
static inline uint64_t
om_lines_count(struct om_span s)
{
	uint64_t n = 0;

	while (s.n > 0) {
		size_t part = s.n < 255 ? s.n : 255;
		unsigned char breaks = 0;

		for (size_t i = 0; i < part; i++)
			breaks += s.p[i] == '\n';
		n += breaks;
		s = om_span_bytes(s.p + part, s.n - part);
	}
	return n;
}

/* How many bytes of s are whole lines, their last line break included. */
static inline size_t
om_lines_whole(struct om_span s)
{
	while (s.n > 0 && s.p[s.n - 1] != '\n')
		s.n--;
	return s.n;
}

/* The bytes of the first line with its line break; all where it has none. */
static inline size_t
om_lines_first(struct om_span s)
{
	const char *end = s.n == 0 ? NULL : memchr(s.p, '\n', s.n);

	return end == NULL ? s.n : (size_t)(end - s.p) + 1;
}

#endif
