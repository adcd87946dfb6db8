#include "scan/place.h"

#include "scan/postal.h"

/*
 * Odds as measured on labelled texts of nine languages: with a postal code
 * and a town, with a type of street alone, with both.
 */
static const double typed_and_coded = 0.99, coded = 0.97, typed = 0.92;

enum { STREET_WORDS = 7, STREET_BYTES = 70, MOST_DIGITS = 5 };

/* An address as far as it was made out. */
struct address {
	struct om_sight *sight;
	uint32_t start, end;
	bool is_typed;	 /* a word says that it is a street */
	bool is_coded;	 /* a postal code and a town follow */
	bool is_bare;	 /* of "Highway 101" there is the type alone */
	bool is_family;	 /* the type is a name as well: Lane, Hill */
	bool is_refused; /* it has a month or the like */
};

static bool
is_type(const struct address *a, const struct om_word *w, bool is_last)
{
	struct om_span word = om_phrase_span(a->sight, w);

	if ((w->is & OM_LEXICON_STREET) && w->end - w->start > 2)
		return true;
	return is_last && word.n > 5 &&
	       (om_lexicon_ending(a->sight->scanner->lexicon, word) &
		   OM_LEXICON_STREET);
}

static void
report(const struct address *a)
{
	double confidence = typed;

	bool is_street = a->is_typed && !a->is_bare;

	if (a->is_refused || (!is_street && !a->is_coded))
		return;
	if (a->is_coded)
		confidence = a->is_typed ? typed_and_coded : coded;
	om_sight_add(a->sight, OM_DETECTED_ADDRESS,
	    (struct om_range){ a->start, a->end }, confidence,
	    1U << OM_EVIDENCE_SHAPE |
		(a->is_typed ? 1U << OM_EVIDENCE_LEXICON : 0U));
}

