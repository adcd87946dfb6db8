#include "scan/lexicon.h"

#include <pthread.h>

#include "base/embed.h"
#include "base/memory.h"

/*
 * Open addressing over 40 bits of hash, with the classes in the same eight
 * bytes: one line of cache a look-up. All files together take some milliseconds
 * to read.
 */
enum {
	BITS = 18,
	SLOTS = 1 << BITS,
	FULL = SLOTS / 8 * 7,
	CLASS_BITS = 24,
	CLASS_MASK = (1 << CLASS_BITS) - 1,
};

struct om_lexicon {
	uint64_t slots[SLOTS];
	size_t n;
	struct om_word_tails birth;
};

_Static_assert((int)OM_LEXICON_CLASSES <= (int)CLASS_BITS, "bits");

static const struct {
	const char *word;
	unsigned bits;
} classes[OM_LEXICON_CLASSES] = {
#define OM_LEXICON_CLASS(code, word) { word, OM_LEXICON_##code },
#include "scan/lexicon_class_list.h"
#undef OM_LEXICON_CLASS
};

/* The plain letters of U+00C0 to U+017F; a dot where there are two or none. */
static const char plain[] = "aaaaaa.ceeeeiiiidnooooo.ouuuuyt."
			    "aaaaaa.ceeeeiiiidnooooo.ouuuuyty"
			    "aaaaaaccccccccddddeeeeeeeeeegggg"
			    "gggghhhhiiiiiiiiii..jjkkklllllll"
			    "lllnnnnnn...oooooo..rrrrrrssssss"
			    "ssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

static const char *
pair_of(unsigned code)
{
	switch (code) {
	case 0xc6:
	case 0xe6:
		return "ae";
	case 0xdf:
		return "ss";
	case 0x132:
	case 0x133:
		return "ij";
	case 0x152:
	case 0x153:
		return "oe";
	default:
		return "";
	}
}

/* One letter beyond ASCII at p, into out; how many bytes it had, 0: none. */
static size_t
fold_one(char *out, size_t *n, const unsigned char *p, size_t left)
{
	unsigned code;

	if (left < 2 || p[0] < 0xc3 || p[0] > 0xc5 || (p[1] & 0xc0) != 0x80)
		return 0;
	code = (unsigned)(p[0] & 0x1f) << 6 | (p[1] & 0x3f);
	if (plain[code - 0xc0] != '.') {
		out[(*n)++] = plain[code - 0xc0];
		return 2;
	}
	for (const char *c = pair_of(code); *c != '\0' && *n < OM_LEXICON_WORD;
	     c++)
		out[(*n)++] = *c;
	return 2;
}

size_t
om_lexicon_fold(char out[OM_LEXICON_WORD], struct om_span word)
{
	size_t n = 0;

	for (size_t i = 0; i < word.n && n < OM_LEXICON_WORD;) {
		unsigned char c = (unsigned char)word.p[i];

		if (c >= 0x80) {
			size_t took = fold_one(out, &n,
			    (const unsigned char *)word.p + i, word.n - i);

			if (took == 0)
				return 0;
			i += took;
			continue;
		}
		i++;
		if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')
			out[n++] = (char)(c | 0x20);
		else if (c == '-' || c == ' ')
			out[n++] = (char)c;
		else if (c == '_')
			out[n++] = ' ';
	}
	return n;
}

/* Bytes of a word: the first eight and the last, which may be some of them. */
struct ends {
	uint64_t first, last;
};

static inline struct ends
ends_of(const char *p, size_t n)
{
	struct ends e = { 0 };
	uint32_t low, high;

	if (n >= 8) {
		memcpy(&e.first, p, 8);
		memcpy(&e.last, p + n - 8, 8);
	} else if (n >= 4) {
		memcpy(&low, p, 4);
		memcpy(&high, p + n - 4, 4);
		e.first = e.last = (uint64_t)high << 32 | low;
	} else
		for (size_t i = 0; i < n; i++)
			e.first = e.last = e.first << 8 | (unsigned char)p[i];
	return e;
}

static inline uint64_t
mix(uint64_t h, struct ends e)
{
	h = (h ^ e.first) * UINT64_C(0x9e3779b97f4a7c15);
	h = (h ^ h >> 29 ^ e.last) * UINT64_C(0xbf58476d1ce4e5b9);
	h ^= h >> 32;
	return h * UINT64_C(0x94d049bb133111eb);
}

static uint64_t
hash_of(const char *p, size_t n)
{
	uint64_t h = n;

	for (; n > 16; p += 8, n -= 8)
		h = mix(h, ends_of(p, 8));
	return mix(h, ends_of(p, n));
}

/* All of eight bytes that are letters, made small; 0 where one is none. */
static inline uint64_t
small(uint64_t bytes)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), high = ones << 7;
	uint64_t x = bytes | ones * 0x20;
	uint64_t above = x + ones * (0x80 - 'a');
	uint64_t beyond = x + ones * (0x7f - 'z');

	return ((above & ~beyond & ~bytes) & high) == high ? x : 0;
}

/* Where the hash is, or the empty slot where it would be. */
static size_t
place(const struct om_lexicon *l, uint64_t hash)
{
	size_t at = hash >> (64 - BITS);

	while (l->slots[at] != 0 &&
	       l->slots[at] >> CLASS_BITS != hash >> CLASS_BITS)
		at = (at + 1) % SLOTS;
	return at;
}

static unsigned
look_up(const struct om_lexicon *l, const char *p, size_t n)
{
	if (n == 0)
		return 0;
	return (unsigned)(l->slots[place(l, hash_of(p, n))] & CLASS_MASK);
}

