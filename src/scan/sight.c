#include "scan/sight.h"

enum { WORDS_BEFORE = 64, WORDS_BEHIND = 32 };

void
om_sight_add(struct om_sight *s, enum om_detected what, struct om_range where,
    double confidence, unsigned evidence)
{
	int kind = s->scanner->detected[what];

	/* What is below it would be dropped, and outweighs nothing kept. */
	if (kind >= 0 && (float)confidence >= s->scanner->least)
		om_hits_add(s->hits,
		    (struct om_hit){ where.start, where.end, (uint16_t)kind,
			(uint16_t)evidence, (float)confidence });
}

/* Whole words only: a cut one is left out, unless the line ends there. */
void
om_sight_words(const struct om_sight *s, struct om_word_set *out,
    uint32_t start, uint32_t end)
{
	const char *p = s->text.p;
	uint32_t first = start, last = end;

	while (
	    first > 0 && start - first < WORDS_BEFORE && p[first - 1] != '\n')
		first--;
	if (start - first == WORDS_BEFORE)
		while (first < start && p[first] != ' ')
			first++;
	while (last < s->text.n && last - end < WORDS_BEHIND && p[last] != '\n')
		last++;
	if (last - end == WORDS_BEHIND)
		while (last > end && p[last - 1] != ' ')
			last--;
	*out = (struct om_word_set){ 0 };
	om_words_find(s->scanner->identifiers->words, out,
	    om_span_bytes(p + first, last - first));
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (unsigned char)c >= 0x80;
}

bool
om_sight_is_named(const struct om_sight *s, uint32_t at)
{
	const char *p = s->text.p;
	uint32_t end = at;

	while (end > 0 && at - end < 3 && !is_letter(p[end - 1]) &&
	       p[end - 1] != '\n')
		end--;
	return end > 1 && is_letter(p[end - 1]) &&
	       om_word_tails_may_end(&s->scanner->tails, p + end);
}

bool
om_sight_speaks(const struct om_sight *s, enum om_detected what,
    const struct om_word_set *words)
{
	const struct om_kind_speech *speech = s->scanner->speech[what];

	return speech != NULL &&
	       om_identifiers_speak(speech->words, speech->n, words);
}

bool
om_sight_speaks_against(
    const struct om_sight *s, const struct om_word_set *words)
{
	const struct om_identifiers *i = s->scanner->identifiers;

	return om_identifiers_speak(i->against, i->against_count, words);
}
