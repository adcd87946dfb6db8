#include "scan/check.h"
#include "scan/digits.h"

/* Accounts, as they were written before the IBAN and still are at home. */

static unsigned
es_check(const char *s)
{
	static const uint8_t weights[] = { 1, 2, 4, 8, 5, 10, 9, 7, 3, 6 };
	unsigned check = 11 - om_digits_weighted(s, weights, 10) % 11;

	return check > 9 ? 11 - check : check;
}

/* Código cuenta cliente: bank and branch, and the account, modulo 11. */
bool
om_check_es_ccc(const char *s, size_t n)
{
	char bank[10] = { '0', '0' };

	if (n != 20 || om_digits_uniform(s, n))
		return false;
	memcpy(bank + 2, s, 8);
	return es_check(bank) == om_digits_one(s, 8) &&
	       es_check(s + 10) == om_digits_one(s, 9);
}

/* Kontonummer: 5 4 3 2 7 6 5 4 3 2 modulo 11. */
bool
om_check_no_konto(const char *s, size_t n)
{
	return n == 11 && !om_digits_uniform(s, n) &&
	       (11 - om_digits_rising(s, 10, 7) % 11) % 11 ==
		   om_digits_one(s, 10);
}

/* Powers of two modulo 11, from the right: what fills up counts nothing. */
static bool
cz_part(const char *s, size_t n)
{
	unsigned sum = 0, weight = 1;

	for (size_t i = n; i-- > 0;) {
		sum += om_digits_one(s, i) * weight;
		weight = weight * 2 % 11;
	}
	return sum % 11 == 0;
}

/* Číslo účtu: prefix (up to six, or none), ten at most, the bank's four. */
bool
om_check_cz_account(const char *s, size_t n)
{
	size_t prefix = n > 14 ? n - 14 : 0;

	return n >= 10 && n <= 20 && cz_part(s, prefix) &&
	       cz_part(s + prefix, n - prefix - 4) &&
	       om_digits_number(s + prefix, n - prefix - 4) != 0 &&
	       om_digits_number(s + n - 4, 4) != 0;
}

/* CBU: bank and account, 3 1 7 9 from the right modulo 10. */
bool
om_check_ar_cbu(const char *s, size_t n)
{
	static const uint8_t weights[] = { 3, 9, 7, 1, 3, 9, 7, 1, 3, 9, 7, 1,
		3 };

	return n == 22 && !om_digits_uniform(s, n) &&
	       (om_digits_weighted(s, weights + 6, 7) + om_digits_one(s, 7)) %
		       10 ==
		   0 &&
	       (om_digits_weighted(s + 8, weights, 13) + om_digits_one(s, 21)) %
		       10 ==
		   0;
}

/* NIB: MOD 97-10. */
bool
om_check_pt_nib(const char *s, size_t n)
{
	return n == 21 && !om_digits_uniform(s, n) && om_digits_mod_97_10(s, n);
}

/* The account of Belgium before IBAN: the first ten modulo 97, 97 for 0. */
bool
om_check_be_account(const char *s, size_t n)
{
	uint64_t rest = om_digits_number(s, 10) % 97;

	return n == 12 && om_digits_number(s, 10) != 0 &&
	       (rest == 0 ? 97 : rest) == om_digits_two(s, 10);
}

/* GIRO: bank and branch, and the account, 9 7 3 1 modulo 10. */
bool
om_check_hu_giro(const char *s, size_t n)
{
	static const uint8_t weights[] = { 9, 7, 3, 1, 9, 7, 3, 1, 9, 7, 3, 1,
		9, 7, 3, 1 };

	return (n == 16 || n == 24) && !om_digits_uniform(s, n) &&
	       om_digits_weighted(s, weights, 8) % 10 == 0 &&
	       om_digits_weighted(s + 8, weights, n - 8) % 10 == 0;
}

/* NRB: an IBAN without its country, which is put behind it for the check. */
bool
om_check_pl_nrb(const char *s, size_t n)
{
	char moved[30];

	if (n != 26 || om_digits_uniform(s, n))
		return false;
	memcpy(moved, s + 2, 24);
	memcpy(moved + 24, "2521", 4);
	memcpy(moved + 28, s, 2);
	return om_digits_mod_97_10(moved, 30);
}

/* RIB: bank, branch, account, and a key modulo 97. */
bool
om_check_fr_rib(const char *s, size_t n)
{
	uint64_t bank, branch, account;

	if (n != 23 || om_digits_uniform(s, n))
		return false;
	bank = om_digits_number(s, 5);
	branch = om_digits_number(s + 5, 5);
	account = om_digits_number(s + 10, 11);
	return (89 * bank + 15 * branch + 3 * account + om_digits_two(s, 21)) %
		       97 ==
		   0 &&
	       om_digits_two(s, 21) != 0;
}

