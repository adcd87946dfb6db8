#include "scan/person.h"

/* How sure a form of company makes a name, and "works for" alone. */
static const double formed = 0.92, named = 0.95;

enum { MOST = 90 };

/* Whether the list that goes on at `at` has a last member, or is a firm's. */
static bool
is_list(const struct om_sight *s, uint32_t at)
{
	static const char *const lasts[] = { "and ", "und ", "y ", "et ", "e ",
		"i ", "en ", "och ", "& " };

	for (uint32_t i = at; i < s->text.n && i - at < MOST; i++) {
		struct om_word w;

		if (s->text.p[i] == '\n' ||
		    (s->text.p[i] >= '0' && s->text.p[i] <= '9'))
			return false;
		if (s->text.p[i] != ' ')
			continue;
		for (size_t k = 0; k < sizeof(lasts) / sizeof(lasts[0]); k++) {
			size_t n = strlen(lasts[k]);

			if (s->text.n - i > n &&
			    memcmp(s->text.p + i + 1, lasts[k], n) == 0)
				return true;
		}
		if (om_phrase_word(s, &w, i + 1) && (w.is & OM_LEXICON_COMPANY))
			return true;
	}
	return false;
}

/* Where the list of names that goes on at `at` ends: ", Ruiz and Sons". */
static uint32_t
list_end(const struct om_sight *s, uint32_t at)
{
	static const char *const joins[] = { ", ", " and ", " und ", " y ",
		" et ", " e ", " i ", " en ", " och ", " & ", " - ", " " };

	for (size_t i = 0; i < sizeof(joins) / sizeof(joins[0]); i++) {
		size_t n = strlen(joins[i]);
		struct om_word w;
		uint32_t next = at + (uint32_t)n;

		if (next >= s->text.n ||
		    memcmp(s->text.p + at, joins[i], n) != 0)
			continue;
		if (joins[i][0] == ',' && !is_list(s, next))
			return at;
		while (om_phrase_word(s, &w, next) && w.particle &&
		       om_sight_byte(s, w.end) == ' ')
			next = w.end + 1;
		if (next < s->text.n && om_phrase_word(s, &w, next) &&
		    (w.capital || w.upper || (w.is & OM_LEXICON_COMPANY)))
			return w.end;
	}
	return at;
}

/* "s.r.l.", "S.A.", "z o.o." where it stands at `at`; else `at`. */
static uint32_t
form_end(const struct om_sight *s, uint32_t at)
{
	static const char *const forms[] = { " s.r.l.", " S.r.l.", " S.p.A.",
		" s.p.a.", " S.A.S.", " S.A.", " S.L.", " B.V.", " N.V.",
		" V.O.F.", " C.V.", " z o.o.", " z o.o", " Sp. z o.o.",
		" sp. z o.o.", " e.V.", " S.C.", " s.r.o.", " a.s.", " s.c.",
		" Sp. j.", " Sp. k.", " Sp. p.", " GmbH & Co. KG" };

	char first = om_sight_byte(s, at + 1);

	if (om_sight_byte(s, at) != ' ' || first == '\0' ||
	    strchr("sSBNVCzeaG", first) == NULL)
		return at;
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		size_t n = strlen(forms[i]);

		if (forms[i][1] == first && s->text.n - at >= n &&
		    memcmp(s->text.p + at, forms[i], n) == 0)
			return at + (uint32_t)n;
	}
	return at;
}

static bool
is_employed(const struct om_before *before)
{
	if (before->sign != '\0' && strchr(":\"'(", before->sign) == NULL)
		return false;
	return ((before->is | before->phrase) & OM_LEXICON_ORG_BEFORE) != 0;
}

/* The word that a form of company is: not the first, no common sense. */
static size_t
form_of(const struct om_phrase *p)
{
	for (size_t i = 1; i < p->n; i++)
		if ((p->words[i].is & OM_LEXICON_COMPANY) &&
		    !(p->words[i].is &
			(OM_LEXICON_GIVEN_FREQUENT | OM_LEXICON_SUFFIX)))
			return i;
	return 0;
}

/* A name of its own before the form: not "Computer Systems", "OR SERVICES". */
static bool
is_firm(const struct om_sight *s, const struct om_phrase *p, size_t first,
    size_t form)
{
	char c = om_sight_byte(s, p->words[form].end);

	if ((c >= '0' && c <= '9') || c == '_' || c == '/')
		return false;
	for (size_t i = first; i < form; i++)
		if (!(p->words[i].is & OM_LEXICON_COMMON) &&
		    !p->words[i].particle &&
		    (!p->words[i].upper || !p->words[form].upper))
			return true;
	return false;
}

/* Behind the form of company that a word of the phrase has behind it. */
static uint32_t
named_end(const struct om_sight *s, const struct om_phrase *p)
{
	for (size_t i = 0; i < p->n; i++) {
		uint32_t end = form_end(s, p->words[i].end);

		if (end > p->words[i].end)
			return end;
	}
	return p->words[p->n - 1].end;
}

