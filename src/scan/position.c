#include "scan/position.h"

enum { GAP_MAX = 24, DECIMALS_LEAST = 3, FINE = 5 };

/* How sure: where a word says so, where letters of the compass do, alone. */
static const double named = 0.96, compass = 0.93, alone = 0.6, coarse = 0.1;

struct degrees {
	uint32_t end;
	unsigned whole, decimals;
	bool zero;   /* less than one */
	bool letter; /* of the compass */
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A degree sign in UTF-8, or a space before a letter of the compass. */
static uint32_t
compass_end(const struct om_sight *s, uint32_t at, const char *letters)
{
	if (om_sight_byte(s, at) == '\xc2' &&
	    om_sight_byte(s, at + 1) == '\xb0')
		at += 2;
	if (om_sight_byte(s, at) == ' ')
		at++;
	return om_sight_byte(s, at) != '\0' &&
		       strchr(letters, s->text.p[at]) != NULL
		   ? at + 1
		   : 0;
}

static bool
read_degrees(const struct om_sight *s, struct degrees *d, uint32_t at,
    unsigned most, const char *letters)
{
	uint32_t end;

	*d = (struct degrees){ .end = at };
	while (d->end - at < 4 && is_digit(om_sight_byte(s, d->end)))
		d->whole =
		    d->whole * 10 + (unsigned)(s->text.p[d->end++] - '0');
	if (d->end == at || d->whole > most || om_sight_byte(s, d->end) != '.')
		return false;
	for (end = ++d->end; is_digit(om_sight_byte(s, end)); end++)
		d->decimals++;
	d->zero = d->whole == 0;
	d->end = end;
	end = compass_end(s, end, letters);
	d->letter = end > 0;
	if (d->letter)
		d->end = end;
	return d->decimals >= DECIMALS_LEAST && d->decimals <= 15;
}

/* Where the second number begins: behind a comma, a space, a name for it. */
static uint32_t
second(const struct om_sight *s, uint32_t at, bool *is_named)
{
	uint32_t end = at;
	char c;

	*is_named = false;
	while (end - at < GAP_MAX && (c = om_sight_byte(s, end)) != '\n' &&
	       !is_digit(c) && c != '\0') {
		if ((c | 0x20) == 'l' &&
		    (om_sight_byte(s, end + 1) | 0x20) == 'o')
			*is_named = true;
		if ((c | 0x20) == 'l' &&
		    (om_sight_byte(s, end + 1) | 0x20) == 'n')
			*is_named = true;
		end++;
	}
	if (!is_digit(om_sight_byte(s, end)) || end == at)
		return 0;
	if (*is_named)
		return end;
	for (uint32_t i = at; i < end; i++)
		if (strchr(", ;/-", s->text.p[i]) == NULL)
			return 0;
	return end - at <= 3 ? end : 0;
}

/* Another number stands directly before or behind: a list, no pair. */
static bool
is_listed(const struct om_sight *s, uint32_t start, uint32_t end)
{
	uint32_t at = start;

	while (at > 0 && start - at < 4 &&
	       strchr(", -+[(\t", s->text.p[at - 1]) != NULL)
		at--;
	if (at > 0 && at < start && is_digit(s->text.p[at - 1]))
		return true;
	for (at = end; at < s->text.n && at - end < 3; at++) {
		if (is_digit(s->text.p[at]))
			return true;
		if (strchr(", -", s->text.p[at]) == NULL)
			break;
	}
	return false;
}

static double
weigh(const struct om_sight *s, uint32_t start, const struct degrees *latitude,
    const struct degrees *longitude, bool is_named)
{
	struct om_word_set words;

	om_sight_words(s, &words, start, longitude->end);
	if (is_named || om_sight_speaks(s, OM_DETECTED_POSITION, &words) ||
	    (s->field != NULL &&
		om_sight_speaks(s, OM_DETECTED_POSITION, s->field)))
		return named;
	if (is_listed(s, start, longitude->end))
		return 0;
	if (latitude->letter && longitude->letter)
		return compass;
	return latitude->decimals >= FINE && longitude->decimals >= FINE &&
		       !latitude->zero && !longitude->zero
		   ? alone
		   : coarse;
}

uint32_t
om_position_detect(struct om_sight *s, uint32_t at)
{
	struct degrees latitude, longitude;
	uint32_t start = at, next;
	bool is_named;
	double confidence;

	if (om_sight_byte(s, at - 1) == '.' ||
	    !read_degrees(s, &latitude, at, 89, "NS"))
		return at;
	next = second(s, latitude.end, &is_named);
	if (next == 0 || !read_degrees(s, &longitude, next, 179, "EWO"))
		return at;
	if (om_sight_byte(s, start - 1) == '-' ||
	    om_sight_byte(s, start - 1) == '+')
		start--;
	confidence = weigh(s, start, &latitude, &longitude, is_named);
	if (confidence == 0)
		return at;
	om_sight_add(s, OM_DETECTED_POSITION,
	    (struct om_range){ start, longitude.end }, confidence,
	    1U << OM_EVIDENCE_SHAPE |
		(confidence >= named ? 1U << OM_EVIDENCE_WORD : 0));
	return confidence > 0.5 ? longitude.end : at;
}
