#include "scan/scanner.h"

#include "scan/bic.h"
#include "scan/cue.h"
#include "scan/field.h"
#include "scan/people.h"
#include "scan/sight.h"
#include "scan/track.h"

/*
 * The pass over the bytes: blocks are marked a stretch at a time, and the
 * marks of a block with its neighbours' tell where to look. Nothing is looked
 * at twice: a detector says where to go on.
 */
enum { STRETCH = 64 };

/* What a block's bytes may begin; bit i is byte i. */
struct anchors {
	uint64_t number;   /* long enough to speak for itself */
	uint64_t brief;	   /* short: only a word before it makes it something */
	uint64_t capitals; /* eight in a row */
	uint64_t at, colon;
};

/* Bits moved towards the first byte by k, the next block's filling up. */
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

/*
 * Digits, and the joints, one or two in a row, that stand between digits.
 * Right but for the two last bits where next is not known (no bits), the two
 * first where before is not.
 */
static inline uint64_t
joined(const struct om_block *before, const struct om_block *b,
    const struct om_block *next)
{
	uint64_t left = behind(b->digit, before->digit, 1);
	uint64_t right = ahead(b->digit, next->digit, 1);
	uint64_t left_two = behind(b->digit, before->digit, 2) &
			    behind(b->joint, before->joint, 1);
	uint64_t right_two =
	    ahead(b->digit, next->digit, 2) & ahead(b->joint, next->joint, 1);

	return b->digit | (b->joint & (left | left_two) & (right | right_two));
}

/* Where runs of at least 7 begin. */
static inline uint64_t
long_runs(uint64_t bits, uint64_t before, uint64_t next)
{
	uint64_t two = bits & ahead(bits, next, 1);
	uint64_t two_next = next & next >> 1;
	uint64_t four = two & ahead(two, two_next, 2);
	uint64_t four_next = two_next & two_next >> 2;

	return four & ahead(four, four_next, 3) & ~behind(bits, before, 1);
}

/* Whether one of the next sixteen bytes, the first with them, is marked. */
static inline uint64_t
any_of_sixteen(uint64_t bits, uint64_t next)
{
	uint64_t two = bits | ahead(bits, next, 1);
	uint64_t two_next = next | next >> 1;
	uint64_t four = two | ahead(two, two_next, 2);
	uint64_t four_next = two_next | two_next >> 2;

	uint64_t eight = four | ahead(four, four_next, 4);
	uint64_t eight_next = four_next | four_next >> 4;

	return eight | ahead(eight, eight_next, 8);
}

/*
 * Letters and digits mixed: seven at least, a digit among the first sixteen;
 * and two capitals with two digits, as an IBAN begins.
 */
static inline uint64_t
codes(const struct om_block *b)
{
	uint64_t coded = b->digit | b->letter;
	uint64_t before = b[-1].digit | b[-1].letter;
	uint64_t next = b[1].digit | b[1].letter;
	uint64_t starts = coded & ~behind(coded, before, 1);
	uint64_t mixed = long_runs(coded, before, next) &
			 any_of_sixteen(b->digit, b[1].digit) &
			 any_of_sixteen(b->letter, b[1].letter);
	uint64_t country = starts & b->upper & ahead(b->upper, b[1].upper, 1) &
			   ahead(b->digit, b[1].digit, 2) &
			   ahead(b->digit, b[1].digit, 3);

	return mixed | country;
}

/* A colon that another follows within five bytes, and a third that one. */
static inline uint64_t
colons(const struct om_block *b)
{
	uint64_t near = 0, third = 0;

	if (b->colon == 0)
		return 0;
	for (unsigned k = 1; k <= 5; k++)
		near |= ahead(b->colon, b[1].colon, k);
	near &= b->colon;
	for (unsigned k = 1; k <= 5; k++)
		third |= ahead(near, b[1].colon, k);
	return (near & third) | (b->colon & ahead(b->colon, b[1].colon, 1));
}

