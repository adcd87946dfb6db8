#include "render/terminal.h"

#include <utf8proc.h>

/* Zero-width (non-)joiners belong to the spelling of names. */
enum { NON_JOINER = 0x200c, JOINER = 0x200d };

/* One character as it is shown: its bytes, or an escape in text. */
struct shown {
	struct om_span as;
	char text[12];
	unsigned width;
	size_t taken;
};

static bool
steers(utf8proc_int32_t c)
{
	switch (utf8proc_category(c)) {
	case UTF8PROC_CATEGORY_CC:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return true;
	case UTF8PROC_CATEGORY_CF:
		return c != NON_JOINER && c != JOINER;
	default:
		return false;
	}
}

static void
escape(struct shown *s, unsigned c, bool is_byte)
{
	static const char digits[] = "0123456789abcdef";
	static const char named[] = "tn\0\0r"; /* 9, 10, 13 */
	unsigned places = is_byte || c < 0x80 ? 2 : c < 0x10000 ? 4 : 6;
	size_t n = 0;

	s->text[n++] = '\\';
	if (!is_byte && (c == '\t' || c == '\n' || c == '\r')) {
		s->text[n++] = named[c - '\t'];
	} else {
		s->text[n++] = places == 2 ? 'x' : 'u';
		while (places-- > 0)
			s->text[n++] = digits[c >> (4 * places) & 15];
	}
	s->as = om_span_bytes(s->text, n);
	s->width = (unsigned)n;
}

/* The first character of s, which is not empty. */
static void
show(struct shown *out, struct om_span s)
{
	utf8proc_int32_t c;
	utf8proc_ssize_t n;
	int width;

	n = utf8proc_iterate(
	    (const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &c);
	out->taken = n < 1 ? 1 : (size_t)n;
	if (n < 1) {
		escape(out, (unsigned char)s.p[0], true);
	} else if (steers(c)) {
		escape(out, (unsigned)c, false);
	} else {
		width = utf8proc_charwidth(c);
		out->as = om_span_bytes(s.p, (size_t)n);
		out->width = width < 0 ? 0 : (unsigned)width;
	}
}

unsigned
om_terminal_width(struct om_span s)
{
	unsigned width = 0;
	struct shown c;

	for (; s.n > 0; s.p += c.taken, s.n -= c.taken) {
		show(&c, s);
		width += c.width;
	}
	return width;
}

void
om_terminal_add(struct om_buf *b, struct om_span s)
{
	struct shown c;

	for (; s.n > 0; s.p += c.taken, s.n -= c.taken) {
		show(&c, s);
		om_buf_add(b, c.as);
	}
}

unsigned
om_terminal_cut(struct om_buf *b, struct om_span s, unsigned width)
{
	unsigned used = om_terminal_width(s);
	struct shown c;

	if (used <= width) {
		om_terminal_add(b, s);
		return used;
	}
	if (width == 0)
		return 0;
	for (used = 0;; used += c.width, s.p += c.taken, s.n -= c.taken) {
		show(&c, s);
		if (used + c.width > width - 1)
			break;
		om_buf_add(b, c.as);
	}
	om_buf_text(b, "\xe2\x80\xa6");
	return used + 1;
}
