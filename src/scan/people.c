#include "scan/people.h"

#include "scan/birth.h"
#include "scan/field.h"
#include "scan/person.h"
#include "scan/place.h"

/* A word of birth may stand before it, up to four signs between. */
static bool
may_be_birth(const struct om_sight *s, uint32_t at)
{
	uint32_t end = at;

	while (
	    end > 0 && at - end < 4 && !om_phrase_is_letter(s->text.p[end - 1]))
		end--;
	return end > 1 && om_phrase_is_letter(s->text.p[end - 1]) &&
	       om_lexicon_may_be_birth(s->scanner->lexicon, s->text.p + end);
}

static void
find_births(struct om_sight *s, uint64_t dates, uint32_t base)
{
	for (; dates != 0; dates &= dates - 1) {
		uint32_t at = base + (unsigned)__builtin_ctzll(dates);

		if (may_be_birth(s, at))
			om_birth_detect(s, at);
	}
}

void
om_people_look(struct om_sight *s, const struct om_anchors *a, size_t i)
{
	uint64_t all = a->phrase[i] | a->before[i] | a->behind[i];
	uint32_t base = (uint32_t)(s->marks.base + (int64_t)i * OM_BLOCK_SIZE);

	find_births(s, a->date[i], base);
	for (; all != 0; all &= all - 1) {
		unsigned bit = (unsigned)__builtin_ctzll(all);
		uint64_t one = UINT64_C(1) << bit;
		uint32_t at = base + bit;

		if (at < s->named && at < s->placed)
			continue;
		if (s->field != NULL && om_field_is_made(s, at))
			continue;
		if ((a->phrase[i] & one) && at >= s->named)
			s->named = om_phrase_detect(s, at);
		if ((a->before[i] & one) && at >= s->placed)
			s->placed = om_place_before_word(s, at);
		if ((a->behind[i] & one) && at >= s->placed)
			s->placed = om_place_behind_word(s, at);
	}
}
