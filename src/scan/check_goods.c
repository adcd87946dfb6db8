#include "scan/check.h"
#include "scan/digits.h"

/*
 * Numbers of things: books, goods, parcels, securities, moments. Nobody's
 * identifier, but what passes here is less likely to be one.
 */

/* GS1: 3 and 1 by turns from the right, modulo 10. */
bool
om_check_gtin(const char *s, size_t n)
{
	unsigned sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += om_digits_one(s, n - 1 - i) * (i % 2 == 0 ? 1 : 3);
	return (n == 8 || (n >= 12 && n <= 14)) && !om_digits_uniform(s, n) &&
	       sum % 10 == 0;
}

/* ISO 2108: ten with modulo 11, thirteen as an EAN of 978 or 979. */
bool
om_check_isbn(const char *s, size_t n)
{
	unsigned sum = 0;

	if (n == 13)
		return memcmp(s, "97", 2) == 0 &&
		       (s[2] == '8' || s[2] == '9') && om_check_gtin(s, n);
	if (n != 10)
		return false;
	for (unsigned i = 0; i < 10; i++)
		sum += (s[i] == 'X' ? 10 : om_digits_one(s, i)) * (10 - i);
	return !om_digits_uniform(s, n) && (s[9] == 'X' || s[9] <= '9') &&
	       sum % 11 == 0;
}

/* ISO 3297: eight, weights 8 to 2, modulo 11. */
bool
om_check_issn(const char *s, size_t n)
{
	unsigned sum = 0;

	if (n != 8 || (s[7] > '9' && s[7] != 'X'))
		return false;
	for (unsigned i = 0; i < 8; i++)
		sum += (s[i] == 'X' ? 10 : om_digits_one(s, i)) * (8 - i);
	return sum % 11 == 0;
}

/* ISO 6166: letters as two digits, Luhn over them all. */
bool
om_check_isin(const char *s, size_t n)
{
	char digits[24];
	size_t k = 0;

	if (n != 12)
		return false;
	for (size_t i = 0; i < n; i++) {
		unsigned value = (unsigned)om_digits_value(s[i]);

		if (value > 9)
			digits[k++] = (char)('0' + value / 10);
		digits[k++] = (char)('0' + value % 10);
	}
	return s[0] >= 'A' && s[1] >= 'A' && om_digits_luhn(digits, k);
}

/* ANSI X9.6: every second value doubled, cross sums, modulo 10. */
bool
om_check_cusip(const char *s, size_t n)
{
	unsigned sum = 0;

	if (n != 9 || om_digits_uniform(s, n))
		return false;
	for (size_t i = 0; i < 8; i++) {
		unsigned value = (unsigned)om_digits_value(s[i]);

		value *= i % 2 == 0 ? 1 : 2;
		sum += value / 10 + value % 10;
	}
	return (10 - sum % 10) % 10 == om_digits_one(s, 8);
}

/* SEDOL: 1 3 1 7 3 9 1 modulo 10; no vowels. */
bool
om_check_sedol(const char *s, size_t n)
{
	static const unsigned weights[] = { 1, 3, 1, 7, 3, 9, 1 };
	unsigned sum = 0;

	if (n != 7 || om_digits_uniform(s, n))
		return false;
	for (size_t i = 0; i < 7; i++) {
		if (strchr("AEIOU", s[i]) != NULL)
			return false;
		sum += (unsigned)om_digits_value(s[i]) * weights[i];
	}
	return sum % 10 == 0;
}

/* UPU S10: two letters, 8 6 4 2 3 5 9 7 modulo 11, a country. */
bool
om_check_s10(const char *s, size_t n)
{
	static const uint8_t weights[] = { 8, 6, 4, 2, 3, 5, 9, 7 };
	unsigned check;

	if (n != 13)
		return false;
	check = 11 - om_digits_weighted(s + 2, weights, 8) % 11;
	return (check == 10	 ? 0
		   : check == 11 ? 5
				 : check) == om_digits_one(s, 10);
}

/* UPS: 1Z, letters as digits, every second doubled, modulo 10. */
bool
om_check_ups(const char *s, size_t n)
{
	unsigned sum = 0;

	if (n != 18 || s[0] != '1' || s[1] != 'Z')
		return false;
	for (size_t i = 2; i < 17; i++) {
		unsigned value = s[i] <= '9'
				     ? om_digits_one(s, i)
				     : ((unsigned)(s[i] - 'A') + 2) % 10;

		sum += value * (i % 2 == 0 ? 1 : 2);
	}
	return (10 - sum % 10) % 10 == om_digits_one(s, 17);
}

/* Parcels of the USPS, 20 or 22 digits: 3 and 1 by turns, modulo 10. */
bool
om_check_usps(const char *s, size_t n)
{
	unsigned sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += om_digits_one(s, n - 1 - i) * (i % 2 == 0 ? 1 : 3);
	return (n == 20 || n == 22) && s[0] == '9' && sum % 10 == 0;
}

/* A moment since 2001 and until 2033, in s, ms, us or ns since 1970. */
bool
om_check_epoch(const char *s, size_t n)
{
	return (n == 10 || n == 13 || n == 16 || n == 19) && s[0] == '1' &&
	       !om_digits_uniform(s, n);
}
