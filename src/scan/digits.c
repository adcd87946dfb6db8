#include "scan/digits.h"

int
om_digits_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'A' && c <= 'Z' ? c - 'A' + 10 : -1;
}

uint64_t
om_digits_number(const char *s, size_t n)
{
	uint64_t number = 0;

	for (size_t i = 0; i < n; i++)
		number = number * 10 + (uint64_t)(s[i] - '0');
	return number;
}

unsigned
om_digits_rising(const char *s, size_t n, unsigned most)
{
	unsigned sum = 0, weight = 2;

	for (size_t i = n; i-- > 0;) {
		sum += (unsigned)om_digits_value(s[i]) * weight;
		weight = weight == most ? 2 : weight + 1;
	}
	return sum;
}

unsigned
om_digits_weighted(const char *s, const uint8_t *weights, size_t n)
{
	unsigned sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += (unsigned)(s[i] - '0') * weights[i];
	return sum;
}

bool
om_digits_luhn_base(const char *s, size_t n, int base)
{
	int sum = 0;

	for (size_t i = 0; i < n; i++) {
		int value = om_digits_value(s[n - 1 - i]);

		if (value < 0 || value >= base)
			return false;
		if (i % 2 == 1)
			value = value * 2 / base + value * 2 % base;
		sum += value;
	}
	return n > 1 && sum % base == 0;
}

bool
om_digits_luhn(const char *s, size_t n)
{
	return om_digits_luhn_base(s, n, 10);
}

/* The dihedral group D5: multiplication, and the permutation by position. */
bool
om_digits_verhoeff(const char *s, size_t n)
{
	static const uint8_t times[10][10] = {
		{ 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 },
		{ 1, 2, 3, 4, 0, 6, 7, 8, 9, 5 },
		{ 2, 3, 4, 0, 1, 7, 8, 9, 5, 6 },
		{ 3, 4, 0, 1, 2, 8, 9, 5, 6, 7 },
		{ 4, 0, 1, 2, 3, 9, 5, 6, 7, 8 },
		{ 5, 9, 8, 7, 6, 0, 4, 3, 2, 1 },
		{ 6, 5, 9, 8, 7, 1, 0, 4, 3, 2 },
		{ 7, 6, 5, 9, 8, 2, 1, 0, 4, 3 },
		{ 8, 7, 6, 5, 9, 3, 2, 1, 0, 4 },
		{ 9, 8, 7, 6, 5, 4, 3, 2, 1, 0 },
	};
	static const uint8_t moved[8][10] = {
		{ 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 },
		{ 1, 5, 7, 6, 2, 8, 3, 0, 9, 4 },
		{ 5, 8, 0, 3, 7, 9, 6, 1, 4, 2 },
		{ 8, 9, 1, 6, 0, 4, 3, 5, 2, 7 },
		{ 9, 4, 5, 3, 1, 2, 6, 8, 7, 0 },
		{ 4, 2, 8, 6, 5, 7, 3, 9, 0, 1 },
		{ 2, 7, 9, 3, 8, 0, 6, 4, 1, 5 },
		{ 7, 0, 4, 6, 9, 1, 3, 2, 5, 8 },
	};
	uint8_t c = 0;

	for (size_t i = 0; i < n; i++)
		c = times[c][moved[i % 8][s[n - 1 - i] - '0']];
	return c == 0;
}

bool
om_digits_damm(const char *s, size_t n)
{
	static const uint8_t table[10][10] = {
		{ 0, 3, 1, 7, 5, 9, 8, 6, 4, 2 },
		{ 7, 0, 9, 2, 1, 5, 4, 8, 6, 3 },
		{ 4, 2, 0, 6, 8, 7, 1, 3, 5, 9 },
		{ 1, 7, 5, 0, 9, 8, 3, 4, 2, 6 },
		{ 6, 1, 2, 3, 0, 4, 5, 9, 7, 8 },
		{ 3, 6, 7, 4, 2, 0, 9, 5, 8, 1 },
		{ 5, 8, 6, 9, 7, 2, 0, 1, 3, 4 },
		{ 8, 9, 4, 5, 3, 6, 2, 0, 1, 7 },
		{ 9, 4, 3, 8, 6, 1, 7, 2, 0, 5 },
		{ 2, 5, 8, 1, 4, 3, 6, 7, 9, 0 },
	};
	uint8_t c = 0;

	for (size_t i = 0; i < n; i++)
		c = table[c][s[i] - '0'];
	return c == 0;
}

/* The pure systems: sum = (sum + digit) * radix, the last one added. */
static bool
pure(const char *s, size_t n, unsigned modulus, char last_value_10)
{
	unsigned sum = 0;

	for (size_t i = 0; i < n; i++) {
		int value = om_digits_value(s[i]);

		if (i == n - 1 && s[i] == last_value_10)
			value = (int)modulus - 1;
		if (value < 0 || value >= (int)modulus)
			return false;
		sum = (sum * 2 + (unsigned)value) % modulus;
	}
	return n > 1 && sum == 1;
}

bool
om_digits_mod_11_2(const char *s, size_t n)
{
	return pure(s, n, 11, 'X');
}

bool
om_digits_mod_37_2(const char *s, size_t n)
{
	return pure(s, n, 37, '*');
}

bool
om_digits_mod_97_10(const char *s, size_t n)
{
	unsigned sum = 0;

	for (size_t i = 0; i < n; i++) {
		int value = om_digits_value(s[i]);

		if (value < 0)
			return false;
		sum = (sum * (value < 10 ? 10 : 100) + (unsigned)value) % 97;
	}
	return n > 2 && sum == 1;
}

static bool
hybrid(const char *s, size_t n, int modulus)
{
	int product = modulus;

	for (size_t i = 0; i < n; i++) {
		int value = om_digits_value(s[i]);

		if (value < 0 || value >= modulus)
			return false;
		if (i == n - 1)
			return n > 1 && (product + value) % modulus == 1;
		product = (product + value) % modulus;
		product =
		    (product == 0 ? modulus : product) * 2 % (modulus + 1);
	}
	return false;
}

bool
om_digits_mod_11_10(const char *s, size_t n)
{
	return hybrid(s, n, 10);
}

bool
om_digits_mod_37_36(const char *s, size_t n)
{
	return hybrid(s, n, 36);
}

unsigned
om_digits_icao(const char *s, size_t n)
{
	static const unsigned weights[3] = { 7, 3, 1 };
	unsigned sum = 0;

	for (size_t i = 0; i < n; i++) {
		int value = om_digits_value(s[i]);

		sum += weights[i % 3] * (value < 0 ? 0 : (unsigned)value);
	}
	return sum % 10;
}

bool
om_digits_date(unsigned year, unsigned month, unsigned day)
{
	static const uint8_t days[13] = { 0, 31, 28, 31, 30, 31, 30, 31, 31, 30,
		31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	if (year < 1850 || year > 2100 || month < 1 || month > 12 || day < 1)
		return false;
	return day <= days[month] + (unsigned)(month == 2 && leap);
}

bool
om_digits_any_century(unsigned yy, unsigned month, unsigned day)
{
	return om_digits_date(1900 + yy, month, day) ||
	       om_digits_date(2000 + yy, month, day);
}

bool
om_digits_uniform(const char *s, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (s[i] != s[0])
			return false;
	return true;
}
