#include <utf8proc.h>

#include "base/buf.h"
#include "crypto/base64.h"
#include "format/needle_inside.h"

enum { CEILING = 64 << 10 };

static const char HEX[] = "0123456789abcdef";

static bool
is_alnum(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z');
}

static bool
is_among(uint32_t c, const char *set)
{
	return c != 0 && c < 0x80 && strchr(set, (int)c) != NULL;
}

/* The next character of text from *i on; text is UTF-8. */
static uint32_t
next_character(struct om_span *bytes, struct om_span text, size_t *i)
{
	utf8proc_int32_t c = 0;
	utf8proc_ssize_t n =
	    utf8proc_iterate((const utf8proc_uint8_t *)text.p + *i,
		(utf8proc_ssize_t)(text.n - *i), &c);

	*bytes = om_span_bytes(text.p + *i, n > 0 ? (size_t)n : 1);
	*i += bytes->n;
	return (uint32_t)c;
}

/*
 * Writes text with each character that it may change through one function;
 * variant says how far that goes.
 */
typedef void write_character(
    struct om_buf *out, uint32_t c, struct om_span bytes, unsigned variant);

static void
add_written(struct om_needles *set, enum om_needle_form form,
    struct om_span text, write_character *write, unsigned variants)
{
	for (unsigned variant = 0; variant < variants; variant++) {
		struct om_buf out = OM_BUF(CEILING);
		struct om_span bytes;

		for (size_t i = 0; i < text.n;) {
			uint32_t c = next_character(&bytes, text, &i);

			write(&out, c, bytes, variant);
		}
		om_needles_add(set, form, om_buf_span(&out), true);
		om_buf_free(&out);
	}
}

/* RFC 2781, one unit in the order that is asked for. */
static void
write_unit(struct om_buf *out, uint32_t unit, bool big)
{
	om_buf_byte(out, (char)(big ? unit >> 8 : unit & 0xff));
	om_buf_byte(out, (char)(big ? unit & 0xff : unit >> 8));
}

/*
 * A zero byte at the end of the one order, or at the start of the other, is
 * left out: within ASCII both orders then are one form, and whichever a file
 * has is found once.
 */
static void
add_utf16(struct om_needles *set, struct om_span text, bool big)
{
	struct om_buf out = OM_BUF(CEILING);
	struct om_span bytes, form;

	for (size_t i = 0; i < text.n;) {
		uint32_t c = next_character(&bytes, text, &i);

		if (c >= 0x10000) {
			write_unit(&out, 0xd800 + ((c - 0x10000) >> 10), big);
			c = 0xdc00 + ((c - 0x10000) & 0x3ff);
		}
		write_unit(&out, c, big);
	}
	form = om_buf_span(&out);
	if (form.n > 0 && big && form.p[0] == 0) {
		form.p++;
		form.n--;
	} else if (form.n > 0 && !big && form.p[form.n - 1] == 0)
		form.n--;
	om_needles_add(set, OM_NEEDLE_UTF16, form, true);
	om_buf_free(&out);
}

/*
 * What writers of JSON escape beyond quotes: bit 0 the slash, bit 1 all that
 * is not ASCII, bits 2 and 3 nothing more, <>&, these and ', these and +.
 */
static bool
json_escapes(uint32_t c, unsigned variant)
{
	static const char *const more[] = { "", "<>&", "<>&'", "<>&'+`" };

	return c < 0x20 || (c >= 0x80 && (variant & 2)) ||
	       is_among(c, more[variant >> 2]);
}

static void
write_json(
    struct om_buf *out, uint32_t c, struct om_span bytes, unsigned variant)
{
	if (json_escapes(c, variant)) {
		if (c >= 0x10000) {
			om_buf_format(
			    out, "\\u%04x", 0xd800 + ((c - 0x10000) >> 10));
			c = 0xdc00 + ((c - 0x10000) & 0x3ff);
		}
		om_buf_format(out, "\\u%04x", c);
		return;
	}
	if (c == '"' || c == '\\' || (c == '/' && (variant & 1)))
		om_buf_byte(out, '\\');
	om_buf_add(out, bytes);
}

static void
write_hex(struct om_buf *out, struct om_span bytes, const char *mark)
{
	for (size_t i = 0; i < bytes.n; i++) {
		unsigned char byte = (unsigned char)bytes.p[i];

		om_buf_text(out, mark);
		om_buf_byte(out, HEX[byte >> 4]);
		om_buf_byte(out, HEX[byte & 15]);
	}
}

/*
 * Which characters writers of URLs leave alone beside letters and digits:
 * RFC 3986's unreserved; a component and a whole URL as browsers write them;
 * a form's; what may stand in a path, and what Python leaves; beyond them none,
 * not even letters. Bit 0: a space is '+'.
 */
static void
write_percent(
    struct om_buf *out, uint32_t c, struct om_span bytes, unsigned variant)
{
	static const char *const kept[] = {
		"-._~",
		"-_.!~*'()",
		"-_.!~*'();,/?:@&=+$#",
		"*-._",
		"-._~!$&'()*+,;=:@",
		"-._~/",
	};
	unsigned which = variant >> 1;

	if (c == ' ' && (variant & 1))
		om_buf_byte(out, '+');
	else if (which < sizeof(kept) / sizeof(kept[0]) &&
		 (is_alnum(c) || is_among(c, kept[which])))
		om_buf_add(out, bytes);
	else
		write_hex(out, bytes, "%");
}

