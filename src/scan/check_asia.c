#include "scan/check.h"
#include "scan/digits.h"

/* Asia. */

/* GB 11643: region, date, MOD 11-2. */
bool
om_check_cn_ric(const char *s, size_t n)
{
	static const char provinces[] =
	    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 "
	    "51 52 53 54 61 62 63 64 65 71 81 82 83";
	char province[3] = { s[0], s[1], '\0' };

	return n == 18 && strstr(provinces, province) != NULL &&
	       om_digits_date((unsigned)om_digits_number(s + 6, 4),
		   om_digits_two(s, 10), om_digits_two(s, 12)) &&
	       om_digits_mod_11_2(s, n);
}

/* HKID: letters count 10 to 35, a missing one 36; 9 to 2, modulo 11. */
bool
om_check_hk_hkid(const char *s, size_t n)
{
	unsigned sum = n == 8 ? 36 * 9 : 0;
	unsigned weight = n == 8 ? 8 : 9;

	if (n != 8 && n != 9)
		return false;
	for (size_t i = 0; i + 1 < n; i++)
		sum += (unsigned)om_digits_value(s[i]) * weight--;
	sum += s[n - 1] == 'A' ? 10 : (unsigned)om_digits_value(s[n - 1]);
	return (s[n - 1] <= 'A') && sum % 11 == 0;
}

/* National identification card: a letter of the place, modulo 10. */
bool
om_check_tw_id(const char *s, size_t n)
{
	static const uint8_t places[] = { 10, 11, 12, 13, 14, 15, 16, 17, 34,
		18, 19, 20, 21, 22, 35, 23, 24, 25, 26, 27, 28, 29, 32, 30, 31,
		33 };
	static const uint8_t weights[] = { 8, 7, 6, 5, 4, 3, 2, 1, 1 };
	unsigned place = places[(unsigned)(s[0] - 'A') % 26];

	return n == 10 && strchr("1289", s[1]) != NULL &&
	       (place / 10 + place % 10 * 9 +
		   om_digits_weighted(s + 1, weights, 9)) %
		       10 ==
		   0;
}

/* Kojin bangō: weights 6 5 4 3 2 7 6 5 4 3 2, modulo 11. */
bool
om_check_jp_mynumber(const char *s, size_t n)
{
	static const uint8_t weights[] = { 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2 };
	unsigned rest = om_digits_weighted(s, weights, 11) % 11;

	return n == 12 && !om_digits_uniform(s, n) &&
	       (rest < 2 ? 0 : 11 - rest) == om_digits_one(s, 11);
}

/* RRN and FRN: a date; the check digit holds for those given before October
 * 2020 only, so that a number without it counts from that year's births on. */
bool
om_check_kr_rrn(const char *s, size_t n)
{
	static const uint8_t weights[] = { 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5 };
	unsigned rest = om_digits_weighted(s, weights, 12) % 11;
	bool since = strchr("3478", s[6]) != NULL;

	if (n != 13 || s[6] == '0' || s[6] == '9' ||
	    !om_digits_date((since ? 2000 : 1900) + om_digits_two(s, 0),
		om_digits_two(s, 2), om_digits_two(s, 4)))
		return false;
	return (11 - rest) % 10 == om_digits_one(s, 12) ||
	       (since && om_digits_two(s, 0) >= 20);
}

/* Registration number of a foreigner: 5 to 8 at the seventh place. */
bool
om_check_kr_frn(const char *s, size_t n)
{
	return s[6] >= '5' && s[6] <= '8' && n == 13 &&
	       om_digits_any_century(om_digits_two(s, 0), om_digits_two(s, 2),
		   om_digits_two(s, 4));
}

/* Business registration: 1 3 7 1 3 7 1 3 5, with the tens of the last. */
bool
om_check_kr_brn(const char *s, size_t n)
{
	static const uint8_t weights[] = { 1, 3, 7, 1, 3, 7, 1, 3, 5 };

	return n == 10 && !om_digits_uniform(s, n) &&
	       (10 - (om_digits_weighted(s, weights, 9) +
			 om_digits_one(s, 8) * 5 / 10) %
			 10) %
		       10 ==
		   om_digits_one(s, 9);
}

