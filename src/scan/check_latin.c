#include "scan/check.h"
#include "scan/digits.h"

/* Latin America beside the largest, and the rest of Brazil and Canada. */

static unsigned
br_check(const char *s, size_t n)
{
	unsigned rest = om_digits_rising(s, n, 9) % 11;

	return rest < 2 ? 0 : 11 - rest;
}

/* PIS, PASEP, NIT: weights 2 to 9 from the right, modulo 11. */
bool
om_check_br_pis(const char *s, size_t n)
{
	return n == 11 && !om_digits_uniform(s, n) &&
	       br_check(s, 10) == om_digits_one(s, 10);
}

/* CNPJ; letters, given from July 2026 on, count 17 and up. */
bool
om_check_br_cnpj(const char *s, size_t n)
{
	if (n != 14 || om_digits_uniform(s, n))
		return false;
	for (size_t end = 12; end < 14; end++) {
		unsigned sum = 0;

		for (size_t i = 0; i < end; i++)
			sum += (unsigned)(s[i] - '0') *
			       (unsigned)(2 + (end - 1 - i) % 8);
		if ((sum % 11 < 2 ? 0 : 11 - sum % 11) != om_digits_one(s, end))
			return false;
	}
	return true;
}

/* Título de eleitor: serial, state, a check of each; São Paulo's and Minas
 * Gerais' 0 is written 1. */
bool
om_check_br_titulo(const char *s, size_t n)
{
	static const uint8_t weights[] = { 2, 3, 4, 5, 6, 7, 8, 9 };
	unsigned state = om_digits_two(s, 8), first, second;

	if (n != 12 || state < 1 || state > 28)
		return false;
	first = om_digits_weighted(s, weights, 8) % 11;
	if (first == 0 && state <= 2)
		first = 1;
	first %= 10;
	second = (state / 10 * 7 + state % 10 * 8 + first * 9) % 11;
	if (second == 0 && state <= 2)
		second = 1;
	return first == om_digits_one(s, 10) &&
	       second % 10 == om_digits_one(s, 11);
}

/* Cartão Nacional de Saúde: weights 15 to 1, modulo 11. */
bool
om_check_br_cns(const char *s, size_t n)
{
	static const uint8_t weights[] = { 15, 14, 13, 12, 11, 10, 9, 8, 7, 6,
		5, 4, 3, 2, 1 };

	return n == 15 && strchr("12789", s[0]) != NULL &&
	       om_digits_weighted(s, weights, 15) % 11 == 0;
}

/* NIT of Guatemala: modulo 11, ten written K. */
bool
om_check_gt_nit(const char *s, size_t n)
{
	return n >= 2 && n <= 12 &&
	       "0K987654321"[om_digits_rising(s, n - 1, 12) % 11] == s[n - 1];
}

/* CUI: weights 2 to 9 modulo 11, then a department of 22. */
bool
om_check_gt_cui(const char *s, size_t n)
{
	static const uint8_t weights[] = { 2, 3, 4, 5, 6, 7, 8, 9 };
	unsigned place = om_digits_two(s, 9), town = om_digits_two(s, 11);

	return n == 13 && place >= 1 && place <= 22 && town >= 1 &&
	       town <= 32 &&
	       om_digits_weighted(s, weights, 8) % 11 == om_digits_one(s, 8);
}

/* DUI: 9 to 2, modulo 10. */
bool
om_check_sv_dui(const char *s, size_t n)
{
	static const uint8_t weights[] = { 9, 8, 7, 6, 5, 4, 3, 2 };

	return n == 9 && !om_digits_uniform(s, n) &&
	       (10 - om_digits_weighted(s, weights, 8) % 10) % 10 ==
		   om_digits_one(s, 8);
}

/* NIT of El Salvador: another set of weights from serial 100 on. */
bool
om_check_sv_nit(const char *s, size_t n)
{
	static const uint8_t former[] = { 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4,
		3, 2 };
	unsigned serial = (unsigned)om_digits_number(s + 10, 3);

	if (n != 14 || strchr("019", s[0]) == NULL)
		return false;
	if (serial <= 100)
		return om_digits_weighted(s, former, 13) % 11 % 10 ==
		       om_digits_one(s, 13);
	return (11 - om_digits_rising(s, 13, 7) % 11) % 11 % 10 ==
	       om_digits_one(s, 13);
}

