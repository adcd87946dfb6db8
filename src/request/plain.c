#include "request/inside.h"

enum { DIGITS_MAX = 3 };

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/*
 * "signed in to the account", "video call", "2 data points": what identifies
 * somebody (an address, a number, a document) does not fit in.
 */
bool
om_case_is_plain(struct om_span text, size_t most)
{
	int digits = 0;

	for (size_t i = 0; i < text.n; i++) {
		bool digit = text.p[i] >= '0' && text.p[i] <= '9';

		digits = digit ? digits + 1 : 0;
		if (digits > DIGITS_MAX)
			return false;
		if (!digit && !is_letter(text.p[i]) &&
		    strchr(" -,.", text.p[i]) == NULL)
			return false;
	}
	return text.n > 0 && text.n <= most;
}