/* Six pairs that hyphens join, three fours that dots do: MAC addresses. */
static inline uint64_t
pairs(const struct om_block *b)
{
	uint64_t coded = b->digit | b->letter;
	uint64_t next = b[1].digit | b[1].letter;
	uint64_t starts = coded & ~behind(coded, b[-1].digit | b[-1].letter, 1);
	uint64_t two = ahead(b->joint, b[1].joint, 2);
	uint64_t four =
	    ahead(b->joint, b[1].joint, 4) & ahead(b->joint, b[1].joint, 9);

	for (unsigned k = 5; k <= 14; k += 3)
		two &= ahead(b->joint, b[1].joint, k);
	return starts & ahead(coded, next, 1) & (two | four);
}

/*
 * Short codes with a digit among their first four: all of them where eager,
 * else those that have a letter at most three bytes before them.
 */
static inline uint64_t
briefs(const struct om_block *b, bool eager)
{
	uint64_t coded = b->digit | b->letter;
	uint64_t starts = coded & ~behind(coded, b[-1].digit | b[-1].letter, 1);
	uint64_t two = b->digit | ahead(b->digit, b[1].digit, 1);
	uint64_t two_next = b[1].digit | b[1].digit >> 1;
	uint64_t letter = behind(b->letter, b[-1].letter, 2) |
			  behind(b->letter, b[-1].letter, 3);

	starts &= two | ahead(two, two_next, 2);
	return eager ? starts : starts & letter;
}

/* Where eight capitals or more begin, as a BIC of letters alone does. */
static inline uint64_t
capitals(const struct om_block *b)
{
	uint64_t next = b[1].upper;
	uint64_t two = b->upper & ahead(b->upper, next, 1), four;

	if (two == 0)
		return 0;
	four = two & ahead(two, next & next >> 1, 2);
	next &= next >> 1;
	next &= next >> 2;
	return four & ahead(four, next, 4) & ~behind(b->upper, b[-1].upper, 1);
}

static inline void
find_anchors(struct anchors *out, const struct om_block *b, bool eager)
{
	static const struct om_block none;
	uint64_t before = joined(&none, &b[-1], b);
	uint64_t here = joined(&b[-1], b, &b[1]);
	uint64_t next = joined(b, &b[1], &none);

	out->at = b->at;
	out->number = long_runs(here, before, next) | codes(b) | pairs(b);
	out->brief = briefs(b, eager) & ~out->number;
	out->colon = colons(b);
	out->capitals = capitals(b) & ~out->number;
}

static void
pass(struct om_sight *s, uint32_t done)
{
	if (done > s->done)
		s->done = done;
}

static void
look(struct om_sight *s, const struct anchors *a, uint32_t base)
{
	uint64_t all = a->number | a->brief | a->at | a->colon | a->capitals;

	while (all != 0) {
		unsigned bit = (unsigned)__builtin_ctzll(all);
		uint64_t one = UINT64_C(1) << bit;
		uint32_t at = base + bit;

		all &= all - 1;
		if (at >= s->text.n)
			return;
		if (a->at & one)
			pass(s, om_email_detect(s, at));
		else if (at < s->done)
			continue;
		else if (a->colon & one)
			pass(s, om_address_detect(s, at));
		else if (a->capitals & one)
			pass(s, om_bic_detect(s, at));
		else if (s->eager || (a->number & one) ||
			 om_sight_is_named(s, at))
			pass(s, om_number_detect(s, at));
	}
}

/* Marks n blocks at p, those beyond the text's end from a padded copy. */
static void
mark(const struct om_scanner *s, struct om_block *out, struct om_span text,
    size_t first, size_t n)
{
	size_t whole = text.n / OM_BLOCK_SIZE;
	size_t direct = first >= whole ? 0 : whole - first;

	if (direct > n)
		direct = n;
	s->marker->mark(out, text.p + first * OM_BLOCK_SIZE, direct);
	for (size_t i = direct; i < n; i++) {
		char padded[OM_BLOCK_SIZE] = { 0 };
		size_t from = (first + i) * OM_BLOCK_SIZE;

		if (from < text.n)
			memcpy(padded, text.p + from, text.n - from);
		s->marker->mark(&out[i], padded, 1);
	}
}

