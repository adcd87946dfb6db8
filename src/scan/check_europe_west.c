#include "scan/check.h"
#include "scan/digits.h"

/*
 * Austria, Belgium, France, Germany, Great Britain, Ireland, Luxembourg, the
 * Netherlands, Switzerland. Lengths are those of the shapes.
 */

/* Versicherungsnummer: the check digit is the fourth; months 13 to 15 are
 * given where a day has run out of numbers. */
bool
om_check_at_svnr(const char *s, size_t n)
{
	static const uint8_t weights[] = { 3, 7, 9, 0, 5, 8, 4, 2, 1, 6 };
	unsigned month = om_digits_two(s, 6);

	return n == 10 && s[0] != '0' &&
	       om_digits_weighted(s, weights, 10) % 11 == om_digits_one(s, 3) &&
	       month >= 1 && month <= 15 && om_digits_two(s, 4) >= 1 &&
	       om_digits_two(s, 4) <= 31;
}

/* Numéro national, and BIS with 20 or 40 added to the month: 97 less the
 * rest of the first nine, before which those born from 2000 on have a 2. */
bool
om_check_be_nn(const char *s, size_t n)
{
	uint64_t first = om_digits_number(s, 9);
	unsigned check = om_digits_two(s, 9), month = om_digits_two(s, 2) % 20;

	if (n != 11 || om_digits_two(s, 2) > 52 || month > 12 ||
	    om_digits_two(s, 4) > 31)
		return false;
	/* Nobody was born after 2045 yet. */
	return check == 97 - first % 97 ||
	       (om_digits_two(s, 0) <= 45 &&
		   check == 97 - (UINT64_C(2000000000) + first) % 97);
}

/* AHV number: an EAN-13 of the country 756. */
bool
om_check_ch_ahv(const char *s, size_t n)
{
	static const uint8_t weights[] = { 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3,
		1 };

	return n == 13 && memcmp(s, "756", 3) == 0 &&
	       om_digits_weighted(s, weights, 13) % 10 == 0;
}

/*
 * Steuerliche Identifikationsnummer: MOD 11,10; of the first ten digits one
 * stands two or three times (never three in a row), the others once at most.
 */
bool
om_check_de_idnr(const char *s, size_t n)
{
	unsigned count[10] = { 0 }, doubled = 0, absent = 0;

	if (n != 11 || s[0] == '0' || !om_digits_only(s, 10))
		return false;
	for (size_t i = 0; i < 10; i++)
		count[om_digits_one(s, i)]++;
	for (size_t i = 0; i < 10; i++) {
		doubled += count[i] == 2 || count[i] == 3;
		absent += count[i] == 0;
		if (count[i] > 3)
			return false;
	}
	for (size_t i = 0; i + 2 < 10; i++)
		if (s[i] == s[i + 1] && s[i] == s[i + 2])
			return false;
	return doubled == 1 && absent >= 1 && om_digits_mod_11_10(s, n);
}

/* The cross sum of each product, added up. */
static unsigned
cross_sums(const char *s, const uint8_t *weights, size_t n)
{
	unsigned sum = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned product = om_digits_one(s, i) * weights[i];

		sum += product / 10 + product % 10;
	}
	return sum;
}

/* Rentenversicherungsnummer (VKVV): area, birth day, letter, serial. */
bool
om_check_de_rvnr(const char *s, size_t n)
{
	static const uint8_t weights[] = { 2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1 };
	char digits[12];
	unsigned letter, day = om_digits_two(s, 2);

	if (n != 12)
		return false;
	letter = (unsigned)(s[8] - 'A') + 1;
	memcpy(digits, s, 8);
	digits[8] = (char)('0' + letter / 10);
	digits[9] = (char)('0' + letter % 10);
	memcpy(digits + 10, s + 9, 2);
	return om_digits_two(s, 0) >= 2 && day >= 1 && day <= 81 &&
	       om_digits_two(s, 4) >= 1 && om_digits_two(s, 4) <= 12 &&
	       (day <= 31 || day > 50) &&
	       cross_sums(digits, weights, 12) % 10 == om_digits_one(s, 11);
}

/* Krankenversichertennummer: a letter as two digits, then Luhn-like. */
bool
om_check_de_kvnr(const char *s, size_t n)
{
	static const uint8_t weights[] = { 1, 2, 1, 2, 1, 2, 1, 2, 1, 2 };
	char digits[10];
	unsigned letter = (unsigned)(s[0] - 'A') + 1;

	if (n != 10)
		return false;
	digits[0] = (char)('0' + letter / 10);
	digits[1] = (char)('0' + letter % 10);
	memcpy(digits + 2, s + 1, 8);
	return cross_sums(digits, weights, 10) % 10 == om_digits_one(s, 9);
}

