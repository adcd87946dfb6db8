#include "scan/birth.h"

/* As a word before it says, and "born on" with a word between. */
static const double said = 0.97;

enum { FIRST_YEAR = 1900, LAST_YEAR = 2029 };

static bool
is_digit(const struct om_sight *s, uint32_t at)
{
	char c = om_sight_byte(s, at);

	return c >= '0' && c <= '9';
}

/* A number of at least one and at most `most` digits; where it ends. */
static uint32_t
number_end(const struct om_sight *s, uint32_t at, unsigned most, unsigned *out)
{
	uint32_t end = at;

	*out = 0;
	while (is_digit(s, end) && end - at < most)
		*out = *out * 10 + (unsigned)(s->text.p[end++] - '0');
	return is_digit(s, end) ? at : end;
}

static bool
is_year(unsigned year)
{
	return year >= FIRST_YEAR && year <= LAST_YEAR;
}

static bool
is_day(unsigned day, unsigned month)
{
	static const uint8_t days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31,
		30, 31 };

	return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1];
}

/* Three numbers with the same sign between. */
static uint32_t
figures_end(const struct om_sight *s, uint32_t at)
{
	unsigned n[3];
	uint32_t ends[3], i = at;
	char sign = '\0';

	for (int k = 0; k < 3; k++) {
		ends[k] = number_end(s, i, 4, &n[k]);
		if (ends[k] == i)
			return at;
		i = ends[k] + 1;
		if (k == 2)
			break;
		if (k == 0)
			sign = om_sight_byte(s, ends[k]);
		if (om_sight_byte(s, ends[k]) != sign ||
		    (sign != '-' && sign != '/' && sign != '.'))
			return at;
	}
	if (ends[0] - at == 4)
		return is_year(n[0]) && is_day(n[2], n[1]) ? ends[2] : at;
	if (ends[2] - ends[1] != 5 || !is_year(n[2]))
		return at;
	return is_day(n[0], n[1]) || is_day(n[1], n[0]) ? ends[2] : at;
}

/* "31 December 1990", "31. Dezember 1990", "31 de diciembre de 1990". */
static uint32_t
letters_end(const struct om_sight *s, uint32_t at)
{
	unsigned day, year;
	uint32_t i = number_end(s, at, 2, &day);
	struct om_word w;
	bool has_month = false;

	if (i == at || day < 1 || day > 31)
		return at;
	if (om_sight_byte(s, i) == '.')
		i++;
	for (int k = 0; k < 4 && om_sight_byte(s, i) == ' '; k++) {
		uint32_t end = number_end(s, i + 1, 4, &year);

		if (has_month && end == i + 5)
			return is_year(year) ? end : at;
		if (!om_phrase_word(s, &w, i + 1) ||
		    !(w.particle || (w.is & OM_LEXICON_MONTH)))
			return at;
		has_month |= (w.is & OM_LEXICON_MONTH) != 0;
		i = w.end;
	}
	return at;
}

uint32_t
om_birth_date_end(const struct om_sight *s, uint32_t at)
{
	uint32_t end = figures_end(s, at);

	return end > at ? end : letters_end(s, at);
}

/* Whether one of the words before, the third at most, speaks of birth. */
static bool
is_said(const struct om_sight *s, uint32_t at)
{
	enum { WORDS = 4, REACH = 48 };
	uint32_t end = at;

	for (int k = 0; k < WORDS; k++) {
		uint32_t start;
		unsigned is;

		while (end > 0 && at - end < REACH &&
		       s->text.p[end - 1] != '\n' &&
		       !om_phrase_is_letter(s->text.p[end - 1])) {
			if (is_digit(s, end - 1))
				return false;
			end--;
		}
		start = end;
		while (start > 0 && at - start < REACH &&
		       om_phrase_is_letter(s->text.p[start - 1]))
			start--;
		if (start == end)
			return false;
		is = om_lexicon_word(s->scanner->lexicon,
		    om_span_bytes(s->text.p + start, end - start));
		if (is & OM_LEXICON_BIRTH)
			return true;
		if (!(is & OM_LEXICON_BIRTH_LINK))
			return false;
		end = start;
	}
	return false;
}

uint32_t
om_birth_detect(struct om_sight *s, uint32_t at)
{
	uint32_t end = om_birth_date_end(s, at);

	if (end == at || is_digit(s, end) || !is_said(s, at))
		return at;
	om_sight_add(s, OM_DETECTED_BIRTH_DATE, (struct om_range){ at, end },
	    said, 1U << OM_EVIDENCE_WORD | 1U << OM_EVIDENCE_SHAPE);
	return end;
}