/*
 * Blocks of a stretch lie between some that stand before it and some that
 * follow, so that what crosses is seen whole.
 */
enum {
	HELD = OM_MARKS_BEHIND + STRETCH + OM_MARKS_AHEAD,
	KEPT = OM_MARKS_BEHIND + OM_MARKS_AHEAD,
};

/* Where cues may begin in n blocks, those at the text's end from a copy. */
static void
sift(const struct om_scanner *s, uint64_t *out, struct om_span text,
    size_t first, size_t n)
{
	const struct om_prefixes *prefixes = om_cues_prefixes(s->cues);
	size_t whole = text.n < OM_PREFIX_BYTES
			   ? 0
			   : (text.n - OM_PREFIX_BYTES + 1) / OM_BLOCK_SIZE;
	size_t direct = first >= whole ? 0 : whole - first;

	if (direct > n)
		direct = n;
	s->marker->prefixes(
	    out, prefixes, text.p + first * OM_BLOCK_SIZE, direct);
	for (size_t i = direct; i < n; i++) {
		char padded[OM_BLOCK_SIZE + OM_PREFIX_BYTES] = { 0 };
		size_t from = (first + i) * OM_BLOCK_SIZE;
		size_t left = from < text.n ? text.n - from : 0;

		memcpy(padded, text.p + from,
		    left < sizeof(padded) ? left : sizeof(padded));
		s->marker->prefixes(&out[i], prefixes, padded, 1);
	}
}

static void
look_over(struct om_sight *s, const struct om_block *blocks,
    const uint64_t *sifted, size_t n)
{
	s->marks.blocks = blocks;
	for (size_t i = 0; i < n; i++) {
		struct anchors a;
		int64_t base = s->marks.base +
			       (int64_t)(OM_MARKS_BEHIND + i) * OM_BLOCK_SIZE;

		find_anchors(&a, &blocks[OM_MARKS_BEHIND + i], s->eager);
		if ((a.number | a.brief | a.at | a.colon | a.capitals) != 0)
			look(s, &a, (uint32_t)base);
		om_people_look(s, &blocks[OM_MARKS_BEHIND + i], (uint32_t)base);
		if (sifted[i] != 0)
			om_cues_look(s,
			    om_cues_starts(
				sifted[i], &blocks[OM_MARKS_BEHIND + i]),
			    (uint32_t)base);
	}
}

void
om_scanner_text(const struct om_scanner *scanner, struct om_hits *hits,
    struct om_span text, const struct om_word_set *field)
{
	struct om_sight s = { .scanner = scanner,
		.text = text,
		.field = field,
		.hits = hits,
		.eager = scanner->eager || field != NULL };
	struct om_block blocks[HELD];
	uint64_t sifted[STRETCH];
	size_t count = (text.n + OM_BLOCK_SIZE - 1) / OM_BLOCK_SIZE;
	size_t from = hits->n;

	om_field_detect(&s);
	memset(blocks, 0, OM_MARKS_BEHIND * sizeof(*blocks));
	mark(scanner, blocks + OM_MARKS_BEHIND, text, 0, OM_MARKS_AHEAD);
	for (size_t first = 0; first < count; first += STRETCH) {
		size_t n = count - first < STRETCH ? count - first : STRETCH;

		mark(scanner, blocks + KEPT, text, first + OM_MARKS_AHEAD, n);
		s.marks.base =
		    ((int64_t)first - OM_MARKS_BEHIND) * OM_BLOCK_SIZE;
		sift(scanner, sifted, text, first, n);
		look_over(&s, blocks, sifted, n);
		memmove(blocks, blocks + STRETCH, KEPT * sizeof(*blocks));
	}
	om_track_two_extend(&s, from);
	om_special_behind_names(&s, from);
	if (scanner->patterns != NULL)
		om_patterns_look(&s);
	om_hits_settle(hits, from, scanner->least);
}
