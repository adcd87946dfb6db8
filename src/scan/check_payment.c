#include "scan/check.h"
#include "scan/digits.h"

/* Cards, accounts, devices and vehicles: what no country has alone. */

bool
om_check_luhn(const char *s, size_t n)
{
	return om_digits_luhn(s, n) && !om_digits_uniform(s, n);
}

/* ISO/IEC 7812: the first digits that schemes issue, and their lengths. */
static const struct issuer {
	uint32_t first, last; /* of six digits */
	uint32_t lengths;     /* a bit each */
} issuers[] = {
#define LENGTH(n) (UINT32_C(1) << (n))
	{ 400000, 499999, LENGTH(13) | LENGTH(16) | LENGTH(19) }, /* Visa */
	{ 510000, 559999, LENGTH(16) }, /* Mastercard */
	{ 222100, 272099, LENGTH(16) },
	{ 340000, 349999, LENGTH(15) }, /* American Express */
	{ 370000, 379999, LENGTH(15) },
	{ 300000, 305999, LENGTH(14) | LENGTH(16) }, /* Diners Club */
	{ 309500, 309599, LENGTH(14) | LENGTH(16) },
	{ 360000, 369999, LENGTH(14) | LENGTH(16) | LENGTH(19) },
	{ 380000, 399999, LENGTH(14) | LENGTH(16) | LENGTH(19) },
	{ 601100, 601199, LENGTH(16) | LENGTH(19) }, /* Discover */
	{ 644000, 659999, LENGTH(16) | LENGTH(19) },
	{ 622126, 622925, LENGTH(16) | LENGTH(17) | LENGTH(18) | LENGTH(19) },
	{ 352800, 358999, LENGTH(16) | LENGTH(19) }, /* JCB */
	{ 620000, 629999, LENGTH(16) | LENGTH(17) | LENGTH(18) | LENGTH(19) },
	{ 220000, 220499, LENGTH(16) | LENGTH(19) }, /* Mir */
	{ 100000, 199999, LENGTH(15) },		     /* UATP */
	{ 213100, 213199, LENGTH(15) },		     /* JCB, once */
	{ 979200, 979289, LENGTH(16) },		     /* Troy */
	{ 506099, 506198, LENGTH(16) | LENGTH(19) }, /* Verve */
	{ 650002, 650027, LENGTH(16) | LENGTH(19) },
	{ 508500, 508999, LENGTH(16) }, /* RuPay */
	{ 606985, 608499, LENGTH(16) },
	{ 817200, 820199, LENGTH(16) },
	{ 500000, 509999,
	    LENGTH(12) | LENGTH(13) | LENGTH(14) | LENGTH(15) | LENGTH(16) |
		LENGTH(19) }, /* Maestro */
	{ 560000, 589999,
	    LENGTH(12) | LENGTH(13) | LENGTH(14) | LENGTH(15) | LENGTH(16) |
		LENGTH(19) },
	{ 630000, 639999,
	    LENGTH(12) | LENGTH(13) | LENGTH(14) | LENGTH(15) | LENGTH(16) |
		LENGTH(19) },
	{ 670000, 679999,
	    LENGTH(12) | LENGTH(13) | LENGTH(14) | LENGTH(15) | LENGTH(16) |
		LENGTH(19) },
#undef LENGTH
};

bool
om_check_card(const char *s, size_t n)
{
	uint32_t first;

	if (n < 12 || n > 19 || !om_check_luhn(s, n))
		return false;
	first = (uint32_t)om_digits_number(s, 6);
	for (size_t i = 0; i < sizeof(issuers) / sizeof(issuers[0]); i++)
		if (first >= issuers[i].first && first <= issuers[i].last &&
		    (issuers[i].lengths >> n & 1) != 0)
			return true;
	return false;
}

/* 3GPP TS 23.003: type allocation code of a reporting body, Luhn. */
bool
om_check_imei(const char *s, size_t n)
{
	return n == 15 && om_check_luhn(s, n) && om_digits_number(s, 8) != 0;
}

/* ITU-T E.118: 89, Luhn. */
bool
om_check_iccid(const char *s, size_t n)
{
	return (n == 19 || n == 20) && s[0] == '8' && s[1] == '9' &&
	       om_check_luhn(s, n);
}

/* ISO 3779 with the check digit of 49 CFR 565.15 at the ninth place. */
bool
om_check_vin(const char *s, size_t n)
{
	static const uint8_t weights[] = { 8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7,
		6, 5, 4, 3, 2 };
	static const uint8_t letters[26] = { 1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3,
		4, 5, 0, 7, 0, 9, 2, 3, 4, 5, 6, 7, 8, 9 };
	unsigned sum = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned value = (unsigned)(s[i] - '0');

		if (s[i] == 'I' || s[i] == 'O' || s[i] == 'Q')
			return false;
		if (s[i] >= 'A')
			value = letters[s[i] - 'A'];
		sum += value * weights[i];
	}
	return n == 17 &&
	       (sum % 11 == 10 ? s[8] == 'X' : s[8] == (char)('0' + sum % 11));
}

/* ISO 17442: MOD 97-10. */
bool
om_check_lei(const char *s, size_t n)
{
	return n == 20 && om_digits_mod_97_10(s, n);
}

/* ISO 9362: a country of ISO 3166-1 or Kosovo, and a place that is not of a
 * test bank (0). */
bool
om_check_bic(const char *s, size_t n)
{
	static const char countries[] =
	    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG "
	    "BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI "
	    "CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH "
	    "ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ "
	    "GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT "
	    "JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS "
	    "LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU "
	    "MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG "
	    "PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG "
	    "SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK "
	    "TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU "
	    "WF WS XK YE YT ZA ZM ZW";
	char country[3] = { s[4], s[5], '\0' };
	const char *at = strstr(countries, country);

	return (n == 8 || n == 11) && at != NULL && (at - countries) % 3 == 0;
}
