#include "scan/mail.h"

#include "crypto/base64.h"

bool
om_mail_is(struct om_span name, const char *word)
{
	size_t n = strlen(word);

	if (name.n < n)
		return false;
	for (size_t i = 0; i < n; i++)
		if ((name.p[i] | 0x20) != (word[i] | 0x20))
			return false;
	return name.n == n;
}

static int
hex_of(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Quoted-printable; in an encoded word _ is a space. */
static void
add_quoted(struct om_buf *out, struct om_span s, bool word)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '=' && i + 2 < s.n && hex_of(s.p[i + 1]) >= 0 &&
		    hex_of(s.p[i + 2]) >= 0) {
			om_buf_byte(out, (char)(hex_of(s.p[i + 1]) << 4 |
						hex_of(s.p[i + 2])));
			i += 2;
		} else if (s.p[i] == '=' && i + 1 < s.n &&
			   (s.p[i + 1] == '\n' || s.p[i + 1] == '\r')) {
			i += s.p[i + 1] == '\r' && i + 2 < s.n ? 2 : 1;
		} else
			om_buf_byte(out, word && s.p[i] == '_' ? ' ' : s.p[i]);
	}
}

static int
add_base64(struct om_buf *out, struct om_span s)
{
	struct om_buf tight = OM_BUF(s.n + 4);
	int rc;

	for (size_t i = 0; i < s.n; i++)
		if (memchr(" \t\r\n", s.p[i], 4) == NULL)
			om_buf_byte(&tight, s.p[i]);
	while (tight.n % 4 != 0)
		om_buf_byte(&tight, '=');
	rc = om_base64_decode(out, om_buf_span(&tight));
	om_buf_free(&tight);
	return rc;
}

/* "=?charset?Q?text?=" at the start of s: the bytes it takes, or 0. */
static size_t
add_encoded(struct om_buf *out, struct om_span s)
{
	struct om_span charset, kind, text, rest = s;
	size_t end;

	if (!om_span_starts(s, OM_SPAN("=?")))
		return 0;
	rest = om_span_bytes(s.p + 2, s.n - 2);
	if (!om_span_cut(&charset, &rest, rest, '?') ||
	    !om_span_cut(&kind, &rest, rest, '?') || kind.n != 1 ||
	    !om_span_cut(&text, &rest, rest, '?') || rest.n == 0 ||
	    rest.p[0] != '=')
		return 0;
	end = (size_t)(rest.p - s.p) + 1;
	if ((kind.p[0] | 0x20) == 'q')
		add_quoted(out, text, true);
	else if (add_base64(out, text) != OM_OK)
		return 0;
	return end;
}

static void
add_value(struct om_buf *out, struct om_span line)
{
	for (size_t i = 0; i < line.n;) {
		size_t n =
		    add_encoded(out, om_span_bytes(line.p + i, line.n - i));

		if (n == 0)
			om_buf_byte(out, line.p[i]);
		i += n == 0 ? 1 : n;
	}
}

/* The next line of *rest without its break; false at the end. */
static bool
next_line(struct om_span *line, struct om_span *rest)
{
	if (rest->n == 0)
		return false;
	if (!om_span_cut(line, rest, *rest, '\n')) {
		*line = *rest;
		*rest = om_span_bytes(rest->p + rest->n, 0);
	}
	if (line->n > 0 && line->p[line->n - 1] == '\r')
		line->n--;
	return true;
}

bool
om_mail_header(struct om_span *name, struct om_buf *value, struct om_span *rest)
{
	struct om_span line, after = *rest;
	const char *colon;

	om_buf_reset(value);
	if (!next_line(&line, &after))
		return false;
	if (line.n == 0) {
		*rest = after;
		return false;
	}
	colon = memchr(line.p, ':', line.n);
	if (colon == NULL || colon == line.p)
		return false;
	*name = om_span_bytes(line.p, (size_t)(colon - line.p));
	if (memchr(name->p, ' ', name->n) != NULL)
		return false;
	add_value(value, om_span_trim(om_span_bytes(colon + 1,
			     line.n - (size_t)(colon - line.p) - 1)));
	*rest = after;
	while (rest->n > 0 && (rest->p[0] == ' ' || rest->p[0] == '\t') &&
	       next_line(&line, rest)) {
		om_buf_byte(value, ' ');
		add_value(value, om_span_trim(line));
	}
	return true;
}

struct om_span
om_mail_parameter(struct om_span value, const char *name)
{
	struct om_span part, rest = value, key;

	(void)om_span_cut(&part, &rest, value, ';');
	while (rest.n > 0) {
		if (!om_span_cut(&part, &rest, rest, ';')) {
			part = rest;
			rest.n = 0;
		}
		if (!om_span_cut(&key, &part, part, '=') ||
		    !om_mail_is(om_span_trim(key), name))
			continue;
		part = om_span_trim(part);
		if (part.n > 1 && part.p[0] == '"' && part.p[part.n - 1] == '"')
			part = om_span_bytes(part.p + 1, part.n - 2);
		return part;
	}
	return OM_SPAN_NONE;
}

/* Whether the line is a boundary; *last for the one behind the last part. */
static bool
is_boundary(struct om_span line, struct om_span boundary, bool *last)
{
	if (line.n < boundary.n + 2 || line.p[0] != '-' || line.p[1] != '-' ||
	    memcmp(line.p + 2, boundary.p, boundary.n) != 0)
		return false;
	line = om_span_bytes(line.p + 2 + boundary.n, line.n - 2 - boundary.n);
	*last = om_span_starts(line, OM_SPAN("--"));
	return *last || om_span_trim(line).n == 0;
}

bool
om_mail_part(
    struct om_span *part, struct om_span *rest, struct om_span boundary)
{
	struct om_span line, after = *rest;
	bool last = false, found = false;

	while (!found && next_line(&line, &after))
		found = is_boundary(line, boundary, &last);
	if (!found || last)
		return false;
	*part = om_span_bytes(after.p, 0);
	while (next_line(&line, &after)) {
		if (is_boundary(line, boundary, &last)) {
			*rest = om_span_bytes(
			    line.p, (size_t)(after.p + after.n - line.p));
			return true;
		}
		part->n = (size_t)(line.p + line.n - part->p);
	}
	*rest = after;
	return true;
}

int
om_mail_decode(struct om_buf *out, struct om_span body, struct om_span encoding)
{
	encoding = om_span_trim(encoding);
	if (om_mail_is(encoding, "base64"))
		return add_base64(out, body);
	if (om_mail_is(encoding, "quoted-printable"))
		add_quoted(out, body, false);
	else
		om_buf_add(out, body);
	return om_buf_check(out, "a part of a mail");
}
