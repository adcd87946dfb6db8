#ifndef OM_SCAN_WORDS_H
#define OM_SCAN_WORDS_H

#include "base/arena.h"

/*
 * Words that speak for or against a finding nearby ("passport", "order"), in
 * lower case, each with a number; a phrase of two words is one too. A whole
 * word counts, never a part of one: "lic" does not speak in "public".
 */
enum { OM_WORDS_MAX = 2048 };

struct om_word_set {
	uint64_t bits[OM_WORDS_MAX / 64];
	int entry; /* of fields.json that a field's name fits, from 1; 0: none
		    */
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

bool om_word_set_meets(
    const struct om_word_set *a, const struct om_word_set *b);

#endif
