#include "format/json_string.h"

#include "base/text.h"

struct decoder {
	const char *p, *end;
	char *to;
	struct om_json_fault *fault;
};

static bool
wrong(struct decoder *d, const char *what)
{
	*d->fault = (struct om_json_fault){ OM_INPUT, what, d->p };
	return false;
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The four digits of \uXXXX at d->p, which then stands behind them. */
static bool
read_unit(struct decoder *d, uint32_t *unit)
{
	uint32_t value = 0;

	if (d->end - d->p < 6 || d->p[0] != '\\' || d->p[1] != 'u')
		return false;
	for (int i = 2; i < 6; i++) {
		int digit = hex_digit(d->p[i]);

		if (digit < 0)
			return false;
		value = value << 4 | (uint32_t)digit;
	}
	d->p += 6;
	*unit = value;
	return true;
}

static bool
decode_unicode(struct decoder *d)
{
	uint32_t c, low;

	if (!read_unit(d, &c))
		return wrong(d, "\\u without four hexadecimal digits");
	if (c == 0)
		return wrong(d, "NUL in a string");
	if (c >= 0xdc00 && c <= 0xdfff)
		return wrong(d, "half a surrogate pair");
	if (c >= 0xd800 && c <= 0xdbff) {
		if (!read_unit(d, &low) || low < 0xdc00 || low > 0xdfff)
			return wrong(d, "half a surrogate pair");
		c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
	}
	d->to += om_text_put(d->to, c);
	return true;
}

/* One escape at d->p, a backslash with at least one byte behind it. */
static bool
decode_escape(struct decoder *d)
{
	static const char names[] = "\"\\/bfnrt";
	static const char bytes[] = "\"\\/\b\f\n\r\t";
	const char *name;

	if (d->p[1] == 'u')
		return decode_unicode(d);
	name = d->p[1] == '\0' ? NULL : strchr(names, d->p[1]);
	if (name == NULL)
		return wrong(d, "an unknown escape");
	*d->to++ = bytes[name - names];
	d->p += 2;
	return true;
}

bool
om_json_decode(struct om_span *out, struct om_arena *arena,
    struct om_span inside, struct om_json_fault *fault)
{
	/* Each escape is longer than what it stands for. */
	char *to = om_arena_take(arena, inside.n);
	struct decoder d = { inside.p, inside.p + inside.n, to, fault };

	while (d.p < d.end) {
		const char *next;

		if (*d.p == '\\') {
			if (!decode_escape(&d))
				return false;
			continue;
		}
		next = memchr(d.p, '\\', (size_t)(d.end - d.p));
		if (next == NULL)
			next = d.end;
		memcpy(d.to, d.p, (size_t)(next - d.p));
		d.to += next - d.p;
		d.p = next;
	}
	*out = om_span_bytes(to, (size_t)(d.to - to));
	return true;
}
