#include "scan/check.h"
#include "scan/digits.h"

/*
 * VAT numbers of the European Union (Directive 2006/112/EC, Art. 215): the
 * country, then a number with the check of that country. Germany's and
 * Italy's are identifiers of their own.
 */

static bool
at_vat(const char *s, size_t n)
{
	unsigned sum = 4;

	if (n != 9 || s[0] != 'U')
		return false;
	for (size_t i = 1; i < 8; i++) {
		unsigned value = om_digits_one(s, i) * (i % 2 == 0 ? 2 : 1);

		sum += value / 10 + value % 10;
	}
	return (10 - sum % 10) % 10 == om_digits_one(s, 8);
}

static bool
be_vat(const char *s, size_t n)
{
	return n == 10 && s[0] <= '1' && om_digits_number(s, 8) > 0 &&
	       om_digits_two(s, 8) == 97 - om_digits_number(s, 8) % 97;
}

static bool
bg_legal(const char *s)
{
	static const uint8_t first[] = { 1, 2, 3, 4, 5, 6, 7, 8 };
	static const uint8_t second[] = { 3, 4, 5, 6, 7, 8, 9, 10 };
	unsigned check = om_digits_weighted(s, first, 8) % 11;

	if (check == 10)
		check = om_digits_weighted(s, second, 8) % 11 % 10;
	return check == om_digits_one(s, 8);
}

static bool
bg_vat(const char *s, size_t n)
{
	static const uint8_t other[] = { 4, 3, 2, 7, 6, 5, 4, 3, 2, 1 };

	if (n == 9)
		return bg_legal(s);
	return n == 10 && (om_check_bg_egn(s, n) || om_check_bg_pnf(s, n) ||
			      om_digits_weighted(s, other, 10) % 11 == 0);
}

static bool
cz_legal(const char *s)
{
	static const uint8_t weights[] = { 8, 7, 6, 5, 4, 3, 2 };
	unsigned check = (11 - om_digits_weighted(s, weights, 7) % 11) % 11;

	return s[0] != '9' &&
	       (check == 0 ? 1 : check % 10) == om_digits_one(s, 7);
}

static bool
cz_vat(const char *s, size_t n)
{
	static const uint8_t weights[] = { 0, 8, 7, 6, 5, 4, 3, 2 };
	unsigned rest;

	if (n == 8)
		return cz_legal(s);
	if (n != 9 || s[0] != '6')
		return om_check_cz_rc(s, n);
	rest = (10 + 11 - om_digits_weighted(s, weights, 8) % 11) % 11;
	return (18 - rest) % 10 == om_digits_one(s, 8);
}

static bool
dk_vat(const char *s, size_t n)
{
	static const uint8_t weights[] = { 2, 7, 6, 5, 4, 3, 2, 1 };

	return n == 8 && s[0] != '0' &&
	       om_digits_weighted(s, weights, 8) % 11 == 0;
}

static bool
ee_vat(const char *s, size_t n)
{
	static const uint8_t weights[] = { 3, 7, 1, 3, 7, 1, 3, 7, 1 };

	return n == 9 && om_digits_weighted(s, weights, 9) % 10 == 0;
}

static bool
es_vat(const char *s, size_t n)
{
	if (s[0] <= '9')
		return om_check_es_nif(s, n);
	return om_check_es_nie(s, n) || om_check_es_cif(s, n);
}

/* The key of two digits is 12 and three times the SIREN, modulo 97. */
static bool
fr_vat(const char *s, size_t n)
{
	return n == 11 &&
	       (om_digits_number(s + 2, 9) * 100 + 12) % 97 ==
		   om_digits_two(s, 0) &&
	       (memcmp(s + 2, "000", 3) == 0 || om_digits_luhn(s + 2, 9));
}

static bool
hu_vat(const char *s, size_t n)
{
	static const uint8_t weights[] = { 9, 7, 3, 1, 9, 7, 3, 1 };

	return n == 8 && om_digits_weighted(s, weights, 8) % 10 == 0;
}

/* The second round begins with 3 where the first leaves 10. */
static bool
lt_vat(const char *s, size_t n)
{
	unsigned sum = 0, second = 0;

	if ((n != 9 && n != 12) || s[n - 2] != '1')
		return false;
	for (size_t i = 0; i + 1 < n; i++) {
		sum += om_digits_one(s, i) * (1 + (unsigned)i % 9);
		second += om_digits_one(s, i) * (1 + (unsigned)(i + 2) % 9);
	}
	return (sum % 11 == 10 ? second : sum) % 11 % 10 ==
	       om_digits_one(s, n - 1);
}

static bool
lu_vat(const char *s, size_t n)
{
	return n == 8 && om_digits_number(s, 6) % 89 == om_digits_two(s, 6);
}

