#include "scan/sieve_change.h"

enum { NOTHING_LENGTH = 8, SHOWN_SHARE = 2 };

static bool
continues(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

static size_t
characters(struct om_span s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += !continues(s.p[i]);
	return n;
}

static bool
is_mark(char c)
{
	return (unsigned char)c < 0x80 && !(c >= '0' && c <= '9') &&
	       !((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/*
 * The last characters are shown only where at least as many stay hidden; of
 * four, none of which would be.
 */
static void
mask(struct om_buf *out, const struct om_sieve_change *c, struct om_span value)
{
	size_t n = characters(value), hidden = n - c->last, at = 0;

	if (n < SHOWN_SHARE * (size_t)c->last)
		hidden = n;
	if (c->mask == OM_SIEVE_MASK_NOTHING)
		for (size_t i = 0; i < NOTHING_LENGTH; i++)
			om_buf_byte(out, '*');
	for (size_t i = 0; i < value.n; i++) {
		bool shown =
		    c->mask == OM_SIEVE_MASK_SHAPE && is_mark(value.p[i]);

		at += !continues(value.p[i]);
		if (at > hidden || shown)
			om_buf_byte(out, value.p[i]);
		else if (!continues(value.p[i]) &&
			 c->mask != OM_SIEVE_MASK_NOTHING)
			om_buf_byte(out, '*');
	}
}

/* What stands for it says what it was: [EMAIL], [NAME.FULL]. */
static void
replace(struct om_buf *out, const struct om_sieve_change *c,
    const struct om_kinds *kinds, int kind)
{
	const char *name = kind < 0 ? "redacted" : kinds->list[kind].name;

	if (c->text != NULL) {
		om_buf_text(out, c->text);
		return;
	}
	om_buf_byte(out, '[');
	for (; *name != '\0'; name++)
		om_buf_byte(
		    out, (char)(*name >= 'a' && *name <= 'z' ? *name - 0x20
							     : *name));
	om_buf_byte(out, ']');
}

int
om_sieve_change_apply(struct om_buf *out, const struct om_sieve_hand *hand,
    const struct om_sieve_change *change, int kind, struct om_span value)
{
	switch (change->action) {
	case OM_SIEVE_MASK:
		mask(out, change, value);
		break;
	case OM_SIEVE_REPLACE:
		replace(out, change, hand->kinds, kind);
		break;
	case OM_SIEVE_GENERALISE:
		if (!om_treatment_apply(out, change->how, om_span_trim(value)))
			return om_fail(OM_INPUT,
			    "a value that cannot be "
			    "generalised as the rules say");
		break;
	case OM_SIEVE_TOKENISE:
		return om_sieve_tokens_add(
		    hand->tokens, out, kind, value, change->shape);
	case OM_SIEVE_KEEP:
		om_buf_add(out, value);
		break;
	default: /* removed */
		break;
	}
	return om_buf_check(out, "a value");
}
