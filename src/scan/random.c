#include "scan/random.h"

enum { LEAST = 8 };

/* Of random letters and digits about an eighth of the pairs are as written,
 * of words and names more than two thirds. */
static const double drawn_most = 0.45;

/*
 * The 172 pairs of letters that make up 88 % of those in the common words of
 * English (policies/lexica/common.txt): bit j of row i for letter i before
 * letter j. Other languages in Latin letters share most of them.
 */
static const uint32_t pairs[26] = { 0x1eb94e, 0x124911, 0x1a4d91, 0x4111,
	0xaeb83d, 0x104910, 0x20991, 0x4111, 0x2ef87f, 0x0, 0x10, 0x1104911,
	0xd111, 0xc415d, 0x7ef84c, 0x12c911, 0x100000, 0x11e511d, 0x1cc995,
	0x11a4991, 0xe3911, 0x111, 0x101, 0x0, 0x0, 0x0 };

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_small(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool
is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool
is_letter(char c)
{
	return is_small(c) || is_capital(c);
}

/* A pair that words have, or a separator beside a letter or a digit. */
static bool
is_written(char a, char b)
{
	if (is_letter(a) && is_letter(b)) {
		if (is_small(a) && is_capital(b))
			return false;
		return b == a || b == a + 1 ||
		       (pairs[(a | 0x20) - 'a'] >> ((b | 0x20) - 'a') & 1);
	}
	if (is_digit(a) && is_digit(b))
		return b == a || b == a + 1 || a == b + 1;
	return (is_letter(a) || is_letter(b)) && !is_digit(a) && !is_digit(b);
}

double
om_random_written(struct om_span s)
{
	size_t n = 0;

	if (s.n < 2)
		return 1;
	for (size_t i = 0; i + 1 < s.n; i++)
		n += is_written(s.p[i], s.p[i + 1]);
	return (double)n / (double)(s.n - 1);
}

bool
om_random_is_drawn(struct om_span s)
{
	return s.n >= LEAST && om_random_written(s) <= drawn_most;
}

unsigned
om_random_classes(struct om_span s)
{
	unsigned found = 0;

	for (size_t i = 0; i < s.n; i++)
		found |= is_small(s.p[i])     ? 1U
			 : is_capital(s.p[i]) ? 2U
			 : is_digit(s.p[i])   ? 4U
					      : 8U;
	return (unsigned)__builtin_popcount(found);
}

/* All in one case, or with a capital: as no drawn letters happen to be. */
static bool
is_word_at(const char *p, const char *word, size_t n)
{
	bool small = false, capital = false;

	for (size_t i = 0; i < n; i++) {
		if ((p[i] | 0x20) != (word[i] | 0x20))
			return false;
		small |= is_small(p[i]);
		capital |= i > 0 && is_capital(p[i]);
	}
	return !(small && capital);
}

static bool
contains(struct om_span s, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; i + n <= s.n; i++)
		if (is_word_at(s.p + i, word, n))
			return true;
	return false;
}

/* Four of one sign in a row, more than half of it: "xxxxxxxx", "****". */
static bool
is_repeated(struct om_span s)
{
	size_t most = 0, run = 0;

	for (size_t i = 0; i < s.n; i++) {
		run = i > 0 && s.p[i] == s.p[i - 1] ? run + 1 : 1;
		if (run > most)
			most = run;
	}
	return most >= 3 && most * 2 >= s.n;
}

bool
om_random_is_placeholder(struct om_span s)
{
	static const char *const words[] = { "example", "changeme", "change_me",
		"change-me", "changeit", "placeholder", "redacted", "insert",
		"replace", "dummy", "sample", "your", "xxxx", "****", "....",
		"todo", "fixme", "undefined", "not_set", "notset" };
	static const char open[] = "$<{[%(#&*@`";

	if (s.n == 0 || strchr(open, s.p[0]) != NULL)
		return true;
	if (contains(s, "${") || contains(s, "{{") || is_repeated(s))
		return true;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (contains(s, words[i]))
			return true;
	return false;
}