/* Bankgiro: seven or eight digits, Luhn. */
bool
om_check_se_bankgiro(const char *s, size_t n)
{
	return (n == 7 || n == 8) && s[0] != '0' && !om_digits_uniform(s, n) &&
	       om_digits_luhn(s, n);
}

/* Sort codes begin with 01 to 99 but for a few that no bank has. */
bool
om_check_gb_account(const char *s, size_t n)
{
	return n == 14 && om_digits_two(s, 0) != 0 &&
	       !om_digits_uniform(s, 6) && !om_digits_uniform(s + 6, 8);
}

/* SEPA creditor (EPC262-08): MOD 97-10 without the business code. */
bool
om_check_sepa_creditor(const char *s, size_t n)
{
	char moved[40];

	if (n < 8 || n > 35 || om_digits_two(s, 2) < 2)
		return false;
	memcpy(moved, s + 7, n - 7);
	memcpy(moved + n - 7, s, 4);
	return om_digits_mod_97_10(moved, n - 3);
}

/* ISO 11649: RF, MOD 97-10 with the first four behind. */
bool
om_check_rf(const char *s, size_t n)
{
	char moved[25];

	if (n < 5 || n > 25 || s[0] != 'R' || s[1] != 'F')
		return false;
	memcpy(moved, s + 4, n - 4);
	memcpy(moved + n - 4, s, 4);
	return om_digits_mod_97_10(moved, n);
}

/* How the banks of New Zealand check their accounts. */
struct nz_way {
	uint8_t weights[16];
	unsigned fold; /* a product beyond it counts its rest */
	unsigned modulus;
};

static const struct nz_way nz_most = {
	{ 0, 0, 6, 3, 7, 9, 0, 10, 5, 8, 4, 2, 1, 0, 0, 0 }, 11, 11
};
static const struct nz_way nz_from_990000 = {
	{ 0, 0, 0, 0, 0, 0, 0, 10, 5, 8, 4, 2, 1, 0, 0, 0 }, 11, 11
};
static const struct nz_way nz_08 = {
	{ 0, 0, 0, 0, 0, 0, 7, 6, 5, 4, 3, 2, 1, 0, 0, 0 }, 11, 11
};
static const struct nz_way nz_09 = {
	{ 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 4, 3, 2, 0, 0, 1 }, 9, 11
};
static const struct nz_way nz_25_33 = {
	{ 0, 0, 0, 0, 0, 0, 1, 7, 3, 1, 7, 3, 1, 0, 0, 0 }, 10, 10
};
static const struct nz_way nz_26_28_29 = {
	{ 0, 0, 0, 0, 0, 0, 1, 3, 7, 1, 3, 7, 1, 3, 7, 1 }, 9, 10
};

static const struct nz_way *
nz_way_of(unsigned bank, uint64_t account)
{
	switch (bank) {
	case 8:
		return &nz_08;
	case 9:
		return &nz_09;
	case 25:
	case 33:
		return &nz_25_33;
	case 26:
	case 28:
	case 29:
		return &nz_26_28_29;
	case 35:
	case 38:
		break;
	default:
		if (bank == 0 || bank == 5 || bank == 7 || bank > 30)
			return NULL;
	}
	return account >= 990000 ? &nz_from_990000 : &nz_most;
}

/* Inland Revenue's specification: bank, branch, account, two or three. */
bool
om_check_nz_account(const char *s, size_t n)
{
	const struct nz_way *way;
	char whole[16];
	unsigned sum = 0;

	if (n != 15 && n != 16)
		return false;
	memcpy(whole, s, 13);
	whole[13] = n == 15 ? '0' : s[13];
	memcpy(whole + 14, s + n - 2, 2);
	way = nz_way_of(om_digits_two(s, 0), om_digits_number(s + 6, 7));
	if (way == NULL || om_digits_number(s + 2, 4) == 0)
		return false;
	for (size_t i = 0; i < 16; i++) {
		unsigned product = om_digits_one(whole, i) * way->weights[i];

		sum += product > way->fold ? product % way->fold : product;
	}
	return sum % way->modulus == 0;
}

/* A month and a year, or the last two digits of it. */
bool
om_check_card_expiry(const char *s, size_t n)
{
	unsigned month = om_digits_two(s, 0);
	unsigned year = om_digits_two(s, n - 2);

	return (n == 4 || (n == 6 && om_digits_two(s, 2) == 20)) &&
	       month >= 1 && month <= 12 && year >= 10 && year <= 45;
}
