#include "scan/phrase.h"

/* A capital of two bytes: U+00C0 to U+00DE, and the even ones of Latin
 * Extended-A (the odd ones from U+0139 to U+0148 and from U+0179 on). */
static bool
is_capital_beyond(unsigned char a, unsigned char b)
{
	unsigned code = (unsigned)(a & 0x1f) << 6 | (b & 0x3f);

	if (a == 0xc3)
		return b <= 0x9e && b != 0x97;
	if (a != 0xc4 && a != 0xc5)
		return false;
	if ((code >= 0x139 && code <= 0x148) || code >= 0x179)
		return (code & 1) == 1;
	return (code & 1) == 0;
}

static bool
is_capital(const struct om_sight *s, uint32_t at)
{
	unsigned char c = (unsigned char)om_sight_byte(s, at);

	return (c >= 'A' && c <= 'Z') ||
	       (c >= 0xc3 && is_capital_beyond(
				 c, (unsigned char)om_sight_byte(s, at + 1)));
}

/* U+2019, the printer's apostrophe. */
static bool
is_apostrophe(const struct om_sight *s, uint32_t at)
{
	return om_sight_byte(s, at) == '\xe2' &&
	       om_sight_byte(s, at + 1) == '\x80' &&
	       om_sight_byte(s, at + 2) == '\x99';
}

uint32_t
om_phrase_word_end(const struct om_sight *s, uint32_t at)
{
	uint32_t end = at;

	while (end - at < OM_PHRASE_BYTES) {
		char c = om_sight_byte(s, end);

		if (c == '\xe2' && !is_apostrophe(s, end))
			break;
		if (!om_phrase_is_letter(c) &&
		    !((c == '-' || c == '\'') && end > at &&
			om_phrase_is_letter(om_sight_byte(s, end + 1)) &&
			om_sight_byte(s, end + 1) != '\xe2'))
			break;
		end++;
	}
	return end;
}

/* The classes of the parts that hyphens join, all that each has. */
static unsigned
classes_of(const struct om_sight *s, struct om_span word)
{
	const struct om_lexicon *l = s->scanner->lexicon;
	unsigned is = om_lexicon_word(l, word);
	struct om_span head, tail;

	if (is != 0)
		return is;
	if (om_span_cut(&head, &tail, word, '-'))
		return om_lexicon_word(l, head) & om_lexicon_word(l, tail);
	return om_lexicon_common(l, word);
}

/* "S.A." is no initial. */
static bool
is_dotted(const struct om_sight *s, uint32_t end)
{
	return om_sight_byte(s, end) == '.' &&
	       om_phrase_is_letter(om_sight_byte(s, end + 1));
}

bool
om_phrase_word(const struct om_sight *s, struct om_word *out, uint32_t at)
{
	uint32_t end = om_phrase_word_end(s, at);
	struct om_span word = om_span_bytes(s->text.p + at, end - at);
	bool second = false;

	if (end == at)
		return false;
	*out = (struct om_word){ .start = at, .end = end };
	out->is = classes_of(s, word);
	/* d'Assas, l'Abbaye: the capital behind is what counts. */
	if (word.n > 3 && word.p[1] == '\'' && is_capital(s, at + 2)) {
		out->capital = true;
	} else if (is_capital(s, at)) {
		size_t first = (unsigned char)word.p[0] >= 0x80 ? 2 : 1;

		out->initial = word.n == first && !is_dotted(s, end);
		second = word.n > first && is_capital(s, at + first);
		out->upper = second;
		for (uint32_t i = at; i < end && out->upper; i++)
			out->upper = s->text.p[i] < 'a' || s->text.p[i] > 'z';
		out->capital = !out->upper && word.n > first;
	} else
		out->particle = (out->is & OM_LEXICON_PARTICLE) != 0;
	if (om_sight_byte(s, end) == '.' &&
	    (out->initial ||
		(word.n <= 6 && !is_capital(s, end - 1) &&
		    (out->is & (OM_LEXICON_TITLE | OM_LEXICON_SUFFIX)))))
		out->end++;
	return true;
}

