#include "scan/check.h"
#include "scan/digits.h"

/*
 * Bulgaria, Croatia, the Czech Republic and Slovakia, Hungary, the lands that
 * were Yugoslavia, Poland, Romania, Russia, Ukraine, Kazakhstan.
 */

/* EGN: the month has 20 or 40 added for another century. */
bool
om_check_bg_egn(const char *s, size_t n)
{
	static const uint8_t weights[] = { 2, 4, 8, 5, 10, 9, 7, 3, 6 };
	unsigned month = om_digits_two(s, 2), century = month / 20;

	return n == 10 && month <= 52 &&
	       om_digits_date((century == 0	 ? 1900
				  : century == 1 ? 1800
						 : 2000) +
				  om_digits_two(s, 0),
		   month % 20, om_digits_two(s, 4)) &&
	       om_digits_weighted(s, weights, 9) % 11 % 10 ==
		   om_digits_one(s, 9);
}

/* Rodné číslo: women have 50 added to the month, 20 where a day ran out of
 * numbers; ten digits are a multiple of 11, nine are from before 1954. */
bool
om_check_cz_rc(const char *s, size_t n)
{
	unsigned month = om_digits_two(s, 2) % 50;

	if (n == 10 && month > 20)
		month -= 20;
	if (n == 9)
		return om_digits_two(s, 0) < 54 &&
		       om_digits_number(s + 6, 3) != 0 &&
		       om_digits_date(1900 + om_digits_two(s, 0), month,
			   om_digits_two(s, 4));
	return n == 10 &&
	       om_digits_any_century(
		   om_digits_two(s, 0), month, om_digits_two(s, 4)) &&
	       (om_digits_number(s, 10) % 11 == 0 ||
		   (om_digits_number(s, 9) % 11 == 10 && s[9] == '0'));
}

/* OIB: MOD 11,10. */
bool
om_check_hr_oib(const char *s, size_t n)
{
	return n == 11 && !om_digits_uniform(s, n) && om_digits_mod_11_10(s, n);
}

/* Adóazonosító jel: 8, then days since 1867; place times digit modulo 11. */
bool
om_check_hu_tin(const char *s, size_t n)
{
	static const uint8_t weights[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9 };

	return n == 10 && s[0] == '8' &&
	       om_digits_weighted(s, weights, 9) % 11 == om_digits_one(s, 9);
}

/* TAJ-szám: 3 and 7 by turns modulo 10. */
bool
om_check_hu_taj(const char *s, size_t n)
{
	static const uint8_t weights[] = { 3, 7, 3, 7, 3, 7, 3, 7 };

	return n == 9 &&
	       om_digits_weighted(s, weights, 8) % 10 == om_digits_one(s, 8);
}

/* JMBG and EMŠO: a date with three digits of the year, modulo 11. */
bool
om_check_rs_jmbg(const char *s, size_t n)
{
	static const uint8_t weights[] = { 7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2,
		1 };
	unsigned year = (unsigned)om_digits_number(s + 4, 3);

	return n == 13 &&
	       om_digits_date(year + (year >= 800 ? 1000 : 2000),
		   om_digits_two(s, 2), om_digits_two(s, 0)) &&
	       om_digits_weighted(s, weights, 13) % 11 == 0;
}

/* PESEL: 20, 40, 60 or 80 added to the month for another century. */
bool
om_check_pl_pesel(const char *s, size_t n)
{
	static const uint8_t weights[] = { 1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1 };
	static const unsigned centuries[] = { 1900, 2000, 2100, 2200, 1800 };
	unsigned month = om_digits_two(s, 2);

	return n == 11 && month <= 92 &&
	       om_digits_date(centuries[month / 20] + om_digits_two(s, 0),
		   month % 20, om_digits_two(s, 4)) &&
	       om_digits_weighted(s, weights, 11) % 10 == 0;
}

