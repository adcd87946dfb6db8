#include "request/answer.h"

/*
 * Whose is what the scanner sees in a text: the person's own, as far as her
 * records tell, or perhaps another's. In doubt it is another's: that is only
 * a proposal to somebody who weighs it.
 */

enum { DIGITS_MIN = 7 };

static struct om_buf
normal(enum om_normaliser how, struct om_span text)
{
	struct om_buf b = OM_BUF(OM_NORMALISED_MAX);

	if (om_normalise(&b, how, text) != OM_OK)
		om_buf_reset(&b);
	return b;
}

static bool
same(enum om_normaliser how, struct om_span a, struct om_span b)
{
	struct om_buf one = normal(how, a), other = normal(how, b);
	bool equal =
	    one.n > 0 && om_span_equal(om_buf_span(&one), om_buf_span(&other));

	om_buf_free(&one);
	om_buf_free(&other);
	return equal;
}

/* The digits of a number from its end, as many as both have. */
static bool
same_number(struct om_span a, struct om_span b)
{
	size_t i = a.n, k = b.n, n = 0;

	for (;;) {
		while (i > 0 && (a.p[i - 1] < '0' || a.p[i - 1] > '9'))
			i--;
		while (k > 0 && (b.p[k - 1] < '0' || b.p[k - 1] > '9'))
			k--;
		if (i == 0 || k == 0)
			return n >= DIGITS_MIN;
		if (a.p[--i] != b.p[--k])
			return false;
		n++;
	}
}

/* Whether the word is one of the words of the text, whatever its case. */
static bool
has_word(struct om_span text, struct om_span word)
{
	while (text.n > 0) {
		size_t n = 0;

		while (n < text.n && text.p[n] != ' ')
			n++;
		if (same(OM_NORMALISE_FOLD, om_span_bytes(text.p, n), word))
			return true;
		n += n < text.n;
		text = om_span_bytes(text.p + n, text.n - n);
	}
	return false;
}

/* Every word of a name that is hers stands in a name of hers. */
static bool
is_her_name(const struct om_subject *s, struct om_span name)
{
	while (name.n > 0) {
		bool hers = false;
		size_t n = 0;

		while (n < name.n && name.p[n] != ' ')
			n++;
		for (size_t i = 0; n > 0 && i < s->profile_count && !hers; i++)
			hers = has_word(s->profiles[i].profile.name,
			    om_span_bytes(name.p, n));
		if (n > 0 && !hers)
			return false;
		n += n < name.n;
		name = om_span_bytes(name.p + n, name.n - n);
	}
	return true;
}

static bool
is_of(const struct om_answer *a, int kind, const char *name)
{
	int above = om_kinds_find(a->kinds, om_span_of(name));

	return above >= 0 &&
	       om_kind_set_has(&a->kinds->list[kind].above, above);
}

static bool
is_her_identifier(const struct om_answer *a, int kind, struct om_span text)
{
	const struct om_subject *s = a->subject;
	bool phone = is_of(a, kind, "phone");
	enum om_normaliser how =
	    is_of(a, kind, "email") ? OM_NORMALISE_EMAIL : OM_NORMALISE_COMPACT;

	for (size_t i = 0; i < s->profile_count; i++) {
		const struct om_profile *p = &s->profiles[i].profile;

		for (size_t k = 0; k < p->n; k++) {
			struct om_span value = p->identifiers[k].value;

			if (phone ? same_number(text, value)
				  : same(how, text, value))
				return true;
		}
	}
	return false;
}

bool
om_answer_is_hers(const struct om_answer *a, int kind, struct om_span text)
{
	if (a->subject == NULL)
		return false;
	return is_her_identifier(a, kind, text) ||
	       is_her_name(a->subject, text);
}

bool
om_answer_may_be_others(const struct om_answer *a, int kind)
{
	return is_of(a, kind, "email") || is_of(a, kind, "phone") ||
	       is_of(a, kind, "name.full");
}
