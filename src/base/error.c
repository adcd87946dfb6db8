#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct {
	int code;
	const char *word;
	int exit_status;
	int http_status;
} table[] = {
#define OM_ERROR(code, number, word, exit, http) { code, word, exit, http },
#include "base/error_list.h"
#undef OM_ERROR
};

static _Thread_local char message[OM_ERROR_MAX];

/*
 * How many bytes at p could steer a terminal: a control character, those of
 * C1 in UTF-8 too, a line's end, what turns the direction of writing.
 */
static size_t
steering(const unsigned char *p)
{
	if (p[0] < 0x20 || p[0] == 0x7f)
		return 1;
	if (p[0] == 0xc2 && p[1] >= 0x80 && p[1] < 0xa0)
		return 2;
	if (p[0] == 0xe2 && p[1] == 0x80 &&
	    (p[2] == 0x8e || p[2] == 0x8f || (p[2] >= 0xa8 && p[2] <= 0xae)))
		return 3;
	return p[0] == 0xe2 && p[1] == 0x81 && p[2] >= 0xa6 && p[2] <= 0xa9 ? 3
									    : 0;
}

/* A message is one line on a terminal: nothing in it may steer one. */
static void
make_plain(char *s)
{
	for (; *s; s++) {
		size_t n = steering((const unsigned char *)s);

		if (n > 0) {
			memset(s, '?', n);
			s += n - 1;
		}
	}
}

void
om_fail_say(const char *format, ...)
{
	char text[OM_ERROR_MAX];
	va_list ap;

	va_start(ap, format);
	(void)vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	make_plain(text);
	memcpy(message, text, sizeof(message));
}

int
om_fail_at(int code, const char *file, size_t line)
{
	char before[OM_ERROR_MAX];

	memcpy(before, message, sizeof(before));
	return om_fail(code, "%s:%zu: %s", file, line, before);
}

const char *
om_failure(void)
{
	return message;
}

struct om_failure
om_failure_keep(void)
{
	struct om_failure kept;

	memcpy(kept.text, message, sizeof(kept.text));
	return kept;
}

void
om_failure_return(const struct om_failure *kept)
{
	memcpy(message, kept->text, sizeof(message));
}

static int
find(int code)
{
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (table[i].code == code)
			return (int)i;
	return -1;
}

const char *
om_error_word(int code)
{
	int i = find(code);

	return i < 0 ? "bug" : table[i].word;
}

int
om_error_exit(int code)
{
	int i = find(code);

	return i < 0 ? 70 : table[i].exit_status;
}

int
om_error_http(int code)
{
	int i = find(code);

	return i < 0 ? 500 : table[i].http_status;
}
