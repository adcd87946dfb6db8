#include "policy/part.h"

#include <string.h>

enum { PART_MAX = 120, DIGITS_MAX = 4 };

static bool
is_plain(const char *part)
{
	int digits = 0;

	for (const char *p = part; *p != '\0'; p++) {
		digits = *p >= '0' && *p <= '9' ? digits + 1 : 0;
		if (digits > DIGITS_MAX || *p == '@' || *p == ' ' ||
		    (unsigned char)*p < ' ')
			return false;
	}
	return strlen(part) <= PART_MAX;
}

bool
om_part_fits(const char *part)
{
	static const char *const whole[] = { "/name", "/user_id", "/events",
		"/identifiers", "/attributes" };
	static const char *const below[] = { "/identifiers/", "/attributes/" };
	size_t n = strlen(part);

	for (size_t i = 0; i < sizeof(whole) / sizeof(whole[0]); i++)
		if (strcmp(part, whole[i]) == 0)
			return true;
	for (size_t i = 0; i < sizeof(below) / sizeof(below[0]); i++)
		if (om_span_starts(om_span_of(part), om_span_of(below[i])) &&
		    n > strlen(below[i]) && part[n - 1] != '/')
			return is_plain(part);
	return false;
}

bool
om_part_covers(const char *part, struct om_span other)
{
	struct om_span p = om_span_of(part);

	return om_span_starts(other, p) &&
	       (other.n == p.n || p.n == 0 || other.p[p.n] == '/');
}
