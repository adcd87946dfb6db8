#include "test.h"

#include "scan/heard.h"

enum { TEXT = 32 * OM_BLOCK_SIZE };

/* A list of three words and a phrase, and a text in which they stand. */
struct heard_case {
	struct om_arena arena;
	struct om_words *words;
	struct om_blocks blocks;
	struct om_marks marks;
	char text[TEXT];
	int tax, number, phrase;
};

static void
setup(struct heard_case *c)
{
	memset(c, 0, sizeof(*c));
	memset(c->text, ' ', TEXT);
	c->words = om_words_new(&c->arena);
	c->tax = om_words_add(c->words, OM_SPAN("tax"));
	c->phrase = om_words_add(c->words, OM_SPAN("social security"));
	c->number = om_words_add(c->words, OM_SPAN("numéro"));
	om_words_class(c->words, c->tax, OM_WORD_AGAINST);
	om_words_class(c->words, c->phrase, OM_WORD_FOR_SHAPES);
	om_words_class(c->words, c->number, OM_WORD_FOR_KINDS);
	c->marks = (struct om_marks){ &c->blocks,
		-(int64_t)OM_BLOCKS_BEHIND * OM_BLOCK_SIZE };
}

static unsigned
hear(struct heard_case *c, const char *text, size_t at, size_t first)
{
	struct om_heard h;
	size_t last = at + strlen(text);

	memset(c->text, ' ', TEXT);
	memcpy(c->text + at, text, strlen(text));
	om_block_mark_scalar(
	    &c->blocks, OM_BLOCKS_BEHIND, c->text, TEXT / OM_BLOCK_SIZE);
	om_heard_begin(&h, c->words, om_span_bytes(c->text, TEXT));
	om_heard_listen(&h, &c->marks, (uint32_t)first, (uint32_t)last);
	return om_heard_classes(&h, (uint32_t)first, (uint32_t)last);
}

START_TEST(words_are_heard_wherever_they_stand)
{
	static struct heard_case c;

	setup(&c);
	for (size_t at = 0; at < 200; at++) {
		ck_assert_uint_eq(hear(&c, "Tax", at, 0), OM_WORD_AGAINST);
		ck_assert_uint_eq(hear(&c, "myTaxId", at, 0), OM_WORD_AGAINST);
		ck_assert_uint_eq(
		    hear(&c, "NUM\xc3\xa9ro", at, 0), OM_WORD_FOR_KINDS);
		ck_assert_uint_eq(
		    hear(&c, "Social Security", at, 0), OM_WORD_FOR_SHAPES);
		ck_assert_uint_eq(hear(&c, "tax: social_security", at, 0),
		    OM_WORD_AGAINST | OM_WORD_FOR_SHAPES);
	}
	om_arena_free(&c.arena);
}
END_TEST

START_TEST(parts_of_words_and_of_codes_are_not)
{
	static struct heard_case c;

	setup(&c);
	for (size_t at = 0; at < 130; at++) {
		ck_assert_uint_eq(hear(&c, "taxi syntax 9tax", at, 0), 0);
		ck_assert_uint_eq(hear(&c, "social is security", at, 0), 0);
		ck_assert_uint_eq(hear(&c, "social", at, 0), 0);
	}
	om_arena_free(&c.arena);
}
END_TEST

START_TEST(words_before_the_first_byte_are_forgotten)
{
	static struct heard_case c;
	struct om_word_set set = { 0 };
	struct om_heard h;

	setup(&c);
	ck_assert_uint_eq(hear(&c, "tax", 100, 101), 0);
	ck_assert_uint_eq(hear(&c, "tax", 100, 100), OM_WORD_AGAINST);
	om_heard_begin(&h, c.words, om_span_bytes(c.text, TEXT));
	om_heard_listen(&h, &c.marks, 500, 600);
	ck_assert_uint_eq(om_heard_classes(&h, 0, TEXT), 0);
	om_heard_listen(&h, &c.marks, 90, 120);
	om_heard_add(&h, &set, 90, 120);
	ck_assert(om_word_set_has(&set, c.tax));
	ck_assert(!om_word_set_has(&set, c.phrase));
	om_arena_free(&c.arena);
}
END_TEST

OM_SUITE(scan_heard)
{
	tcase_add_test(tests, words_are_heard_wherever_they_stand);
	tcase_add_test(tests, parts_of_words_and_of_codes_are_not);
	tcase_add_test(tests, words_before_the_first_byte_are_forgotten);
}
