#ifndef OM_SCAN_SHAPE_H
#define OM_SCAN_SHAPE_H

#include "base/arena.h"
#include "base/error.h"

/*
 * How an identifier is written: 9 a digit, A a letter, X either, and between
 * groups one of the joints - . / and space, as in "99.999.999-A". A shape is
 * compared group by group; a group's mark says which of its places are
 * digits, a shape's key is the marks and joints of all, stepped in order, so
 * that one look-up answers for all shapes at once.
 */
enum { OM_GROUP_MAX = 40, OM_SHAPE_MAX = 48 };

/* A group of up to OM_GROUP_MAX letters and digits: bit i for digit i. */
static inline uint64_t
om_shape_step(uint64_t key, char joint, unsigned n, uint64_t digits)
{
	uint64_t x =
	    digits | (uint64_t)n << 48 | (uint64_t)(unsigned char)joint << 56;

	key = (key ^ x) * UINT64_C(0x9e3779b97f4a7c15);
	return key ^ key >> 29;
}

/* Where a key begins; the first group's joint is '\0'. */
#define OM_SHAPE_BEGIN UINT64_C(0x6f6d62756473)

/* A shape's key, or that of its first groups, which may come more than once. */
struct om_shape_step {
	uint64_t key;
	uint16_t number; /* for those who list them */
	uint8_t groups;	 /* how many the key is of */
	bool whole;	 /* it is the shape */
};

/*
 * Calls visit for every key that text stands for, step by step: more than one
 * where it has an X. OM_USAGE where it is not a shape, or has more than eight
 * X.
 */
typedef void om_shape_visit(void *state, struct om_shape_step step);

int om_shape_keys(
    struct om_span text, om_shape_visit *visit, void *state) OM_MUST_CHECK;

/*
 * Sieves of shapes: what their first group may be, what their first two may,
 * and any number of groups. A byte has flags of what is so for a key, or for
 * another one that falls into its place.
 */
enum { OM_SHAPE_FIRSTS = 12, OM_SHAPE_SECONDS = 14, OM_SHAPE_ALL = 16 };

enum om_shape_flag {
	OM_SHAPE_WHOLE = 1, /* is a shape */
	OM_SHAPE_BEGUN = 2, /* is the beginning of one */
	OM_SHAPE_SURE = 4   /* shifted by it: of one that needs no word */
};

struct om_shape_sieve {
	uint8_t firsts[1 << OM_SHAPE_FIRSTS];
	uint8_t seconds[1 << OM_SHAPE_SECONDS];
	uint64_t all[(1 << OM_SHAPE_ALL) / 64];
};

static inline size_t
om_shape_place(uint64_t key, unsigned bits)
{
	return (size_t)(key >> (64 - bits));
}

void om_shape_sieve_add(
    struct om_shape_sieve *s, const struct om_shape_step *step, bool sure);

/* Whether a shape may go on so. */
static inline bool
om_shape_sieve_has(const struct om_shape_sieve *s, uint64_t key)
{
	size_t place = om_shape_place(key, OM_SHAPE_ALL);

	return s->all[place / 64] >> (place % 64) & 1;
}

/* From shape keys to numbers; several may be under one key. */
struct om_shape_index {
	struct om_shape_slot {
		uint64_t key;
		uint32_t first; /* in numbers */
		uint32_t n;
	} * slots;
	uint32_t mask; /* slots - 1, a power of two less one */
	uint16_t *numbers;
};

/* One thing to be indexed. */
struct om_shape_entry {
	uint64_t key;
	float likely; /* numbers under one key have the likeliest first */
	uint16_t number;
};

/* Sorts the n entries and builds the index in arena. */
void om_shape_index_build(struct om_shape_index *out, struct om_arena *arena,
    struct om_shape_entry *entries, size_t n);

/* The numbers under a key; *n is 0 where there are none. */
static inline const uint16_t *
om_shape_find(const struct om_shape_index *index, uint64_t key, uint32_t *n)
{
	uint32_t at = (uint32_t)key & index->mask;

	while (index->slots[at].n != 0) {
		if (index->slots[at].key == key) {
			*n = index->slots[at].n;
			return index->numbers + index->slots[at].first;
		}
		at = (at + 1) & index->mask;
	}
	*n = 0;
	return NULL;
}

#endif
