#include "scan/heard.h"

enum { WORD_MAX = 40, FORGOTTEN_MAX = 128 };

/*
 * Bytes of words, and where words begin: behind none and no digit, or as in
 * camelCase; "1CC23" is a code, not a word.
 */
struct letters {
	uint64_t word, starts;
};

static inline struct letters
letters_of(const struct om_blocks *b, size_t i)
{
	uint64_t word = b->letter[i] | b->beyond[i];
	uint64_t before = b->letter[i - 1] | b->beyond[i - 1];
	uint64_t glue = word | b->digit[i];
	uint64_t glue_before = before | b->digit[i - 1];
	uint64_t small = word & ~b->upper[i];
	uint64_t small_before = before & ~b->upper[i - 1];
	uint64_t humps = b->upper[i] & (small << 1 | small_before >> 63);

	return (struct letters){ word,
		(word & ~(glue << 1 | glue_before >> 63)) | humps };
}

/* The first eight bytes of a word, NUL behind its end. */
static inline uint64_t
head_of(struct om_span text, uint32_t at, unsigned n)
{
	uint64_t head = 0;

	if (text.n - at >= sizeof(head))
		memcpy(&head, text.p + at, sizeof(head));
	else
		memcpy(&head, text.p + at, text.n - at);
	return n < sizeof(head) ? head & ~(UINT64_MAX << n * 8) : head;
}

static void
add(struct om_heard *h, int word, uint32_t end)
{
	unsigned classes;

	if (word < 0 || h->n == OM_HEARD_MAX)
		return;
	classes = om_words_classes(h->words, word);
	for (unsigned rest = classes; rest != 0; rest &= rest - 1)
		h->last[rest & -rest] = end;
	h->list[h->n].start = h->start;
	h->list[h->n].end = end;
	h->list[h->n].word = (uint16_t)word;
	h->list[h->n++].classes = (uint16_t)classes;
}

/* A word that passed the sieve. */
static void
look_up(struct om_heard *h, uint32_t at, unsigned n)
{
	int word;
	uint64_t hash =
	    om_words_look_up(h->words, &word, om_span_bytes(h->text.p + at, n));

	if (h->hash != 0)
		add(h, om_words_phrase(h->words, h->hash, hash), at + n);
	h->hash = hash;
	h->start = at;
	add(h, word, at + n);
}

static void
listen(struct om_heard *h, const struct om_marks *marks)
{
	const struct om_word_sieve *sieve = om_words_sieve(h->words);
	size_t i = om_marks_block(marks, h->to);
	struct letters here = letters_of(marks->blocks, i);
	struct letters next = letters_of(marks->blocks, i + 1);
	uint64_t ends = ~here.word | here.starts;
	uint64_t ends_next = ~next.word | next.starts;

	for (uint64_t all = here.starts; all != 0; all &= all - 1) {
		unsigned bit = (unsigned)__builtin_ctzll(all), n = 1;
		uint64_t rest = ends >> bit >> 1;
		uint32_t at = h->to + bit;

		if (rest != 0)
			n += (unsigned)__builtin_ctzll(rest);
		else if (ends_next != 0)
			n = 64 - bit + (unsigned)__builtin_ctzll(ends_next);
		else
			n = 64;
		if (n <= WORD_MAX &&
		    om_word_sieve_has(sieve, head_of(h->text, at, n), n))
			look_up(h, at, n);
		else
			h->hash = 0;
	}
}

/*
 * Drops what is not asked for any more: words begin one behind the other. The
 * list is moved to its beginning where it has become long.
 */
static void
forget(struct om_heard *h, uint32_t first)
{
	while (h->begin < h->n && h->list[h->begin].start < first)
		h->begin++;
	if (h->begin == h->n) {
		h->begin = h->n = 0;
	} else if (h->begin >= FORGOTTEN_MAX) {
		memmove(h->list, h->list + h->begin,
		    (h->n - h->begin) * sizeof(h->list[0]));
		h->n -= h->begin;
		h->begin = 0;
	}
	h->from = first;
}

void
om_heard_listen(struct om_heard *h, const struct om_marks *marks,
    uint32_t first, uint32_t last)
{
	if (first < h->from || first > h->to) {
		h->from = h->to = first / OM_BLOCK_SIZE * OM_BLOCK_SIZE;
		h->hash = 0;
		h->begin = h->n = 0;
	}
	if (last <= h->to)
		return;
	forget(h, first);
	for (; h->to < last; h->to += OM_BLOCK_SIZE)
		listen(h, marks);
}

unsigned
om_heard_classes(const struct om_heard *h, uint32_t first, uint32_t last)
{
	unsigned classes = 0;

	for (size_t i = h->begin; i < h->n; i++)
		if (h->list[i].start >= first && h->list[i].end <= last)
			classes |= h->list[i].classes;
	return classes;
}

void
om_heard_add(const struct om_heard *h, struct om_word_set *out, uint32_t first,
    uint32_t last)
{
	for (size_t i = h->begin; i < h->n; i++)
		if (h->list[i].start >= first && h->list[i].end <= last)
			om_word_set_add(out, h->list[i].word);
}
