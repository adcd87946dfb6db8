#include "scan/field.h"

#include <strings.h>

#include "scan/birth.h"
#include "scan/phrase.h"

enum { NAME_MOST = 60, STREET_MOST = 140, CODE_LEAST = 3, CODE_MOST = 11 };

/* What a value is made of. */
struct made {
	unsigned letters, digits, spaces, signs;
};

static struct made
made_of(struct om_span v)
{
	enum { SIGN, LETTER, DIGIT, SPACE, MARK, CLASSES };
	static const uint8_t classes[256] = {
		['a' ... 'z'] = LETTER,
		['A' ... 'Z'] = LETTER,
		[0x80 ... 0xff] = LETTER,
		['0' ... '9'] = DIGIT,
		[' '] = SPACE,
		['-'] = MARK,
		['\''] = MARK,
		['.'] = MARK,
		[','] = MARK,
	};
	unsigned n[CLASSES] = { 0 };

	for (size_t i = 0; i < v.n; i++)
		n[classes[(unsigned char)v.p[i]]]++;
	return (struct made){ n[LETTER], n[DIGIT], n[SPACE], n[SIGN] };
}

static bool
is_name(struct om_span v)
{
	struct made m = made_of(v);

	return v.n <= NAME_MOST && m.letters > 0 && m.digits == 0 &&
	       m.signs == 0 && m.spaces <= 5;
}

/* Where other things have names as well: given names must be among it. */
static bool
is_known_name(const struct om_sight *s, struct om_range where)
{
	struct om_phrase p;
	unsigned given = 0, family = 0, common = 0;

	om_phrase_read(s, &p, where.start);
	if (p.n == 0 || p.words[p.n - 1].end != where.end)
		return false;
	for (size_t i = 0; i < p.n; i++) {
		unsigned is = p.words[i].is;

		given +=
		    (is & (OM_LEXICON_GIVEN | OM_LEXICON_GIVEN_FREQUENT)) != 0;
		family +=
		    (is & (OM_LEXICON_FAMILY | OM_LEXICON_FAMILY_FREQUENT)) !=
		    0;
		common += (is & (OM_LEXICON_COMMON | OM_LEXICON_PLACE |
				    OM_LEXICON_COMPANY)) != 0;
	}
	if (common > 1 || (p.n == 1 && common > 0))
		return false;
	return given > 0 || (p.n > 1 && family > 0);
}

/* A year of birth alone says less, and is none here. */
static bool
is_date(const struct om_sight *s, struct om_range where)
{
	uint32_t end = om_birth_date_end(s, where.start);

	return end > where.start &&
	       (end == where.end || om_sight_byte(s, end) == 'T' ||
		   om_sight_byte(s, end) == ' ');
}

/* A word or a code that says something: not "none", "n/a", "yes". */
static bool
is_term(struct om_span v)
{
	static const char *const nothing[] = { "none", "no", "yes", "null",
		"n/a", "na", "nil", "unknown", "true", "false", "other",
		"undefined", "prefer not to say", "not stated", "ja", "nein",
		"oui", "non", "keine", "unbekannt", "aucun", "ninguno",
		"nessuna" };
	struct made m = made_of(v);

	for (size_t i = 0; i < sizeof(nothing) / sizeof(nothing[0]); i++)
		if (strlen(nothing[i]) == v.n &&
		    strncasecmp(v.p, nothing[i], v.n) == 0)
			return false;
	return v.n <= NAME_MOST && v.n > 1 && m.letters > 0 && m.spaces <= 5 &&
	       m.digits <= 4;
}

static bool
looks_so(
    const struct om_sight *s, enum om_field_value value, struct om_range where)
{
	struct om_span v =
	    om_span_bytes(s->text.p + where.start, where.end - where.start);
	struct made m;

	switch (value) {
	case OM_FIELD_VALUE_NAME:
	case OM_FIELD_VALUE_PLACE:
		return is_name(v);
	case OM_FIELD_VALUE_LOOSE_NAME:
		return is_name(v) && is_known_name(s, where);
	case OM_FIELD_VALUE_DATE:
		return is_date(s, where);
	case OM_FIELD_VALUE_TERM:
		return is_term(v);
	case OM_FIELD_VALUE_YES:
		return om_fields_yes(s->scanner->fields, v);
	case OM_FIELD_VALUE_PASSWORD:
	case OM_FIELD_VALUE_KEY:
		return om_secrets_value(
			   v, value == OM_FIELD_VALUE_PASSWORD, true) > 0;
	default:
		break;
	}
	m = made_of(v);
	if (value == OM_FIELD_VALUE_CODE)
		return v.n >= CODE_LEAST && v.n <= CODE_MOST && m.digits > 0 &&
		       m.signs == 0;
	if (value == OM_FIELD_VALUE_STREET)
		return v.n <= STREET_MOST && m.letters > 2 &&
		       (m.digits > 0 || m.spaces > 0);
	return v.n <= STREET_MOST && m.letters > 1 && m.letters > m.digits;
}

static const struct om_field_kind *
kind_of(const struct om_sight *s)
{
	if (s->field == NULL || s->field->entry == 0)
		return NULL;
	return om_fields_kind(s->scanner->fields, s->field->entry - 1);
}

/* Where the value in a line is, without the white space round it. */
static struct om_range
place_of(const struct om_sight *s, struct om_span line)
{
	struct om_span v = om_span_trim(line);
	uint32_t start = (uint32_t)(v.p - s->text.p);

	return (struct om_range){ start, start + (uint32_t)v.n };
}

/* The kind of the value there; -1: it does not look like any. */
static int
kind_of_value(const struct om_sight *s, const struct om_field_kind *k,
    struct om_range where)
{
	uint32_t n = where.end - where.start;

	if (n == 0 || n > STREET_MOST)
		return -1;
	if (k->means != NULL)
		return om_terms_find(
		    k->means, om_span_bytes(s->text.p + where.start, n));
	return looks_so(s, k->value, where) ? k->kind : -1;
}

void
om_field_detect(struct om_sight *s)
{
	const struct om_field_kind *k = kind_of(s);
	struct om_span rest = s->text, line;

	s->first = s->hits->n;
	if (k == NULL ||
	    (k->kind >= 0 && !om_kind_set_has(&s->scanner->only, k->kind)))
		return;
	while (rest.n > 0) {
		struct om_range where;
		int kind;

		if (!om_span_cut(&line, &rest, rest, '\n')) {
			line = rest;
			rest.n = 0;
		}
		where = place_of(s, line);
		kind = kind_of_value(s, k, where);
		if (kind >= 0 && om_kind_set_has(&s->scanner->only, kind))
			om_hits_add(s->hits,
			    (struct om_hit){ where.start, where.end,
				(uint16_t)kind, 1U << OM_EVIDENCE_FIELD,
				k->confidence });
	}
	s->made = s->hits->n - s->first;
}

/* Hits of values were added first, in their order. */
bool
om_field_is_made(struct om_sight *s, uint32_t at)
{
	const struct om_hit *list = s->hits->list + s->first;

	while (s->next < s->made && list[s->next].end <= at)
		s->next++;
	return s->next < s->made && list[s->next].start <= at;
}
