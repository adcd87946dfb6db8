#include "scan/check.h"
#include "scan/digits.h"

/* The Americas, the United States first. */

/* Area 000, 666 and 900-999, group 00 and serial 0000 are never assigned;
 * two numbers were printed in advertisements. */
bool
om_check_us_ssn(const char *s, size_t n)
{
	unsigned area = (unsigned)om_digits_number(s, 3);

	return n == 9 && area != 0 && area != 666 && area < 900 &&
	       om_digits_two(s, 3) != 0 && om_digits_number(s + 5, 4) != 0 &&
	       memcmp(s, "078051120", 9) != 0 &&
	       memcmp(s, "219099999", 9) != 0 &&
	       memcmp(s, "123456789", 9) != 0 && !om_digits_uniform(s, n);
}

/* ITIN: 9xx, the group 50-65, 70-88, 90-92, 94-99. */
bool
om_check_us_itin(const char *s, size_t n)
{
	unsigned group = om_digits_two(s, 3);

	return n == 9 && s[0] == '9' &&
	       ((group >= 50 && group <= 65) || (group >= 70 && group <= 88) ||
		   (group >= 90 && group <= 92) || (group >= 94));
}

/* ATIN: 9xx-93-xxxx. */
bool
om_check_us_atin(const char *s, size_t n)
{
	return n == 9 && s[0] == '9' && om_digits_two(s, 3) == 93;
}

/* NPI: Luhn behind the issuer 80840. */
bool
om_check_us_npi(const char *s, size_t n)
{
	char whole[15] = { '8', '0', '8', '4', '0' };

	if (n != 10 || (s[0] != '1' && s[0] != '2') || om_digits_uniform(s, n))
		return false;
	memcpy(whole + 5, s, 10);
	return om_digits_luhn(whole, sizeof(whole));
}

/* DEA registration: two letters; odd digits and twice the even ones. */
bool
om_check_us_dea(const char *s, size_t n)
{
	unsigned sum;

	if (n != 9 || strchr("ABCDEFGHJKLMPRSTUX", s[0]) == NULL)
		return false;
	sum = om_digits_one(s, 2) + om_digits_one(s, 4) + om_digits_one(s, 6) +
	      2 * (om_digits_one(s, 3) + om_digits_one(s, 5) +
		      om_digits_one(s, 7));
	return sum % 10 == om_digits_one(s, 8);
}

/* Medicare Beneficiary Identifier: no S, L, O, I, B, Z; first not 0. */
bool
om_check_us_mbi(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strchr("SLOIBZ", s[i]) != NULL)
			return false;
	return n == 11 && s[0] != '0';
}

/* Routing number: 3-7-1, the first two a Federal Reserve district's. */
bool
om_check_us_aba(const char *s, size_t n)
{
	static const uint8_t weights[] = { 3, 7, 1, 3, 7, 1, 3, 7, 1 };
	unsigned first = om_digits_two(s, 0);

	return n == 9 && !om_digits_uniform(s, n) &&
	       (first <= 12 || (first >= 21 && first <= 32) ||
		   (first >= 61 && first <= 72) || first == 80) &&
	       om_digits_weighted(s, weights, 9) % 10 == 0;
}

/* EIN: prefixes that the IRS gave to its campuses. */
bool
om_check_us_ein(const char *s, size_t n)
{
	static const char never[] = "00 07 08 09 17 18 19 28 29 49 69 70 78 "
				    "79 89 96 97";
	char prefix[3] = { s[0], s[1], '\0' };

	return n == 9 && strstr(never, prefix) == NULL;
}

/* Social Insurance Number: Luhn; 0 and 8 are not given to people. */
bool
om_check_ca_sin(const char *s, size_t n)
{
	return n == 9 && s[0] != '0' && s[0] != '8' &&
	       !om_digits_uniform(s, n) && om_digits_luhn(s, n);
}

/* British Columbia's health number: 9, then 2 4 8 5 10 9 7 3 modulo 11. */
bool
om_check_ca_bc_phn(const char *s, size_t n)
{
	static const uint8_t weights[] = { 0, 2, 4, 8, 5, 10, 9, 7, 3 };

	return n == 10 && s[0] == '9' &&
	       (11 - om_digits_weighted(s, weights, 9) % 11) % 11 ==
		   om_digits_one(s, 9);
}

static unsigned
br_check(const char *s, size_t n, unsigned most)
{
	unsigned rest = om_digits_rising(s, n, most) % 11;

	return rest < 2 ? 0 : 11 - rest;
}

/* CPF: two check digits modulo 11. */
bool
om_check_br_cpf(const char *s, size_t n)
{
	return n == 11 && !om_digits_uniform(s, n) &&
	       br_check(s, 9, 11) == om_digits_one(s, 9) &&
	       br_check(s, 10, 11) == om_digits_one(s, 10);
}

/* Places of birth in a CURP, NE for those born abroad. */
static bool
is_mx_state(const char *s)
{
	static const char states[] =
	    "AS BC BS CC CH CL CM CS DF DG GR GT HG JC MC MN MS NE NL NT OC "
	    "PL QR QT SL SP SR TC TL TS VZ YN ZS";
	char state[3] = { s[0], s[1], '\0' };
	const char *at = strstr(states, state);

	return at != NULL && (at - states) % 3 == 0;
}

