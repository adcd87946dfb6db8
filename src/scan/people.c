#include "scan/people.h"

#include "scan/birth.h"
#include "scan/field.h"
#include "scan/person.h"
#include "scan/place.h"

/*
 * Anchors of what is known by its words: a capitalised word that another one
 * follows soon, a number beside one, and a number behind a word of birth.
 */
static inline uint64_t
ahead(uint64_t bits, uint64_t next, unsigned k)
{
	return bits >> k | next << (64 - k);
}

static inline uint64_t
behind(uint64_t bits, uint64_t before, unsigned k)
{
	return bits << k | before >> (64 - k);
}

/* Where words begin that may be capitalised, beyond ASCII taken on trust. */
static inline uint64_t
capitals(const struct om_block *b)
{
	uint64_t word = b->letter | b->beyond;
	uint64_t starts =
	    word & ~behind(word | b->digit,
		       b[-1].letter | b[-1].beyond | b[-1].digit, 1);
	uint64_t single = b->upper & ~ahead(b->letter | b->beyond,
					 b[1].letter | b[1].beyond, 1);

	return starts & (b->upper | b->beyond) &
	       (ahead(b->letter & ~b->upper, b[1].letter & ~b[1].upper, 1) |
		   ahead(b->beyond, b[1].beyond, 1) | single |
		   ahead(b->upper, b[1].upper, 1));
}

/* Those where one of the 2nd to the 33rd byte behind is one too. */
static inline uint64_t
pairs(uint64_t here, uint64_t next)
{
	uint64_t near = ahead(here, next, 2), far = next >> 2;

	for (unsigned k = 1; k <= 16; k *= 2) {
		near |= ahead(near, far, k);
		far |= far >> k;
	}
	return here & near;
}

/* Those where one of the 32 bytes before is a capital. */
static inline uint64_t
follows_capital(uint64_t here, uint64_t before)
{
	uint64_t near = here, far = before;

	for (unsigned k = 1; k <= 16; k *= 2) {
		near |= behind(near, far, k);
		far |= far << k;
	}
	return near;
}

struct anchors {
	uint64_t phrase; /* a capital, and another one soon */
	uint64_t number; /* the last of a number before a capital */
	uint64_t house;	 /* the first of a number behind a word */
	uint64_t birth;	 /* the first of what may be a date */
};

/* Those of numbers, where the block has digits. */
static void
find_numbers(
    struct anchors *out, const struct om_block *b, uint64_t here, uint64_t next)
{
	uint64_t digits = b->digit & ~behind(b->digit | b->letter,
					 b[-1].digit | b[-1].letter, 1);
	uint64_t spaced = digits & behind(b->joint, b[-1].joint, 1);
	uint64_t word = b->letter | b->beyond | b->joint;
	uint64_t word_before = b[-1].letter | b[-1].beyond | b[-1].joint;
	uint64_t last =
	    (b->digit | (b->letter & behind(b->digit, b[-1].digit, 1))) &
	    ahead(b->joint, b[1].joint, 1);

	out->number = last & ahead(here, next, 2);
	out->house = spaced & behind(word, word_before, 2);
	if (out->house != 0)
		out->house &= follows_capital(here, capitals(&b[-1]));
	out->birth = digits & (ahead(b->joint, b[1].joint, 1) |
				  ahead(b->joint, b[1].joint, 2) |
				  ahead(b->joint, b[1].joint, 4));
}

static inline void
find_anchors(struct anchors *out, const struct om_block *b)
{
	uint64_t here = capitals(b), next = 0;

	*out = (struct anchors){ 0 };
	if (here == 0 && b->digit == 0)
		return;
	next = capitals(&b[1]);
	out->phrase = pairs(here, next);
	if (b->digit != 0)
		find_numbers(out, b, here, next);
}

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
look_at(struct om_sight *s, const struct anchors *a, unsigned bit, uint32_t at)
{
	uint64_t one = UINT64_C(1) << bit;

	if ((a->birth & one) && may_be_birth(s, at))
		om_birth_detect(s, at);
	if (s->field != NULL && om_field_is_made(s, at))
		return;
	if ((a->phrase & one) && at >= s->named)
		s->named = om_phrase_detect(s, at);
	if ((a->number & one) && at >= s->placed)
		s->placed = om_place_before_word(s, at);
	if ((a->house & one) && at >= s->placed)
		s->placed = om_place_behind_word(s, at);
}

void
om_people_look(struct om_sight *s, const struct om_block *b, uint32_t base)
{
	struct anchors a;
	uint64_t all;

	if ((b->upper | b->beyond | b->digit) == 0)
		return;
	find_anchors(&a, b);
	all = a.phrase | a.number | a.house | a.birth;
	while (all != 0) {
		unsigned bit = (unsigned)__builtin_ctzll(all);

		all &= all - 1;
		if (base + bit >= s->text.n)
			return;
		look_at(s, &a, bit, base + bit);
	}
}
