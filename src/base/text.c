#include "base/text.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "base/memory.h"

/* Lengths of well-formed sequences, Unicode 15, table 3-7. */
static size_t
sequence(const unsigned char *p, size_t n)
{
	unsigned char low = 0x80, high = 0xbf;
	size_t length;

	if (p[0] < 0x80)
		return 1;
	if (p[0] < 0xc2 || p[0] > 0xf4)
		return 0;
	length = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	if (p[0] == 0xe0)
		low = 0xa0;
	else if (p[0] == 0xed)
		high = 0x9f;
	else if (p[0] == 0xf0)
		low = 0x90;
	else if (p[0] == 0xf4)
		high = 0x8f;
	if (n < length || p[1] < low || p[1] > high)
		return 0;
	for (size_t i = 2; i < length; i++)
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	return length;
}

static size_t
ascii_run(struct om_span s, size_t i)
{
	uint64_t word;

	for (; s.n - i >= sizeof(word); i += sizeof(word)) {
		memcpy(&word, s.p + i, sizeof(word));
		if (word & UINT64_C(0x8080808080808080))
			break;
	}
	return i;
}

bool
om_text_is_utf8(struct om_span s)
{
	size_t i = 0;

	while (i < s.n) {
		size_t length;

		i = ascii_run(s, i);
		if (i == s.n)
			break;
		length = sequence((const unsigned char *)s.p + i, s.n - i);
		if (length == 0)
			return false;
		i += length;
	}
	return true;
}

static void
fold_ascii(struct om_buf *b, struct om_span s)
{
	char *room = om_buf_room(b, s.n);

	if (room == NULL)
		return;
	for (size_t i = 0; i < s.n; i++)
		room[i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] + 32)
							 : s.p[i];
	room[s.n] = '\0';
	b->n += s.n;
}

int
om_text_fold(struct om_buf *b, struct om_span s)
{
	utf8proc_uint8_t *folded = NULL;
	utf8proc_ssize_t n;

	s = om_span_trim(s);
	if (ascii_run(s, 0) + 8 > s.n && om_text_is_utf8(s)) {
		size_t i = 0;

		while (i < s.n && (unsigned char)s.p[i] < 0x80)
			i++;
		if (i == s.n) {
			fold_ascii(b, s);
			return OM_OK;
		}
	}
	n = utf8proc_map((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n,
	    &folded,
	    UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE |
		UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
	if (n < 0)
		return om_fail(OM_INPUT, "not valid UTF-8");
	/* White space that was not ASCII has become ASCII space. */
	om_buf_add(b, om_span_trim(om_span_bytes(folded, (size_t)n)));
	om_wipe(folded, (size_t)n);
	free(folded); /* utf8proc's own malloc */
	return OM_OK;
}

size_t
om_text_put(char p[4], uint32_t c)
{
	return (size_t)utf8proc_encode_char(
	    (utf8proc_int32_t)c, (utf8proc_uint8_t *)p);
}

bool
om_text_squeeze(char *out, size_t size, size_t *n, struct om_span s)
{
	*n = 0;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == ' ' || c == '.' || c == '-' || c == '_')
			continue;
		if (*n == size)
			return false;
		out[(*n)++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
	}
	return true;
}