/* NIP: modulo 11, a rest of 10 is never given. */
bool
om_check_pl_nip(const char *s, size_t n)
{
	static const uint8_t weights[] = { 6, 5, 7, 2, 3, 4, 5, 6, 7 };

	return n == 10 &&
	       om_digits_weighted(s, weights, 9) % 11 == om_digits_one(s, 9);
}

/* Identity card: three letters and six digits, 7-3-1 about the fourth. */
bool
om_check_pl_id_card(const char *s, size_t n)
{
	static const unsigned weights[] = { 7, 3, 1, 9, 7, 3, 1, 7, 3 };
	unsigned sum = 0;

	for (size_t i = 0; i < 9; i++)
		sum += weights[i] * (unsigned)om_digits_value(s[i]);
	return n == 9 && sum % 10 == 0;
}

/* CNP: sex and century, date, county, 279146358279 modulo 11. */
bool
om_check_ro_cnp(const char *s, size_t n)
{
	static const uint8_t weights[] = { 2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9 };
	static const unsigned centuries[] = { 0, 1900, 1900, 1800, 1800, 2000,
		2000 };
	unsigned county = om_digits_two(s, 7), sex = om_digits_one(s, 0), check;
	bool date =
	    sex >= 1 && sex <= 6
		? om_digits_date(centuries[sex] + om_digits_two(s, 1),
		      om_digits_two(s, 3), om_digits_two(s, 5))
		: sex >= 7 && om_digits_any_century(om_digits_two(s, 1),
				  om_digits_two(s, 3), om_digits_two(s, 5));

	if (n != 13 || !date || county < 1 ||
	    (county > 48 && county != 51 && county != 52 && county != 70 &&
		county != 80))
		return false;
	check = om_digits_weighted(s, weights, 12) % 11;
	return (check == 10 ? 1 : check) == om_digits_one(s, 12);
}

/* INN of a person: two check digits. */
bool
om_check_ru_inn(const char *s, size_t n)
{
	static const uint8_t first[] = { 7, 2, 4, 10, 3, 5, 9, 4, 6, 8 };
	static const uint8_t second[] = { 3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8 };

	return n == 12 && !om_digits_uniform(s, n) &&
	       om_digits_weighted(s, first, 10) % 11 % 10 ==
		   om_digits_one(s, 10) &&
	       om_digits_weighted(s, second, 11) % 11 % 10 ==
		   om_digits_one(s, 11);
}

/* SNILS: weights 9 to 1, modulo 101; 100 is written 00. */
bool
om_check_ru_snils(const char *s, size_t n)
{
	static const uint8_t weights[] = { 9, 8, 7, 6, 5, 4, 3, 2, 1 };

	return n == 11 && om_digits_number(s, 9) > 1001998 &&
	       om_digits_weighted(s, weights, 9) % 101 % 100 ==
		   om_digits_two(s, 9);
}

/* RNTRC: days since 1899, weights -1 5 7 9 4 6 10 5 7, modulo 11. */
bool
om_check_ua_rntrc(const char *s, size_t n)
{
	/* -1 is 10 modulo 11. */
	static const uint8_t weights[] = { 10, 5, 7, 9, 4, 6, 10, 5, 7 };

	return n == 10 && !om_digits_uniform(s, n) &&
	       om_digits_weighted(s, weights, 9) % 11 % 10 ==
		   om_digits_one(s, 9);
}

/* IIN: date, century, two rounds of modulo 11. */
bool
om_check_kz_iin(const char *s, size_t n)
{
	static const uint8_t first[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 };
	static const uint8_t second[] = { 3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2 };
	unsigned check, century = (om_digits_one(s, 6) + 1) / 2;

	if (n != 12 || century < 1 || century > 3 ||
	    !om_digits_date(1700 + century * 100 + om_digits_two(s, 0),
		om_digits_two(s, 2), om_digits_two(s, 4)))
		return false;
	check = om_digits_weighted(s, first, 11) % 11;
	if (check == 10)
		check = om_digits_weighted(s, second, 11) % 11;
	return check == om_digits_one(s, 11);
}
