#ifndef OM_SCAN_DUMP_INSIDE_H
#define OM_SCAN_DUMP_INSIDE_H

#include "scan/dump.h"

static inline struct om_span
om_dump_behind(struct om_span s, size_t n)
{
	return om_span_bytes(s.p + n, s.n - n);
}

static inline struct om_span
om_dump_past_space(struct om_span s)
{
	while (s.n > 0 && memchr(" \t\r\n", s.p[0], 4) != NULL)
		s = om_dump_behind(s, 1);
	return s;
}

/* What a name without quotes is made of. */
static inline bool
om_dump_is_inner(char c)
{
	unsigned char low = (unsigned char)(c | 0x20);

	return (low >= 'a' && low <= 'z') || (c >= '0' && c <= '9') ||
	       c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

/* Behind a string that begins with the quote at s.p[0]; 0: it has no end. */
size_t om_dump_string_size(struct om_span s, bool backslashes);

/* Up to a comma or a closing parenthesis outside of all; none: false. */
bool om_dump_value_size(size_t *out, struct om_span s, bool backslashes);

#endif
