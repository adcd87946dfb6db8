#include "base/json.h"

#include "base/clock.h"

static void
escape(struct om_buf *b, unsigned char c)
{
	static const char named[] = "btn\0fr"; /* 8, 9, 10, 11, 12, 13 */

	if (c == '"' || c == '\\') {
		om_buf_byte(b, '\\');
		om_buf_byte(b, (char)c);
	} else if (c >= 8 && c <= 13 && c != 11) {
		om_buf_byte(b, '\\');
		om_buf_byte(b, named[c - 8]);
	} else {
		om_buf_format(b, "\\u%04x", c);
	}
}

#define BIT(c) (UINT64_C(1) << ((c) % 64))

/* Of bytes below 128; all others are parts of characters. */
static const uint64_t plain[2] = {
	~UINT64_C(0) << ' ' & ~(BIT('"') | BIT('&') | BIT('<') | BIT('>')),
	~(BIT('\\') | BIT(0x7f)),
};

static bool
is_plain(unsigned char c)
{
	return c >= 128 || (plain[c / 64] & BIT(c)) != 0;
}

/* Sixteen bytes at once, which every machine of 64 bits has or is given. */
typedef uint8_t lanes __attribute__((vector_size(16)));
typedef uint64_t halves __attribute__((vector_size(16)));

enum { LANES = sizeof(lanes) };

/* is_plain of all of LANES bytes; a bit makes one of two signs alike. */
static inline bool
are_plain(const char *p)
{
	lanes x;
	halves special;

	memcpy(&x, p, LANES);
	special =
	    (halves)((x < ' ') | ((x | ('"' ^ '&')) == '&') |
		     ((x | ('<' ^ '>')) == '>') | (x == '\\') | (x == 0x7f));
	return (special[0] | special[1]) == 0;
}

/* The last are looked at together with some before them. */
static bool
is_plain_text(struct om_span s)
{
	size_t i = 0;

	if (s.n < LANES) {
		while (i < s.n && is_plain((unsigned char)s.p[i]))
			i++;
		return i == s.n;
	}
	for (; s.n - i > LANES; i += LANES)
		if (!are_plain(s.p + i))
			return false;
	return are_plain(s.p + s.n - LANES);
}

static void
quote_special(struct om_buf *b, struct om_span s)
{
	size_t from = 0;

	om_buf_byte(b, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (is_plain((unsigned char)s.p[i]))
			continue;
		om_buf_add(b, om_span_bytes(s.p + from, i - from));
		escape(b, (unsigned char)s.p[i]);
		from = i + 1;
	}
	om_buf_add(b, om_span_bytes(s.p + from, s.n - from));
	om_buf_byte(b, '"');
}

/* Most strings have no special character: they are copied once. */
void
om_json_quote(struct om_buf *b, struct om_span s)
{
	char *room = om_buf_room(b, s.n + 2);

	if (room == NULL || !is_plain_text(s)) {
		quote_special(b, s);
		return;
	}
	room[0] = '"';
	if (s.n > 0)
		memcpy(room + 1, s.p, s.n);
	room[s.n + 1] = '"';
	room[s.n + 2] = '\0';
	b->n += s.n + 2;
}

static void
new_line(struct om_json *j)
{
	if (!j->indent)
		return;
	om_buf_byte(j->to, '\n');
	for (unsigned i = 0; i < j->depth; i++)
		om_buf_text(j->to, "  ");
}

/* The comma, line and key that stand before a value. */
static void
begin(struct om_json *j, const char *key)
{
	if (key == NULL)
		return;
	if (j->filled)
		om_buf_byte(j->to, ',');
	new_line(j);
	j->filled = true;
	if (*key == '\0')
		return;
	om_json_quote(j->to, om_span_of(key));
	om_buf_text(j->to, j->indent ? ": " : ":");
}

void
om_json_key(struct om_json *j, struct om_span key)
{
	begin(j, "");
	om_json_quote(j->to, key);
	om_buf_text(j->to, j->indent ? ": " : ":");
}

static void
open_level(struct om_json *j, const char *key, char bracket)
{
	begin(j, key);
	om_buf_byte(j->to, bracket);
	j->depth++;
	j->filled = false;
}

static void
close_level(struct om_json *j, char bracket)
{
	j->depth--;
	if (j->filled)
		new_line(j);
	om_buf_byte(j->to, bracket);
	j->filled = true;
}

void
om_json_object(struct om_json *j, const char *key)
{
	open_level(j, key, '{');
}

void
om_json_array(struct om_json *j, const char *key)
{
	open_level(j, key, '[');
}

void
om_json_end_object(struct om_json *j)
{
	close_level(j, '}');
}

void
om_json_end_array(struct om_json *j)
{
	close_level(j, ']');
}

void
om_json_text(struct om_json *j, const char *key, struct om_span s)
{
	begin(j, key);
	om_json_quote(j->to, s);
}

void
om_json_string(struct om_json *j, const char *key, const char *s)
{
	if (s == NULL)
		om_json_null(j, key);
	else
		om_json_text(j, key, om_span_of(s));
}

void
om_json_int(struct om_json *j, const char *key, int64_t value)
{
	begin(j, key);
	om_buf_int(j->to, value, 0);
}

void
om_json_bool(struct om_json *j, const char *key, bool value)
{
	om_json_raw(j, key, om_span_of(value ? "true" : "false"));
}

void
om_json_null(struct om_json *j, const char *key)
{
	om_json_raw(j, key, OM_SPAN("null"));
}

void
om_json_time(struct om_json *j, const char *key, int64_t ms)
{
	begin(j, key);
	om_buf_byte(j->to, '"');
	om_time_format(j->to, ms);
	om_buf_byte(j->to, '"');
}

void
om_json_hex(struct om_json *j, const char *key, struct om_span bytes)
{
	begin(j, key);
	om_buf_byte(j->to, '"');
	om_buf_hex(j->to, bytes);
	om_buf_byte(j->to, '"');
}

void
om_json_raw(struct om_json *j, const char *key, struct om_span s)
{
	begin(j, key);
	om_buf_add(j->to, s);
}
