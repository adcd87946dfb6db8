#ifndef OM_FORMAT_SWAR_H
#define OM_FORMAT_SWAR_H

#include <stddef.h>
#include <stdint.h>

/*
 * Eight bytes looked at as one word, the first byte the lowest. Each test
 * sets the top bit of the bytes that meet it; above the first of them other
 * bits may be set as well, so only the first counts.
 */
#define OM_SWAR_LOW UINT64_C(0x0101010101010101)
#define OM_SWAR_TOP UINT64_C(0x8080808080808080)

/* Compilers make one load of this, whatever the machine's byte order. */
static inline uint64_t
om_swar_load(const char *p)
{
	const unsigned char *u = (const unsigned char *)p;

	return (uint64_t)u[0] | (uint64_t)u[1] << 8 | (uint64_t)u[2] << 16 |
	       (uint64_t)u[3] << 24 | (uint64_t)u[4] << 32 |
	       (uint64_t)u[5] << 40 | (uint64_t)u[6] << 48 |
	       (uint64_t)u[7] << 56;
}

/* Bytes below limit, which is at most 0x80. */
static inline uint64_t
om_swar_below(uint64_t word, unsigned char limit)
{
	return (word - OM_SWAR_LOW * limit) & ~word & OM_SWAR_TOP;
}

static inline uint64_t
om_swar_equal(uint64_t word, unsigned char c)
{
	return om_swar_below(word ^ (OM_SWAR_LOW * c), 1);
}

/* The index of the first byte in a test's result, which is not 0. */
static inline size_t
om_swar_first(uint64_t test)
{
	return (size_t)__builtin_ctzll(test) / 8;
}

#endif
