#include "scan/check.h"
#include "scan/digits.h"

/* Greece, Italy, Portugal, Spain, Turkey. */

static const char es_letters[] = "TRWAGMYFPDXBNJZSQVHLCKE";

/* DNI (Real Decreto 1553/2005): the letter is the number modulo 23. */
bool
om_check_es_nif(const char *s, size_t n)
{
	return s[n - 1] == es_letters[om_digits_number(s, n - 1) % 23];
}

/* NIE: X, Y and Z count as 0, 1 and 2 before the seven digits. */
bool
om_check_es_nie(const char *s, size_t n)
{
	unsigned first = (unsigned)(s[0] - 'X');

	return n == 9 && first <= 2 &&
	       s[8] ==
		   es_letters[(first * 10000000 + om_digits_number(s + 1, 7)) %
			      23];
}

/* CIF: a letter for the kind, Luhn over seven, a digit or a letter. */
bool
om_check_es_cif(const char *s, size_t n)
{
	unsigned sum = 0, check;

	if (n != 9 || strchr("ABCDEFGHJNPQRSUVW", s[0]) == NULL)
		return false;
	for (size_t i = 1; i < 8; i++) {
		unsigned value = om_digits_one(s, i) * (i % 2 == 1 ? 2 : 1);

		sum += value / 10 + value % 10;
	}
	check = (10 - sum % 10) % 10;
	return om_digits_one(s, 8) == check || s[8] == "JABCDEFGHI"[check];
}

/* Número de afiliación: province and number modulo 97. */
bool
om_check_es_nuss(const char *s, size_t n)
{
	uint64_t serial = om_digits_number(s + 2, 8);
	unsigned province = om_digits_two(s, 0);
	uint64_t number = serial < 10000000 ? serial + province * 10000000U
					    : om_digits_number(s, 10);

	return n == 12 && province >= 1 && province <= 66 &&
	       number % 97 == om_digits_two(s, 10);
}

/* AMKA: a date, Luhn. */
bool
om_check_gr_amka(const char *s, size_t n)
{
	return n == 11 &&
	       om_digits_any_century(om_digits_two(s, 4), om_digits_two(s, 2),
		   om_digits_two(s, 0)) &&
	       om_digits_luhn(s, n);
}

/* AFM: powers of two, modulo 11. */
bool
om_check_gr_afm(const char *s, size_t n)
{
	unsigned sum = 0;

	for (size_t i = 0; i < 8; i++)
		sum = (sum + om_digits_one(s, i)) * 2;
	return n == 9 && !om_digits_uniform(s, n) &&
	       sum % 11 % 10 == om_digits_one(s, 8);
}

/* What stands for a digit where two people would have the same code. */
static int
it_digit(char c)
{
	static const char omocodia[] = "LMNPQRSTUV";
	const char *at;

	if (c >= '0' && c <= '9')
		return c - '0';
	at = strchr(omocodia, c);
	return at == NULL ? -1 : (int)(at - omocodia);
}

static bool
it_date(const char *s)
{
	static const char months[] = "ABCDEHLMPRST";
	static const uint8_t places[] = { 6, 7, 9, 10, 12, 13, 14 };
	const char *month = strchr(months, s[8]);
	unsigned day;

	for (size_t i = 0; i < sizeof(places); i++)
		if (it_digit(s[places[i]]) < 0)
			return false;
	day = (unsigned)(it_digit(s[9]) * 10 + it_digit(s[10])) % 40;
	return month != NULL &&
	       om_digits_any_century(
		   (unsigned)(it_digit(s[6]) * 10 + it_digit(s[7])),
		   (unsigned)(month - months) + 1, day);
}

/* Codice fiscale: odd places by a table of their own, modulo 26. */
bool
om_check_it_cf(const char *s, size_t n)
{
	static const uint8_t odd[] = { 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4,
		18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23 };
	unsigned sum = 0;

	if (n != 16 || !it_date(s) || s[11] < 'A' || s[15] < 'A')
		return false;
	for (size_t i = 0; i < 15; i++) {
		unsigned value = s[i] <= '9' ? (unsigned)(s[i] - '0')
					     : (unsigned)(s[i] - 'A');

		sum += i % 2 == 0 ? odd[value] : value;
	}
	return sum % 26 == (unsigned)(s[15] - 'A');
}

/* Partita IVA: Luhn; the office is 001 to 100, 120, 121, 888 or 999. */
bool
om_check_it_vat(const char *s, size_t n)
{
	unsigned office;

	if (n == 13 && s[0] == 'I' && s[1] == 'T') {
		s += 2;
		n = 11;
	}
	if (n != 11 || om_digits_number(s, 7) == 0)
		return false;
	office = (unsigned)om_digits_number(s + 7, 3);
	return ((office >= 1 && office <= 100) || office == 120 ||
		   office == 121 || office == 888 || office == 999) &&
	       om_digits_luhn(s, n);
}

/* NIF: weights 9 to 2 modulo 11, a check of 10 written 0. */
bool
om_check_pt_nif(const char *s, size_t n)
{
	static const uint8_t weights[] = { 9, 8, 7, 6, 5, 4, 3, 2 };
	unsigned sum = om_digits_weighted(s, weights, 8);

	return n == 9 && s[0] != '0' &&
	       (11 - sum % 11) % 11 % 10 == om_digits_one(s, 8);
}

/* Cartão de cidadão: twelve of 0-9 and A-Z, Luhn with values up to 35. */
bool
om_check_pt_cc(const char *s, size_t n)
{
	unsigned sum = 0;

	for (size_t i = 0; i < n; i++) {
		int value = om_digits_value(s[n - 1 - i]);

		if (value < 0)
			return false;
		if (i % 2 == 1)
			value = value * 2 > 9 ? value * 2 - 9 : value * 2;
		sum += (unsigned)value;
	}
	return n == 12 && sum % 10 == 0;
}

/* NISS: the first primes, modulo 10. */
bool
om_check_pt_niss(const char *s, size_t n)
{
	static const uint8_t weights[] = { 29, 23, 19, 17, 13, 11, 7, 5, 3, 2 };

	return n == 11 && (s[0] == '1' || s[0] == '2') &&
	       9 - om_digits_weighted(s, weights, 10) % 10 ==
		   om_digits_one(s, 10);
}

/* T.C. Kimlik No: two check digits. */
bool
om_check_tr_tckn(const char *s, size_t n)
{
	unsigned odd = 0, even = 0;

	if (n != 11 || s[0] == '0')
		return false;
	for (size_t i = 0; i < 9; i++)
		*(i % 2 == 0 ? &odd : &even) += om_digits_one(s, i);
	return (odd * 7 + 100 - even) % 10 == om_digits_one(s, 9) &&
	       (odd + even + om_digits_one(s, 9)) % 10 == om_digits_one(s, 10);
}

/* A Turkish vehicle's mark: province 01 to 81, no Q, W or X. */
bool
om_check_tr_plate(const char *s, size_t n)
{
	unsigned province = om_digits_two(s, 0);

	for (size_t i = 2; i < n; i++)
		if (strchr("QWX", s[i]) != NULL)
			return false;
	return province >= 1 && province <= 81;
}

/* Patente: U1 and what the Ministry's machine made of it. */
bool
om_check_it_licence(const char *s, size_t n)
{
	return n == 10 && s[0] == 'U' && s[1] == '1';
}

/* Turkey: 0, then an area or a mobile network's 5. */
bool
om_check_tr_phone(const char *s, size_t n)
{
	if (n == 11 && s[0] == '0') {
		s++;
		n--;
	}
	return n == 10 && strchr("2345", s[0]) != NULL;
}
