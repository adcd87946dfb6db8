#ifndef OM_SCAN_LEXICON_H
#define OM_SCAN_LEXICON_H

#include "base/error.h"
#include "base/span.h"
#include "scan/words.h"

/* What words are known as; a bit each. */
enum om_lexicon_class {
#define OM_LEXICON_CLASS(code, word) OM_LEXICON_##code##_,
#include "scan/lexicon_class_list.h"
#undef OM_LEXICON_CLASS
	OM_LEXICON_CLASSES
};

enum om_lexicon_bit {
#define OM_LEXICON_CLASS(code, word) \
	OM_LEXICON_##code = 1 << OM_LEXICON_##code##_,
#include "scan/lexicon_class_list.h"
#undef OM_LEXICON_CLASS
};

struct om_lexicon;

/* Whether a word that leads to a date of birth may end before p: a sieve. */
bool om_lexicon_may_be_birth(const struct om_lexicon *l, const char *p);

/*
 * Reads the embedded files of policies/lexica/: names, places and words of
 * many languages with what they are; once for all scanners of the process.
 * OM_USAGE names file and line.
 */
int om_lexicon_open(struct om_lexicon **out) OM_MUST_CHECK;
void om_lexicon_close(struct om_lexicon *l);

/*
 * What a word is known as, 0 where it is not. Case and the marks of Latin
 * letters do not count: "JOSÉ" is "jose". What no Latin letter is ends it.
 */
unsigned om_lexicon_word(const struct om_lexicon *l, struct om_span word);

/*
 * OM_LEXICON_COMMON where the word is a form of a common one, in -s, -ed,
 * -ing: what om_lexicon_word does not know.
 */
unsigned om_lexicon_common(const struct om_lexicon *l, struct om_span word);

/* What two words together are known as, as "San Diego". */
unsigned om_lexicon_phrase(
    const struct om_lexicon *l, struct om_span first, struct om_span second);

/* What words with its ending are: the longest known one of 2 to 8 letters. */
unsigned om_lexicon_ending(const struct om_lexicon *l, struct om_span word);

/*
 * The word in small ASCII letters, at most OM_LEXICON_WORD of them; how many.
 * Apostrophes and dots are left out, a hyphen or space stays.
 */
enum { OM_LEXICON_WORD = 40 };
size_t om_lexicon_fold(char out[OM_LEXICON_WORD], struct om_span word);

#endif
