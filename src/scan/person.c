#include "scan/person.h"

#include "scan/nearby.h"

/*
 * A name is weighed in points: what its words are known as, what stands
 * before and behind it, and whether an address of mail nearby says the same.
 * What many points are worth was measured on labelled texts of nine
 * languages and on documentation of Debian packages.
 */
enum {
	GIVEN_FREQUENT = 6,
	GIVEN_KNOWN = 4,
	FAMILY_FREQUENT = 4,
	FAMILY_KNOWN = 3,
	FAMILY_ENDING = 2,
	ALIKE = 1,
	STREET_NAME = -1,
	COMMON_NAME = -3,
	COMMON_WORD = -5,
	PLACE_NAME = -4,
	OTHER_WORD = -8,
	TITLED = 8,
	SUFFIXED = 4,
	PARTICLE = 2,
	INITIAL = 2,
	CONTEXT = 6,
	CONTEXT_WEAK = 2,
	CONTEXT_PAYING = 5,
	CONTEXT_AFTER = 3,
	MAIL_SAYS = 10,
	MAIL_BESIDE = 5,
	ORGANISED = -12,
	NUMBERED = -8,
	LONG = -3,
	LEAST_POINTS = 4,
};

/* Confidence by points, from LEAST_POINTS on. */
static const float confidences[] = { 0.93F, 0.95F, 0.96F, 0.97F, 0.98F, 0.99F,
	0.99F };

/* The words of a phrase that make a name, and what it was found by. */
struct name {
	struct om_sight *sight;
	const struct om_phrase *phrase;
	size_t title; /* first word of the titles */
	size_t first, last;
	size_t end; /* behind the suffixes */
	unsigned evidence;
	bool titled;
};

static bool
is_given(const struct om_word *w)
{
	return (w->is & (OM_LEXICON_GIVEN | OM_LEXICON_GIVEN_FREQUENT)) != 0;
}

static bool
is_family(const struct om_word *w)
{
	return (w->is & (OM_LEXICON_FAMILY | OM_LEXICON_FAMILY_FREQUENT)) != 0;
}

/* What only begins a sentence or is of the text around: "Please", "Dear". */
static bool
is_lead(const struct om_word *w)
{
	if (w->is &
	    (OM_LEXICON_GIVEN | OM_LEXICON_GIVEN_FREQUENT | OM_LEXICON_TITLE))
		return (w->is & (OM_LEXICON_BEFORE | OM_LEXICON_ORG_BEFORE)) !=
		       0;
	return (w->is & (OM_LEXICON_COMMON | OM_LEXICON_BEFORE |
			    OM_LEXICON_MONTH | OM_LEXICON_ORG_BEFORE)) != 0;
}

static bool
is_title(const struct om_phrase *p, size_t i)
{
	const struct om_word *w = &p->words[i];

	if (!(w->is & OM_LEXICON_TITLE))
		return false;
	return !is_given(w) || i + 2 < p->n;
}

/* Where the name begins and ends; false where there are no two words. */
static bool
find_ends(struct name *n)
{
	const struct om_phrase *p = n->phrase;
	size_t i = 0, end = p->n;

	while (
	    i + 2 < end && !p->words[i + 1].particle && is_lead(&p->words[i]))
		i++;
	n->title = i;
	while (i < end && is_title(p, i))
		i++;
	n->titled = i > n->title;
	n->first = i;
	n->end = end;
	while (end > i + 1 && (p->words[end - 1].is & OM_LEXICON_SUFFIX) &&
	       (end > i + 2 || n->titled))
		end--;
	while (!n->titled && end > i + 2 && end == n->end &&
	       is_lead(&p->words[end - 1]) && !is_family(&p->words[end - 1])) {
		end--;
		n->end--;
	}
	n->last = end - 1;
	if (end <= i || p->words[n->last].initial)
		return false;
	return n->last > n->first || n->titled;
}

