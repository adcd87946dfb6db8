#ifndef OM_SCAN_LINES_H
#define OM_SCAN_LINES_H

#include "base/span.h"

/* Line breaks in s. */
uint64_t om_lines_count(struct om_span s);

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
