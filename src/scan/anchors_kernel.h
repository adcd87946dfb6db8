#ifndef ANCHORS_FIND
#define ANCHORS_FIND om_anchors_find
#define ANCHORS_LANES 2
#endif

/*
 * The arithmetic of anchors.h over ANCHORS_LANES blocks at once, for files
 * that name it, ANCHORS_FIND, for their instruction set.
 */
#include <stdbool.h>
#include <string.h>

#include "scan/anchors.h"

typedef uint64_t lanes __attribute__((vector_size(8 * ANCHORS_LANES)));

enum { LANES = ANCHORS_LANES, WORKED = OM_BLOCKS + LANES };

/* What is made of the marks first; beside each block stand its neighbours. */
struct work {
	uint64_t coded[WORKED];	  /* letters and digits */
	uint64_t word[WORKED];	  /* letters and beyond ASCII */
	uint64_t joined[WORKED];  /* digits and what joins them */
	uint64_t capital[WORKED]; /* words that begin with one */
	uint64_t long_[WORKED];	  /* where seven or more joined begin */
};

static inline lanes
load(const uint64_t *p)
{
	lanes v;

	memcpy(&v, p, sizeof(v));
	return v;
}

static inline void
store(uint64_t *p, lanes v)
{
	memcpy(p, &v, sizeof(v));
}

/* Bits moved towards the first byte by k, the next block's filling up. */
static inline lanes
ahead(const uint64_t *p, unsigned k)
{
	return load(p) >> k | load(p + 1) << (64 - k);
}

static inline lanes
behind(const uint64_t *p, unsigned k)
{
	return load(p) << k | load(p - 1) >> (64 - k);
}

/* Digits, and the joints, one or two in a row, that stand between digits. */
static inline lanes
joined(const uint64_t *digit, const uint64_t *joint)
{
	lanes left = behind(digit, 1) | (behind(digit, 2) & behind(joint, 1));
	lanes right = ahead(digit, 1) | (ahead(digit, 2) & ahead(joint, 1));

	return load(digit) | (load(joint) & left & right);
}

/*
 * Where words begin that may be capitalised, beyond ASCII taken on trust: a
 * small letter, another capital, or none follows.
 */
static inline lanes
capitals(const struct om_blocks *b, size_t i)
{
	lanes word = load(&b->letter[i]) | load(&b->beyond[i]);
	lanes before = behind(&b->letter[i], 1) | behind(&b->beyond[i], 1) |
		       behind(&b->digit[i], 1);

	return word & ~before &
	       (load(&b->upper[i]) |
		   (load(&b->beyond[i]) &
		       (ahead(&b->letter[i], 1) | ahead(&b->beyond[i], 1))));
}

static void
prepare(struct work *w, const struct om_blocks *b, size_t from, size_t to)
{
	for (size_t i = from; i < to; i += LANES) {
		lanes letter = load(&b->letter[i]);

		store(&w->coded[i], letter | load(&b->digit[i]));
		store(&w->word[i], letter | load(&b->beyond[i]));
		store(&w->joined[i], joined(&b->digit[i], &b->joint[i]));
		store(&w->capital[i], capitals(b, i));
	}
}

/* Runs of at least seven: all of the seven bits from each on. */
static inline lanes
sevens(const uint64_t *p)
{
	lanes all = load(p);

	for (unsigned k = 1; k < 7; k++)
		all &= ahead(p, k);
	return all;
}

/* Where letters and digits lead to one that is marked, fifteen bytes on. */
static inline lanes
leads_to(const uint64_t *coded, const uint64_t *marked)
{
	lanes way = load(coded), way_next = load(coded + 1);
	lanes here = load(marked), next = load(marked + 1);

	for (unsigned k = 1; k < 16; k *= 2) {
		here |= way & (here >> k | next << (64 - k));
		next |= way_next & next >> k;
		way &= way >> k | way_next << (64 - k);
		way_next &= way_next >> k;
	}
	return here;
}

/*
 * Letters and digits mixed: seven at least, both among the first sixteen; and
 * two capitals with two digits, as an IBAN begins.
 */
static inline lanes
codes(const struct work *w, const struct om_blocks *b, size_t i, lanes starts)
{
	const uint64_t *coded = &w->coded[i];
	lanes mixed = sevens(coded) & leads_to(coded, &b->digit[i]) &
		      leads_to(coded, &b->letter[i]);
	lanes country = load(&b->upper[i]) & ahead(&b->upper[i], 1) &
			ahead(&b->digit[i], 2) & ahead(&b->digit[i], 3);

	return starts & (mixed | country);
}

/* Where eight capitals or more begin, as a BIC of letters alone does. */
static inline lanes
capitals_alone(const struct om_blocks *b, size_t i)
{
	lanes all = load(&b->upper[i]);

	for (unsigned k = 1; k < 8; k++)
		all &= ahead(&b->upper[i], k);
	return all & ~behind(&b->upper[i], 1);
}

/*
 * Six pairs that hyphens join, three fours that dots do: MAC addresses. A
 * company's number in Brazil: "12.ABC.345/01DE-35".
 */
static inline lanes
pairs(const struct work *w, const struct om_blocks *b, size_t i, lanes starts)
{
	const uint64_t *joint = &b->joint[i];
	lanes two = ahead(joint, 2) & ahead(joint, 5) & ahead(joint, 8) &
		    ahead(joint, 11) & ahead(joint, 14);
	lanes four = ahead(joint, 4) & ahead(joint, 9);
	lanes company = ahead(joint, 2) & ahead(joint, 6) & ahead(joint, 10) &
			ahead(joint, 15);

	return starts & ahead(&w->coded[i], 1) & (two | four | company);
}