static int
points_of_given(const struct om_word *w)
{
	if (w->is & OM_LEXICON_GIVEN_FREQUENT)
		return w->is & OM_LEXICON_COMMON ? GIVEN_KNOWN : GIVEN_FREQUENT;
	if (w->is & OM_LEXICON_MONTH)
		return OTHER_WORD;
	if (is_given(w) && (w->is & OM_LEXICON_COMMON))
		return 0;
	if (is_given(w))
		return w->is & OM_LEXICON_PLACE ? ALIKE : GIVEN_KNOWN;
	if (w->is & OM_LEXICON_COMMON)
		return COMMON_WORD;
	if (w->is & OM_LEXICON_PLACE)
		return PLACE_NAME;
	return w->initial ? ALIKE : 0;
}

static int
points_of_family(const struct name *n, const struct om_word *w)
{
	const struct om_lexicon *l = n->sight->scanner->lexicon;

	/* "van Dijk", "van den Berg": not a street's type here. */
	if ((w->is & OM_LEXICON_STREET) && n->last > n->first && w[-1].particle)
		return ALIKE;
	if ((w->is & OM_LEXICON_FAMILY_FREQUENT) && (w->is & OM_LEXICON_STREET))
		return STREET_NAME;
	if (w->is & OM_LEXICON_FAMILY_FREQUENT)
		return w->is & OM_LEXICON_COMMON ? FAMILY_ENDING
						 : FAMILY_FREQUENT;
	if (w->is & (OM_LEXICON_MONTH | OM_LEXICON_COMPANY))
		return OTHER_WORD;
	if (is_family(w) && (w->is & OM_LEXICON_COMMON))
		return COMMON_NAME;
	if (is_family(w))
		return w->is & OM_LEXICON_PLACE ? ALIKE : FAMILY_KNOWN;
	if (w->is & (OM_LEXICON_COMMON | OM_LEXICON_STREET))
		return COMMON_WORD;
	if (w->is & OM_LEXICON_PLACE)
		return PLACE_NAME;
	if (om_lexicon_ending(l, om_phrase_span(n->sight, w)) &
	    OM_LEXICON_FAMILY_ENDING)
		return FAMILY_ENDING;
	return is_given(w) ? ALIKE : 0;
}

/* "van" and "von" stand in names alone; "de" stands everywhere. */
static int
points_of_particle(
    const struct name *n, const struct om_word *w, bool has_given)
{
	if (n->sight->text.p[w->start] == 'v')
		return FAMILY_FREQUENT;
	return has_given ? PARTICLE : 0;
}

/* Of the words between the first and the last. */
static int
points_between(const struct name *n)
{
	const struct om_word *first = &n->phrase->words[n->first];
	bool has_given = is_given(first) && !(first->is & OM_LEXICON_COMMON);
	size_t words = 2;
	int points = 0;

	for (size_t i = n->first + 1; i < n->last; i++) {
		const struct om_word *w = &n->phrase->words[i];

		if (w->particle) {
			points += points_of_particle(n, w, has_given);
			continue;
		}
		words++;
		if (w->initial)
			points += INITIAL;
		else if (is_given(w) || is_family(w))
			points += w->is & OM_LEXICON_COMMON ? 0 : ALIKE;
		else if (w->is & (OM_LEXICON_COMMON | OM_LEXICON_MONTH))
			points += COMMON_WORD;
	}
	return points + (words > 4 ? LONG : 0);
}

static int
points_of_words(struct name *n)
{
	const struct om_word *first = &n->phrase->words[n->first];
	const struct om_word *last = &n->phrase->words[n->last];
	int points = 0, given = 0;

	for (size_t i = n->first; i <= n->last; i++)
		if (n->phrase->words[i].upper)
			points += COMMON_WORD;
	if (n->last > n->first)
		given = points_of_given(first);
	points += given + points_of_family(n, last) + points_between(n);
	if (n->last > n->first && (om_lexicon_phrase(n->sight->scanner->lexicon,
				       om_phrase_span(n->sight, first),
				       om_phrase_span(n->sight, first + 1)) &
				      OM_LEXICON_PLACE))
		points += OTHER_WORD;
	if (given >= GIVEN_KNOWN)
		n->evidence |= 1U << OM_EVIDENCE_LEXICON;
	if (n->titled)
		points += TITLED;
	if (n->end > n->last + 1)
		points += SUFFIXED;
	return points;
}

