#ifndef OM_SCAN_MARKS_H
#define OM_SCAN_MARKS_H

#include <stdbool.h>

#include "scan/block.h"

/*
 * The marks round the place that is looked at: blocks that begin at byte
 * `base` of the text. Those asked for must be among them. Before the text and
 * behind its end nothing is marked.
 */
struct om_marks {
	const struct om_blocks *blocks;
	int64_t base;
};

static inline size_t
om_marks_block(const struct om_marks *m, int64_t at)
{
	return (size_t)(at - m->base) / OM_BLOCK_SIZE;
}

/* The bits of the 64 bytes from k on, of two blocks. */
static inline uint64_t
om_marks_join(uint64_t low, uint64_t high, unsigned k)
{
	return low >> k | high << 1 << (63 - k);
}

static inline uint64_t
om_marks_from(const struct om_marks *m, const uint64_t *bits, int64_t at)
{
	size_t i = om_marks_block(m, at);

	return om_marks_join(
	    bits[i], bits[i + 1], (unsigned)(at & (OM_BLOCK_SIZE - 1)));
}

/* Digits, joints, colons, line breaks of the 64 bytes from `at` on. */
static inline uint64_t
om_marks_digits(const struct om_marks *m, int64_t at)
{
	return om_marks_from(m, m->blocks->digit, at);
}

static inline uint64_t
om_marks_joints(const struct om_marks *m, int64_t at)
{
	return om_marks_from(m, m->blocks->joint, at);
}

static inline uint64_t
om_marks_colons(const struct om_marks *m, int64_t at)
{
	return om_marks_from(m, m->blocks->colon, at);
}

static inline uint64_t
om_marks_lines(const struct om_marks *m, int64_t at)
{
	return om_marks_from(m, m->blocks->line, at);
}

/* Letters and digits. */
static inline uint64_t
om_marks_coded(const struct om_marks *m, int64_t at)
{
	return om_marks_from(m, m->blocks->letter, at) |
	       om_marks_from(m, m->blocks->digit, at);
}

/* Letters, and what is beyond ASCII. */
static inline uint64_t
om_marks_words(const struct om_marks *m, int64_t at)
{
	return om_marks_from(m, m->blocks->letter, at) |
	       om_marks_from(m, m->blocks->beyond, at);
}

/* Small letters. */
static inline uint64_t
om_marks_small(const struct om_marks *m, int64_t at)
{
	return om_marks_from(m, m->blocks->letter, at) &
	       ~om_marks_from(m, m->blocks->upper, at);
}

static inline bool
om_marks_is_upper(const struct om_marks *m, int64_t at)
{
	return m->blocks->upper[om_marks_block(m, at)] >>
		   (at & (OM_BLOCK_SIZE - 1)) &
	       1;
}

/* How many letters and digits stand directly before `at`: 64 at most. */
static inline unsigned
om_marks_coded_before(const struct om_marks *m, int64_t at)
{
	uint64_t others = ~om_marks_coded(m, at - OM_BLOCK_SIZE);

	return others == 0 ? 64 : (unsigned)__builtin_clzll(others);
}

/* Where the line round `at` begins and ends, at most so far from it. */
static inline int64_t
om_marks_line_start(const struct om_marks *m, int64_t at, int64_t most)
{
	for (int64_t i = 0; i < most; i += OM_BLOCK_SIZE) {
		uint64_t lines = om_marks_lines(m, at - i - OM_BLOCK_SIZE);
		int64_t n = lines == 0 ? most : i + __builtin_clzll(lines);

		if (lines != 0)
			return at - (n < most ? n : most);
	}
	return at - most;
}

static inline int64_t
om_marks_line_end(const struct om_marks *m, int64_t at, int64_t most)
{
	for (int64_t i = 0; i < most; i += OM_BLOCK_SIZE) {
		uint64_t lines = om_marks_lines(m, at + i);
		int64_t n = lines == 0 ? most : i + __builtin_ctzll(lines);

		if (lines != 0)
			return at + (n < most ? n : most);
	}
	return at + most;
}

/* Whether an @ stands from byte `first` on, before `last`. */
static inline bool
om_marks_any_at(const struct om_marks *m, int64_t first, int64_t last)
{
	for (; last - first >= OM_BLOCK_SIZE; first += OM_BLOCK_SIZE)
		if (om_marks_from(m, m->blocks->at, first) != 0)
			return true;
	return first < last && (om_marks_from(m, m->blocks->at, first) &
				   ((UINT64_C(1) << (last - first)) - 1)) != 0;
}

/*
 * Whether an @ stands in the line round `at`, at most so far from it: most
 * often there is none in all of these blocks.
 */
static inline bool
om_marks_has_at(
    const struct om_marks *m, int64_t at, int64_t before, int64_t behind)
{
	size_t last = om_marks_block(m, at + behind);
	uint64_t any = 0;

	for (size_t i = om_marks_block(m, at - before); i <= last; i++)
		any |= m->blocks->at[i];
	return any != 0 &&
	       om_marks_any_at(m, om_marks_line_start(m, at, before),
		   om_marks_line_end(m, at, behind));
}

#endif
