#include "findings.h"

#include <stdlib.h>

#include "ombud.h"
#include "scan/stream.h"

enum { TEXT = 900000, CUTTINGS = 22 };

/* Small numbers that differ from run to run would help nobody. */
static uint64_t state;

static uint64_t
next(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

/* Lines of all lengths, one of them longer than what is held. */
static void
make_text(struct om_buf *text)
{
	static const char *const words[] = { "ana@example.com ",
		"4111 1111 1111 1111 ", "192.0.2.7 ", "card ",
		"GB82 WEST 1234 5698 7654 32 ", "and so on ", "\r\n", "\n",
		"12345 ", "2001:db8::7 ", "\xc3\xa9t\xc3\xa9 ", "a,b;c " };

	while (text->n < TEXT) {
		bool inside = text->n > 100000 && text->n < 800000;
		const char *word =
		    words[next() % (sizeof(words) / sizeof(words[0]))];

		om_buf_text(text,
		    inside && word[strlen(word) - 1] == '\n' ? "- " : word);
	}
}

static void
feed_cut(struct om_stream *s, struct om_span text, uint64_t most)
{
	while (text.n > 0) {
		size_t n = (size_t)(next() % most) + 1;

		n = n < text.n ? n : text.n;
		/* A check each would take longer than the scan. */
		if (om_stream_feed(s, om_span_bytes(text.p, n)) != OM_OK)
			ck_abort_msg("%s", om_failure());
		text = om_span_bytes(text.p + n, text.n - n);
	}
	ck_ok(om_stream_end(s));
}

START_TEST(any_cutting_gives_the_same_findings)
{
	struct om_buf text = OM_BUF(2 << 20), whole = OM_BUF(64 << 20);
	struct findings t;
	struct om_stream *s;

	state = 88172645463325252U;
	make_text(&text);
	findings_open(&t);
	om_buf_text(&whole, findings_of(&t, "a.txt", om_buf_span(&text), 0));
	ck_assert_uint_gt(whole.n, 100000);
	s = om_stream_open(t.sights.scanner, &t.sink, "a.txt");
	for (int i = 0; i < CUTTINGS; i++) {
		/* From single bytes to the whole at once. */
		uint64_t most = i == 0 ? 1 : UINT64_C(1) << i % 21;

		om_buf_reset(&t.text);
		feed_cut(s, om_buf_span(&text), most);
		ck_assert_msg(
		    om_span_equal(om_buf_span(&t.text), om_buf_span(&whole)),
		    "cut into at most %llu bytes", (unsigned long long)most);
	}
	om_stream_close(s);
	findings_close(&t);
	om_buf_free(&text);
	om_buf_free(&whole);
}
END_TEST

struct seen {
	unsigned n;
	char last[64];
	unsigned long long start, line;
	int answer;
};

static int
see(void *state_, const struct ombud_finding *f)
{
	struct seen *seen = state_;

	seen->n++;
	seen->start = f->start;
	seen->line = f->line;
	ck_assert_uint_lt(f->end - f->start, sizeof(seen->last));
	memcpy(seen->last, f->value, f->end - f->start);
	seen->last[f->end - f->start] = '\0';
	ck_assert_str_eq(f->kind, "email");
	ck_assert(f->confidence >= 0.5 && f->confidence <= 1);
	return seen->answer;
}

START_TEST(the_public_calls_scan_one_text_after_the_other)
{
	struct seen seen = { 0 };
	struct ombud_scan *scan;

	ck_ok(om_scan_open(&scan, NULL, see, &seen));
	ck_ok(om_scan_feed(scan, "x\nana@exam", 10));
	ck_assert_uint_eq(seen.n, 0);
	ck_ok(om_scan_feed(scan, "ple.com", 7));
	ck_ok(om_scan_end(scan));
	ck_assert_uint_eq(seen.n, 1);
	ck_assert_str_eq(seen.last, "ana@example.com");
	ck_assert_uint_eq(seen.start, 2);
	ck_assert_uint_eq(seen.line, 2);
	ck_ok(om_scan_feed(scan, "bo@example.com\n", 15));
	ck_assert_uint_eq(seen.n, 2); /* a whole line waits for nothing */
	ck_assert_uint_eq(seen.start, 0);
	ck_ok(om_scan_end(scan));
	ck_assert_uint_eq(seen.n, 2);
	om_scan_close(scan);
	om_scan_close(NULL);
}
END_TEST

START_TEST(what_the_callback_returns_ends_the_scan)
{
	struct seen seen = { .answer = 7 };
	struct ombud_scan *scan;

	ck_ok(om_scan_open(&scan, NULL, see, &seen));
	ck_code(om_scan_feed(scan, "a@example.com b@example.com\n", 28), 7);
	ck_assert_uint_eq(seen.n, 1);
	om_scan_close(scan);
	ck_code(om_scan_open(&scan,
		    &(struct ombud_scan_options){ .policies = "/none/here" },
		    see, &seen),
	    OMBUD_OK);
	om_scan_close(scan);
}
END_TEST

OM_SUITE(scan_stream)
{
	tcase_set_timeout(tests, 240);
	tcase_add_test(tests, any_cutting_gives_the_same_findings);
	tcase_add_test(tests, the_public_calls_scan_one_text_after_the_other);
	tcase_add_test(tests, what_the_callback_returns_ends_the_scan);
}
