#include "scan/words.h"

/*
 * A table of hashes, open addressed: 64 bits of hash stand for the word. A
 * phrase's hash is made of those of its two words, so that finding one costs
 * no more than looking up one more word.
 */
enum { SLOTS = OM_WORDS_MAX * 4, WORD_MAX = 40 };

struct om_words {
	struct {
		uint64_t hash;
		int word;
	} slots[SLOTS];
	int n;
	struct om_word_sieve sieve;
	uint8_t classes[OM_WORDS_MAX];
};

static const uint64_t multiplier = UINT64_C(0x9e3779b97f4a7c15);

static uint64_t
hash_of(struct om_span word)
{
	uint64_t h = word.n;

	for (size_t i = 0; i < word.n; i++) {
		unsigned char c = (unsigned char)word.p[i];

		if (c >= 'A' && c <= 'Z')
			c |= 0x20;
		h = (h ^ c) * multiplier;
		h ^= h >> 32;
	}
	return h == 0 ? 1 : h;
}

static uint64_t
hash_of_two(uint64_t first, uint64_t second)
{
	uint64_t h = (first + (second << 1 | second >> 63)) * multiplier;

	h ^= h >> 32;
	return h == 0 ? 1 : h;
}

static size_t
place(const struct om_words *w, uint64_t hash)
{
	size_t at = hash % SLOTS;

	while (w->slots[at].hash != 0 && w->slots[at].hash != hash)
		at = (at + 1) % SLOTS;
	return at;
}

static bool
is_lower(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || c >= 0x80;
}

static bool
is_upper(unsigned char c)
{
	return c >= 'A' && c <= 'Z';
}

/*
 * The next word of *rest, which begins behind it then; false at the end. A
 * word ends before a capital that follows a small letter (camelCase).
 */
static bool
next(struct om_span *word, struct om_span *rest)
{
	const unsigned char *p = (const unsigned char *)rest->p;
	size_t i = 0, end;

	while (i < rest->n && !is_lower(p[i]) && !is_upper(p[i]))
		i++;
	if (i == rest->n)
		return false;
	for (end = i; end < rest->n; end++) {
		if (!is_lower(p[end]) && !is_upper(p[end]))
			break;
		if (end > i && is_upper(p[end]) && is_lower(p[end - 1]))
			break;
	}
	*word = om_span_bytes(rest->p + i, end - i);
	*rest = om_span_bytes(rest->p + end, rest->n - end);
	return true;
}

struct om_words *
om_words_new(struct om_arena *arena)
{
	return om_arena_new(arena, 1, sizeof(struct om_words));
}

static void
sieve(struct om_word_sieve *s, struct om_span word)
{
	uint64_t head = 0;
	size_t place;

	memcpy(&head, word.p, word.n < sizeof(head) ? word.n : sizeof(head));
	place = om_word_sieve_place(head, word.n);
	s->bits[place / 64] |= UINT64_C(1) << (place % 64);
}

const struct om_word_sieve *
om_words_sieve(const struct om_words *w)
{
	return &w->sieve;
}

void
om_words_class(struct om_words *w, int word, enum om_word_class class)
{
	w->classes[word] |= (uint8_t) class;
}

unsigned
om_words_classes(const struct om_words *w, int word)
{
	return w->classes[word];
}

static int
number_at(const struct om_words *w, uint64_t hash)
{
	size_t at = place(w, hash);

	return w->slots[at].hash == 0 ? -1 : w->slots[at].word;
}

uint64_t
om_words_look_up(const struct om_words *w, int *word, struct om_span text)
{
	uint64_t hash = hash_of(text);

	*word = number_at(w, hash);
	return hash;
}

int
om_words_phrase(const struct om_words *w, uint64_t first, uint64_t second)
{
	return number_at(w, hash_of_two(first, second));
}

int
om_words_add(struct om_words *w, struct om_span text)
{
	struct om_span rest = text, word;
	uint64_t hash;
	size_t at;

	if (!next(&word, &rest) || word.n > WORD_MAX)
		return -1;
	hash = hash_of(word);
	sieve(&w->sieve, word);
	if (next(&word, &rest)) {
		hash = hash_of_two(hash, hash_of(word));
		sieve(&w->sieve, word);
	}
	if (next(&word, &rest))
		return -1;
	at = place(w, hash);
	if (w->slots[at].hash == 0) {
		if (w->n == OM_WORDS_MAX)
			return -1;
		w->slots[at].hash = hash;
		w->slots[at].word = w->n++;
	}
	return w->slots[at].word;
}

static void
look_up(const struct om_words *w, struct om_word_set *out, uint64_t hash)
{
	size_t at = place(w, hash);

	if (w->slots[at].hash != 0)
		om_word_set_add(out, w->slots[at].word);
}

void
om_words_find(
    const struct om_words *w, struct om_word_set *out, struct om_span text)
{
	struct om_span word;
	uint64_t before = 0;

	while (next(&word, &text)) {
		uint64_t hash = hash_of(word);

		look_up(w, out, hash);
		if (before != 0)
			look_up(w, out, hash_of_two(before, hash));
		before = hash;
	}
}

bool
om_word_set_meets(const struct om_word_set *a, const struct om_word_set *b)
{
	uint64_t common = 0;

	for (size_t i = 0; i < OM_WORDS_MAX / 64; i++)
		common |= a->bits[i] & b->bits[i];
	return common != 0;
}

void
om_word_tails_add(struct om_word_tails *t, struct om_span word)
{
	unsigned pair;

	if (word.n < 2)
		return;
	pair = ((unsigned)word.p[word.n - 2] & 31) << 5 |
	       ((unsigned)word.p[word.n - 1] & 31);
	t->bits[pair / 64] |= UINT64_C(1) << (pair % 64);
}
