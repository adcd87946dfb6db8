#ifndef OM_SCAN_DIGITS_H
#define OM_SCAN_DIGITS_H

#include "base/span.h"

/* The arithmetic that checks share. All digits are ASCII. */

/* What a digit or a letter counts: 0-9, and A-Z as 10-35; -1 for others. */
int om_digits_value(char c);

/* The number n digits stand for; n is at most 18. */
uint64_t om_digits_number(const char *s, size_t n);

/* The i-th digit, and the number that two from there on make. */
static inline unsigned
om_digits_one(const char *s, size_t i)
{
	return (unsigned)(s[i] - '0');
}

/* Whether all n are digits: asked before one is an index. */
static inline bool
om_digits_only(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (om_digits_one(s, i) > 9)
			return false;
	return true;
}

static inline unsigned
om_digits_two(const char *s, size_t i)
{
	return om_digits_one(s, i) * 10 + om_digits_one(s, i + 1);
}

/* Values times weights from the right, 2 and up, from 2 again past `most`. */
unsigned om_digits_rising(const char *s, size_t n, unsigned most);

/* The digits of s times the weights, added up. */
unsigned om_digits_weighted(const char *s, const uint8_t *weights, size_t n);

/* ISO/IEC 7812-1 Annex B: doubled digits from the right, the last not. */
bool om_digits_luhn(const char *s, size_t n);

/* The same in base 16 or 36, digits counted as om_digits_value does. */
bool om_digits_luhn_base(const char *s, size_t n, int base);

bool om_digits_verhoeff(const char *s, size_t n);
bool om_digits_damm(const char *s, size_t n);

/*
 * ISO/IEC 7064, s with its check characters: MOD 11-2 (the last may be X),
 * MOD 37-2 (the last may be *), MOD 97-10 (letters as two digits), and the
 * hybrid systems MOD 11,10 and MOD 37,36.
 */
bool om_digits_mod_11_2(const char *s, size_t n);
bool om_digits_mod_37_2(const char *s, size_t n);
bool om_digits_mod_97_10(const char *s, size_t n);
bool om_digits_mod_11_10(const char *s, size_t n);
bool om_digits_mod_37_36(const char *s, size_t n);

/* ICAO Doc 9303-3: weights 7, 3, 1 modulo 10; letters count 10-35, < 0. */
unsigned om_digits_icao(const char *s, size_t n);

/*
 * A day of the calendar, year 1850 to 2100. Two-digit years: the caller
 * adds the century, or asks om_digits_any_century.
 */
bool om_digits_date(unsigned year, unsigned month, unsigned day);

/* Whether yymmdd is a day in the 19th, 20th or 21st century's years. */
bool om_digits_any_century(unsigned yy, unsigned month, unsigned day);

/* Whether all n bytes are the same. */
bool om_digits_uniform(const char *s, size_t n);

#endif
