#include "scan/sight.h"

/* RFC 5321 4.5.3.1: octets of a local part and of a domain; a label's. */
enum { LOCAL_MAX = 64, DOMAIN_MAX = 255, LABEL_MAX = 63 };

/* How sure an address is alone, and under names kept for examples (RFC 2606).
 */
static const double sure = 0.99, example = 0.9;

enum class { LETTER = 1, DIGIT = 2, HYPHEN = 4, DOT = 8, LOCAL = 16 };

/* RFC 5322 atext, without what ends an address in running text: / = ? ' `
 * { | } are left to what stands round it. */
static const uint8_t classes[256] = {
	['a' ... 'z'] = LETTER | LOCAL,
	['A' ... 'Z'] = LETTER | LOCAL,
	['0' ... '9'] = DIGIT | LOCAL,
	[0x80 ... 0xff] = LETTER | LOCAL,
	['-'] = HYPHEN | LOCAL,
	['.'] = DOT | LOCAL,
	['_'] = LOCAL,
	['+'] = LOCAL,
	['%'] = LOCAL,
	['!'] = LOCAL,
	['#'] = LOCAL,
	['$'] = LOCAL,
	['&'] = LOCAL,
	['*'] = LOCAL,
	['~'] = LOCAL,
	['^'] = LOCAL,
	['\''] = LOCAL,
};

static bool
is(struct om_sight *s, uint32_t at, unsigned class)
{
	return (classes[(unsigned char)om_sight_byte(s, at)] & class) != 0;
}

/* Where the local part that ends before `at` begins; `at` where none is. */
static uint32_t
local_start(struct om_sight *s, uint32_t at)
{
	uint32_t start = at;

	while (start > 0 && at - start <= LOCAL_MAX && is(s, start - 1, LOCAL))
		start--;
	if (at - start > LOCAL_MAX)
		return at;
	/* A quote, a dot or a sign in front is the text's, not the address's.
	 */
	while (start < at && !is(s, start, LETTER | DIGIT) &&
	       om_sight_byte(s, start) != '_' && om_sight_byte(s, start) != '+')
		start++;
	if (start == at || is(s, at - 1, DOT))
		return at;
	for (uint32_t i = start; i + 1 < at; i++)
		if (is(s, i, DOT) && is(s, i + 1, DOT))
			return at;
	return start;
}

/*
 * Where the domain that begins at `at` ends; `at` where none is. *labels
 * counts them; the last is of letters, or punycode, two at least.
 */
static uint32_t
domain_end(struct om_sight *s, uint32_t at, unsigned *labels)
{
	uint32_t end = at, good = at, label = at;

	*labels = 0;
	for (;;) {
		uint32_t n;
		bool letters = true;

		while (is(s, end, LETTER | DIGIT | HYPHEN)) {
			letters &= is(s, end, LETTER);
			end++;
		}
		n = end - label;
		if (n == 0 || n > LABEL_MAX || end - at > DOMAIN_MAX ||
		    is(s, label, HYPHEN))
			break;
		while (is(s, end - 1, HYPHEN))
			end--;
		++*labels;
		letters |= n > 4 && memcmp(s->text.p + label, "xn--", 4) == 0;
		if (*labels > 1 && letters && end - label >= 2)
			good = end;
		if (!is(s, end, DOT))
			break;
		label = ++end;
	}
	return good;
}

static bool
is_example(struct om_span domain)
{
	static const char *const names[] = { "example.com", "example.org",
		"example.net", "example", "test", "invalid", "localhost" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		size_t n = strlen(names[i]);

		if (domain.n >= n &&
		    memcmp(domain.p + domain.n - n, names[i], n) == 0 &&
		    (domain.n == n || domain.p[domain.n - n - 1] == '.'))
			return true;
	}
	return false;
}

/* An office's mailbox is another kind: laws treat it otherwise. */
static enum om_detected
reach_of(const struct om_sight *s, uint32_t start, uint32_t at)
{
	return om_mailboxes_has(s->scanner->mailboxes,
		   om_span_bytes(s->text.p + start, at - start))
		   ? OM_DETECTED_EMAIL_ROLE
		   : OM_DETECTED_EMAIL;
}

uint32_t
om_email_detect(struct om_sight *s, uint32_t at)
{
	unsigned labels, evidence = 1U << OM_EVIDENCE_SHAPE;
	uint32_t start = local_start(s, at), end;
	double confidence = sure;

	/* The user and password of a URL are no address. */
	if (start == at || om_secret_is_in_url(s->text, start))
		return at + 1;
	end = domain_end(s, at + 1, &labels);
	if (end == at + 1)
		return at + 1;
	if (is_example(om_span_bytes(s->text.p + at + 1, end - at - 1))) {
		confidence = example;
		evidence |= 1U << OM_EVIDENCE_RANGE;
	}
	om_sight_add(s, reach_of(s, start, at), (struct om_range){ start, end },
	    confidence, evidence);
	return end;
}
