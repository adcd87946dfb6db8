#include "sights.h"

#include <stdlib.h>

/* Pieces of lines with people in them, and what lies between. */
static const char *const pieces[] = { "Ana Ruiz", "Herr Müller", "Please",
	"contact ", "works for ", "Widget GmbH", "12 High Street",
	"Hauptstr. 5, 50667 K\xc3\xb6ln", "born 1980-02-03", "\n", " ", ", ",
	"and ", "van der ", "Berg", "\xc5\x81ukasz Nowak", "5", ": ", "\"",
	"ana.ruiz@corp.example", "Dr. ", "J. ", "for ", "A", "\xe2\x80\x99",
	"75002 Paris", "rue de la Paix", "S.A.", "\xc3", "name" };

static size_t
random_text(char *out, size_t most)
{
	size_t n = 0;

	for (;;) {
		const char *piece =
		    pieces[(size_t)rand() % (sizeof(pieces) / sizeof(*pieces))];
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
	for (size_t i = 0; i < a->n && i < b->n; i++)
		ck_assert_msg(
		    a->list[i].start == b->list[i].start &&
			a->list[i].end == b->list[i].end &&
			a->list[i].kind == b->list[i].kind &&
			a->list[i].confidence == b->list[i].confidence,
		    "%s: hit %zu differs", what, i);
	ck_assert_msg(a->n == b->n, "%s: %zu hits, not %zu", what, b->n, a->n);
}

START_TEST(every_instruction_set_sees_the_same_people)
{
	struct sights s = sights_open(0.001F);
	struct om_hits want = { 0 }, got = { 0 };
	char text[4000];

	srand(21);
	for (int round = 0; round < 200; round++) {
		size_t n = random_text(text, (size_t)rand() % sizeof(text));

		ck_ok(om_scanner_choose(s.scanner, "scalar"));
		want.n = 0;
		om_scanner_text(s.scanner, &want, om_span_bytes(text, n), NULL);
		for (const struct om_block_marker *m = om_block_markers();
		     m->name != NULL; m++) {
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

/* Each line by itself, its hits moved to where they are in the whole. */
static void
scan_lines(const struct sights *s, struct om_hits *out, struct om_span text,
    const struct om_word_set *field)
{
	size_t from = 0;

	while (from < text.n) {
		const char *end = memchr(text.p + from, '\n', text.n - from);
		size_t line = end == NULL ? text.n - from
					  : (size_t)(end + 1 - text.p) - from;
		size_t first = out->n;

		om_scanner_text(
		    s->scanner, out, om_span_bytes(text.p + from, line), field);
		for (size_t i = first; i < out->n; i++) {
			out->list[i].start += (uint32_t)from;
			out->list[i].end += (uint32_t)from;
		}
		from += line;
	}
}

static void
assert_lines_alone(const char *field_name)
{
	struct sights s = sights_open(0.001F);
	struct om_hits want = { 0 }, got = { 0 };
	struct om_word_set words, *field = NULL;
	char text[4000];

	if (field_name != NULL) {
		om_scanner_field(s.scanner, &words, om_span_of(field_name));
		field = &words;
	}
	srand(22);
	for (int round = 0; round < 300; round++) {
		size_t n = random_text(text, (size_t)rand() % sizeof(text));

		want.n = got.n = 0;
		om_scanner_text(
		    s.scanner, &want, om_span_bytes(text, n), field);
		scan_lines(&s, &got, om_span_bytes(text, n), field);
		assert_same(&want, &got, "by line");
	}
	om_hits_free(&want);
	om_hits_free(&got);
	sights_close(&s);
}

START_TEST(people_in_lines_alone_are_those_in_lines_together)
{
	assert_lines_alone(NULL);
}
END_TEST

START_TEST(values_of_a_field_alone_are_those_of_many)
{
	assert_lines_alone("full_name");
	assert_lines_alone("street");
	assert_lines_alone("employer");
}
END_TEST

OM_SUITE(scan_people)
{
	tcase_add_test(tests, every_instruction_set_sees_the_same_people);
	tcase_add_test(
	    tests, people_in_lines_alone_are_those_in_lines_together);
	tcase_add_test(tests, values_of_a_field_alone_are_those_of_many);
}