/* NRIC, FIN: 2 7 6 5 4 3 2, letter tables by the first letter. */
bool
om_check_sg_nric(const char *s, size_t n)
{
	static const uint8_t weights[] = { 2, 7, 6, 5, 4, 3, 2 };
	unsigned sum = om_digits_weighted(s + 1, weights, 7);

	if (n != 9)
		return false;
	switch (s[0]) {
	case 'S':
		return s[8] == "JZIHGFEDCBA"[sum % 11];
	case 'T':
		return s[8] == "JZIHGFEDCBA"[(sum + 4) % 11];
	case 'F':
		return s[8] == "XWUTRQPNMLK"[sum % 11];
	case 'G':
		return s[8] == "XWUTRQPNMLK"[(sum + 4) % 11];
	case 'M':
		return s[8] == "KLJNPQRTUWX"[10 - (sum + 3) % 11];
	default:
		return false;
	}
}

/* MyKad: a date and a place of birth. */
bool
om_check_my_nric(const char *s, size_t n)
{
	unsigned place = om_digits_two(s, 6);

	return n == 12 &&
	       om_digits_any_century(om_digits_two(s, 0), om_digits_two(s, 2),
		   om_digits_two(s, 4)) &&
	       place != 0 && place != 17 && place != 18 && place != 19 &&
	       place != 20 && place != 69 && place != 70 && place != 73 &&
	       place != 80 && place != 81 && place != 94 && place != 95 &&
	       place != 96 && place != 97;
}

/* Thailand: 13 to 2, modulo 11. */
bool
om_check_th_tnin(const char *s, size_t n)
{
	static const uint8_t weights[] = { 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3,
		2 };

	return n == 13 && s[0] != '0' && s[0] != '9' &&
	       (11 - om_digits_weighted(s, weights, 12) % 11) % 10 ==
		   om_digits_one(s, 12);
}

/* NIK: province, and a date whose day women have 40 added to. */
bool
om_check_id_nik(const char *s, size_t n)
{
	unsigned day = om_digits_two(s, 6) % 40, province = om_digits_two(s, 0);

	return n == 16 && province >= 11 && province <= 96 &&
	       om_digits_two(s, 2) != 0 && om_digits_two(s, 6) <= 71 &&
	       om_digits_any_century(
		   om_digits_two(s, 10), om_digits_two(s, 8), day) &&
	       om_digits_number(s + 12, 4) != 0;
}

/* Aadhaar: Verhoeff, not 0 or 1 first, not the same backwards. */
bool
om_check_in_aadhaar(const char *s, size_t n)
{
	bool palindrome = true;

	for (size_t i = 0; i < n / 2; i++)
		palindrome &= s[i] == s[n - 1 - i];
	return n == 12 && s[0] >= '2' && !palindrome &&
	       om_digits_verhoeff(s, n);
}

/* PAN: the fourth letter says what kind of holder, P a person. */
bool
om_check_in_pan(const char *s, size_t n)
{
	return n == 10 && strchr("ABCFGHJLPTK", s[3]) != NULL &&
	       om_digits_number(s + 5, 4) != 0;
}

/* GSTIN: state, PAN, Luhn modulo 36. */
bool
om_check_in_gstin(const char *s, size_t n)
{
	unsigned state = om_digits_two(s, 0);

	return n == 15 && ((state >= 1 && state <= 38) || state == 97) &&
	       s[13] == 'Z' && om_check_in_pan(s + 2, 10) &&
	       om_digits_luhn_base(s, n, 36);
}

/* CNIC: a province from 1 to 7; the last digit tells the sex. */
bool
om_check_pk_cnic(const char *s, size_t n)
{
	return n == 13 && s[0] >= '1' && s[0] <= '7' && s[12] != '0' &&
	       !om_digits_uniform(s, n);
}

/* Teudat zehut: Luhn. */
bool
om_check_il_id(const char *s, size_t n)
{
	return n == 9 && !om_digits_uniform(s, n) && om_digits_luhn(s, n);
}

/* Emirates ID: 784, the year of birth, Luhn. */
bool
om_check_ae_eid(const char *s, size_t n)
{
	return n == 15 && memcmp(s, "784", 3) == 0 &&
	       om_digits_date((unsigned)om_digits_number(s + 3, 4), 1, 1) &&
	       om_digits_luhn(s, n);
}

/* Saudi and residents' number: 1 or 2, Luhn. */
bool
om_check_sa_id(const char *s, size_t n)
{
	return n == 10 && (s[0] == '1' || s[0] == '2') && om_digits_luhn(s, n);
}