void
om_phrase_read(const struct om_sight *s, struct om_phrase *out, uint32_t at)
{
	size_t good = 0;

	out->n = 0;
	for (uint32_t i = at;
	     out->n < OM_PHRASE_WORDS && i - at < OM_PHRASE_BYTES;) {
		struct om_word *w = &out->words[out->n];

		if (!om_phrase_word(s, w, i) ||
		    (!w->capital && !w->upper && !w->initial && !w->particle))
			break;
		out->n++;
		if (!w->particle)
			good = out->n;
		i = w->end;
		if (om_sight_byte(s, i) == ',' &&
		    om_sight_byte(s, i + 1) == ' ') {
			struct om_word next;

			if (!om_phrase_word(s, &next, i + 2) ||
			    !(next.is & OM_LEXICON_SUFFIX) || !next.upper)
				break;
			i++;
		}
		if (om_sight_byte(s, i) != ' ')
			break;
		i++;
	}
	out->n = good;
}

/* The letters that end before `end`, at most 32 bytes. */
static struct om_span
word_before(const struct om_sight *s, uint32_t end)
{
	uint32_t start = end;

	while (start > 0 && end - start < 32 &&
	       (om_phrase_is_letter(s->text.p[start - 1]) ||
		   s->text.p[start - 1] == '_'))
		start--;
	return om_span_bytes(s->text.p + start, end - start);
}

/* A number of its own that no year is, as a house has: not a date's day. */
static bool
is_number_before(const struct om_sight *s, uint32_t end)
{
	const char *p = s->text.p;
	uint32_t start = end;

	while (start > 0 && p[start - 1] >= '0' && p[start - 1] <= '9')
		start--;
	if (start == end || end - start > 6)
		return false;
	if (end - start == 4 && (memcmp(p + start, "19", 2) == 0 ||
				    memcmp(p + start, "20", 2) == 0))
		return false;
	return start == 0 || memchr(" \n\t\"',;(", p[start - 1], 8) != NULL;
}

uint32_t
om_phrase_word_before(const struct om_sight *s, uint32_t at)
{
	return at == 0 ? 0 : at - 1 - (uint32_t)word_before(s, at - 1).n;
}

void
om_phrase_before(const struct om_sight *s, struct om_before *out, uint32_t at)
{
	enum { BETWEEN = 6 };
	const char *p = s->text.p;
	uint32_t end = at;
	struct om_span first, second;

	*out = (struct om_before){ 0 };
	if (at > 0 && (om_phrase_is_letter(p[at - 1]) ||
			  (p[at - 1] >= '0' && p[at - 1] <= '9') ||
			  memchr("_./\\@#$%&*-+", p[at - 1], 12) != NULL))
		out->glued = true;
	while (end > 0 && at - end < BETWEEN && p[end - 1] != '\n' &&
	       !om_phrase_is_letter(p[end - 1]) &&
	       (p[end - 1] < '0' || p[end - 1] > '9')) {
		if (out->sign == '\0' && p[end - 1] != ' ')
			out->sign = p[end - 1];
		end--;
	}
	if (end == 0 || p[end - 1] == '\n' ||
	    (out->sign != '\0' && memchr(".!?", out->sign, 3) != NULL)) {
		out->stop = true;
		return;
	}
	out->digit = is_number_before(s, end);
	first = word_before(s, end);
	if (first.n == 0)
		return;
	out->is = om_lexicon_word(s->scanner->lexicon, first);
	end -= (uint32_t)first.n;
	if (end < 2 || p[end - 1] != ' ')
		return;
	second = word_before(s, end - 1);
	if (second.n > 0)
		out->phrase =
		    om_lexicon_phrase(s->scanner->lexicon, second, first);
}
