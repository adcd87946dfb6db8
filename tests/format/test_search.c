#include "format/search.h"

#include <stdlib.h>

#include "base/memory.h"
#include "test.h"

enum { HITS = 4096, TEXT = 4000 };

/* What was found, in an order that does not depend on the cutting. */
struct found {
	struct {
		const struct om_needle *needle;
		uint64_t offset;
	} p[HITS];
	size_t n;
};

static void
note(void *state, const struct om_needle *needle, uint64_t offset)
{
	struct found *f = state;

	ck_assert_uint_lt(f->n, HITS);
	f->p[f->n].needle = needle;
	f->p[f->n++].offset = offset;
}

static int
compare(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(((struct found *)NULL)->p[0]));
}

/* Feeds text in pieces of up to most bytes, or whole where most is 0. */
static void
search(struct found *f, const struct om_search *search, struct om_span text,
    size_t most)
{
	struct om_search_stream stream = {
		.search = search,
		.found = note,
		.state = f,
	};

	f->n = 0;
	om_search_start(&stream, 1000);
	for (size_t at = 0, n; at < text.n; at += n) {
		n = most == 0 ? text.n : (size_t)rand() % (most + 1);
		if (n > text.n - at)
			n = text.n - at;
		om_search_feed(&stream, om_span_bytes(text.p + at, n));
	}
	ck_assert_uint_eq(stream.offset, 1000 + text.n);
	om_search_end(&stream);
	qsort(f->p, f->n, sizeof(f->p[0]), compare);
}

static bool
stands(const struct om_needle *needle, const char *p)
{
	for (size_t i = 0; i < needle->bytes.n; i++) {
		char c = p[i];

		if (needle->folded && c >= 'A' && c <= 'Z')
			c = (char)(c + 32);
		if (c != needle->bytes.p[i])
			return false;
	}
	return true;
}

/* The slow way: every needle at every place. */
static void
search_slowly(
    struct found *f, const struct om_needles *set, struct om_span text)
{
	f->n = 0;
	for (size_t i = 0; i < set->n; i++)
		for (size_t at = 0; at + set->p[i].bytes.n <= text.n; at++)
			if (!set->p[i].weak && stands(&set->p[i], text.p + at))
				note(f, &set->p[i], 1000 + at);
	qsort(f->p, f->n, sizeof(f->p[0]), compare);
}

static void
same(const struct found *a, const struct found *b)
{
	ck_assert_uint_eq(a->n, b->n);
	for (size_t i = 0; i < a->n; i++) {
		ck_assert_ptr_eq(a->p[i].needle, b->p[i].needle);
		ck_assert_uint_eq(a->p[i].offset, b->p[i].offset);
	}
}

static void
add(struct om_needles *set, const char *text)
{
	ck_ok(om_needles_begin(set, OM_SPAN("t"), om_span_of(text)));
	ck_ok(om_needles_text(set, om_span_of(text)));
}

/* Bytes of few letters, so that needles are met, whole and nearly whole. */
static void
fill(char *text, const struct om_needles *set)
{
	static const char letters[] = "aAbB01";

	for (size_t i = 0; i < TEXT; i++)
		text[i] = letters[(size_t)rand() % 6];
	for (int k = 0; k < 60; k++) {
		const struct om_needle *needle =
		    &set->p[(size_t)rand() % set->n];
		size_t at = (size_t)rand() % (TEXT - needle->bytes.n);

		memcpy(text + at, needle->bytes.p, needle->bytes.n);
	}
}

START_TEST(any_cutting_gives_the_same_findings_as_the_slow_way)
{
	struct found *slow = om_new(1, sizeof(*slow));
	struct found *fast = om_new(1, sizeof(*fast));
	struct om_needles set = { 0 };
	struct om_search *s;
	char text[TEXT];

	add(&set, "abab01");
	add(&set, "BBAA00bbaa11");
	add(&set, "Z\303\266e & S\303\266hne");
	if (_i % 2 == 0)
		add(&set, "01011"); /* a shorter stride */
	srand((unsigned)_i);
	s = om_search_new(&set, OM_SEARCH_STRONG);
	fill(text, &set);
	search_slowly(slow, &set, om_span_bytes(text, TEXT));
	ck_assert_uint_gt(slow->n, 20);
	for (size_t most = 0; most < 300; most = most * 2 + 1) {
		search(fast, s, om_span_bytes(text, TEXT), most);
		same(slow, fast);
	}
	om_search_free(s);
	om_needles_free(&set);
	om_free(slow);
	om_free(fast);
}
END_TEST

START_TEST(weak_needles_are_a_search_of_their_own)
{
	static const char integer[] = "..\x78\xbb\x71\x2b..";
	struct found *f = om_new(1, sizeof(*f));
	struct om_needles set = { 0 };
	struct om_search *weak, *strong;

	add(&set, "2025550123");
	weak = om_search_new(&set, OM_SEARCH_WEAK);
	strong = om_search_new(&set, OM_SEARCH_STRONG);
	search(f, strong, om_span_bytes(integer, 8), 0);
	ck_assert_uint_eq(f->n, 0);
	search(f, weak, om_span_bytes(integer, 8), 1);
	ck_assert_uint_eq(f->n, 1);
	ck_assert_uint_eq(f->p[0].offset, 1002);
	ck_assert_uint_eq(om_search_longest(weak), 4);
	om_search_free(weak);
	om_search_free(strong);
	om_needles_free(&set);
	om_free(f);
}
END_TEST

START_TEST(no_needles_find_nothing)
{
	struct found *f = om_new(1, sizeof(*f));
	struct om_needles set = { 0 };
	struct om_search *s = om_search_new(&set, OM_SEARCH_STRONG);

	search(f, s, OM_SPAN("anything at all"), 3);
	ck_assert_uint_eq(f->n, 0);
	ck_assert_uint_eq(om_search_longest(s), 0);
	om_search_free(s);
	om_search_free(NULL);
	om_free(f);
}
END_TEST

OM_SUITE(format_search)
{
	tcase_add_loop_test(
	    tests, any_cutting_gives_the_same_findings_as_the_slow_way, 0, 20);
	tcase_add_test(tests, weak_needles_are_a_search_of_their_own);
	tcase_add_test(tests, no_needles_find_nothing);
}
