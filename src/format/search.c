#include "format/search.h"

#include "base/memory.h"

enum {
	GRAM = 4,
	STRIDE_MOST = 4,
	BITS_LEAST = 13,
	BITS_MOST = 24,
};

/* Four bytes of a needle, ASCII case aside, and where in it they stand. */
struct entry {
	uint32_t gram;
	uint32_t needle;
	uint32_t at;
};

struct om_search {
	const struct om_needles *needles;
	size_t stride; /* between the groups that are looked at */
	size_t longest;
	uint64_t *filter; /* a bit for each hash that an entry has */
	unsigned filter_bits;
	uint32_t *first; /* of the entries, by a shorter hash */
	unsigned first_bits;
	struct entry *entries; /* in the order of their hashes */
	size_t n;
};

/*
 * Letters lose their case, and other bytes one bit, which costs a comparison
 * now and then.
 */
static inline uint32_t
gram_at(const char *p)
{
	uint32_t gram;

	memcpy(&gram, p, sizeof(gram));
	return gram | UINT32_C(0x20202020);
}

static inline uint32_t
hash_of(uint32_t gram, unsigned bits)
{
	return gram * UINT32_C(0x9e3779b1) >> (32 - bits);
}

static bool
is_sought(const struct om_needle *needle, enum om_search_which which)
{
	if (needle->bytes.n < GRAM || needle->weak != (which == OM_SEARCH_WEAK))
		return false;
	return which != OM_SEARCH_WRAPPED || needle->form == OM_NEEDLE_HEX ||
	       needle->form == OM_NEEDLE_BASE64 ||
	       needle->form == OM_NEEDLE_BASE64URL;
}

/* A needle of n bytes holds a whole group at every stride up to n - 3. */
static void
measure(struct om_search *s, enum om_search_which which)
{
	size_t shortest = GRAM + STRIDE_MOST - 1, count = 0;

	for (size_t i = 0; i < s->needles->n; i++) {
		const struct om_needle *needle = &s->needles->p[i];

		if (!is_sought(needle, which))
			continue;
		count++;
		if (needle->bytes.n < shortest)
			shortest = needle->bytes.n;
		if (needle->bytes.n > s->longest)
			s->longest = needle->bytes.n;
	}
	s->stride = shortest - GRAM + 1;
	s->n = count * s->stride;
}

/* The smallest power of two that is n or more, within bounds. */
static unsigned
bits_for(size_t n)
{
	unsigned bits = BITS_LEAST;

	while (bits < BITS_MOST && (size_t)1 << bits < n)
		bits++;
	return bits;
}

static void
mark(struct om_search *s, const struct entry *e)
{
	uint32_t bit = hash_of(e->gram, s->filter_bits);

	s->filter[bit / 64] |= UINT64_C(1) << (bit % 64);
}

/* Calls take for every entry that the needles give. */
static void
each_entry(struct om_search *s, enum om_search_which which,
    void (*take)(struct om_search *s, const struct entry *e))
{
	for (size_t i = 0; i < s->needles->n; i++)
		for (size_t at = 0; at < s->stride; at++) {
			const struct om_needle *needle = &s->needles->p[i];
			struct entry e = { 0, (uint32_t)i, (uint32_t)at };

			if (!is_sought(needle, which))
				break;
			e.gram = gram_at(needle->bytes.p + at);
			take(s, &e);
		}
}

static void
count(struct om_search *s, const struct entry *e)
{
	s->first[hash_of(e->gram, s->first_bits)]++;
	mark(s, e);
}

/* Filled from the end, so that first is what its name says when all are. */
static void
place(struct om_search *s, const struct entry *e)
{
	s->entries[--s->first[hash_of(e->gram, s->first_bits)]] = *e;
}

struct om_search *
om_search_new(const struct om_needles *needles, enum om_search_which which)
{
	struct om_search *s = om_new(1, sizeof(*s));
	size_t buckets;
	uint32_t sum = 0;

	s->needles = needles;
	measure(s, which);
	s->filter_bits = bits_for(s->n * 32);
	s->first_bits = bits_for(s->n * 2);
	buckets = (size_t)1 << s->first_bits;
	s->filter = om_new(((size_t)1 << s->filter_bits) / 64, 8);
	s->first = om_new(buckets + 1, sizeof(*s->first));
	s->entries = om_new(s->n + 1, sizeof(*s->entries));
	each_entry(s, which, count);
	for (size_t i = 0; i <= buckets; i++) {
		sum += s->first[i];
		s->first[i] = sum;
	}
	each_entry(s, which, place);
	return s;
}

