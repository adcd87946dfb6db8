#include "scan/postal.h"

uint32_t
om_postal_digits_end(const struct om_sight *s, uint32_t at)
{
	while (om_postal_is_digit(s, at))
		at++;
	return at;
}

/* BS 7666, but any letters and digits in its inner part. */
static uint32_t
british_end(const struct om_sight *s, uint32_t at)
{
	uint32_t i = at;

	while (om_postal_is_upper(s, i) && i - at < 2)
		i++;
	if (i == at || !om_postal_is_digit(s, i))
		return at;
	while (om_postal_is_digit(s, i) && i - at < 4)
		i++;
	if (om_postal_is_upper(s, i))
		i++;
	if (om_sight_byte(s, i) != ' ' || !om_postal_is_digit(s, i + 1))
		return at;
	for (uint32_t k = i + 2; k < i + 4; k++)
		if (!om_postal_is_upper(s, k) && !om_postal_is_digit(s, k))
			return at;
	return om_postal_is_edge(s, i + 4) ? i + 4 : at;
}

uint32_t
om_postal_code_end(const struct om_sight *s, uint32_t at)
{
	uint32_t end = om_postal_digits_end(s, at), n = end - at, more;

	if (n == 0)
		return british_end(s, at);
	more = om_postal_digits_end(s, end + 1);
	if (n == 2 && om_sight_byte(s, end) == '-' && more - end == 4)
		return om_postal_is_edge(s, more) ? more : at;
	if (n == 3 && om_sight_byte(s, end) == ' ' && more - end == 3)
		return om_postal_is_edge(s, more) ? more : at;
	if (n == 5 && om_sight_byte(s, end) == '-' && more - end == 5)
		return om_postal_is_edge(s, more) ? more : at;
	if (n == 4 && om_sight_byte(s, end) == ' ' &&
	    om_postal_is_upper(s, end + 1) && om_postal_is_upper(s, end + 2) &&
	    om_postal_is_edge(s, end + 3))
		return end + 3;
	return (n == 4 || n == 5) && om_postal_is_edge(s, end) ? end : at;
}

uint32_t
om_postal_town_end(const struct om_sight *s, uint32_t at)
{
	struct om_phrase p;
	size_t n;

	om_phrase_read(s, &p, at);
	for (n = 0; n < p.n && n < 5; n++)
		if ((p.words[n].is & OM_LEXICON_MONTH) ||
		    (n > 0 && p.words[n].upper))
			break;
	while (n > 0 && p.words[n - 1].particle)
		n--;
	if (n == 0 || (!p.words[0].capital && !p.words[0].particle))
		return at;
	return p.words[n - 1].end;
}

uint32_t
om_postal_end(const struct om_sight *s, uint32_t at)
{
	uint32_t i = at, code, town;

	if (om_sight_byte(s, i) == ',')
		i++;
	if (om_sight_byte(s, i) != ' ')
		return at;
	i++;
	code = om_postal_code_end(s, i);
	if (code > i) {
		if (om_sight_byte(s, code) != ' ')
			return at;
		town = om_postal_town_end(s, code + 1);
		return town > code + 1 ? town : at;
	}
	town = om_postal_town_end(s, i);
	if (town == i)
		return at;
	i = town;
	if (om_sight_byte(s, i) == ',')
		i++;
	if (om_sight_byte(s, i) == ' ' && om_postal_is_upper(s, i + 1) &&
	    om_postal_is_upper(s, i + 2) && om_sight_byte(s, i + 3) == ' ')
		i += 3;
	if (om_sight_byte(s, i) != ' ')
		return at;
	code = om_postal_code_end(s, i + 1);
	return code > i + 1 ? code : at;
}