/* Bits 0 and 1: how an apostrophe is written; 2 and 3: what is not ASCII. */
static void
write_html(
    struct om_buf *out, uint32_t c, struct om_span bytes, unsigned variant)
{
	static const char *const apostrophes[] = {
		"'",
		"&#39;",
		"&#x27;",
		"&apos;",
	};

	if (c == '&')
		om_buf_text(out, "&amp;");
	else if (c == '<')
		om_buf_text(out, "&lt;");
	else if (c == '>')
		om_buf_text(out, "&gt;");
	else if (c == '"')
		om_buf_text(out, (variant & 1) ? "&quot;" : "&#34;");
	else if (c == '\'')
		om_buf_text(out, apostrophes[variant & 3]);
	else if (c >= 0x80 && variant >> 2 == 1)
		om_buf_format(out, "&#%u;", (unsigned)c);
	else if (c >= 0x80 && variant >> 2 == 2)
		om_buf_format(out, "&#x%x;", (unsigned)c);
	else
		om_buf_add(out, bytes);
}

/* Bit 0: SQL doubles the apostrophe; else CSV the quotation mark. */
static void
write_quoted(
    struct om_buf *out, uint32_t c, struct om_span bytes, unsigned variant)
{
	if (c == ((variant & 1) ? '\'' : '"'))
		om_buf_add(out, bytes);
	om_buf_add(out, bytes);
}

/* RFC 2045, section 6.7; bit 0: as RFC 2047 has it in a header. */
static void
write_printable(
    struct om_buf *out, uint32_t c, struct om_span bytes, unsigned variant)
{
	if ((variant & 1) && c == ' ')
		om_buf_byte(out, '_');
	else if (c == '=' || c >= 0x7f || c < 0x20 ||
		 ((variant & 1) && is_among(c, "?_@.\"(),:;<>[]\\")))
		write_hex(out, bytes, "=");
	else
		om_buf_add(out, bytes);
}

/* Any byte in two digits; the case of the letters matters here. */
static void
add_hex(struct om_needles *set, struct om_span text)
{
	struct om_buf out = OM_BUF(CEILING);

	write_hex(&out, text, "");
	om_needles_add(set, OM_NEEDLE_HEX, om_buf_span(&out), true);
	om_buf_free(&out);
}

static void
to_url_alphabet(struct om_buf *b)
{
	for (size_t i = 0; i < b->n; i++)
		if (b->p[i] == '+')
			b->p[i] = '-';
		else if (b->p[i] == '/')
			b->p[i] = '_';
}

/*
 * RFC 4648: what stands before the text shifts it by one or two bytes against
 * the groups of three. Digits that share bits with a neighbour are left out.
 */
static void
add_base64(struct om_needles *set, struct om_span text)
{
	for (size_t shift = 0; shift < 3; shift++) {
		struct om_buf in = OM_BUF(CEILING), out = OM_BUF(CEILING);
		size_t from = (shift * 8 + 5) / 6;
		size_t to = (shift + text.n) * 8 / 6;

		om_buf_add(&in, om_span_bytes("\0\0", shift));
		om_buf_add(&in, text);
		om_base64_encode(&out, om_buf_span(&in));
		om_needles_add(set, OM_NEEDLE_BASE64,
		    om_span_bytes(out.p + from, to - from), false);
		to_url_alphabet(&out);
		om_needles_add(set, OM_NEEDLE_BASE64URL,
		    om_span_bytes(out.p + from, to - from), false);
		om_buf_free(&in);
		om_buf_free(&out);
	}
}

void
om_needles_forms(struct om_needles *set, struct om_span text)
{
	om_needles_add(set, OM_NEEDLE_TEXT, text, true);
	add_utf16(set, text, false);
	add_utf16(set, text, true);
	add_written(set, OM_NEEDLE_JSON, text, write_json, 16);
	add_written(set, OM_NEEDLE_PERCENT, text, write_percent, 14);
	add_written(set, OM_NEEDLE_HTML, text, write_html, 12);
	add_written(set, OM_NEEDLE_QUOTED, text, write_quoted, 2);
	add_written(set, OM_NEEDLE_PRINTABLE, text, write_printable, 2);
	add_hex(set, text);
	add_base64(set, text);
}

/* Widths of serial types 4, 5 and 6 of SQLite's record format. */
static size_t
width_of(uint64_t n)
{
	return n < UINT64_C(1) << 31 ? 4 : n < UINT64_C(1) << 47 ? 6 : 8;
}

void
om_needles_integer(struct om_needles *set, struct om_span digits)
{
	struct om_needle_value *v = &set->values[set->value_count - 1];
	char bytes[8];
	uint64_t number;
	size_t width;

	if (digits.n < 5 || digits.n > 18 || digits.p[0] == '0' ||
	    !om_span_u64(&number, digits))
		return;
	for (size_t i = 0; i < v->number_count; i++)
		if (v->numbers[i] == (int64_t)number)
			return;
	if (v->number_count < OM_NEEDLE_NUMBERS)
		v->numbers[v->number_count++] = (int64_t)number;
	/* Up to three bytes it is noise outside a record. */
	if (number < UINT64_C(1) << 23)
		return;
	width = width_of(number);
	for (size_t i = 0; i < width; i++)
		bytes[i] = (char)(number >> (8 * (width - 1 - i)));
	om_needles_add(
	    set, OM_NEEDLE_INTEGER, om_span_bytes(bytes, width), false);
}