/* Honduras: a department of 18, a town, the year of registration. */
bool
om_check_hn_id(const char *s, size_t n)
{
	unsigned place = om_digits_two(s, 0);
	uint64_t year = om_digits_number(s + 4, 4);

	return n == 13 && place >= 1 && place <= 18 &&
	       om_digits_two(s, 2) >= 1 && om_digits_two(s, 2) <= 28 &&
	       year >= 1900 && year <= 2040;
}

/* Nicaragua: town, birth date, serial, a letter of 23. */
bool
om_check_ni_cedula(const char *s, size_t n)
{
	return n == 14 &&
	       om_digits_any_century(om_digits_two(s, 7), om_digits_two(s, 5),
		   om_digits_two(s, 3)) &&
	       "ABCDEFGHJKLMNPQRSTUVWXY"[om_digits_number(s, 13) % 23] == s[13];
}

/* Número de identidad of Cuba: birth date, then the century. */
bool
om_check_cu_ni(const char *s, size_t n)
{
	unsigned century = s[6] == '9' ? 1800 : s[6] <= '5' ? 1900 : 2000;

	return n == 11 && om_digits_date(century + om_digits_two(s, 0),
			      om_digits_two(s, 2), om_digits_two(s, 4));
}

/* RIF: 4 for each letter, 3 2 7 6 5 4 3 2 modulo 11. */
bool
om_check_ve_rif(const char *s, size_t n)
{
	static const uint8_t weights[] = { 3, 2, 7, 6, 5, 4, 3, 2 };
	static const char letters[] = "VEJPG";
	const char *at = strchr(letters, s[0]);
	unsigned sum;

	if (n != 10 || at == NULL)
		return false;
	sum = (unsigned)(at - letters + 1) * 4 +
	      om_digits_weighted(s + 1, weights, 8);
	return "00987654321"[sum % 11] == s[9];
}

/* DNI of Peru with its check, a digit or a letter: 3 2 7 6 5 4 3 2. */
bool
om_check_pe_cui(const char *s, size_t n)
{
	static const uint8_t weights[] = { 3, 2, 7, 6, 5, 4, 3, 2 };
	unsigned rest = om_digits_weighted(s, weights, 8) % 11;

	return n == 9 &&
	       (s[8] == "65432110987"[rest] || s[8] == "KJIHGFEDCBA"[rest]);
}

/* RUC of a person in Ecuador: the cédula and an establishment. */
bool
om_check_ec_ruc(const char *s, size_t n)
{
	return n == 13 && s[2] <= '5' && om_digits_number(s + 10, 3) != 0 &&
	       om_check_ec_ced(s, 10);
}

/* Ontario's health number: Luhn, a version of two letters. */
bool
om_check_ca_ohip(const char *s, size_t n)
{
	return (n == 10 || n == 12) && s[0] != '0' &&
	       !om_digits_uniform(s, 10) && om_digits_luhn(s, 10);
}

/* RAMQ: name, birth date with 50 added to a woman's month, a serial. */
bool
om_check_ca_ramq(const char *s, size_t n)
{
	unsigned month = om_digits_two(s, 6);

	return n == 12 &&
	       om_digits_any_century(om_digits_two(s, 4),
		   month > 50 ? month - 50 : month, om_digits_two(s, 8));
}

/* Ontario's licence ends with the birth date, 50 added as above. */
bool
om_check_ca_on_licence(const char *s, size_t n)
{
	unsigned month = om_digits_two(s, 11);

	return n == 15 &&
	       om_digits_any_century(om_digits_two(s, 9),
		   month > 50 ? month - 50 : month, om_digits_two(s, 13));
}

/* PTIN: P and eight digits. */
bool
om_check_us_ptin(const char *s, size_t n)
{
	return n == 9 && s[0] == 'P' && om_digits_number(s + 1, 8) != 0;
}