/* Umsatzsteuer-Identifikationsnummer: DE and nine digits, MOD 11,10. */
bool
om_check_de_vat(const char *s, size_t n)
{
	return n == 11 && s[0] == 'D' && s[1] == 'E' && s[2] != '0' &&
	       om_digits_mod_11_10(s + 2, 9);
}

/* Identity card and passport: letters that cannot be misread, ICAO 7-3-1. */
bool
om_check_de_document(const char *s, size_t n)
{
	static const char letters[] = "0123456789CFGHJKLMNPRTVWXYZ";

	for (size_t i = 0; i < 9; i++)
		if (strchr(letters, s[i]) == NULL)
			return false;
	if (s[0] < 'C')
		return false;
	return n == 9 ||
	       (n == 10 && om_digits_icao(s, 9) == om_digits_one(s, 9));
}

/* Lebenslange Arztnummer: 4 and 9 by turns, in the seventh digit. */
bool
om_check_de_lanr(const char *s, size_t n)
{
	static const uint8_t weights[] = { 4, 9, 4, 9, 4, 9 };

	return n == 9 && !om_digits_uniform(s, 7) &&
	       (10 - om_digits_weighted(s, weights, 6) % 10) % 10 ==
		   om_digits_one(s, 6);
}

/*
 * Numéro de sécurité sociale: 97 less the rest of the first thirteen, where
 * the Corsican departments 2A and 2B count as 19 and 18.
 */
bool
om_check_fr_nir(const char *s, size_t n)
{
	char digits[15];
	unsigned month;
	bool corsica;

	if (n != 15)
		return false;
	memcpy(digits, s, 15);
	corsica = s[6] == 'A' || s[6] == 'B';
	if (s[5] > '9' || (s[6] > '9' && !corsica))
		return false;
	if (corsica) {
		if (s[5] != '2')
			return false;
		digits[5] = '1';
		digits[6] = s[6] == 'A' ? '9' : '8';
	}
	month = om_digits_two(digits, 3);
	return strchr("123478", s[0]) != NULL &&
	       ((month >= 1 && month <= 12) || (month >= 20 && month <= 42) ||
		   (month >= 50 && month <= 99)) &&
	       97 - om_digits_number(digits, 13) % 97 ==
		   om_digits_two(digits, 13);
}

/* Numéro fiscal de référence: the first ten modulo 511. */
bool
om_check_fr_spi(const char *s, size_t n)
{
	return n == 13 && s[0] <= '3' &&
	       om_digits_number(s, 10) % 511 == om_digits_number(s + 10, 3);
}

/* NHS number: weights 10 to 2 modulo 11, no remainder of 10. */
bool
om_check_gb_nhs(const char *s, size_t n)
{
	static const uint8_t weights[] = { 10, 9, 8, 7, 6, 5, 4, 3, 2, 1 };

	return n == 10 && om_digits_weighted(s, weights, 10) % 11 == 0 &&
	       !om_digits_uniform(s, n);
}

/* National Insurance number: prefixes that were never given out. */
bool
om_check_gb_nino(const char *s, size_t n)
{
	static const char *const never[] = { "BG", "GB", "NK", "KN", "TN", "NT",
		"ZZ" };

	if (n != 9 || s[8] < 'A' || s[8] > 'D' ||
	    strchr("DFIQUV", s[0]) != NULL || strchr("DFIQUVO", s[1]) != NULL)
		return false;
	for (size_t i = 0; i < sizeof(never) / sizeof(never[0]); i++)
		if (memcmp(s, never[i], 2) == 0)
			return false;
	return true;
}

/* Unique Taxpayer Reference: the check digit comes first. */
bool
om_check_gb_utr(const char *s, size_t n)
{
	static const uint8_t weights[] = { 0, 6, 7, 8, 9, 10, 5, 4, 3, 2 };

	return n == 10 &&
	       "21987654321"[om_digits_weighted(s, weights, 10) % 11] == s[0];
}

/* Driver number: five of the name, a birth date whose month a woman has 5
 * added to, initials. */
