#include "scan/check.h"
#include "scan/digits.h"

/* Asia's smaller registers, and Africa's. */

/* NPWP of Indonesia: Luhn over the first nine. */
bool
om_check_id_npwp(const char *s, size_t n)
{
	return n == 15 && om_digits_number(s, 9) != 0 && om_digits_luhn(s, 9);
}

/* Hōjin bangō: the check digit first, 1 and 2 from the right, modulo 9. */
bool
om_check_jp_cn(const char *s, size_t n)
{
	static const uint8_t weights[] = { 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1 };

	return n == 13 && om_digits_number(s + 1, 12) != 0 &&
	       9 - om_digits_weighted(s + 1, weights, 12) % 9 ==
		   om_digits_one(s, 0);
}

/* MST of Vietnam: primes, 10 less the rest of 11; a branch behind it. */
bool
om_check_vn_mst(const char *s, size_t n)
{
	static const uint8_t weights[] = { 31, 29, 23, 19, 17, 13, 7, 5, 3 };

	return (n == 10 || n == 13) && om_digits_number(s + 2, 7) != 0 &&
	       (n == 10 || om_digits_number(s + 10, 3) != 0) &&
	       10 - om_digits_weighted(s, weights, 9) % 11 ==
		   om_digits_one(s, 9);
}

/* Virtual ID of Aadhaar: sixteen digits, Verhoeff. */
bool
om_check_in_vid(const char *s, size_t n)
{
	bool palindrome = true;

	for (size_t i = 0; i < n / 2; i++)
		palindrome &= s[i] == s[n - 1 - i];
	return n == 16 && s[0] >= '2' && !palindrome &&
	       om_digits_verhoeff(s, n);
}

/* EPIC, the card of Indian voters: three letters, Luhn over seven. */
bool
om_check_in_epic(const char *s, size_t n)
{
	return n == 10 && om_digits_luhn(s + 3, 7);
}

/* NIC of Sri Lanka: year and day of birth, 500 added for women. */
bool
om_check_lk_nic(const char *s, size_t n)
{
	size_t year = n == 12 ? 4 : 2;
	unsigned day = (unsigned)om_digits_number(s + year, 3);
	unsigned born = n == 12 ? (unsigned)om_digits_number(s, 4) : 1900;

	if (n == 10 && s[9] != 'V' && s[9] != 'X')
		return false;
	day = day > 500 ? day - 500 : day;
	return (n == 10 || n == 12) && born >= 1880 && born <= 2040 &&
	       day >= 1 && day <= 366;
}

/* PINFL of Uzbekistan: sex and century, birth date. */
bool
om_check_uz_pinfl(const char *s, size_t n)
{
	return n == 14 && s[0] >= '3' && s[0] <= '6' &&
	       om_digits_any_century(om_digits_two(s, 5), om_digits_two(s, 3),
		   om_digits_two(s, 1));
}

/* PIN of Kyrgyzstan: sex, then day, month and year of birth. */
bool
om_check_kg_pin(const char *s, size_t n)
{
	return n == 14 && (s[0] == '1' || s[0] == '2') &&
	       om_digits_date((unsigned)om_digits_number(s + 5, 4),
		   om_digits_two(s, 3), om_digits_two(s, 1));
}

/* QID: century, year, country of ISO 3166-1. */
bool
om_check_qa_qid(const char *s, size_t n)
{
	uint64_t country = om_digits_number(s + 3, 3);

	return n == 11 && (s[0] == '2' || s[0] == '3') && country >= 4 &&
	       country <= 894;
}

/* CPR of Bahrain: year and month of birth. */
bool
om_check_bh_cpr(const char *s, size_t n)
{
	return n == 9 && om_digits_two(s, 2) >= 1 && om_digits_two(s, 2) <= 12;
}

/* KRA PIN: A for a person, P for others. */
bool
om_check_ke_pin(const char *s, size_t n)
{
	return n == 11 && (s[0] == 'A' || s[0] == 'P') &&
	       om_digits_number(s + 1, 9) != 0;
}

/* NID of Mauritius: initial, birth date, 14 to 2 modulo 17. */
bool
om_check_mu_nid(const char *s, size_t n)
{
	unsigned sum = 0;

	if (n != 14)
		return false;
	for (unsigned i = 0; i < 13; i++)
		sum += (unsigned)om_digits_value(s[i]) * (14 - i);
	return om_digits_any_century(om_digits_two(s, 5), om_digits_two(s, 3),
		   om_digits_two(s, 1)) &&
	       (17 - sum % 17) % 17 == (unsigned)om_digits_value(s[13]);
}

/* NIDA of Tanzania: birth date, postcode, serial. */
bool
om_check_tz_nida(const char *s, size_t n)
{
	return n == 20 && om_digits_date((unsigned)om_digits_number(s, 4),
			      om_digits_two(s, 4), om_digits_two(s, 6));
}

/* NIN of Uganda: C and the sex. */
bool
om_check_ug_nin(const char *s, size_t n)
{
	return n == 14 && s[0] == 'C' && (s[1] == 'M' || s[1] == 'F');
}

/* Rwanda: a national, a refugee or a foreigner; year of birth; sex. */
bool
om_check_rw_nid(const char *s, size_t n)
{
	uint64_t year = om_digits_number(s + 1, 4);

	return n == 16 && s[0] >= '1' && s[0] <= '3' && year >= 1900 &&
	       year <= 2040 && (s[5] == '7' || s[5] == '8');
}

/* GhanaCard: the country the holder is of. */
bool
om_check_gh_card(const char *s, size_t n)
{
	return n == 13 && memcmp(s, "GHA", 3) == 0;
}

/* TIN of Ghana: P for a person, weights 1 to 9 modulo 11, ten written X. */
bool
om_check_gh_tin(const char *s, size_t n)
{
	static const uint8_t weights[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9 };
	unsigned check;

	if (n != 11 || strchr("PCGQV", s[0]) == NULL || s[1] != '0' ||
	    s[2] != '0')
		return false;
	check = om_digits_weighted(s + 1, weights, 9) % 11;
	return check == 10 ? s[10] == 'X' : om_digits_one(s, 10) == check;
}

/* Bank verification number: 22 first. */
bool
om_check_ng_bvn(const char *s, size_t n)
{
	return n == 11 && s[0] == '2' && s[1] == '2' &&
	       !om_digits_uniform(s, n);
}