/* A word of the phrase itself may lead to the name: "Dear Ana Ruiz". */
static int
points_before(struct name *n, const struct om_before *before)
{
	unsigned is = before->is | before->phrase;

	if (n->title > 0 && !before->glued)
		is = n->phrase->words[n->title - 1].is;
	else if (before->stop)
		return 0;
	else if (before->digit)
		return before->sign == '\0' ? NUMBERED : 0;
	if (is & OM_LEXICON_ORG_BEFORE)
		return ORGANISED;
	if (is & OM_LEXICON_BEFORE) {
		n->evidence |= 1U << OM_EVIDENCE_WORD;
		return CONTEXT;
	}
	if (!(is & OM_LEXICON_BEFORE_WEAK))
		return 0;
	if (om_nearby_is_paying(n->sight, n->phrase->words[n->title].start))
		return CONTEXT_PAYING;
	return is_given(&n->phrase->words[n->first]) ? CONTEXT_WEAK : 0;
}

/* ", 12", " 12" or " s/n": a street's name, not a person's. */
static bool
is_numbered(const struct om_sight *s, uint32_t end)
{
	uint32_t at = end;
	char c;

	if (om_sight_byte(s, at) == ',')
		at++;
	if (om_sight_byte(s, at) != ' ')
		return false;
	c = om_sight_byte(s, ++at);
	if (c == 's')
		return om_sight_byte(s, at + 1) == '/';
	if (c < '0' || c > '9')
		return false;
	if (om_sight_byte(s, end) == ' ')
		return true;
	while (om_sight_byte(s, at) >= '0' && om_sight_byte(s, at) <= '9')
		at++;
	/* ", 12 High Street" is the address of the person. */
	return om_sight_byte(s, at) != ' ' ||
	       !om_phrase_is_letter(om_sight_byte(s, at + 1));
}

static int
points_behind(const struct name *n, uint32_t end)
{
	struct om_sight *s = n->sight;
	struct om_word next;
	char c = om_sight_byte(s, end);

	if (c == '_' || c == '(' || c == '=' || c == '/' || c == '@' ||
	    (c >= '0' && c <= '9'))
		return NUMBERED;
	if (c == '.' && om_phrase_is_letter(om_sight_byte(s, end + 1)))
		return NUMBERED;
	if (is_numbered(s, end))
		return NUMBERED;
	if (c != ' ')
		return 0;
	if (om_phrase_word(s, &next, end + 1) && !next.capital &&
	    (next.is & OM_LEXICON_AFTER))
		return CONTEXT_AFTER;
	return 0;
}

static int
points_of_mail(struct name *n, struct om_range where, char before)
{
	struct om_range words = { n->phrase->words[n->first].start,
		n->phrase->words[n->last].end };

	switch (om_nearby_mail(n->sight, words)) {
	case OM_NEARBY_SAYS:
		n->evidence |= 1U << OM_EVIDENCE_WORD;
		return MAIL_SAYS;
	case OM_NEARBY_IS:
		return om_nearby_is_apart(n->sight, where, before) ? MAIL_BESIDE
								   : 0;
	default:
		return 0;
	}
}

static void
report(struct name *n, struct om_range where, int points)
{
	int most = (int)(sizeof(confidences) / sizeof(confidences[0])) - 1;
	enum om_detected what = OM_DETECTED_NAME_FULL;

	points -= LEAST_POINTS;
	if (points < 0)
		return;
	if (n->last == n->first)
		what = OM_DETECTED_NAME_FAMILY;
	om_sight_add(n->sight, what, where,
	    (double)confidences[points > most ? most : points],
	    n->evidence | 1U << OM_EVIDENCE_SHAPE);
}

uint32_t
om_person_detect(struct om_sight *s, const struct om_phrase *phrase)
{
	struct name n = { .sight = s, .phrase = phrase };
	struct om_range where;
	struct om_before before;
	int points;

	if (!find_ends(&n))
		return 0;
	points = points_of_words(&n);
	if (points + CONTEXT + MAIL_SAYS < LEAST_POINTS)
		return 0;
	where.start = phrase->words[n.title].start;
	where.end = phrase->words[n.end - 1].end;
	om_phrase_before(s, &before, phrase->words[0].start);
	if (before.glued)
		return 0;
	points += points_before(&n, &before) + points_behind(&n, where.end);
	points += points_of_mail(&n, where, before.sign);
	report(&n, where, points);
	return where.end;
}
