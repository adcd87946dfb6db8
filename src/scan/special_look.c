#include "scan/phrase.h"
#include "scan/special_value.h"

enum {
	REACH = 64,
	WORDS = 8,
	TERM_WORDS = 4,
	GAP_MAX = 8,
};

/* How sure: behind a colon or an equals sign, in a sentence, behind a name. */
static const double keyed = 0.9, told = 0.75, behind_name = 0.7;
static const double blood = 0.92;
static const double name_least = 0.5;

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool
is_coded(char c)
{
	return is_digit(c) || is_capital(c) || (c >= 'a' && c <= 'z');
}

static struct om_span
word_at(const struct om_sight *s, uint32_t at)
{
	return om_span_bytes(s->text.p + at, om_phrase_word_end(s, at) - at);
}

static unsigned
role_at(const struct om_sight *s, uint32_t at)
{
	return om_special_role(s->scanner->special, word_at(s, at));
}

/* The roles of the word that ends with a space before `at`. */
static unsigned
role_before(const struct om_sight *s, uint32_t at)
{
	uint32_t start = om_phrase_word_before(s, at);

	return start < at ? role_at(s, start) : 0;
}

/* Where the next word begins behind a space, or a comma and one; else 0. */
static uint32_t
next_word(const struct om_sight *s, uint32_t end)
{
	if (om_sight_byte(s, end) == ',')
		end++;
	if (om_sight_byte(s, end) != ' ')
		return 0;
	end++;
	if (om_sight_byte(s, end) == '(' || om_sight_byte(s, end) == '"')
		end++;
	return om_phrase_is_letter(om_sight_byte(s, end)) ||
		       is_digit(om_sight_byte(s, end))
		   ? end
		   : 0;
}

/* A word or a number: "type 2 diabetes", "covid-19". */
static uint32_t
token_end(const struct om_sight *s, uint32_t at)
{
	uint32_t end = om_phrase_word_end(s, at);

	while (is_digit(om_sight_byte(s, end)))
		end++;
	return end;
}

/* The end of the longest term at `at`; `at` where none is. */
static uint32_t
term_end(const struct om_sight *s, uint32_t at,
    const struct om_special_category *category, int *kind)
{
	uint32_t ends[TERM_WORDS];
	size_t n = 0;

	for (uint32_t word = at; word != 0 && n < TERM_WORDS; n++) {
		ends[n] = token_end(s, word);
		if (ends[n] == word)
			break;
		word = om_sight_byte(s, ends[n]) == ' ' ? next_word(s, ends[n])
							: 0;
	}
	while (n-- > 0)
		if (om_special_term(s->scanner->special, kind, category,
			om_span_bytes(s->text.p + at, ends[n] - at)))
			return ends[n];
	return at;
}

/* An institution's name goes on: "Catholic church". */
static bool
is_body(const struct om_sight *s, uint32_t end)
{
	uint32_t next = next_word(s, end);

	return next != 0 && (role_at(s, next) & OM_SPECIAL_BODY) != 0;
}

/* The terms in the words from `at` on, up to the sentence's end. */
static void
find_terms(struct om_sight *s, uint32_t at,
    const struct om_special_category *category, double confidence)
{
	uint32_t from = at;

	for (unsigned i = 0; i < WORDS && at != 0 && at - from < REACH; i++) {
		int kind;
		uint32_t end = term_end(s, at, category, &kind);

		if (role_at(s, at) & OM_SPECIAL_NOT)
			return;
		if (end > at && !is_body(s, end))
			om_special_add(
			    s, kind, (struct om_range){ at, end }, confidence);
		if (end == at)
			end = token_end(s, at);
		if (end == at)
			return;
		at = next_word(s, end);
	}
}

static void
read_lead(const struct om_sight *s, struct om_special_lead *l)
{
	uint32_t at = l->end;
	char c = s->text.p[l->end - 1];

	l->keyed = c == ':';
	while (at - l->end < GAP_MAX && (c = om_sight_byte(s, at)) != '\0' &&
	       strchr(" \t\"':=|>#[(", c) != NULL) {
		l->keyed |= strchr(":=|>#", c) != NULL;
		at++;
	}
	l->value = at;
}