static bool
is_abbreviated(struct om_span word)
{
	static const char *const words[] = { "St", "Rd", "Ave", "Av", "Blvd",
		"Ln", "Dr", "Ct", "Pl", "Sq", "Hwy", "Str", "Cres", "Tce",
		"Gdns" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (om_span_is(word, words[i]))
			return true;
	return false;
}

/* "W 42nd Street": behind the side and the ordinal. */
static uint32_t
skip_ordinal(const struct om_sight *s, uint32_t at)
{
	uint32_t i = at, end;

	if (om_postal_is_upper(s, i) && om_sight_byte(s, i + 1) == ' ')
		i += 2;
	end = om_postal_digits_end(s, i);
	if (end == i || end - i > 3 || !om_postal_is_lower(s, end) ||
	    !om_postal_is_lower(s, end + 1) || om_sight_byte(s, end + 2) != ' ')
		return at;
	return end + 3;
}

/* "12 High Street": the number is known, the street begins at `at`. */
static bool
read_street_ahead(struct address *a, uint32_t at)
{
	struct om_phrase p;
	size_t end = 0;

	om_phrase_read(a->sight, &p, skip_ordinal(a->sight, at));
	if (p.n == 0 || p.words[0].upper ||
	    (p.words[0].initial &&
		memchr("NESW", a->sight->text.p[p.words[0].start], 4) == NULL))
		return false;
	for (size_t i = 0; i < p.n && i < STREET_WORDS; i++) {
		if (p.words[i].is & OM_LEXICON_MONTH)
			a->is_refused = true;
		if ((p.words[i].is & OM_LEXICON_STREET) &&
		    (i > 0 || p.n > 1 || p.words[0].start > at)) {
			a->is_typed = true;
			a->is_family =
			    (p.words[i].is & OM_LEXICON_FAMILY_FREQUENT) != 0;
			end = i + 1;
		}
	}
	/* English ends with the type of street, French begins with it. */
	if (end < 2 && p.words[0].start == at)
		end = p.n;
	else if (end == 0)
		return false;
	a->end = p.words[end - 1].end;
	if (om_sight_byte(a->sight, a->end) == '.' &&
	    is_abbreviated(om_phrase_span(a->sight, &p.words[end - 1])))
		a->end++;
	return true;
}

/* The word that ends before `end`, a dot of its own with it. */
static bool
word_behind(const struct om_sight *s, struct om_word *out, uint32_t end)
{
	uint32_t start = end;

	if (start > 0 && s->text.p[start - 1] == '.')
		start--;
	while (start > 0 && end - start < OM_LEXICON_WORD &&
	       (om_phrase_is_letter(s->text.p[start - 1]) ||
		   s->text.p[start - 1] == '-' || s->text.p[start - 1] == '\''))
		start--;
	while (start < end && !om_phrase_is_letter(s->text.p[start]))
		start++;
	if (start == end || (start > 0 && om_postal_is_digit(s, start - 1)) ||
	    !om_phrase_word(s, out, start))
		return false;
	if (out->end + 1 == end && s->text.p[out->end] == '.')
		out->end = end;
	return out->end == end;
}

static bool
may_be_of_street(const struct om_word *w, bool is_near)
{
	if (w->capital || w->initial || w->particle)
		return true;
	return !is_near && (w->is & OM_LEXICON_STREET) != 0;
}

/* The words of a street that end before `end`; false where none do. */
static bool
read_street_behind(struct address *a, uint32_t end)
{
	const struct om_sight *s = a->sight;
	uint32_t at = end, good = end;
	bool has_name = false;

	for (int i = 0; i < STREET_WORDS && end - at < STREET_BYTES; i++) {
		struct om_word w;

		if (!word_behind(s, &w, at) || !may_be_of_street(&w, i == 0))
			break;
		if (i > 0 && (w.is & OM_LEXICON_COMMON) &&
		    !(w.is & (OM_LEXICON_STREET | OM_LEXICON_STREET_FIRST |
				 OM_LEXICON_PLACE | OM_LEXICON_PARTICLE)))
			break;
		a->is_refused |= (w.is & OM_LEXICON_MONTH) != 0 && i == 0;
		if (is_type(a, &w, i == 0) &&
		    (i > 0 || w.end - w.start > 5 || w.capital))
			a->is_typed = true;
		if (!w.particle || s->text.p[w.end - 1] == '.')
			good = w.start;
		a->is_bare = i == 0 && (w.is & OM_LEXICON_STREET);
		has_name |= w.capital;
		at = w.start;
		if (at == 0 || s->text.p[at - 1] != ' ')
			break;
		at--;
	}
	/* "de Grootlaan": particles in front count where a part begins. */
	if (at < good && (s->text.p[at] == ' ' || s->text.p[at] == '\n'))
		at++;
	if (at < good && (at == 0 || s->text.p[at - 1] == '\n' ||
			     (at > 1 && s->text.p[at - 2] == ',')))
		good = at;
	a->start = good;
	return has_name;
}

/* A house number that ends before `end`: where it begins; `end`: none. */
static uint32_t
number_start(const struct om_sight *s, uint32_t end)
{
	uint32_t i = end, start;
	const char *p = s->text.p;

	if (end >= 4 && memcmp(p + end - 4, "s/n.", 4) == 0)
		return end - 4;
	/* "713 I": a floor or a house of several. */
	while (i > 0 && (p[i - 1] == 'I' || p[i - 1] == 'V'))
		i--;
	if (i < end && (i == 0 || p[i - 1] != ' '))
		return end;
	i -= i < end ? 1 : 0;
	if (i > 1 && om_postal_is_lower(s, i - 1) &&
	    om_postal_is_digit(s, i - 2))
		i--;
	start = i;
	while (start > 0 && i - start < 9 &&
	       (om_postal_is_digit(s, start - 1) || p[start - 1] == '/' ||
		   p[start - 1] == '-'))
		start--;
	if (start == i || !om_postal_is_digit(s, start) ||
	    !om_postal_is_digit(s, i - 1))
		return end;
	return start == 0 || om_postal_is_edge(s, start - 1) ? start : end;
}

/* What stands before a postal code: ", ", a number, a street, or turned. */
static bool
read_behind(struct address *a, uint32_t code)
{
	const struct om_sight *s = a->sight;
	uint32_t end = code, number, street;

	if (end < 2 || s->text.p[end - 1] != ' ')
		return false;
	end--;
	if (s->text.p[end - 1] == ',')
		end--;
	number = number_start(s, end);
	street = number;
	if (number < end) {
		if (street < 2 || s->text.p[street - 1] != ' ')
			return false;
		street--;
		if (s->text.p[street - 1] == ',')
			street--;
	}
	if (!read_street_behind(a, street))
		return false;
	if (number < end)
		return true;
	/* The number stands in front. */
	street = a->start;
	if (street < 2 || s->text.p[street - 1] != ' ')
		return false;
	street--;
	if (s->text.p[street - 1] == ',')
		street--;
	number = number_start(s, street);
	a->start = number;
	return number < street;
}

static void
add_code_and_town(struct address *a)
{
	uint32_t end = a->end, i = a->end;

	/* Four digits may be a year: the street must be one without them. */
	while (om_sight_byte(a->sight, i) == ',' ||
	       om_sight_byte(a->sight, i) == ' ')
		i++;
	if (a->is_typed || om_postal_digits_end(a->sight, i) - i != 4)
		end = om_postal_end(a->sight, a->end);

	a->is_coded = end > a->end;
	a->end = end;
}

/* A number begins there that nothing precedes which it would be a part of. */
static bool
stands_alone(const struct om_sight *s, uint32_t start)
{
	char before = start == 0 ? ' ' : s->text.p[start - 1];

	return before == ' ' || before == '\n' || before == '"' ||
	       before == '(' || before == '\t' || before == '>' ||
	       before == '\'' || before == ';' || before == ',' ||
	       before == '|';
}

/* "2021 Iain Lane" is of a copyright notice. */
static bool
is_year(const struct om_sight *s, uint32_t start, uint32_t end)
{
	return end - start == 4 && (memcmp(s->text.p + start, "19", 2) == 0 ||
				       memcmp(s->text.p + start, "20", 2) == 0);
}

uint32_t
om_place_before_word(struct om_sight *s, uint32_t at)
{
	struct address a = { .sight = s };
	uint32_t start = at, end, code;

	/* Three capitals are no street and no town. */
	if (om_postal_is_upper(s, at + 2) && om_postal_is_upper(s, at + 3) &&
	    om_postal_is_upper(s, at + 4))
		return at + 1;

	if (!om_postal_is_digit(s, at) && at > 0)
		start--;
	while (start > 0 && at - start < 8 && om_postal_is_digit(s, start - 1))
		start--;
	code = start;
	if (start > 2 &&
	    (s->text.p[start - 1] == '-' || s->text.p[start - 1] == ' ') &&
	    om_postal_is_digit(s, start - 2))
		while (code > 0 && start - code < 6 &&
		       (om_postal_is_digit(s, code - 1) || code == start))
			code--;
	a.end = om_postal_code_end(s, code);
	if (a.end == code)
		a.end = om_postal_code_end(s, code = start);
	if (a.end > code && read_behind(&a, code) &&
	    (a.is_typed || a.end - code > 4)) {
		end = om_postal_town_end(s, a.end + 1);
		if (end > a.end + 1) {
			a.end = end;
			a.is_coded = true;
			report(&a);
			return end;
		}
	}
	a = (struct address){ .sight = s, .start = start };
	if (at - start >= MOST_DIGITS || !stands_alone(s, start) ||
	    !read_street_ahead(&a, at + 2))
		return at + 1;
	add_code_and_town(&a);
	a.is_refused |= !a.is_coded && a.is_family && is_year(s, start, at + 1);
	report(&a);
	return a.is_typed || a.is_coded ? a.end : at + 1;
}

/*
 * Whether a street's word may end before the sign in front of `at`: one with
 * a capital first and small letters behind, or a particle.
 */
static bool
may_follow_street(const struct om_sight *s, uint32_t at)
{
	char before = om_sight_byte(s, at - 1);
	uint32_t end = at - 1;
	uint64_t others;
	unsigned n;

	if (at < 2 || (before != ' ' && before != '.'))
		return false;
	if (s->text.p[end - 1] == '.')
		return true;
	others = ~om_marks_words(&s->marks, (int64_t)end - 64);
	n = others == 0 ? 64 : (unsigned)__builtin_clzll(others);
	if (n == 0 || n > end)
		return false;
	if (n == end || strchr("-'", s->text.p[end - n - 1]) == NULL)
		return n < 5 || !om_postal_is_lower(s, end - n);
	return true;
}

uint32_t
om_place_behind_word(struct om_sight *s, uint32_t at)
{
	struct address a = { .sight = s };
	uint32_t end;

	if (!may_follow_street(s, at))
		return at + 1;
	end = om_postal_digits_end(s, at);
	if (end - at >= MOST_DIGITS)
		return at + 1;
	if ((om_sight_byte(s, end) == '/' || om_sight_byte(s, end) == '-') &&
	    om_postal_digits_end(s, end + 1) > end + 1)
		end = om_postal_digits_end(s, end + 1);
	if (om_postal_is_lower(s, end) && om_postal_is_edge(s, end + 1))
		end++;
	if (!om_postal_is_edge(s, end) || !read_street_behind(&a, at - 1))
		return at + 1;
	if (om_sight_byte(s, end) == ' ' && om_sight_byte(s, end + 1) == 'I')
		for (end += 1; om_sight_byte(s, end) == 'I';)
			end++;
	a.end = end;
	add_code_and_town(&a);
	report(&a);
	return a.is_coded ? a.end : at + 1;
}
