#ifndef OM_POLICY_KIND_SET_H
#define OM_POLICY_KIND_SET_H

#include <stdbool.h>
#include <stdint.h>

/* The most kinds a catalogue may have. */
enum { OM_KINDS_MAX = 512, OM_KIND_WORDS = OM_KINDS_MAX / 64 };

/* A set of kinds, by their number in the catalogue. {0} is the empty one. */
struct om_kind_set {
	uint64_t words[OM_KIND_WORDS];
};

static inline void
om_kind_set_add(struct om_kind_set *s, int kind)
{
	s->words[kind / 64] |= UINT64_C(1) << (kind % 64);
}

static inline bool
om_kind_set_has(const struct om_kind_set *s, int kind)
{
	return s->words[kind / 64] >> (kind % 64) & 1;
}

static inline void
om_kind_set_join(struct om_kind_set *s, const struct om_kind_set *other)
{
	for (int i = 0; i < OM_KIND_WORDS; i++)
		s->words[i] |= other->words[i];
}

static inline void
om_kind_set_keep(struct om_kind_set *s, const struct om_kind_set *other)
{
	for (int i = 0; i < OM_KIND_WORDS; i++)
		s->words[i] &= other->words[i];
}

static inline void
om_kind_set_drop(struct om_kind_set *s, const struct om_kind_set *other)
{
	for (int i = 0; i < OM_KIND_WORDS; i++)
		s->words[i] &= ~other->words[i];
}

static inline bool
om_kind_set_is_empty(const struct om_kind_set *s)
{
	uint64_t any = 0;

	for (int i = 0; i < OM_KIND_WORDS; i++)
		any |= s->words[i];
	return any == 0;
}

static inline bool
om_kind_set_equal(const struct om_kind_set *a, const struct om_kind_set *b)
{
	uint64_t difference = 0;

	for (int i = 0; i < OM_KIND_WORDS; i++)
		difference |= a->words[i] ^ b->words[i];
	return difference == 0;
}

static inline bool
om_kind_set_meets(const struct om_kind_set *a, const struct om_kind_set *b)
{
	uint64_t common = 0;

	for (int i = 0; i < OM_KIND_WORDS; i++)
		common |= a->words[i] & b->words[i];
	return common != 0;
}

/* Whether all of a is in b. */
static inline bool
om_kind_set_within(const struct om_kind_set *a, const struct om_kind_set *b)
{
	uint64_t missing = 0;

	for (int i = 0; i < OM_KIND_WORDS; i++)
		missing |= a->words[i] & ~b->words[i];
	return missing == 0;
}

/* How many kinds of a are in b. */
static inline unsigned
om_kind_set_common(const struct om_kind_set *a, const struct om_kind_set *b)
{
	unsigned n = 0;

	for (int i = 0; i < OM_KIND_WORDS; i++)
		n += (unsigned)__builtin_popcountll(a->words[i] & b->words[i]);
	return n;
}

/* The first kind of s from `from` on; -1 where there is none. */
static inline int
om_kind_set_next(const struct om_kind_set *s, int from)
{
	for (int i = from / 64; i < OM_KIND_WORDS; i++) {
		uint64_t word = s->words[i];

		if (i == from / 64)
			word &= UINT64_MAX << (from % 64);
		if (word != 0)
			return i * 64 + __builtin_ctzll(word);
	}
	return -1;
}

#endif
