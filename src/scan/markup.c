#include "scan/markup.h"

enum { REFERENCE_MAX = 10, UTF8_MAX = 4 };

static const struct {
	const char *name, *text;
} references[] = {
	{ "amp", "&" },
	{ "lt", "<" },
	{ "gt", ">" },
	{ "quot", "\"" },
	{ "apos", "'" },
	{ "nbsp", " " },
	{ "commat", "@" },
	{ "period", "." },
	{ "hyphen", "-" },
	{ "shy", "" },
};

/* A character by its number, in UTF-8; 0 bytes where it is none. */
static size_t
put_number(char *p, uint32_t c)
{
	if (c == 0xa0)
		c = ' ';
	if (c < 0x80) {
		p[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		p[0] = (char)(0xc0 | c >> 6);
		p[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c >= 0x10000 || (c >= 0xd800 && c < 0xe000))
		return 0;
	p[0] = (char)(0xe0 | c >> 12);
	p[1] = (char)(0x80 | (c >> 6 & 0x3f));
	p[2] = (char)(0x80 | (c & 0x3f));
	return 3;
}

static size_t
put_numbered(char *p, struct om_span digits)
{
	bool hex = digits.n > 0 && (digits.p[0] | 0x20) == 'x';
	uint32_t c = 0;

	for (size_t i = hex; i < digits.n; i++) {
		unsigned char d = (unsigned char)digits.p[i];

		if (d >= '0' && d <= '9')
			c = c * (hex ? 16 : 10) + (d - '0');
		else if (hex && (d | 0x20) >= 'a' && (d | 0x20) <= 'f')
			c = c * 16 + ((d | 0x20) - 'a' + 10);
		else
			return 0;
	}
	return digits.n > hex ? put_number(p, c) : 0;
}

/* "&name;" at the start of s: the bytes it takes, what it is at p. */
static size_t
put_reference(size_t *n, char *p, struct om_span s)
{
	size_t most = s.n < REFERENCE_MAX ? s.n : REFERENCE_MAX;
	const char *end = memchr(s.p, ';', most);
	struct om_span name;

	*n = 1;
	p[0] = '&';
	if (end == NULL)
		return 1;
	name = om_span_bytes(s.p + 1, (size_t)(end - s.p) - 1);
	if (name.n > 1 && name.p[0] == '#') {
		*n = put_numbered(p, om_span_bytes(name.p + 1, name.n - 1));
		if (*n > 0)
			return name.n + 2;
		*n = 1;
		p[0] = '&';
		return 1;
	}
	for (size_t i = 0; i < sizeof(references) / sizeof(references[0]); i++)
		if (om_span_is(name, references[i].name)) {
			*n = strlen(references[i].text);
			memcpy(p, references[i].text, *n);
			return name.n + 2;
		}
	return 1;
}

static bool
is_tag_start(char c)
{
	return c == '/' || c == '!' || c == '?' ||
	       ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* Words after which text goes on in the same line. */
static bool
is_inline(struct om_span s)
{
	static const char *const names[] = { "a", "b", "i", "em", "strong",
		"span", "u", "wbr", "font", "code", "small" };
	size_t n = 0;

	if (s.n > 0 && s.p[0] == '/')
		s = om_span_bytes(s.p + 1, s.n - 1);
	while (n < s.n && n < 8 && ((s.p[n] | 0x20) >= 'a') &&
	       ((s.p[n] | 0x20) <= 'z'))
		n++;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (om_span_is(om_span_bytes(s.p, n), names[i]))
			return true;
	return false;
}

/* A byte inside of a tag: only values of attributes are text. */
static char
tag_byte(struct om_markup *m, char c)
{
	if (m->quote != '\0') {
		if (c == m->quote)
			m->quote = '\0';
		return m->quote == '\0' ? ' ' : c;
	}
	if (c == '"' || c == '\'')
		m->quote = c;
	else if (c == '>')
		m->tag = false;
	return c == '\n' ? '\n' : '\0';
}

/* One step at w: the bytes used; *n are written at p. */
static size_t
step(struct om_markup *m, size_t *n, char *p, struct om_span w)
{
	char c = w.p[0];

	if (c == '&')
		return put_reference(n, p, w);
	*n = 1;
	if (m->tag) {
		p[0] = tag_byte(m, c);
		*n = p[0] != '\0';
		return 1;
	}
	p[0] = c;
	if (c == '<' && w.n > 1 && is_tag_start(w.p[1])) {
		m->tag = true;
		p[0] = '\n';
		*n = !is_inline(om_span_bytes(w.p + 1, w.n - 1));
	}
	return 1;
}

int
om_markup_pull(size_t *got, void *state, char *p, size_t room)
{
	struct om_markup *m = state;
	size_t n = 0, used = 0, one = 0;

	while (n == 0) {
		struct om_span w;
		int rc;

		om_source_skip(m->s, used);
		used = 0;
		rc = om_reading_fill(m->s, 2 * REFERENCE_MAX);
		if (rc != OM_OK)
			return rc;
		w = om_source_window(m->s);
		if (w.n == 0)
			break;
		while (used < w.n && n + UTF8_MAX <= room &&
		       (m->s->ended || w.n - used >= 2 * REFERENCE_MAX)) {
			used += step(m, &one, p + n,
			    om_span_bytes(w.p + used, w.n - used));
			n += one;
		}
	}
	om_source_skip(m->s, used);
	*got = n;
	return OM_OK;
}