uint32_t
om_organisation_detect(struct om_sight *s, const struct om_phrase *p)
{
	struct om_before before;
	struct om_range where;
	uint32_t end;
	size_t first = 0, form = form_of(p);

	where.start = p->words[0].start;
	om_phrase_before(s, &before, where.start);
	while ((before.is & OM_LEXICON_PARTICLE) && before.sign == '\0' &&
	       !before.stop && !before.glued && !is_employed(&before) &&
	       p->words[0].start - where.start < 16) {
		where.start = om_phrase_word_before(s, where.start);
		om_phrase_before(s, &before, where.start);
	}
	if (before.glued || (before.digit && before.sign == '\0'))
		return 0;
	if (is_employed(&before)) {
		where.end = named_end(s, p);
		for (;;) {
			end = list_end(s, where.end);
			if (end == where.end || end - where.start > MOST)
				break;
			where.end = end;
		}
		where.end = form_end(s, where.end);
		om_sight_add(s, OM_DETECTED_ORGANISATION, where, named,
		    1U << OM_EVIDENCE_WORD);
		return where.end;
	}
	if (form == 0 && named_end(s, p) > p->words[p->n - 1].end) {
		where.end = named_end(s, p);
		om_sight_add(s, OM_DETECTED_ORGANISATION, where, formed,
		    1U << OM_EVIDENCE_LEXICON);
		return where.end;
	}
	while (first + 1 < form && (p->words[first].is & OM_LEXICON_COMMON))
		first++;
	if (form == first || !is_firm(s, p, first, form))
		return 0;
	where = (struct om_range){ p->words[first].start, p->words[form].end };
	om_sight_add(s, OM_DETECTED_ORGANISATION, where, formed,
	    1U << OM_EVIDENCE_LEXICON);
	return where.end;
}

/*
 * Whether another word with a capital follows soon in the line: the anchor
 * says so of any line.
 */
static bool
is_paired(const struct om_sight *s, uint32_t at)
{
	enum { NEXT = 2, LAST = 33 };
	uint64_t lines = om_marks_lines(&s->marks, at);

	if ((lines & (((uint64_t)2 << LAST) - 1)) == 0)
		return true;

	for (uint32_t i = at + NEXT; i <= at + LAST && i < s->text.n; i++) {
		char before = s->text.p[i - 1], c = s->text.p[i];

		if (c == '\n' || before == '\n')
			return false;
		if (om_phrase_is_letter(before) ||
		    (before >= '0' && before <= '9'))
			continue;
		if ((c >= 'A' && c <= 'Z') ||
		    ((unsigned char)c >= 0x80 &&
			om_phrase_is_letter(om_sight_byte(s, i + 1))))
			return true;
	}
	return false;
}

/*
 * Where the word ends if it stands by itself in small ones, else `at`: most
 * capitals do, and cost no look at the lexicon. Particles have four letters
 * at most.
 */
static uint32_t
single_end(const struct om_sight *s, uint32_t at)
{
	uint64_t others = ~om_marks_words(&s->marks, at);
	uint32_t end =
	    at + (uint32_t)(others == 0 ? 64 : __builtin_ctzll(others));
	char c = om_sight_byte(s, end), next;

	if (c == '-' || c == '\'') {
		end = om_phrase_word_end(s, at);
		c = om_sight_byte(s, end);
	}
	if (c == '.' || c == ',')
		return at;
	if (c != ' ')
		return end;
	next = om_sight_byte(s, end + 1);
	if (next < 'a' || next > 'z')
		return (next >= '0' && next <= '9') || next == '(' ? end : at;
	others = ~om_marks_words(&s->marks, end + 1) & 31;
	if (om_sight_byte(s, end + 2) == '\'')
		return at;
	if (others == 0)
		return end;
	next = om_sight_byte(s, end + 1 + (uint32_t)__builtin_ctzll(others));
	return next >= '0' && next <= '9' ? end : at;
}

/* "works for Google", "Google s.r.l.": one word, but an organisation's. */
static uint32_t
single_detect(struct om_sight *s, const struct om_phrase *p)
{
	uint32_t end = 0, start = p->words[0].start;

	if (is_paired(s, start))
		end = om_organisation_detect(s, p);
	return end > start ? end : p->words[0].end;
}

uint32_t
om_phrase_detect(struct om_sight *s, uint32_t at)
{
	struct om_phrase phrase;
	uint32_t end;

	end = single_end(s, at);
	if (end > at)
		return end;
	om_phrase_read(s, &phrase, at);
	if (phrase.n == 0)
		return at + 1;
	if (phrase.n == 1)
		return single_detect(s, &phrase);
	end = om_organisation_detect(s, &phrase);
	if (end == 0)
		end = om_person_detect(s, &phrase);
	return end > at ? end : phrase.words[phrase.n - 1].end;
}
