#include "scan/check.h"
#include "scan/digits.h"

/* Europe's small countries, and what the larger have beside. */

/* PNF, of foreigners in Bulgaria: 21 19 17 13 11 9 7 3 1 modulo 10. */
bool
om_check_bg_pnf(const char *s, size_t n)
{
	static const uint8_t weights[] = { 21, 19, 17, 13, 11, 9, 7, 3, 1 };

	return n == 10 && !om_digits_uniform(s, n) &&
	       om_digits_weighted(s, weights, 9) % 10 == om_digits_one(s, 9);
}

/* TIC of Cyprus: odd places by a table of their own, modulo 26. */
bool
om_check_cy_tic(const char *s, size_t n)
{
	static const uint8_t odd[] = { 1, 0, 5, 7, 9, 13, 15, 17, 19, 21 };
	unsigned sum = 0;

	if (n != 9 || !om_digits_only(s, 8) || memcmp(s, "12", 2) == 0)
		return false;
	for (size_t i = 0; i < 8; i++)
		sum +=
		    i % 2 == 0 ? odd[om_digits_one(s, i)] : om_digits_one(s, i);
	return s[8] == (char)('A' + sum % 26);
}

/* Malta's identity card: born there, or abroad, or of Gozo. */
bool
om_check_mt_id(const char *s, size_t n)
{
	return n == 8 && strchr("MGAPLHBZ", s[7]) != NULL &&
	       om_digits_number(s, 7) != 0;
}

/* UNP of Belarus: 29 23 19 17 13 7 5 3 modulo 11. */
bool
om_check_by_unp(const char *s, size_t n)
{
	static const uint8_t weights[] = { 29, 23, 19, 17, 13, 7, 5, 3 };

	return n == 9 && s[0] >= '1' && s[0] <= '7' &&
	       !om_digits_uniform(s, n) &&
	       om_digits_weighted(s, weights, 8) % 11 == om_digits_one(s, 8);
}

/* Personal number of Belarus: sex and century, date, place, 7-3-1. */
bool
om_check_by_id(const char *s, size_t n)
{
	return n == 14 && s[0] >= '1' && s[0] <= '6' &&
	       strchr("ABCHKEM", s[7]) != NULL &&
	       om_digits_any_century(om_digits_two(s, 5), om_digits_two(s, 3),
		   om_digits_two(s, 1)) &&
	       om_digits_icao(s, 13) == om_digits_one(s, 13);
}

/* NRT of Andorra: F for its residents, E for others, below 700000. */
bool
om_check_ad_nrt(const char *s, size_t n)
{
	return n == 8 &&
	       ((s[0] == 'F' && om_digits_number(s + 1, 6) < 700000) ||
		   s[0] == 'E');
}

/* Albania: a letter of the decade, birth date, serial, a letter of 23. */
bool
om_check_al_nid(const char *s, size_t n)
{
	unsigned month = om_digits_two(s, 2), day = om_digits_two(s, 4);

	month = month > 50 ? month - 50 : month;
	return n == 10 && s[0] <= 'M' && month >= 1 && month <= 12 &&
	       day >= 1 && day <= 31;
}

/* IDNP of Moldova: 2, or 0 for those before, 7-3-1 modulo 10. */
bool
om_check_md_idnp(const char *s, size_t n)
{
	return n == 13 && (s[0] == '2' || s[0] == '0') &&
	       !om_digits_uniform(s, n) &&
	       om_digits_icao(s, 12) == om_digits_one(s, 12);
}

/* JMBG by where it was given: the eighth and ninth digit. */
static bool
jmbg_of(const char *s, size_t n, unsigned region)
{
	return om_check_rs_jmbg(s, n) && om_digits_one(s, 7) == region;
}

bool
om_check_ba_jmbg(const char *s, size_t n)
{
	return jmbg_of(s, n, 1);
}

bool
om_check_me_jmbg(const char *s, size_t n)
{
	return jmbg_of(s, n, 2);
}

bool
om_check_mk_embg(const char *s, size_t n)
{
	return jmbg_of(s, n, 4);
}

/* Documents of the Netherlands: two letters, no O, a digit at the end. */
bool
om_check_nl_document(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (s[i] == 'O')
			return false;
	return n == 9;
}

/* Unique pupil number: 2 to 13 modulo 23 in front, no I, O or S. */
bool
om_check_gb_upn(const char *s, size_t n)
{
	static const char letters[] = "ABCDEFGHJKLMNPQRTUVWXYZ";
	static const uint8_t weights[] = { 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 };
	const char *last = strchr(letters, s[12]);
	unsigned value;

	if (n != 13 || om_digits_number(s + 1, 3) < 201)
		return false;
	value = s[12] <= '9'   ? om_digits_one(s, 12)
		: last != NULL ? (unsigned)(last - letters)
			       : 99;
	return value != 99 &&
	       s[0] == letters[(om_digits_weighted(s + 1, weights, 11) +
				   value * 13) %
			       23];
}

/* CHI of Scotland: birth date, weights 10 to 2 modulo 11. */
bool
om_check_gb_chi(const char *s, size_t n)
{
	return om_check_gb_nhs(s, n) &&
	       om_digits_any_century(om_digits_two(s, 4), om_digits_two(s, 2),
		   om_digits_two(s, 0));
}

/* Carte d'identité before 2021: year, month, department. */
bool
om_check_fr_cni(const char *s, size_t n)
{
	return n == 12 && om_digits_two(s, 2) >= 1 &&
	       om_digits_two(s, 2) <= 12 && om_digits_two(s, 4) >= 1;
}

/* Eircode: a routing key, four of the letters that cannot be misread. */
bool
om_check_ie_eircode(const char *s, size_t n)
{
	if (n != 7 || strchr("ACDEFHKNPRTVWXY", s[0]) == NULL ||
	    (s[2] > '9' && memcmp(s, "D6W", 3) != 0))
		return false;
	for (size_t i = 3; i < n; i++)
		if (s[i] > '9' && strchr("ACDEFHKNPRTVWXY", s[i]) == NULL)
			return false;
	return true;
}

/* Marks since 2009: letters without I, O and U, never SS. */
bool
om_check_fr_plate(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strchr("IOU", s[i]) != NULL)
			return false;
	return n == 7 && memcmp(s, "SS", 2) != 0 && memcmp(s + 5, "SS", 2) != 0;
}

/* Italian marks since 1994: no I, O, Q, U. */
bool
om_check_it_plate(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strchr("IOQU", s[i]) != NULL)
			return false;
	return n == 7;
}

/* Spanish marks since 2000: three consonants. */
bool
om_check_es_plate(const char *s, size_t n)
{
	for (size_t i = 4; i < n; i++)
		if (strchr("AEIOUQ", s[i]) != NULL)
			return false;
	return n == 7;
}