static void
add(struct om_lexicon *l, struct om_span word, bool is_plain, unsigned bits)
{
	char folded[OM_LEXICON_WORD];
	uint64_t hash;
	size_t at;

	if (is_plain && word.n <= OM_LEXICON_WORD)
		hash = hash_of(word.p, word.n);
	else
		hash = hash_of(folded, om_lexicon_fold(folded, word));
	at = place(l, hash);
	if (l->slots[at] == 0) {
		l->slots[at] = hash >> CLASS_BITS << CLASS_BITS;
		l->n++;
	}
	l->slots[at] |= bits;
	if (bits & (OM_LEXICON_BIRTH | OM_LEXICON_BIRTH_LINK))
		om_word_tails_add(&l->birth, word);
}

bool
om_lexicon_may_be_birth(const struct om_lexicon *l, const char *p)
{
	return om_word_tails_may_end(&l->birth, p);
}

/* Most words are letters of ASCII, at most sixteen: they need no copy. */
unsigned
om_lexicon_word(const struct om_lexicon *l, struct om_span word)
{
	char folded[OM_LEXICON_WORD];

	if (word.n > 0 && word.n <= 16) {
		struct ends e = ends_of(word.p, word.n);

		e = (struct ends){ small(e.first), small(e.last) };
		if (e.first != 0 && e.last != 0)
			return (unsigned)(l->slots[place(l, mix(word.n, e))] &
					  CLASS_MASK);
	}
	return look_up(l, folded, om_lexicon_fold(folded, word));
}

unsigned
om_lexicon_common(const struct om_lexicon *l, struct om_span word)
{
	static const char *const endings[] = { "s", "ed", "ing", "es", "ly" };
	char folded[OM_LEXICON_WORD];
	size_t n = om_lexicon_fold(folded, word);

	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		size_t k = strlen(endings[i]);

		if (n >= k + 3 && memcmp(folded + n - k, endings[i], k) == 0 &&
		    (look_up(l, folded, n - k) & OM_LEXICON_COMMON))
			return OM_LEXICON_COMMON;
	}
	return 0;
}

unsigned
om_lexicon_phrase(
    const struct om_lexicon *l, struct om_span first, struct om_span second)
{
	char folded[2 * OM_LEXICON_WORD + 1];
	size_t n = om_lexicon_fold(folded, first);

	if (n == 0)
		return 0;
	folded[n++] = ' ';
	return look_up(l, folded, n + om_lexicon_fold(folded + n, second));
}

/* Endings are kept with a hyphen in front. */
unsigned
om_lexicon_ending(const struct om_lexicon *l, struct om_span word)
{
	enum { LONGEST = 9, LEAST = 2 };
	char folded[OM_LEXICON_WORD];
	size_t n = om_lexicon_fold(folded, word);

	for (size_t k = LONGEST; k >= LEAST; k--) {
		char ending[LONGEST + 1];
		unsigned bits;

		if (k + 2 > n)
			continue;
		ending[0] = '-';
		memcpy(ending + 1, folded + n - k, k);
		bits = look_up(l, ending, k + 1);
		if (bits != 0)
			return bits;
	}
	return 0;
}

static unsigned
class_of(struct om_span name)
{
	for (size_t i = 0; i < OM_LEXICON_CLASSES; i++)
		if (om_span_is(name, classes[i].word))
			return classes[i].bits;
	return 0;
}

/* Most words of the files are small ASCII letters already: plain. */
static void
add_words(struct om_lexicon *l, struct om_span line, unsigned bits)
{
	for (size_t i = 0, start; i < line.n; i++) {
		bool is_plain = true;

		for (start = i; i < line.n && line.p[i] != ' '; i++)
			is_plain &= (unsigned char)(line.p[i] - 'a') < 26;
		if (i > start)
			add(l, om_span_bytes(line.p + start, i - start),
			    is_plain, bits);
	}
}

/* A comment, "@ class", or words of the class named last. */
static int
read_file(struct om_lexicon *l, const struct om_embedded *file)
{
	struct om_span rest = file->bytes, line;
	unsigned bits = 0, number = 0;

	while (om_span_cut(&line, &rest, rest, '\n')) {
		number++;
		if (line.n == 0 || line.p[0] == '#')
			continue;
		if (line.p[0] == '@')
			bits = class_of(om_span_trim(
			    om_span_bytes(line.p + 1, line.n - 1)));
		else if (l->n < FULL)
			add_words(l, line, bits);
		if (bits == 0 || l->n >= FULL)
			return om_fail(OM_USAGE, "%s:%u: %s", file->name,
			    number,
			    bits == 0 ? "no such class" : "too many words");
	}
	return OM_OK;
}

static int
read_all(struct om_lexicon *l)
{
	const struct om_span folder = OM_SPAN("policies/lexica/");
	int rc = OM_OK;

	for (const struct om_embedded *file = om_embedded;
	     rc == OM_OK && file->name != NULL; file++)
		if (om_span_starts(om_span_of(file->name), folder) &&
		    strstr(file->name, ".txt") != NULL)
			rc = read_file(l, file);
	return rc;
}

/* One for all scanners of the process: it never changes. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct om_lexicon *shared;
static unsigned users;

int
om_lexicon_open(struct om_lexicon **out)
{
	int rc = OM_OK;

	pthread_mutex_lock(&lock);
	if (users == 0) {
		shared = om_new(1, sizeof(*shared));
		rc = read_all(shared);
		if (rc != OM_OK)
			om_free(shared);
	}
	if (rc == OM_OK) {
		users++;
		*out = shared;
	}
	pthread_mutex_unlock(&lock);
	return rc;
}

void
om_lexicon_close(struct om_lexicon *l)
{
	if (l == NULL)
		return;
	pthread_mutex_lock(&lock);
	if (--users == 0)
		om_free(shared);
	pthread_mutex_unlock(&lock);
}
