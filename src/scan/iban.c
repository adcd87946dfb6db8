#include "scan/iban.h"

#include "scan/digits.h"

enum { IBAN_MAX = 34, IBAN_LEAST = 15 };

/* Its structure and its check digits hold: one in ten thousand by chance.
 * One without a country that uses them is none. */
static const double sure = 0.995;

static const struct country {
	char name[3];
	const char *structure;
} countries[] = {
#define OM_IBAN(country, structure) { country, structure },
#include "scan/iban_list.h"
#undef OM_IBAN
};

static const struct country *
country_of(const char *name)
{
	for (size_t i = 0; i < sizeof(countries) / sizeof(countries[0]); i++)
		if (memcmp(countries[i].name, name, 2) == 0)
			return &countries[i];
	return NULL;
}

static bool
fits(char c, char class)
{
	bool digit = c >= '0' && c <= '9', capital = c >= 'A' && c <= 'Z';

	return class == 'n' ? digit : class == 'a' ? capital : digit || capital;
}

/* The length of the structure; *good whether s, of n, begins with it. */
static size_t
match(const char *structure, const char *s, size_t n, bool *good)
{
	size_t at = 0;

	*good = true;
	while (*structure != '\0') {
		size_t count = 0;

		for (; *structure <= '9'; structure++)
			count = count * 10 + (size_t)(*structure - '0');
		for (; count > 0; count--, at++)
			*good &= at < n && fits(s[at], *structure);
		structure++;
	}
	return at;
}

static bool
checks(const char *s, size_t n)
{
	char turned[IBAN_MAX];

	memcpy(turned, s + 4, n - 4);
	memcpy(turned + n - 4, s, 4);
	return om_digits_mod_97_10(turned, n);
}

/* How long an IBAN that begins like s is; 0 where s is none. */
static size_t
length_of(const char *s, size_t n)
{
	const struct country *c = n >= IBAN_LEAST ? country_of(s) : NULL;
	size_t length;
	bool good;

	if (c == NULL)
		return 0;
	length = 4 + match(c->structure, s + 4, n - 4, &good);
	return good && checks(s, length) ? length : 0;
}

static bool
is_coded(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z');
}

/*
 * Printed in groups, each followed by one space or hyphen; places[i] is where
 * the i-th character stands. Letters are all capital or all small: what comes
 * in the other case is the next word.
 */
static size_t
collect(struct om_sight *s, uint32_t at, char out[IBAN_MAX],
    uint32_t places[IBAN_MAX])
{
	bool small = false, capital = false;
	size_t n = 0;
	uint32_t i = at;

	while (n < IBAN_MAX) {
		char c = om_sight_byte(s, i);

		small |= c >= 'a' && c <= 'z';
		capital |= c >= 'A' && c <= 'Z';
		if (small && capital)
			break;
		if (c >= 'a' && c <= 'z')
			c = (char)(c - 0x20);
		if (is_coded(c)) {
			places[n] = i++;
			out[n++] = c;
		} else if ((c == ' ' || c == '-') && n > 0 &&
			   is_coded(om_sight_byte(s, i + 1)))
			i++;
		else
			break;
	}
	return n;
}

uint32_t
om_iban_detect(struct om_sight *s, uint32_t at)
{
	char text[IBAN_MAX];
	uint32_t places[IBAN_MAX], end;
	size_t n = collect(s, at, text, places);
	size_t length = length_of(text, n);

	if (length == 0)
		return at;
	end = places[length - 1] + 1;
	if (is_coded(om_sight_byte(s, end)) || om_sight_byte(s, end) == '_')
		return at;
	om_sight_add(s, OM_DETECTED_IBAN, (struct om_range){ at, end }, sure,
	    1U << OM_EVIDENCE_SHAPE | 1U << OM_EVIDENCE_CHECK);
	return end;
}