/* Civil ID of Kuwait: century, date, 2 1 6 3 7 9 10 5 8 4 2 modulo 11. */
bool
om_check_kw_civil(const char *s, size_t n)
{
	static const uint8_t weights[] = { 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };

	return n == 12 && (s[0] == '2' || s[0] == '3') &&
	       om_digits_date(
		   1700 + om_digits_one(s, 0) * 100 + om_digits_two(s, 1),
		   om_digits_two(s, 3), om_digits_two(s, 5)) &&
	       11 - om_digits_weighted(s, weights, 11) % 11 ==
		   om_digits_one(s, 11);
}

/* Kod-e melli: 10 to 2, modulo 11. */
bool
om_check_ir_code(const char *s, size_t n)
{
	static const uint8_t weights[] = { 10, 9, 8, 7, 6, 5, 4, 3, 2 };
	unsigned rest = om_digits_weighted(s, weights, 9) % 11;

	return n == 10 && !om_digits_uniform(s, n) &&
	       (rest < 2 ? rest : 11 - rest) == om_digits_one(s, 9);
}

/* VNeID: province 001 to 096, sex and century. */
bool
om_check_vn_cccd(const char *s, size_t n)
{
	unsigned province = (unsigned)om_digits_number(s, 3);

	return n == 12 && province >= 1 && province <= 96 && s[3] <= '3';
}

/* Korea: M, S, R, O, D and eight digits, or M and S with a letter since
 * 2021. */
bool
om_check_kr_passport(const char *s, size_t n)
{
	return (n == 9 || n == 8) && strchr("MSRODG", s[0]) != NULL;
}

/* India: a letter, never O, Q, X or Z; no leading 0. */
bool
om_check_in_passport(const char *s, size_t n)
{
	return n == 8 && strchr("OQXZ", s[0]) == NULL && s[1] != '0';
}

/* Philippines: 9 8 7 6 5 4 3 2 modulo 11, then the branch. */
bool
om_check_ph_tin(const char *s, size_t n)
{
	static const uint8_t weights[] = { 9, 8, 7, 6, 5, 4, 3, 2 };

	return n >= 9 && om_digits_number(s, 9) != 0 &&
	       om_digits_weighted(s, weights, 8) % 11 == om_digits_one(s, 8);
}

/* Philippines: 09 and a network's number. */
bool
om_check_ph_mobile(const char *s, size_t n)
{
	return n == 11 && s[0] == '0' && s[1] == '9';
}

/* Singapore: letters that begin an NRIC or a FIN. */
bool
om_check_sg_nric_shape(const char *s, size_t n)
{
	return n == 9 && strchr("STFGM", s[0]) != NULL;
}

/* UEN of a business: nine, a company: ten with its year, modulo 11. */
static bool
sg_digits(const char *s, size_t n)
{
	static const uint8_t business[] = { 10, 4, 9, 3, 8, 2, 7, 1 };
	static const uint8_t company[] = { 10, 8, 6, 4, 9, 7, 5, 3, 1 };
	uint64_t year = om_digits_number(s, 4);

	if (n == 9)
		return "XMKECAWLJDB"[om_digits_weighted(s, business, 8) % 11] ==
		       s[8];
	return year >= 1800 && year <= 2100 &&
	       "ZKCMDNERGWH"[om_digits_weighted(s, company, 9) % 11] == s[9];
}

/* Of another: T, S or R, the year, what it is, modulo 11. */
static bool
sg_other(const char *s)
{
	static const char alphabet[] = "ABCDEFGHJKLMNPQRSTUVWX0123456789";
	static const unsigned weights[] = { 4, 3, 5, 3, 10, 2, 2, 5, 7 };
	unsigned sum = 6; /* -5 */

	for (size_t i = 0; i < 9; i++) {
		const char *at = strchr(alphabet, s[i]);

		if (at == NULL)
			return false;
		sum += (unsigned)(at - alphabet) * weights[i];
	}
	return strchr("TSR", s[0]) != NULL && alphabet[sum % 11] == s[9];
}

bool
om_check_sg_uen(const char *s, size_t n)
{
	if (n == 10 && s[0] >= 'A')
		return sg_other(s);
	return (n == 9 || n == 10) && sg_digits(s, n);
}
