#ifndef OM_SCAN_PHRASE_H
#define OM_SCAN_PHRASE_H

#include "scan/lexicon.h"
#include "scan/sight.h"

/* A word of the text, with what it is known as. */
struct om_word {
	uint32_t start, end;
	unsigned is;   /* bits of enum om_lexicon_bit */
	bool capital;  /* Aa..., or beyond ASCII so */
	bool upper;    /* capitals only, two at least */
	bool initial;  /* one capital, with its dot */
	bool particle; /* small and known as one */
};

/* Words with one space between, all capitalised but for particles. */
enum { OM_PHRASE_WORDS = 9, OM_PHRASE_BYTES = 120 };

struct om_phrase {
	struct om_word words[OM_PHRASE_WORDS];
	size_t n;
};

/* Whether the byte is a letter, or of one beyond ASCII. */
static inline bool
om_phrase_is_letter(char c)
{
	return (unsigned)((c | 0x20) - 'a') < 26 || (unsigned char)c >= 0x80;
}

/* The word at `at`: its end, `at` where none is; hyphens and ' are inside. */
uint32_t om_phrase_word_end(const struct om_sight *s, uint32_t at);

/* The word at `at` with what it is; false where none begins there. */
bool om_phrase_word(const struct om_sight *s, struct om_word *out, uint32_t at);

/* All words from the capitalised one at `at` on. */
void om_phrase_read(
    const struct om_sight *s, struct om_phrase *out, uint32_t at);

/*
 * What stands before `at` in its line: the bits of the word before it and of
 * the two words, and what signs are between. Never more than 64 bytes away.
 */
struct om_before {
	unsigned is;	 /* of the word directly before */
	unsigned phrase; /* of the two words before, together */
	bool stop;	 /* a sentence or a line begins here */
	bool digit;	 /* a number stands directly before */
	bool glued;	 /* no space or quote: a part of something */
	char sign;	 /* the last sign before it but space, or NUL */
};

void om_phrase_before(
    const struct om_sight *s, struct om_before *out, uint32_t at);

/* Where the word that ends with a space before `at` begins. */
uint32_t om_phrase_word_before(const struct om_sight *s, uint32_t at);

static inline struct om_span
om_phrase_span(const struct om_sight *s, const struct om_word *w)
{
	return om_span_bytes(s->text.p + w->start, w->end - w->start);
}

#endif
