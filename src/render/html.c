#include "render/html.h"

#include <utf8proc.h>

/* What a reader of HTML makes of it: CR and CR LF are the end of a line. */
static const char *
line_end(struct om_span s)
{
	return s.n > 1 && s.p[1] == '\n' ? "" : "\n";
}

static const char *
entity(utf8proc_int32_t c, struct om_span s)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	case '\r':
		return line_end(s);
	case '\t':
	case '\n':
		return NULL;
	default:
		return c < 0x20 || (c >= 0x7f && c < 0xa0) ? "\xef\xbf\xbd"
							   : NULL;
	}
}

void
om_html_add(struct om_buf *b, struct om_span s)
{
	while (s.n > 0) {
		utf8proc_int32_t c = -1;
		utf8proc_ssize_t n;
		const char *instead;

		n = utf8proc_iterate(
		    (const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &c);
		instead = entity(n < 1 ? 0 : c, s);
		if (n < 1)
			n = 1;
		if (instead != NULL)
			om_buf_text(b, instead);
		else
			om_buf_add(b, om_span_bytes(s.p, (size_t)n));
		s.p += n;
		s.n -= (size_t)n;
	}
}
