#include "scan/check.h"
#include "scan/digits.h"

/* Africa and Oceania. */

/* South Africa: date, citizenship 0 to 2, Luhn. */
bool
om_check_za_id(const char *s, size_t n)
{
	return n == 13 &&
	       om_digits_any_century(om_digits_two(s, 0), om_digits_two(s, 2),
		   om_digits_two(s, 4)) &&
	       s[10] <= '2' && om_digits_luhn(s, n);
}

/* Egypt: century 2 or 3, date, governorate. */
bool
om_check_eg_id(const char *s, size_t n)
{
	unsigned place = om_digits_two(s, 7);

	return n == 14 && (s[0] == '2' || s[0] == '3') &&
	       om_digits_date(
		   1700 + om_digits_one(s, 0) * 100 + om_digits_two(s, 1),
		   om_digits_two(s, 3), om_digits_two(s, 5)) &&
	       ((place >= 1 && place <= 35) || place == 88);
}

/* Nigeria's NIN: eleven digits; nothing is published of a check digit. */
bool
om_check_ng_nin(const char *s, size_t n)
{
	return n == 11 && !om_digits_uniform(s, n);
}

/* Tax file number: modulo 11, eight or nine digits. */
bool
om_check_au_tfn(const char *s, size_t n)
{
	static const uint8_t nine[] = { 1, 4, 3, 7, 5, 8, 6, 9, 10 };
	static const uint8_t eight[] = { 10, 7, 8, 4, 6, 3, 5, 1 };

	if (om_digits_uniform(s, n))
		return false;
	return (n == 9 && om_digits_weighted(s, nine, 9) % 11 == 0) ||
	       (n == 8 && om_digits_weighted(s, eight, 8) % 11 == 0);
}

/* ABN: 1 taken from the first digit, modulo 89. */
bool
om_check_au_abn(const char *s, size_t n)
{
	static const uint8_t weights[] = { 10, 1, 3, 5, 7, 9, 11, 13, 15, 17,
		19 };

	return n == 11 && s[0] != '0' &&
	       (om_digits_weighted(s, weights, 11) - 10) % 89 == 0;
}

/* ACN: weights 8 to 1, modulo 10. */
bool
om_check_au_acn(const char *s, size_t n)
{
	static const uint8_t weights[] = { 8, 7, 6, 5, 4, 3, 2, 1 };

	return n == 9 && !om_digits_uniform(s, n) &&
	       (10 - om_digits_weighted(s, weights, 8) % 10) % 10 ==
		   om_digits_one(s, 8);
}

/* Medicare card: 2 to 6 first; 1 3 7 9 1 3 7 9 modulo 10, an issue number. */
bool
om_check_au_medicare(const char *s, size_t n)
{
	static const uint8_t weights[] = { 1, 3, 7, 9, 1, 3, 7, 9 };

	return (n == 10 || n == 11) && s[0] >= '2' && s[0] <= '6' &&
	       s[9] != '0' &&
	       om_digits_weighted(s, weights, 8) % 10 == om_digits_one(s, 8);
}

/* Individual Healthcare Identifier: 800360, Luhn. */
bool
om_check_au_ihi(const char *s, size_t n)
{
	return n == 16 && memcmp(s, "800360", 6) == 0 && om_digits_luhn(s, n);
}

/* IRD number: two sets of weights modulo 11. */
bool
om_check_nz_ird(const char *s, size_t n)
{
	static const uint8_t first[] = { 3, 2, 7, 6, 5, 4, 3, 2 };
	static const uint8_t second[] = { 7, 4, 3, 2, 5, 2, 7, 6 };
	char whole[9] = { '0' };
	uint64_t number = om_digits_number(s, n);
	unsigned rest;

	if ((n != 8 && n != 9) || number < 10000000 || number > 150000000)
		return false;
	memcpy(whole + 9 - n, s, n);
	rest = om_digits_weighted(whole, first, 8) % 11;
	if (rest == 1)
		rest = om_digits_weighted(whole, second, 8) % 11;
	return rest != 1 && (11 - rest) % 11 == om_digits_one(whole, 8);
}

/* National Health Index: letters without I and O; modulo 11 (AAANNNC) or,
 * since 2022, modulo 24 with a letter (AAANNAX). */
bool
om_check_nz_nhi(const char *s, size_t n)
{
	static const char letters[] = "ABCDEFGHJKLMNPQRSTUVWXYZ";
	unsigned sum = 0;

	if (n != 7)
		return false;
	for (unsigned i = 0; i < 6; i++) {
		const char *at = strchr(letters, s[i]);

		if (s[i] >= 'A' && at == NULL)
			return false;
		sum += (s[i] >= 'A' ? (unsigned)(at - letters) + 1
				    : om_digits_one(s, i)) *
		       (7 - i);
	}
	if (s[6] >= 'A')
		return letters[23 - sum % 24] == s[6] ||
		       letters[(24 - sum % 24) % 24] == s[6];
	return sum % 11 != 0 && (11 - sum % 11) % 10 == om_digits_one(s, 6);
}
