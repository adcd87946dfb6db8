#include "format/unwrap.h"

#include <stdlib.h>

#include "crypto/base64.h"
#include "test.h"

enum { HITS = 64 };

struct hits {
	uint64_t offset[HITS];
	size_t n;
};

static void
note(void *state, const struct om_needle *needle, uint64_t offset)
{
	struct hits *h = state;

	(void)needle;
	ck_assert_uint_lt(h->n, HITS);
	h->offset[h->n++] = offset;
}

static int
compare(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Feeds text in pieces of up to most bytes, or whole where most is 0. */
static void
search(struct hits *h, const struct om_search *search, struct om_span text,
    size_t most)
{
	struct om_unwrap u = { .search = search, .found = note, .state = h };

	h->n = 0;
	om_unwrap_start(&u);
	for (size_t at = 0, n; at < text.n; at += n) {
		n = most == 0 ? text.n : (size_t)rand() % (most + 1);
		if (n > text.n - at)
			n = text.n - at;
		om_unwrap_feed(&u, om_span_bytes(text.p + at, n));
	}
	om_unwrap_end(&u);
	qsort(h->offset, h->n, sizeof(h->offset[0]), compare);
}

static struct om_needles set;
static struct om_search *wrapped;

static void
begin(void)
{
	set = (struct om_needles){ 0 };
	ck_ok(om_needles_begin(&set, OM_SPAN("x"), OM_SPAN_NONE));
	ck_ok(om_needles_text(&set, OM_SPAN("needle@post.example")));
	wrapped = om_search_new(&set, OM_SEARCH_WRAPPED);
}

static void
end(void)
{
	om_search_free(wrapped);
	om_needles_free(&set);
}

/* base64.b64encode(b"needle@post.example") */
START_TEST(only_what_a_line_break_cuts_is_found)
{
	struct hits h;

	begin();
	search(&h, wrapped, OM_SPAN("..\nbmVlZGxlQHBvc3QuZXhhbXBsZQ==\n"), 0);
	ck_assert_uint_eq(h.n, 0);
	search(&h, wrapped, OM_SPAN("..\nbmVlZGxl\nQHBvc3QuZXhhbXBsZQ==\n"), 0);
	ck_assert_uint_eq(h.n, 1);
	ck_assert_uint_eq(h.offset[0], 3);
	search(&h, wrapped,
	    OM_SPAN("\r\nx\r\nbmVlZGxl\r\nQHBvc3QuZ\r\n\r\nXhhbXBsZQ==\r\n"),
	    0);
	ck_assert_uint_eq(h.n, 1);
	ck_assert_uint_eq(h.offset[0], 5);
	/* Plain text over a line break is another text. */
	search(&h, wrapped, OM_SPAN("needle@\npost.example"), 0);
	ck_assert_uint_eq(h.n, 0);
	search(&h, wrapped, OM_SPAN("6e6565646c6540706f7374\n2e6578616d706c65"),
	    0);
	ck_assert_uint_eq(h.n, 1);
	/* A page of empty lines is passed through in one go. */
	search(&h, wrapped,
	    OM_SPAN("bmVlZGxl\n\n\n\n\n\n\n\n\n\n\n\n\nQHBvc3QuZXhhbXBsZQ=="),
	    4);
	ck_assert_uint_eq(h.n, 1);
	end();
}
END_TEST

/* base64.b64encode(b"\0" + b"12345"), the digits that are the value's own. */
START_TEST(the_shortest_value_has_six_digits)
{
	struct hits h;

	set = (struct om_needles){ 0 };
	ck_ok(om_needles_begin(&set, OM_SPAN("x"), OM_SPAN_NONE));
	ck_ok(om_needles_text(&set, OM_SPAN("12345")));
	wrapped = om_search_new(&set, OM_SEARCH_WRAPPED);
	search(&h, wrapped, OM_SPAN("!E\nyM\r\nzQ1!"), 0);
	ck_assert_uint_eq(h.n, 1);
	ck_assert_uint_eq(h.offset[0], 1);
	search(&h, wrapped, OM_SPAN("!EyMzQ\n1!"), 0);
	ck_assert_uint_eq(h.n, 1);
	end();
}
END_TEST

/* Every way a mail's lines can fall, with other lines before and behind. */
START_TEST(any_wrapping_and_any_cutting_finds_every_value)
{
	struct om_buf plain = OM_BUF(64 << 10), code = OM_BUF(64 << 10);
	struct om_buf text = OM_BUF(256 << 10);
	struct hits whole, cut;
	size_t breaks = 0;

	begin();
	srand((unsigned)_i);
	for (int k = 0; k < 30; k++)
		om_buf_format(&plain, "%d needle@post.example,", k * 7919);
	om_base64_encode(&code, om_buf_span(&plain));
	for (int k = 0; k < 2000; k++)
		om_buf_text(&text, _i % 2 == 0 ? "{\"a\":1}\n" : "word\n");
	for (size_t i = 0; i < code.n; i++) {
		om_buf_byte(&text, code.p[i]);
		if (i % (size_t)(20 + 3 * _i) == 0) {
			om_buf_text(&text, _i % 3 == 0 ? "\r\n" : "\n");
			breaks++;
		}
	}
	search(&whole, wrapped, om_buf_span(&text), 0);
	/* A line of up to 23 digits cuts each value, of 24 or 25. */
	if (20 + 3 * _i <= 23)
		ck_assert_uint_eq(whole.n, 30);
	ck_assert_uint_gt(whole.n, 5);
	for (size_t most = 1; most < 200000; most = most * 3 + 1) {
		search(&cut, wrapped, om_buf_span(&text), most);
		ck_assert_uint_eq(cut.n, whole.n);
		ck_assert_mem_eq(cut.offset, whole.offset,
		    whole.n * sizeof(whole.offset[0]));
	}
	ck_assert_uint_gt(breaks, 10);
	om_buf_free(&plain);
	om_buf_free(&code);
	om_buf_free(&text);
	end();
}
END_TEST

OM_SUITE(format_unwrap)
{
	tcase_add_test(tests, only_what_a_line_break_cuts_is_found);
	tcase_add_test(tests, the_shortest_value_has_six_digits);
	tcase_add_loop_test(
	    tests, any_wrapping_and_any_cutting_finds_every_value, 0, 19);
}