/* "diagnosed with", "Mitglied der": a term may follow directly. */
static bool
is_open(struct om_span lead)
{
	static const char *const last[] = { "with", "of", "from", "as", "to",
		"for", "an", "unter", "wegen", "der", "bei", "in", "de", "du",
		"del", "di", "da", "alla", "al", "della", "van", "a",
		"\xc3\xa0", "con", "na", "aan", "choruje", "padece" };

	for (size_t i = 0; i < sizeof(last) / sizeof(last[0]); i++) {
		size_t n = strlen(last[i]);

		if (lead.n > n && lead.p[lead.n - n - 1] == ' ' &&
		    memcmp(lead.p + lead.n - n, last[i], n) == 0)
			return true;
	}
	return om_span_is(lead, "padece");
}

static void
detect_terms(struct om_sight *s, const struct om_special_lead *l,
    struct om_span lead, const struct om_special_category *category)
{
	bool open = is_open(lead);
	unsigned before = l->keyed ? 0 : role_before(s, l->start);

	if (before & OM_SPECIAL_MANY)
		return;
	if (!l->keyed && !open &&
	    ((before & OM_SPECIAL_ARTICLE) ||
		(role_at(s, l->value) & OM_SPECIAL_ATTACH) == 0))
		return;
	find_terms(s, l->value, category, l->keyed ? keyed : told);
}

static void
detect_blood(struct om_sight *s, const struct om_special_lead *l,
    const struct om_special_category *category)
{
	uint32_t end = l->value;

	/* "is", not the group A. */
	if (!is_capital(om_sight_byte(s, end)) &&
	    (role_at(s, end) & OM_SPECIAL_ATTACH))
		end = next_word(s, token_end(s, end));
	if (end == 0)
		return;
	if (om_sight_byte(s, end) == 'A' && om_sight_byte(s, end + 1) == 'B')
		end++;
	if (strchr("ABO0", om_sight_byte(s, end)) == NULL ||
	    om_sight_byte(s, end) == '\0')
		return;
	end++;
	if (om_sight_byte(s, end) == ' ' && om_sight_byte(s, end + 1) == 'R')
		end += 4; /* "Rh " */
	if (om_sight_byte(s, end) == '+' || om_sight_byte(s, end) == '-')
		end++;
	else if (is_coded(om_sight_byte(s, end)) || !l->keyed)
		return;
	if (end <= s->text.n)
		om_special_add(s, category->kind,
		    (struct om_range){ l->value, end }, blood);
}

void
om_special_detect(struct om_sight *s, uint32_t at, const struct om_cue *cue)
{
	const struct om_special_category *category = cue->data;
	struct om_special_lead l = { .start = at,
		.end = at + (uint32_t)cue->text.n };

	if (om_phrase_is_letter(om_sight_byte(s, l.end)) ||
	    is_digit(om_sight_byte(s, l.end)))
		return;
	read_lead(s, &l);
	if (l.value == l.end || l.value >= s->text.n)
		return;
	switch (category->value) {
	case OM_SPECIAL_TERM:
		detect_terms(s, &l, cue->text, category);
		break;
	case OM_SPECIAL_ICD10:
		om_special_codes(s, &l, cue->text, category);
		break;
	case OM_SPECIAL_NUMBER:
		om_special_number(s, &l, category);
		break;
	case OM_SPECIAL_BLOOD:
		detect_blood(s, &l, category);
		break;
	default:
		om_special_drawn(s, &l, category);
	}
}

/* "Ana Ruiz is Catholic", "Bo Li, a Muslim, ...": a word joins the two. */
static void
look_behind(struct om_sight *s, uint32_t end)
{
	uint32_t at = next_word(s, end), from = end;
	bool attached = false;

	for (unsigned i = 0; i < WORDS && at != 0 && at - from < REACH; i++) {
		unsigned role = role_at(s, at);
		int kind;

		if (role & OM_SPECIAL_NOT)
			return;
		end = attached ? term_end(s, at, NULL, &kind) : at;
		if (end > at) {
			if (!is_body(s, end))
				om_special_add(s, kind,
				    (struct om_range){ at, end }, behind_name);
			return;
		}
		attached = (role & OM_SPECIAL_ATTACH) != 0;
		end = token_end(s, at);
		if (end == at)
			return;
		at = next_word(s, end);
	}
}

void
om_special_behind_names(struct om_sight *s, size_t from)
{
	size_t n = s->hits->n;
	int name = s->scanner->detected[OM_DETECTED_NAME_FULL];

	for (size_t i = from; i < n; i++)
		if (s->hits->list[i].kind == name &&
		    (double)s->hits->list[i].confidence >= name_least)
			look_behind(s, s->hits->list[i].end);
}
