#ifndef OM_SCAN_MARKS_H
#define OM_SCAN_MARKS_H

#include "scan/block.h"

/*
 * The marks round the place that is looked at: blocks that begin at byte
 * `base` of the text. Those asked for must be among them: OM_MARKS_BEHIND
 * blocks before an anchor's and OM_MARKS_AHEAD after it are. Before the text
 * and behind its end nothing is marked.
 */
struct om_marks {
	const struct om_block *blocks;
	int64_t base;
};

enum { OM_MARKS_BEHIND = 2, OM_MARKS_AHEAD = 9 };

static inline uint64_t
om_marks_join(uint64_t low, uint64_t high, unsigned k)
{
	return k == 0 ? low : low >> k | high << (64 - k);
}

/* Digits, and letters and digits, of the 64 bytes from `at` on. */
static inline uint64_t
om_marks_digits(const struct om_marks *m, uint32_t at)
{
	size_t i = (size_t)((int64_t)at - m->base) / OM_BLOCK_SIZE;

	return om_marks_join(
	    m->blocks[i].digit, m->blocks[i + 1].digit, at % OM_BLOCK_SIZE);
}

static inline uint64_t
om_marks_coded(const struct om_marks *m, uint32_t at)
{
	size_t i = (size_t)((int64_t)at - m->base) / OM_BLOCK_SIZE;
	const struct om_block *b = &m->blocks[i];

	return om_marks_join(b[0].digit | b[0].letter, b[1].digit | b[1].letter,
	    at % OM_BLOCK_SIZE);
}

/* Small letters of the 64 bytes from `at` on. */
static inline uint64_t
om_marks_small(const struct om_marks *m, uint32_t at)
{
	size_t i = (size_t)((int64_t)at - m->base) / OM_BLOCK_SIZE;
	const struct om_block *b = &m->blocks[i];

	return om_marks_join(b[0].letter & ~b[0].upper,
	    b[1].letter & ~b[1].upper, at % OM_BLOCK_SIZE);
}

/* How many letters and digits stand directly before `at`: 64 at most. */
static inline unsigned
om_marks_coded_before(const struct om_marks *m, uint32_t at)
{
	size_t i = (size_t)((int64_t)at - m->base) / OM_BLOCK_SIZE;
	const struct om_block *b = &m->blocks[i];
	uint64_t before = om_marks_join(b[-1].digit | b[-1].letter,
	    b[0].digit | b[0].letter, at % OM_BLOCK_SIZE);

	if (at % OM_BLOCK_SIZE == 0)
		before = b[-1].digit | b[-1].letter;
	return ~before == 0 ? 64 : (unsigned)__builtin_clzll(~before);
}

#endif
