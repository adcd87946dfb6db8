#ifndef OM_SCAN_HEARD_H
#define OM_SCAN_HEARD_H

#include "base/span.h"
#include "scan/marks.h"
#include "scan/words.h"

/*
 * The words of a text that speak for or against something, with their places:
 * looked for when a candidate first asks, and each byte's only once, so that
 * most candidates learn cheaply that nothing speaks near them.
 */
enum { OM_HEARD_MAX = 640 };

struct om_heard {
	const struct om_words *words;
	struct om_span text;
	uint32_t from, to; /* bytes that were looked at, in whole blocks */
	size_t begin, n;   /* of the list: what is before is forgotten */
	struct {
		uint32_t start, end;
		uint16_t word, classes;
	} list[OM_HEARD_MAX];
	uint32_t last[OM_WORD_AGAINST + 1]; /* by class, where the last ends */
	uint64_t hash;	/* of the word before `to`, if it is known; else 0 */
	uint32_t start; /* where it begins */
};

static inline void
om_heard_begin(
    struct om_heard *h, const struct om_words *words, struct om_span text)
{
	h->words = words;
	h->text = text;
	h->from = h->to = 0;
	h->begin = h->n = 0;
	h->hash = 0;
	memset(h->last, 0, sizeof(h->last));
}

/*
 * Looks for words up to byte `last`; what stands before `first` is no longer
 * asked for. Marks must reach from the block before first to that of last.
 */
void om_heard_listen(struct om_heard *h, const struct om_marks *marks,
    uint32_t first, uint32_t last);

/* What the words that lie in the bytes first to last do: their classes. */
unsigned om_heard_classes(
    const struct om_heard *h, uint32_t first, uint32_t last);

/* Adds those words to the set. */
void om_heard_add(const struct om_heard *h, struct om_word_set *out,
    uint32_t first, uint32_t last);

#endif
