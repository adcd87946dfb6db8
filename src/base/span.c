#include "base/span.h"

int
om_span_compare(struct om_span a, struct om_span b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n == 0 ? 0 : memcmp(a.p, b.p, n);

	return order != 0 ? order : (a.n > b.n) - (a.n < b.n);
}

bool
om_span_cut(
    struct om_span *head, struct om_span *tail, struct om_span s, char c)
{
	const char *at = s.n == 0 ? NULL : memchr(s.p, c, s.n);

	if (at == NULL)
		return false;
	*head = om_span_bytes(s.p, (size_t)(at - s.p));
	*tail = om_span_bytes(at + 1, s.n - head->n - 1);
	return true;
}

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct om_span
om_span_trim(struct om_span s)
{
	while (s.n > 0 && is_space(s.p[0])) {
		s.p++;
		s.n--;
	}
	while (s.n > 0 && is_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

bool
om_span_u64(uint64_t *out, struct om_span s)
{
	uint64_t value = 0;

	if (s.n == 0)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		unsigned digit = (unsigned)(unsigned char)s.p[i] - '0';

		if (digit > 9 || __builtin_mul_overflow(value, 10, &value) ||
		    __builtin_add_overflow(value, digit, &value))
			return false;
	}
	*out = value;
	return true;
}