bool
om_check_gb_licence(const char *s, size_t n)
{
	unsigned month = om_digits_one(s, 6) * 10 + om_digits_one(s, 7);

	month = month > 50 ? month - 50 : month;
	/* A short name is filled up with nines. */
	for (size_t i = 1; i < 5; i++)
		if (s[i] < '9' || (s[i - 1] == '9' && s[i] != '9'))
			return false;
	return n == 16 && month >= 1 && month <= 12 &&
	       om_digits_two(s, 8) >= 1 && om_digits_two(s, 8) <= 31;
}

/* Personal Public Service number: weights 8 to 2, the second letter nine
 * times, modulo 23. */
bool
om_check_ie_pps(const char *s, size_t n)
{
	static const uint8_t weights[] = { 8, 7, 6, 5, 4, 3, 2 };
	unsigned sum = om_digits_weighted(s, weights, 7);

	if (n != 8 && n != 9)
		return false;
	if (n == 9 && strchr("ABHTWX", s[8]) == NULL)
		return false;
	/* T, W and X, of spouses once, counted nothing. */
	if (n == 9 && s[8] < 'I')
		sum += (unsigned)(s[8] - 'A' + 1) * 9;
	return "WABCDEFGHIJKLMNOPQRSTUV"[sum % 23] == s[7];
}

/* Matricule: a date, then Luhn and Verhoeff over the first eleven. */
bool
om_check_lu_nin(const char *s, size_t n)
{
	char verhoeff[12];

	if (n != 13 || !om_digits_date((unsigned)om_digits_number(s, 4),
			   om_digits_two(s, 4), om_digits_two(s, 6)))
		return false;
	memcpy(verhoeff, s, 11);
	verhoeff[11] = s[12];
	return om_digits_luhn(s, 12) && om_digits_verhoeff(verhoeff, 12);
}

/* Burgerservicenummer: the eleven test, the last digit taken away. */
bool
om_check_nl_bsn(const char *s, size_t n)
{
	static const uint8_t weights[] = { 9, 8, 7, 6, 5, 4, 3, 2 };
	unsigned sum = om_digits_weighted(s, weights, 8);

	return n == 9 && !om_digits_uniform(s, n) &&
	       (sum + 11 - om_digits_one(s, 8)) % 11 == 0;
}

static bool
is_letter(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* BS 7666: letters that the inward part and the areas never have. */
bool
om_check_gb_postcode(const char *s, size_t n)
{
	if (n < 5 || n > 7 || strchr("QVX", s[0]) != NULL)
		return false;
	if (is_letter(s[1]) && strchr("IJZ", s[1]) != NULL)
		return false;
	return strchr("CIKMOV", s[n - 1]) == NULL &&
	       strchr("CIKMOV", s[n - 2]) == NULL;
}

/* A vehicle's mark since 2001: half-years 02 to 74, no I or Q. */
bool
om_check_gb_plate(const char *s, size_t n)
{
	unsigned age = om_digits_two(s, 2);

	for (size_t i = 0; i < n; i++)
		if (s[i] == 'Q' || s[i] == 'I' || (i < 2 && s[i] == 'Z'))
			return false;
	return n == 7 && ((age >= 2 && age <= 29) || (age >= 51 && age <= 79));
}

/* The years before: a letter for the year first, no I, Q or Z there. */
bool
om_check_gb_plate_old(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (s[i] == 'Q' || s[i] == 'I' || (i == 0 && s[i] == 'Z'))
			return false;
	return n >= 6 && s[0] != 'O' && s[0] != 'U';
}

/* Handelsregister, departments A and B; and the other registers of courts. */
bool
om_check_de_hr(const char *s, size_t n)
{
	return n >= 5 && (memcmp(s, "HRA", 3) == 0 || memcmp(s, "HRB", 3) == 0);
}

/* Two letters at most behind the district, which has no vowel mark here. */
bool
om_check_de_plate(const char *s, size_t n)
{
	return n >= 3 && n <= 8 &&
	       (s[n - 1] <= '9' || s[n - 1] == 'H' || s[n - 1] == 'E');
}

/* Postleitzahl: 01001 to 99998. */
bool
om_check_de_postcode(const char *s, size_t n)
{
	uint64_t code = om_digits_number(s, n);

	return n == 5 && code >= 1001 && code <= 99998;
}

bool
om_check_mod_11_10(const char *s, size_t n)
{
	return s[0] != '0' && !om_digits_uniform(s, n) &&
	       om_digits_mod_11_10(s, n);
}

bool
om_check_de_vat_shape(const char *s, size_t n)
{
	return n == 11 && s[0] == 'D' && s[1] == 'E' && s[2] != '0';
}
