#include "scan/dump_inside.h"

/* -1 where it is none. */
static int
hex_digit(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *at =
	    memchr(digits, c >= 'A' && c <= 'F' ? c | 0x20 : c, 16);

	return at == NULL ? -1 : (int)(at - digits);
}

static bool
is_hex(struct om_span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (hex_digit(s.p[i]) < 0)
			return false;
	return s.n > 0 && s.n % 2 == 0;
}

/* A string whose quote s begins with; a cast may stand behind it. */
static bool
take_string(struct om_dump_value *v, struct om_span *s, bool backslashes)
{
	size_t n = om_dump_string_size(*s, backslashes), more;

	if (n == 0 ||
	    !om_dump_value_size(&more, om_dump_behind(*s, n), backslashes))
		return false;
	v->raw = om_span_bytes(s->p + 1, n - 2);
	v->form = OM_DUMP_PLAIN;
	if (memchr(v->raw.p, '\'', v->raw.n) != NULL)
		v->form = OM_DUMP_DOUBLED;
	if (backslashes && memchr(v->raw.p, '\\', v->raw.n) != NULL)
		v->form = OM_DUMP_BACKSLASH;
	*s = om_dump_behind(*s, n + more);
	return true;
}

/* sqlite3 writes breaks as replace('a\\nb','\\n',char(10)), one in another. */
static bool
take_replaced(struct om_dump_value *v, struct om_span *s)
{
	struct om_span rest = *s, whole = om_dump_past_space(*s);
	bool any = false;
	size_t n;

	while (om_dump_word(&rest, "replace") && om_dump_sign(&rest, '('))
		any = true;
	rest = om_dump_past_space(rest);
	if (!any || rest.n == 0 || rest.p[0] != '\'' ||
	    !om_dump_value_size(&n, whole, false) ||
	    !take_string(v, &rest, false))
		return false;
	v->form = OM_DUMP_BACKSLASH;
	*s = om_dump_behind(whole, n);
	return true;
}

bool
om_dump_value(struct om_dump_value *v, struct om_span *s, bool backslashes)
{
	struct om_span rest = om_dump_past_space(*s);
	size_t n = 0;

	if (take_replaced(v, s))
		return true;
	while (n < rest.n && om_dump_is_inner(rest.p[n]))
		n++;
	/* _binary 'x', E'x', X'00' */
	if (n < rest.n && rest.p[n] == ' ' && n > 0 && rest.p[0] == '_')
		n++;
	if (n < rest.n && rest.p[n] == '\'') {
		char prefix = n == 1 ? (char)(rest.p[0] | 0x20) : '\0';

		rest = om_dump_behind(rest, n);
		if (!take_string(v, &rest, backslashes || prefix == 'e'))
			return false;
		if (prefix == 'x' && is_hex(v->raw))
			v->form = OM_DUMP_HEX;
		*s = rest;
		return true;
	}
	if (!om_dump_value_size(&n, rest, backslashes))
		return false;
	v->raw = om_span_trim(om_span_bytes(rest.p, n));
	v->form = OM_DUMP_PLAIN;
	if (om_span_is(v->raw, "NULL"))
		v->raw.n = 0;
	if (v->raw.n > 4 && om_span_starts(v->raw, OM_SPAN("0x")) &&
	    is_hex(om_dump_behind(v->raw, 2))) {
		v->raw = om_dump_behind(v->raw, 2);
		v->form = OM_DUMP_HEX;
	}
	*s = om_dump_behind(rest, n);
	return true;
}

static char
escaped(char c)
{
	static const char from[] = "bfnrtv0Z", to[] = "\b\f\n\r\t\v\0\032";
	const char *at = memchr(from, c, sizeof(from) - 1);

	return at == NULL ? c : to[at - from];
}

struct om_span
om_dump_decode(struct om_arena *arena, const struct om_dump_value *v)
{
	char *copy;
	size_t n = 0;

	if (v->form == OM_DUMP_PLAIN)
		return v->raw;
	copy = om_arena_take(arena, v->raw.n + 1);
	for (size_t i = 0; i < v->raw.n; i++) {
		char c = v->raw.p[i];
		bool more = i + 1 < v->raw.n;

		if (v->form == OM_DUMP_HEX) {
			c = (char)((unsigned)hex_digit(c) << 4 |
				   (unsigned)hex_digit(v->raw.p[++i]));
		} else if (c == '\\' && v->form == OM_DUMP_BACKSLASH && more) {
			c = escaped(v->raw.p[++i]);
		} else if (c == '\'' && more && v->raw.p[i + 1] == '\'') {
			i++;
		}
		copy[n++] = c;
	}
	return om_span_bytes(copy, n);
}

/* \101 and \x41: the byte, and *i at its last digit. */
static char
numbered(struct om_span raw, size_t *i)
{
	unsigned hex = raw.p[*i] == 'x' ? 16 : 8, value = 0;
	size_t at = *i + (hex == 16), end = at + (hex == 16 ? 2 : 3);

	for (; at < raw.n && at < end; at++) {
		int digit = hex_digit(raw.p[at]);

		if (digit < 0 || (unsigned)digit >= hex)
			break;
		value = value * hex + (unsigned)digit;
	}
	*i = at - 1;
	return (char)value;
}

struct om_span
om_dump_decode_copy(struct om_arena *arena, struct om_span raw)
{
	char *copy;
	size_t n = 0;

	if (om_span_is(raw, "\\N"))
		return OM_SPAN_NONE;
	if (raw.n == 0 || memchr(raw.p, '\\', raw.n) == NULL)
		return raw;
	copy = om_arena_take(arena, raw.n);
	for (size_t i = 0; i < raw.n; i++) {
		char c = raw.p[i];

		if (c == '\\' && i + 1 < raw.n) {
			c = raw.p[++i];
			c = (c >= '0' && c <= '7') || c == 'x'
				? numbered(raw, &i)
				: escaped(c);
		}
		copy[n++] = c;
	}
	return om_span_bytes(copy, n);
}