/* Both letters and digits among the first four, or capitals right before. */
static inline lanes
mixed(const struct work *w, const struct om_blocks *b, size_t i, lanes starts)
{
	const uint64_t *digit = &b->digit[i], *coded = &w->coded[i];
	lanes one = load(digit) ^ ahead(digit, 1);
	lanes two = ahead(digit, 1) ^ ahead(digit, 2);
	lanes three = ahead(digit, 2) ^ ahead(digit, 3);

	three = ahead(coded, 3) & three;
	one |= ahead(coded, 2) & (two | three);
	return starts & ((ahead(coded, 1) & one) |
			    (load(digit) & behind(&b->joint[i], 1) &
				behind(&b->upper[i], 2)));
}

/* One or two digits, a joint and three more, as degrees may be: "1.352". */
static inline lanes
degrees(const struct om_blocks *b, size_t i, lanes starts)
{
	const uint64_t *digit = &b->digit[i], *joint = &b->joint[i];
	lanes one = ahead(joint, 1) & ahead(digit, 2);
	lanes two = ahead(digit, 1) & ahead(joint, 2) & ahead(digit, 5);

	return starts & load(digit) & ahead(digit, 3) & ahead(digit, 4) &
	       (one | two);
}

static void
find_codes(
    struct om_anchors *out, struct work *w, const struct om_blocks *b, size_t i)
{
	lanes starts = load(&w->coded[i]) & ~behind(&w->coded[i], 1);
	lanes digit = load(&b->digit[i]);

	store(&w->long_[i], sevens(&w->joined[i]) & ~behind(&w->joined[i], 1));
	store(&out->number[i], codes(w, b, i, starts) | pairs(w, b, i, starts));
	store(&out->mixed[i], mixed(w, b, i, starts) | degrees(b, i, starts));
	store(&out->brief[i], starts & digit);
	store(&out->capitals[i], capitals_alone(b, i) & ~load(&out->number[i]));
}

/* Those where one of the 2nd to the 33rd byte behind is one too. */
static inline lanes
soon(const uint64_t *capital)
{
	lanes near = ahead(capital, 2), far = load(capital + 1) >> 2;

	for (unsigned k = 1; k <= 16; k *= 2) {
		near |= near >> k | far << (64 - k);
		far |= far >> k;
	}
	return near;
}

/* Those where one of the 32 bytes before is a capital. */
static inline lanes
follows(const uint64_t *capital)
{
	lanes near = load(capital), far = load(capital - 1);

	for (unsigned k = 1; k <= 16; k *= 2) {
		near |= near << k | far >> (64 - k);
		far |= far << k;
	}
	return near;
}

static void
find_words(struct om_anchors *out, const struct work *w,
    const struct om_blocks *b, size_t i)
{
	const uint64_t *joint = &b->joint[i], *capital = &w->capital[i];
	lanes digits = load(&b->digit[i]) & ~behind(&w->coded[i], 1);
	lanes last = load(&b->digit[i]) |
		     (load(&b->letter[i]) & behind(&b->digit[i], 1));
	lanes word = behind(&w->word[i], 1);

	store(&out->phrase[i], load(capital) & soon(capital));
	store(&out->before[i], last & ahead(joint, 1) & ahead(capital, 2));
	store(&out->behind[i], digits & behind(joint, 1) &
				   (behind(&w->word[i], 2) | behind(joint, 2)) &
				   follows(capital));
	for (unsigned k = 2; k <= 5; k++)
		word |= behind(&w->word[i], k);
	store(&out->date[i],
	    digits & word &
		(ahead(joint, 1) | ahead(joint, 2) | ahead(joint, 4)));
}

/* All groups of numbers of seven digits and joints, or more. */
static void
fill(struct om_anchors *out, const struct work *w, size_t first, size_t n)
{
	for (size_t i = first; i < first + n; i++) {
		uint64_t run = w->joined[i];
		uint64_t begin = w->long_[i] | (out->carry & run);
		uint64_t starts =
		    w->coded[i] & ~(w->coded[i] << 1 | w->coded[i - 1] >> 63);
		uint64_t all = run & ~(run + begin);

		out->number[i] |= all & (starts | w->long_[i]);
		out->carry = all >> 63;
	}
}

static bool
has_five(uint64_t bits)
{
	for (int i = 1; i < 5; i++)
		bits &= bits - 1;
	return bits != 0;
}

/*
 * Two colons together; and one that has four more within twenty-five bytes:
 * no address has fewer.
 */
static void
find_colons(
    struct om_anchors *out, const uint64_t *colon, size_t first, size_t n)
{
	const uint64_t reach = (UINT64_C(1) << 26) - 1;

	for (size_t i = first; i < first + n; i++) {
		uint64_t here = colon[i], next = colon[i + 1];
		bool any = has_five(here) || has_five(here >> 39 | next << 25);

		out->colon[i] = here & (here >> 1 | next << 63);
		for (; any && here != 0; here &= here - 1) {
			unsigned k = (unsigned)__builtin_ctzll(here);

			if (has_five(reach &
				     (colon[i] >> k | next << 1 << (63 - k))))
				out->colon[i] |= UINT64_C(1) << k;
		}
	}
}

void
ANCHORS_FIND(
    struct om_anchors *out, const struct om_blocks *b, size_t first, size_t n)
{
	struct work w;

	prepare(&w, b, first - 1, first + n + 1);
	for (size_t i = first; i < first + n; i += LANES) {
		find_codes(out, &w, b, i);
		find_words(out, &w, b, i);
	}
	fill(out, &w, first, n);
	find_colons(out, b->colon, first, n);
}