static bool
lv_vat(const char *s, size_t n)
{
	static const uint8_t weights[] = { 9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1 };

	if (n != 11 || s[0] <= '3')
		return om_check_lv_pk(s, n);
	return om_digits_weighted(s, weights, 11) % 11 == 3;
}

static bool
mt_vat(const char *s, size_t n)
{
	static const uint8_t weights[] = { 3, 4, 6, 7, 8, 9, 10, 1 };

	return n == 8 && s[0] != '0' &&
	       om_digits_weighted(s, weights, 8) % 37 == 0;
}

/* Since 2020 one person's number is MOD 97-10 with NL before it. */
static bool
nl_vat(const char *s, size_t n)
{
	char whole[14] = { 'N', 'L' };

	if (n != 12 || s[9] != 'B' || om_digits_two(s, 10) == 0)
		return false;
	memcpy(whole + 2, s, 12);
	return om_check_nl_bsn(s, 9) || om_digits_mod_97_10(whole, 14);
}

static bool
ro_vat(const char *s, size_t n)
{
	static const uint8_t weights[] = { 7, 5, 3, 2, 1, 7, 5, 3, 2 };

	return n >= 4 && n <= 10 && s[0] != '0' &&
	       om_digits_weighted(s, weights + (10 - n), n - 1) * 10 % 11 %
		       10 ==
		   om_digits_one(s, n - 1);
}

static bool
se_vat(const char *s, size_t n)
{
	return n == 12 && om_digits_two(s, 10) == 1 && om_digits_luhn(s, 10);
}

static bool
si_vat(const char *s, size_t n)
{
	static const uint8_t weights[] = { 8, 7, 6, 5, 4, 3, 2 };
	unsigned check = 11 - om_digits_weighted(s, weights, 7) % 11;

	return n == 8 && s[0] != '0' && check != 11 &&
	       check % 10 == om_digits_one(s, 7);
}

static bool
sk_vat(const char *s, size_t n)
{
	return n == 10 && s[0] != '0' && strchr("234789", s[2]) != NULL &&
	       om_digits_number(s, 10) % 11 == 0;
}

/* Modulo 97, with 55 added since 2010. */
static bool
gb_vat(const char *s, size_t n)
{
	static const uint8_t weights[] = { 8, 7, 6, 5, 4, 3, 2 };
	unsigned sum = om_digits_weighted(s, weights, 7) + om_digits_two(s, 7);

	return n == 9 && om_digits_number(s, 7) > 0 &&
	       (sum % 97 == 0 || (sum + 55) % 97 == 0);
}

/* Seven digits and a letter, a second one counted nine times, W as 0. */
static bool
ie_vat(const char *s, size_t n)
{
	static const char letters[] = "WABCDEFGHIJKLMNOPQRSTUV";
	static const uint8_t weights[] = { 8, 7, 6, 5, 4, 3, 2 };
	const char *second = n == 9 ? strchr(letters, s[8]) : letters;

	if ((n != 8 && n != 9) || second == NULL || !om_digits_only(s, 7))
		return false;
	return letters[(om_digits_weighted(s, weights, 7) +
			   (unsigned)(second - letters) * 9) %
		       23] == s[7];
}

static const struct country {
	char code[3];
	bool letters; /* there are some among its digits */
	om_check *passes;
} countries[] = {
	{ "AT", true, at_vat },
	{ "BE", false, be_vat },
	{ "BG", false, bg_vat },
	{ "CY", true, om_check_cy_tic },
	{ "CZ", false, cz_vat },
	{ "DK", false, dk_vat },
	{ "EE", false, ee_vat },
	{ "EL", false, om_check_gr_afm },
	{ "ES", true, es_vat },
	{ "FI", false, om_check_fi_ytunnus },
	{ "FR", false, fr_vat },
	{ "GB", false, gb_vat },
	{ "HR", false, om_check_hr_oib },
	{ "HU", false, hu_vat },
	{ "IE", true, ie_vat },
	{ "LT", false, lt_vat },
	{ "LU", false, lu_vat },
	{ "LV", false, lv_vat },
	{ "MT", false, mt_vat },
	{ "NL", true, nl_vat },
	{ "PL", false, om_check_pl_nip },
	{ "PT", false, om_check_pt_nif },
	{ "RO", false, ro_vat },
	{ "SE", false, se_vat },
	{ "SI", false, si_vat },
	{ "SK", false, sk_vat },
	{ "XI", false, gb_vat },
};

bool
om_check_eu_vat(const char *s, size_t n)
{
	for (size_t i = 0; n > 6 && i < sizeof(countries) / sizeof(*countries);
	     i++)
		if (memcmp(s, countries[i].code, 2) == 0)
			return (countries[i].letters ||
				   om_digits_only(s + 2, n - 2)) &&
			       countries[i].passes(s + 2, n - 2);
	return false;
}