/* CURP: date, sex, state, modulo 10 over its own alphabet. */
bool
om_check_mx_curp(const char *s, size_t n)
{
	unsigned sum = 0;

	if (n != 18 || strchr("HMX", s[10]) == NULL ||
	    strchr("AEIOUX", s[1]) == NULL || !is_mx_state(s + 11) ||
	    !om_digits_any_century(
		om_digits_two(s, 4), om_digits_two(s, 6), om_digits_two(s, 8)))
		return false;
	for (unsigned i = 0; i < 17; i++) {
		/* The alphabet has an eñe behind N. */
		unsigned value = (unsigned)om_digits_value(s[i]);

		sum += (value > 23 ? value + 1 : value) * (18 - i);
	}
	return (10 - sum % 10) % 10 == om_digits_one(s, 17);
}

/* RFC of a person: four letters, date, homoclave, modulo 11. */
bool
om_check_mx_rfc(const char *s, size_t n)
{
	size_t letters = n == 13 ? 4 : 3;
	unsigned sum = n == 13 ? 0 : 37 * 13, check;

	if ((n != 12 && n != 13) || s[n - 3] == '0' || s[n - 3] > 'V' ||
	    s[n - 2] == '0' ||
	    !om_digits_any_century(om_digits_two(s, letters),
		om_digits_two(s, letters + 2), om_digits_two(s, letters + 4)))
		return false;
	for (size_t i = 0; i + 1 < n; i++) {
		unsigned value = (unsigned)om_digits_value(s[i]);

		sum += (value > 23 ? value + 1 : value) * (unsigned)(n - i);
	}
	check = (11 - sum % 11) % 11;
	return check == 10 ? s[n - 1] == 'A' : om_digits_one(s, n - 1) == check;
}

/* CLABE: 3-7-1, each product modulo 10. */
bool
om_check_mx_clabe(const char *s, size_t n)
{
	static const unsigned weights[] = { 3, 7, 1 };
	unsigned sum = 0;

	for (size_t i = 0; i + 1 < n; i++)
		sum += om_digits_one(s, i) * weights[i % 3] % 10;
	return n == 18 && (10 - sum % 10) % 10 == om_digits_one(s, 17);
}

/* CUIT and CUIL: 5 4 3 2 7 6 5 4 3 2 modulo 11. */
bool
om_check_ar_cuit(const char *s, size_t n)
{
	static const uint8_t prefixes[] = { 20, 23, 24, 27, 30, 33, 34, 50, 51,
		55 };
	unsigned prefix = om_digits_two(s, 0), check;

	if (n != 11 || memchr(prefixes, (int)prefix, sizeof(prefixes)) == NULL)
		return false;
	check = 11 - om_digits_rising(s, 10, 7) % 11;
	return (check == 11	 ? 0
		   : check == 10 ? 9
				 : check) == om_digits_one(s, 10);
}

/* RUT: weights 2 to 7, modulo 11, 10 written K. */
bool
om_check_cl_rut(const char *s, size_t n)
{
	return (n == 8 || n == 9) &&
	       "0K987654321"[om_digits_rising(s, n - 1, 7) % 11] == s[n - 1];
}

/* NIT and cédula with its digit: primes, modulo 11. */
bool
om_check_co_nit(const char *s, size_t n)
{
	static const unsigned weights[] = { 3, 7, 13, 17, 19, 23, 29, 37, 41,
		43, 47, 53, 59, 67, 71 };
	unsigned sum = 0;

	for (size_t i = 0; i + 1 < n; i++)
		sum += om_digits_one(s, n - 2 - i) * weights[i];
	return n >= 8 && n <= 16 &&
	       (sum % 11 < 2 ? sum % 11 : 11 - sum % 11) ==
		   om_digits_one(s, n - 1);
}

/* Cédula: Luhn; province 01 to 24, 30 or 50 of those abroad. */
bool
om_check_ec_ced(const char *s, size_t n)
{
	unsigned province = om_digits_two(s, 0);

	return n == 10 && s[2] <= '6' &&
	       ((province >= 1 && province <= 24) || province == 30 ||
		   province == 50) &&
	       om_digits_luhn(s, n);
}

/* Cédula of the Dominican Republic: Luhn. */
bool
om_check_do_ced(const char *s, size_t n)
{
	return n == 11 && !om_digits_uniform(s, n) && om_digits_luhn(s, n);
}

/* Cédula of Uruguay: 2 9 8 7 6 3 4 modulo 10. */
bool
om_check_uy_ci(const char *s, size_t n)
{
	static const uint8_t weights[] = { 2, 9, 8, 7, 6, 3, 4 };

	return n == 8 && (10 - om_digits_weighted(s, weights, 7) % 10) % 10 ==
			     om_digits_one(s, 7);
}

/* RUC of Paraguay: weights 2 and up, modulo 11. */
bool
om_check_py_ruc(const char *s, size_t n)
{
	unsigned rest = om_digits_rising(s, n - 1, 11) % 11;

	return n >= 6 && n <= 9 &&
	       (rest < 2 ? 0 : 11 - rest) == om_digits_one(s, n - 1);
}

/* RUC of Peru: 10 and a DNI for people; 5 4 3 2 7 6 5 4 3 2 modulo 11. */
bool
om_check_pe_ruc(const char *s, size_t n)
{
	static const char kinds[] = "10 15 16 17 20";
	char kind[3] = { s[0], s[1], '\0' };

	return n == 11 && strstr(kinds, kind) != NULL &&
	       (11 - om_digits_rising(s, 10, 7) % 11) % 10 ==
		   om_digits_one(s, 10);
}
