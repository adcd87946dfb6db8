#include "policy/normalise.h"

#include <idn2.h>

#include "base/memory.h"
#include "base/text.h"
#include "policy/normalise_inside.h"

static size_t
count(struct om_span s, char c)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == c;
	return n;
}

/* C0, DEL, and C1, which UTF-8 writes as C2 80 to C2 9F. */
static bool
has_control(struct om_span s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c < 0x20 || c == 0x7f)
			return true;
		if (c == 0xc2 && i + 1 < s.n &&
		    (unsigned char)s.p[i + 1] < 0xa0)
			return true;
	}
	return false;
}

static bool
is_ascii(struct om_span s)
{
	unsigned char all = 0;

	for (size_t i = 0; i < s.n; i++)
		all |= (unsigned char)s.p[i];
	return all < 0x80;
}

int
om_normalise_finish(struct om_buf *out, struct om_span s)
{
	if (s.n == 0 || s.n > OM_NORMALISED_MAX)
		return om_fail(OM_INPUT, "an identifier is empty or too long");
	if (has_control(s))
		return om_fail(
		    OM_INPUT, "an identifier holds a control character");
	om_buf_add(out, s);
	return om_buf_check(out, "an identifier");
}

static int
fail_email(void)
{
	return om_fail(OM_INPUT, "an e-mail address has not the form x@y");
}

/* A byte in every place of a word. */
#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/* What eight bytes hold: marks is how many are '@'. */
struct eight {
	uint64_t lower;
	uint64_t other; /* not 0 where one is not visible ASCII */
	unsigned marks;
};

/*
 * Eight bytes at once, each in its own lane: adding to an ASCII byte what is
 * missing to 128 sets its highest bit and touches no neighbour.
 */
static struct eight
read_eight(uint64_t word)
{
	uint64_t ascii = word & EACH(0x7f), high = EACH(0x80);
	uint64_t from_a = ascii + EACH(0x80 - 'A');
	uint64_t beyond_z = ascii + EACH(0x80 - 'Z' - 1);
	uint64_t visible = ascii + EACH(0x80 - '!');
	uint64_t beyond = ascii + EACH(0x80 - '~' - 1);
	uint64_t no_mark = (ascii ^ EACH('@')) + EACH(0x7f);

	return (struct eight){
		.lower = word | ((from_a ^ beyond_z) & high) >> 2,
		.other = (word | ~visible | beyond) & high,
		.marks = (unsigned)((((~no_mark & high) >> 7) * EACH(1)) >> 56),
	};
}

/* What was read so far. */
struct reading {
	uint64_t other;
	size_t marks;
};

static uint64_t
read_more(struct reading *r, uint64_t word)
{
	struct eight e = read_eight(word);

	r->other |= e.other;
	r->marks += e.marks;
	return e.lower;
}

/*
 * 1 where the whole address is visible ASCII and was appended, 0 where it has
 * other characters.
 */
static int
email_of_ascii(struct om_buf *out, struct om_span s)
{
	char *room = om_buf_room(out, s.n);
	struct reading r = { 0, 0 };
	uint64_t word;
	size_t i = 0;

	if (room == NULL)
		return om_buf_check(out, "an identifier");
	for (; s.n - i >= sizeof(word); i += sizeof(word)) {
		memcpy(&word, s.p + i, sizeof(word));
		word = read_more(&r, word);
		memcpy(room + i, &word, sizeof(word));
	}
	word = EACH('a');
	memcpy(&word, s.p + i, s.n - i);
	word = read_more(&r, word);
	memcpy(room + i, &word, s.n - i);
	if (r.other == 0 && r.marks == 1 && s.p[0] != '@' &&
	    s.p[s.n - 1] != '@') {
		room[s.n] = '\0';
		out->n += s.n;
		return 1;
	}
	/* What stands behind the buffer's end is not wiped with it. */
	om_wipe(room, s.n);
	return is_ascii(s) ? fail_email() : 0;
}

/*
 * The domain before any folding: that would make "ss" of the sharp s, which
 * IDNA 2008 keeps apart.
 */