void
om_search_free(struct om_search *s)
{
	if (s == NULL)
		return;
	om_wipe_free(s->filter, ((size_t)1 << s->filter_bits) / 8);
	om_free(s->first);
	om_wipe_free(s->entries, (s->n + 1) * sizeof(*s->entries));
	om_free(s);
}

size_t
om_search_longest(const struct om_search *s)
{
	return s->longest;
}

static inline char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static bool
stands_at(const struct om_needle *needle, const char *p)
{
	const char *wanted = needle->bytes.p;
	size_t n = needle->bytes.n;

	if (!needle->folded)
		return memcmp(p, wanted, n) == 0;
	for (size_t i = 0; i < n; i++)
		if (lower(p[i]) != wanted[i])
			return false;
	return true;
}

/* A stretch of bytes under search. */
struct stretch {
	struct om_search_stream *stream;
	struct om_span bytes;
	uint64_t offset; /* of its first byte */
	/* A finding counts where it begins before and ends behind. */
	size_t before, behind;
};

static void
compare(const struct stretch *t, size_t i, uint32_t gram)
{
	const struct om_search *s = t->stream->search;
	uint32_t bucket = hash_of(gram, s->first_bits);

	for (uint32_t k = s->first[bucket]; k < s->first[bucket + 1]; k++) {
		const struct entry *e = &s->entries[k];
		const struct om_needle *needle = &s->needles->p[e->needle];
		size_t start;

		if (e->gram != gram || e->at > i)
			continue;
		start = i - e->at;
		if (start < t->before &&
		    needle->bytes.n <= t->bytes.n - start &&
		    start + needle->bytes.n > t->behind &&
		    stands_at(needle, t->bytes.p + start))
			t->stream->found(
			    t->stream->state, needle, t->offset + start);
	}
}

static void
search(const struct stretch *t)
{
	const struct om_search *s = t->stream->search;
	const uint64_t *filter = s->filter;
	const char *p = t->bytes.p;
	size_t n = t->bytes.n, stride = s->stride;
	unsigned bits = s->filter_bits;

	for (size_t i = 0; i + GRAM <= n; i += stride) {
		uint32_t gram = gram_at(p + i);
		uint32_t bit = hash_of(gram, bits);

		if (filter[bit / 64] >> (bit % 64) & 1)
			compare(t, i, gram);
	}
}

/* What begins in the bytes before these and ends in these. */
static void
search_border(struct om_search_stream *stream, struct om_span bytes)
{
	size_t most = stream->search->longest - 1, before = stream->tail.n;
	struct om_buf border = OM_BUF(4 * OM_NEEDLE_LONGEST);
	struct stretch t = { .stream = stream };

	om_buf_add(&border, om_buf_span(&stream->tail));
	om_buf_add(
	    &border, om_span_bytes(bytes.p, bytes.n < most ? bytes.n : most));
	t.bytes = om_buf_span(&border);
	t.offset = stream->offset - before;
	t.before = before;
	t.behind = before;
	search(&t);
	om_buf_free(&border);
}

/* Keeps what a needle that has not ended yet may begin in. */
static void
keep_tail(struct om_search_stream *stream, struct om_span bytes)
{
	size_t most = stream->search->longest - 1;
	struct om_buf *tail = &stream->tail;

	if (bytes.n >= most) {
		om_buf_reset(tail);
		om_buf_add(tail, om_span_bytes(bytes.p + bytes.n - most, most));
		return;
	}
	if (tail->n + bytes.n > most) {
		size_t gone = tail->n + bytes.n - most;

		memmove(tail->p, tail->p + gone, tail->n - gone);
		tail->n -= gone;
	}
	om_buf_add(tail, bytes);
}

void
om_search_start(struct om_search_stream *stream, uint64_t offset)
{
	stream->offset = offset;
	stream->tail.ceiling = OM_NEEDLE_LONGEST;
	om_buf_reset(&stream->tail);
}

void
om_search_feed(struct om_search_stream *stream, struct om_span bytes)
{
	struct stretch t = {
		.stream = stream,
		.bytes = bytes,
		.offset = stream->offset,
		.before = bytes.n,
	};

	if (bytes.n == 0)
		return;
	if (stream->search->longest > 0) {
		if (stream->tail.n > 0)
			search_border(stream, bytes);
		search(&t);
		keep_tail(stream, bytes);
	}
	stream->offset += bytes.n;
}

void
om_search_skip(struct om_search_stream *stream, struct om_span bytes)
{
	if (stream->search->longest > 0 && bytes.n > 0)
		keep_tail(stream, bytes);
	stream->offset += bytes.n;
}

void
om_search_end(struct om_search_stream *stream)
{
	om_buf_free(&stream->tail);
}
