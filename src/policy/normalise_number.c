#include "policy/normalise_inside.h"

#include "base/memory.h"
#include "base/text.h"

/* How many bytes of s are a separator in a telephone number; 0 for none. */
static size_t
separator(struct om_span s)
{
	static const char *const marks[] = { " ", ".", "-", "/", "(", ")", "[",
		"]", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2015",
		"\u2212" };

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (om_span_starts(s, om_span_of(marks[i])))
			return strlen(marks[i]);
	return 0;
}

/* "+44 (0)20" is dialled without that 0 from where the + matters. */
static bool
is_trunk_zero(struct om_span s, const struct om_buf *number)
{
	return number->n > 1 && number->p[0] == '+' &&
	       om_span_starts(s, OM_SPAN("(0)"));
}

static int
add_digits(struct om_buf *number, struct om_span s)
{
	while (s.n > 0) {
		size_t n = 1;

		if (s.p[0] >= '0' && s.p[0] <= '9') {
			om_buf_byte(number, s.p[0]);
			if (om_span_is(om_buf_span(number), "00")) {
				om_buf_reset(number);
				om_buf_byte(number, '+');
			}
		} else if (s.p[0] == '+' && number->n == 0)
			om_buf_byte(number, '+');
		else if (is_trunk_zero(s, number))
			n = strlen("(0)");
		else
			n = separator(s);
		if (n == 0)
			return om_fail(OM_INPUT,
			    "a telephone number holds more than digits");
		s.p += n;
		s.n -= n;
	}
	return OM_OK;
}

/*
 * Digits and the common marks between them; false, with nothing written,
 * for all that needs a closer look: "(0)", 00, a mark in front, letters.
 */
static bool
phone_of_ascii(struct om_buf *out, struct om_span s)
{
	char *room = om_buf_room(out, s.n);
	size_t n = 0;

	if (room == NULL || (s.n > 1 && s.p[0] == '0' && s.p[1] == '0'))
		return false;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if ((c >= '0' && c <= '9') || (c == '+' && i == 0))
			room[n++] = c;
		else if ((c != ' ' && (c < '-' || c > '/')) || n == 0 ||
			 (n == 1 && room[0] == '0')) {
			om_wipe(room, n);
			return false;
		}
	}
	if (n == 0 || (n == 1 && room[0] == '+'))
		return false;
	room[n] = '\0';
	out->n += n;
	return true;
}

int
om_normalise_phone(struct om_buf *out, struct om_span s)
{
	struct om_buf folded = OM_BUF(64 << 10);
	struct om_buf number = OM_BUF(OM_NORMALISED_MAX);
	int rc;

	if (phone_of_ascii(out, s))
		return OM_OK;
	rc = om_text_fold(&folded, s);

	if (rc == OM_OK)
		rc = add_digits(&number, om_buf_span(&folded));
	if (rc == OM_OK && om_span_is(om_buf_span(&number), "+"))
		rc = om_fail(OM_INPUT, "a telephone number has no digits");
	if (rc == OM_OK)
		rc = om_normalise_finish(out, om_buf_span(&number));
	om_buf_free(&folded);
	om_buf_free(&number);
	return rc;
}

/* What is left of a text without separators and brackets. */
static int
take_out(struct om_buf *compact, struct om_span rest)
{
	while (rest.n > 0) {
		size_t n =
		    memchr("()[]", rest.p[0], 4) == NULL ? separator(rest) : 0;

		if (n == 0) {
			om_buf_byte(compact, rest.p[0]);
			n = 1;
		}
		rest = om_span_bytes(rest.p + n, rest.n - n);
	}
	return compact->failed ? om_fail(OM_INPUT, "an identifier is too long")
			       : OM_OK;
}

int
om_normalise_compact(struct om_buf *out, struct om_span s)
{
	struct om_buf folded = OM_BUF(64 << 10), again = OM_BUF(64 << 10);
	struct om_buf compact = OM_BUF(OM_NORMALISED_MAX);
	int rc;

	if (om_normalise_ascii(out, s, true))
		return OM_OK;
	rc = om_text_fold(&folded, s);
	if (rc == OM_OK)
		rc = take_out(&compact, om_buf_span(&folded));
	/* An accent behind a separator stands behind a letter now. */
	if (rc == OM_OK)
		rc = om_text_fold(&again, om_buf_span(&compact));
	if (rc == OM_OK)
		rc = om_normalise_finish(out, om_buf_span(&again));
	om_buf_free(&folded);
	om_buf_free(&compact);
	om_buf_free(&again);
	return rc;
}