static int
add_domain(struct om_buf *out, struct om_span domain)
{
	struct om_buf text = OM_BUF(OM_NORMALISED_MAX);
	uint8_t *ascii = NULL;
	int rc = OM_OK;

	om_buf_add(&text, domain);
	if (text.failed || memchr(text.p, '\0', text.n) != NULL ||
	    idn2_lookup_u8((const uint8_t *)text.p, &ascii,
		IDN2_NONTRANSITIONAL | IDN2_NFC_INPUT) != IDN2_OK)
		rc = om_fail(OM_INPUT, "a mail domain is not a domain name");
	else
		om_buf_text(out, (const char *)ascii);
	if (ascii != NULL) {
		om_wipe(ascii, strlen((const char *)ascii));
		idn2_free(ascii); /* libidn2's own malloc */
	}
	om_buf_free(&text);
	return rc;
}

static bool
is_email(struct om_span s)
{
	struct om_span local, domain;

	if (count(s, '@') != 1 || memchr(s.p, ' ', s.n) != NULL)
		return false;
	(void)om_span_cut(&local, &domain, s, '@');
	return local.n > 0 && domain.n > 0;
}

static int
normalise_email(struct om_buf *out, struct om_span s)
{
	struct om_buf whole = OM_BUF(64 << 10), canonical = OM_BUF(64 << 10);
	struct om_span local, domain;
	int rc = email_of_ascii(out, s);

	if (rc != 0)
		return rc < 0 ? rc : OM_OK;
	/* A sign of another width folds to '@'. */
	if (count(s, '@') == 0) {
		rc = om_text_fold(&whole, s);
		if (rc != OM_OK)
			goto out;
		s = om_buf_span(&whole);
	}
	if (!is_email(s)) {
		rc = fail_email();
		goto out;
	}
	(void)om_span_cut(&local, &domain, s, '@');
	rc = om_text_fold(&canonical, local);
	if (rc == OM_OK) {
		om_buf_byte(&canonical, '@');
		rc = add_domain(&canonical, domain);
	}
	if (rc == OM_OK && !is_email(om_buf_span(&canonical)))
		rc = fail_email();
	if (rc == OM_OK)
		rc = om_normalise_finish(out, om_buf_span(&canonical));
out:
	om_buf_free(&whole);
	om_buf_free(&canonical);
	return rc;
}

static bool
is_separator(char c)
{
	return c == ' ' || (c >= '-' && c <= '/');
}

bool
om_normalise_ascii(struct om_buf *out, struct om_span s, bool compact)
{
	char *room = om_buf_room(out, s.n);
	size_t n = 0;

	if (room == NULL)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c < ' ' || c > '~') {
			om_wipe(room, n);
			return false;
		}
		room[n] = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
		n += !(compact && is_separator(c));
	}
	if (n == 0)
		return false;
	room[n] = '\0';
	out->n += n;
	return true;
}

static int
normalise_fold(struct om_buf *out, struct om_span s)
{
	struct om_buf folded = OM_BUF(64 << 10);
	int rc;

	if (om_normalise_ascii(out, s, false))
		return OM_OK;
	rc = om_text_fold(&folded, s);
	if (rc == OM_OK)
		rc = om_normalise_finish(
		    out, om_span_trim(om_buf_span(&folded)));
	om_buf_free(&folded);
	return rc;
}

static int
normalise_exact(struct om_buf *out, struct om_span s)
{
	if (!om_text_is_utf8(s))
		return om_fail(OM_INPUT, "not valid UTF-8");
	return om_normalise_finish(out, s);
}

int
om_normalise(struct om_buf *out, enum om_normaliser how, struct om_span value)
{
	static int (*const functions[])(struct om_buf *, struct om_span) = {
#define OM_NORMALISER(name, word, function) function,
#include "policy/normaliser_list.h"
#undef OM_NORMALISER
	};

	value = om_span_trim(value);
	if (value.n == 0 || value.n > OM_NORMALISED_MAX)
		return om_fail(OM_INPUT, "an identifier is empty or too long");
	return functions[how](out, value);
}

bool
om_normaliser_find(enum om_normaliser *out, struct om_span word)
{
	static const char *const words[] = {
#define OM_NORMALISER(name, word, function) word,
#include "policy/normaliser_list.h"
#undef OM_NORMALISER
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (om_span_is(word, words[i])) {
			*out = (enum om_normaliser)i;
			return true;
		}
	return false;
}
