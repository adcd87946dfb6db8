#include "scan/sight.h"

enum { WORDS_BEFORE = 64, WORDS_BEHIND = 32, RIGHT_BEFORE = 24 };

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

/* The bytes round a candidate, within its line. */
static struct om_range
neighbourhood(const struct om_sight *s, uint32_t start, uint32_t end)
{
	uint32_t before = start < WORDS_BEFORE ? start : WORDS_BEFORE;
	uint32_t behind = (uint32_t)s->text.n - end;
	uint64_t lines = om_marks_lines(&s->marks, (int64_t)start - 64);

	if (lines != 0 && (unsigned)__builtin_clzll(lines) < before)
		before = (uint32_t)__builtin_clzll(lines);
	if (behind > WORDS_BEHIND)
		behind = WORDS_BEHIND;
	lines = om_marks_lines(&s->marks, end);
	if (lines != 0 && (unsigned)__builtin_ctzll(lines) < behind)
		behind = (uint32_t)__builtin_ctzll(lines);
	return (struct om_range){ start - before, end + behind };
}

unsigned
om_sight_hears(const struct om_sight *s, uint32_t start, uint32_t end)
{
	struct om_range near = neighbourhood(s, start, end);

	om_heard_listen(s->heard, &s->marks, near.start, near.end);
	return om_heard_classes(s->heard, near.start, near.end);
}

bool
om_sight_may_hear(const struct om_sight *s, uint32_t start, uint32_t end,
    enum om_word_class class)
{
	struct om_heard *h = s->heard;
	uint32_t first = start < WORDS_BEFORE ? 0 : start - WORDS_BEFORE;
	uint32_t last = end + WORDS_BEHIND;

	if (last > s->text.n)
		last = (uint32_t)s->text.n;
	if (last > h->to || first > h->to || first < h->from)
		om_heard_listen(h, &s->marks, first, last);
	if (h->last[class] <= first)
		return false;
	/* Only what is of the same line may count, however texts are cut. */
	end = (uint32_t)om_marks_line_end(&s->marks, start, end - start);
	if (end > s->text.n)
		end = (uint32_t)s->text.n;
	return (om_sight_hears(s, start, end) & class) != 0;
}

void
om_sight_words(const struct om_sight *s, struct om_word_set *out,
    uint32_t start, uint32_t end)
{
	struct om_range near = neighbourhood(s, start, end);

	om_heard_listen(s->heard, &s->marks, near.start, near.end);
	*out = (struct om_word_set){ 0 };
	om_heard_add(s->heard, out, near.start, near.end);
}

void
om_sight_words_far(const struct om_sight *s, struct om_word_set *out,
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

void
om_sight_words_before(
    const struct om_sight *s, struct om_word_set *out, uint32_t at)
{
	struct om_range near = neighbourhood(s, at, at);

	om_heard_listen(s->heard, &s->marks, near.start, near.end);
	if (near.start + RIGHT_BEFORE < at)
		near.start = at - RIGHT_BEFORE;
	*out = (struct om_word_set){ 0 };
	om_heard_add(s->heard, out, near.start, at);
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
