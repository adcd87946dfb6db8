#include "sights.h"

#include <stdlib.h>

/* Pieces that sights are made of, and what lies between them. */
static const char *const pieces[] = { "ana@corp.example", "192.0.2.7",
	"2001:db8::1", "00:00:5e:00:53:af", "DE89 3700 0440 4405 3200 00",
	"12345678Z", " ", "\n", "word", ", ", "123", "2026-11-23", "@",
	"::", "550e8400-e29b-41d4-a716-446655440000", "-", ".", "\xc3\xa9",
	"AB", "1", "x1", ":", "4111 1111 1111 1111" };

static size_t
random_text(char *out, size_t most)
{
	size_t n = 0;

	for (;;) {
		const char *piece =
		    pieces[(size_t)rand() %
			   (sizeof(pieces) / sizeof(pieces[0]))];
		size_t length = strlen(piece);

		if (n + length > most)
			return n;
		memcpy(out + n, piece, length);
		n += length;
	}
}

static void
assert_same(const struct om_hits *a, const struct om_hits *b, const char *what)
{
	ck_assert_msg(a->n == b->n, "%s: %zu hits, not %zu", what, b->n, a->n);
	for (size_t i = 0; i < a->n; i++)
		ck_assert_msg(
		    a->list[i].start == b->list[i].start &&
			a->list[i].end == b->list[i].end &&
			a->list[i].kind == b->list[i].kind &&
			a->list[i].confidence == b->list[i].confidence,
		    "%s: hit %zu differs", what, i);
}

START_TEST(every_instruction_set_sees_the_same)
{
	struct sights s = sights_open(0.001F);
	struct om_hits want = { 0 }, got = { 0 };
	char text[6000];

	srand(11);
	for (int round = 0; round < 200; round++) {
		size_t n = random_text(text, (size_t)rand() % sizeof(text));
		const struct om_block_marker *m;

		ck_ok(om_scanner_choose(s.scanner, "scalar"));
		want.n = 0;
		om_scanner_text(s.scanner, &want, om_span_bytes(text, n), NULL);
		for (m = om_block_markers(); m->name != NULL; m++) {
			ck_ok(om_scanner_choose(s.scanner, m->name));
			got.n = 0;
			om_scanner_text(
			    s.scanner, &got, om_span_bytes(text, n), NULL);
			assert_same(&want, &got, m->name);
		}
	}
	om_hits_free(&want);
	om_hits_free(&got);
	sights_close(&s);
}
END_TEST

/* Lines are looked at one by one: one at a time gives what all give. */
START_TEST(lines_alone_give_what_they_give_together)
{
	struct sights s = sights_open(0.001F);
	struct om_hits want = { 0 }, got = { 0 };
	char text[6000];

	srand(12);
	for (int round = 0; round < 200; round++) {
		size_t n = random_text(text, (size_t)rand() % sizeof(text));
		size_t from = 0;

		want.n = got.n = 0;
		om_scanner_text(s.scanner, &want, om_span_bytes(text, n), NULL);
		while (from < n) {
			const char *end = memchr(text + from, '\n', n - from);
			size_t line = end == NULL
					  ? n - from
					  : (size_t)(end + 1 - text) - from;
			size_t first = got.n;

			om_scanner_text(s.scanner, &got,
			    om_span_bytes(text + from, line), NULL);
			for (size_t i = first; i < got.n; i++) {
				got.list[i].start += (uint32_t)from;
				got.list[i].end += (uint32_t)from;
			}
			from += line;
		}
		assert_same(&want, &got, "by line");
	}
	om_hits_free(&want);
	om_hits_free(&got);
	sights_close(&s);
}
END_TEST

OM_SUITE(scan_scanner_text)
{
	tcase_add_test(tests, every_instruction_set_sees_the_same);
	tcase_add_test(tests, lines_alone_give_what_they_give_together);
}
