#ifndef OM_SCAN_WORDS_H
#define OM_SCAN_WORDS_H

#include "base/arena.h"

/*
 * Words that speak for or against a finding nearby ("passport", "order"), in
 * lower case, each with a number; a phrase of two words is one too. A whole
 * word counts, never a part of one: "lic" does not speak in "public".
 */
enum { OM_WORDS_MAX = 2048, OM_IDENTIFIERS_MAX = 1024 };

struct om_word_set {
	uint64_t bits[OM_WORDS_MAX / 64];

	/* of a column's or key's name: what its words do, the identifiers that
	 * they speak for, and the entry of fields.json, from 1; 0: none */
	unsigned classes;
	uint64_t spoken[OM_IDENTIFIERS_MAX / 64];
	int entry;
};

/* What a word does, a bit each: for whom it speaks. */
enum om_word_class {
	OM_WORD_FOR_SHAPES = 1, /* for identifiers known by shape */
	OM_WORD_FOR_KINDS = 2,	/* for kinds that code of its own finds */
	OM_WORD_AGAINST = 4	/* against all */
};

struct om_words;

/* An empty list; all is in the arena. */
struct om_words *om_words_new(struct om_arena *arena);

/*
 * The number of a word or a phrase of two, added where it is new; -1 where
 * there are OM_WORDS_MAX already or it has more than two words.
 */
int om_words_add(struct om_words *w, struct om_span text);

/*
 * Adds to *out every known word in text. Words are runs of ASCII letters and
 * bytes of UTF-8; "dateOfBirth", "date_of_birth" and "date-of-birth" are
 * three words each.
 */
void om_words_find(
    const struct om_words *w, struct om_word_set *out, struct om_span text);

/*
 * A sieve for those who look at many words: whether a word may be known,
 * alone or in a phrase, by its first eight bytes, NUL behind its end, and
 * how many it has.
 */
enum { OM_WORD_SIEVE_BITS = 15 };

struct om_word_sieve {
	uint64_t bits[(1 << OM_WORD_SIEVE_BITS) / 64];
};

/* Case is one bit; that it makes letters of signs as well does no harm. */
static inline size_t
om_word_sieve_place(uint64_t head, size_t n)
{
	uint64_t h = (head | UINT64_C(0x2020202020202020)) + n;

	return (size_t)((h * UINT64_C(0x9e3779b97f4a7c15)) >>
			(64 - OM_WORD_SIEVE_BITS));
}

static inline bool
om_word_sieve_has(const struct om_word_sieve *s, uint64_t head, size_t n)
{
	size_t place = om_word_sieve_place(head, n);

	return s->bits[place / 64] >> (place % 64) & 1;
}

const struct om_word_sieve *om_words_sieve(const struct om_words *w);

/* A word may do several things. */
void om_words_class(struct om_words *w, int word, enum om_word_class class);
unsigned om_words_classes(const struct om_words *w, int word);

/* A word's hash, for phrases; *word is its number, -1 where it has none. */
uint64_t om_words_look_up(
    const struct om_words *w, int *word, struct om_span text);

/* The number of the phrase that two words make by their hashes; -1: none. */
int om_words_phrase(const struct om_words *w, uint64_t first, uint64_t second);

/* The last two letters of words, a bit for each pair: a first sieve. */
struct om_word_tails {
	uint64_t bits[1024 / 64];
};

void om_word_tails_add(struct om_word_tails *t, struct om_span word);

/* Whether a known word may end before p, which has two bytes before it. */
static inline bool
om_word_tails_may_end(const struct om_word_tails *t, const char *p)
{
	unsigned pair = ((unsigned)p[-2] & 31) << 5 | ((unsigned)p[-1] & 31);

	return t->bits[pair / 64] >> (pair % 64) & 1;
}

static inline void
om_word_set_add(struct om_word_set *s, int word)
{
	s->bits[word / 64] |= UINT64_C(1) << (word % 64);
}

static inline bool
om_word_set_has(const struct om_word_set *s, int word)
{
	return s->bits[word / 64] >> (word % 64) & 1;
}

static inline bool
om_word_set_speaks(const struct om_word_set *s, size_t identifier)
{
	return s->spoken[identifier / 64] >> (identifier % 64) & 1;
}

bool om_word_set_meets(
    const struct om_word_set *a, const struct om_word_set *b);

#endif
