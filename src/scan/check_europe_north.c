#include "scan/check.h"
#include "scan/digits.h"

/* Denmark, Estonia, Finland, Iceland, Latvia, Lithuania, Norway, Sweden. */

/* CPR number: a date; modulo 11 has not been binding since 2007. */
bool
om_check_dk_cpr(const char *s, size_t n)
{
	unsigned day = om_digits_two(s, 0) > 60 ? om_digits_two(s, 0) - 60
						: om_digits_two(s, 0);

	return n == 10 && om_digits_any_century(
			      om_digits_two(s, 4), om_digits_two(s, 2), day);
}

/* Isikukood and asmens kodas: century, date, two rounds of modulo 11. */
bool
om_check_ee_ik(const char *s, size_t n)
{
	static const uint8_t first[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 1 };
	static const uint8_t second[] = { 3, 4, 5, 6, 7, 8, 9, 1, 2, 3 };
	unsigned check, century = (om_digits_one(s, 0) + 1) / 2;

	if (n != 11 || century < 1 || century > 4 ||
	    !om_digits_date(1700 + century * 100 + om_digits_two(s, 1),
		om_digits_two(s, 3), om_digits_two(s, 5)))
		return false;
	check = om_digits_weighted(s, first, 10) % 11;
	if (check == 10)
		check = om_digits_weighted(s, second, 10) % 11 % 10;
	return check == om_digits_one(s, 10);
}

/* Henkilötunnus: date, a sign of the century, the rest modulo 31. */
bool
om_check_fi_hetu(const char *s, size_t n)
{
	static const char letters[] = "0123456789ABCDEFHJKLMNPRSTUVWXY";
	size_t serial = n == 11 ? 7 : 6;

	if ((n != 10 && n != 11) ||
	    !om_digits_any_century(om_digits_two(s, 4), om_digits_two(s, 2),
		om_digits_two(s, 0)) ||
	    om_digits_number(s + serial, 3) < 2)
		return false;
	if (n == 11 && strchr("YXWVUABCDEF", s[6]) == NULL)
		return false;
	return letters[(om_digits_number(s, 6) * 1000 +
			   om_digits_number(s + serial, 3)) %
		       31] == s[n - 1];
}

/* Y-tunnus: weights 7 9 10 5 8 4 2 modulo 11; a rest of 1 is never given. */
bool
om_check_fi_ytunnus(const char *s, size_t n)
{
	static const uint8_t weights[] = { 7, 9, 10, 5, 8, 4, 2, 1 };

	return n == 8 && om_digits_weighted(s, weights, 8) % 11 == 0;
}

/* Kennitala: date, modulo 11, a sign of the century at the end. */
bool
om_check_is_kt(const char *s, size_t n)
{
	static const uint8_t weights[] = { 3, 2, 7, 6, 5, 4, 3, 2, 1 };
	unsigned day = om_digits_two(s, 0) > 40 ? om_digits_two(s, 0) - 40
						: om_digits_two(s, 0);

	return n == 10 && (s[9] == '9' || s[9] == '0') &&
	       om_digits_date((s[9] == '9' ? 1900 : 2000) + om_digits_two(s, 4),
		   om_digits_two(s, 2), day) &&
	       om_digits_weighted(s, weights, 9) % 11 == 0;
}

/* Personas kods: date and century, modulo 11; from 2017 on 32 and no date. */
bool
om_check_lv_pk(const char *s, size_t n)
{
	static const uint8_t weights[] = { 10, 5, 8, 4, 2, 1, 6, 3, 7, 9 };

	if (n != 11)
		return false;
	if (s[0] == '3' && s[1] >= '2')
		return true;
	return s[6] <= '2' &&
	       om_digits_date(
		   1800 + om_digits_one(s, 6) * 100 + om_digits_two(s, 4),
		   om_digits_two(s, 2), om_digits_two(s, 0)) &&
	       (1 + om_digits_weighted(s, weights, 10)) % 11 % 10 ==
		   om_digits_one(s, 10);
}

/* The century that an individual number of Norway stands for; 0: none. */
static unsigned
no_century(unsigned year, unsigned number)
{
	if (number < 500 || (number >= 900 && year >= 40))
		return 1900;
	if (year < 40)
		return 2000;
	return number < 750 && year >= 54 ? 1800 : 0;
}

/* Fødselsnummer, D number (day + 40), H number (month + 40). */
bool
om_check_no_fnr(const char *s, size_t n)
{
	static const uint8_t first[] = { 3, 7, 6, 1, 8, 9, 4, 5, 2, 1 };
	static const uint8_t second[] = { 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1 };
	unsigned day = om_digits_two(s, 0) > 40 ? om_digits_two(s, 0) - 40
						: om_digits_two(s, 0);
	unsigned month = om_digits_two(s, 2) > 40 ? om_digits_two(s, 2) - 40
						  : om_digits_two(s, 2);
	unsigned century = no_century(
	    om_digits_two(s, 4), (unsigned)om_digits_number(s + 6, 3));

	return n == 11 && century != 0 &&
	       om_digits_date(century + om_digits_two(s, 4), month, day) &&
	       om_digits_weighted(s, first, 10) % 11 == 0 &&
	       om_digits_weighted(s, second, 11) % 11 == 0;
}

/* Personnummer and samordningsnummer (day + 60): a date, Luhn over ten. */
bool
om_check_se_pnr(const char *s, size_t n)
{
	const char *ten = n == 12 ? s + 2 : s;
	unsigned day = om_digits_two(ten, 4) > 60 ? om_digits_two(ten, 4) - 60
						  : om_digits_two(ten, 4);

	if (n != 10 && n != 12)
		return false;
	if (n == 12 && om_digits_two(s, 0) != 19 && om_digits_two(s, 0) != 20)
		return false;
	return om_digits_any_century(
		   om_digits_two(ten, 0), om_digits_two(ten, 2), day) &&
	       om_digits_luhn(ten, 10);
}

/* Organisationsnummer: the third digit is 2 at least, Luhn. */
bool
om_check_se_orgnr(const char *s, size_t n)
{
	return n == 10 && s[2] >= '2' && s[0] != '0' && om_digits_luhn(s, 10);
}
