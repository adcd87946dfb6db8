#include "format/needle.h"

#include "format/search.h"
#include "test.h"

/* Which forms a search of some bytes finds, as bits. */
static void
note(void *state, const struct om_needle *needle, uint64_t offset)
{
	(void)offset;
	*(unsigned *)state |= 1u << needle->form;
}

static unsigned
forms_in(const struct om_needles *set, struct om_span bytes)
{
	struct om_search *search = om_search_new(set, OM_SEARCH_STRONG);
	unsigned forms = 0;
	struct om_search_stream stream = {
		.search = search,
		.found = note,
		.state = &forms,
	};

	om_search_start(&stream, 0);
	om_search_feed(&stream, om_span_of("before "));
	om_search_feed(&stream, bytes);
	om_search_feed(&stream, om_span_of(" behind"));
	om_search_end(&stream);
	om_search_free(search);
	return forms;
}

static void
begin(struct om_needles *set)
{
	ck_ok(om_needles_begin(set, OM_SPAN("name"), OM_SPAN("x")));
}

/* Written by Python's json, urllib, html, quopri, base64 and unicodedata. */
START_TEST(a_value_is_found_in_every_form)
{
	const struct {
		enum om_needle_form form;
		const char *what;
		struct om_span bytes;
	} planted[] = {
		{ OM_NEEDLE_TEXT, "as it is",
		    OM_SPAN("Zo\303\253 O'Brien/Lind") },
		{ OM_NEEDLE_TEXT, "lower case",
		    OM_SPAN("zo\303\253 o'brien/lind") },
		{ OM_NEEDLE_TEXT, "upper case",
		    OM_SPAN("ZO\303\213 O'BRIEN/LIND") },
		{ OM_NEEDLE_TEXT, "decomposed",
		    OM_SPAN("Zoe\314\210 O'Brien/Lind") },
		{ OM_NEEDLE_TEXT, "upper decomposed",
		    OM_SPAN("ZOE\314\210 O'BRIEN/LIND") },
		{ OM_NEEDLE_UTF16, "little",
		    OM_SPAN(
			"Z\000o\000\353\000 \000O\000'\000B\000r\000i\000e\000n\000/\000L\000i\000n\000d\000") },
		{ OM_NEEDLE_UTF16, "big",
		    OM_SPAN(
			"\000Z\000o\000\353\000 \000O\000'\000B\000r\000i\000e\000n\000/\000L\000i\000n\000d") },
		{ OM_NEEDLE_UTF16, "big, upper",
		    OM_SPAN(
			"\000Z\000O\000\313\000 \000O\000'\000B\000R\000I\000E\000N\000/\000L\000I\000N\000D") },
		{ OM_NEEDLE_JSON, "ascii",
		    OM_SPAN("\"Zo\\u00eb O'Brien/Lind\"") },
		{ OM_NEEDLE_JSON, "slash, as PHP",
		    OM_SPAN("\"Zo\\u00eb O'Brien\\/Lind\"") },
		{ OM_NEEDLE_JSON, "slash only",
		    OM_SPAN("\"Zo\303\253 O'Brien\\/Lind\"") },
		{ OM_NEEDLE_JSON, "as .NET",
		    OM_SPAN("\"Zo\\u00eb O\\u0027Brien/Lind\"") },
		{ OM_NEEDLE_JSON, "upper hex",
		    OM_SPAN("\"Zo\\u00EB O'Brien/Lind\"") },
		{ OM_NEEDLE_PERCENT, "all reserved",
		    OM_SPAN("Zo%C3%AB%20O%27Brien%2FLind") },
		{ OM_NEEDLE_PERCENT, "path",
		    OM_SPAN("Zo%C3%AB%20O%27Brien/Lind") },
		{ OM_NEEDLE_PERCENT, "component",
		    OM_SPAN("Zo%C3%AB%20O'Brien%2FLind") },
		{ OM_NEEDLE_PERCENT, "form",
		    OM_SPAN("Zo%C3%AB+O%27Brien%2FLind") },
		{ OM_NEEDLE_PERCENT, "lower hex",
		    OM_SPAN("zo%c3%ab%20o%27brien%2flind") },
		{ OM_NEEDLE_PERCENT, "every byte",
		    OM_SPAN(
			"%5A%6F%C3%AB%20%4F%27%42%72%69%65%6E%2F%4C%69%6E%64") },
		{ OM_NEEDLE_HTML, "python",
		    OM_SPAN("Zo\303\253 O&#x27;Brien/Lind") },
		{ OM_NEEDLE_HTML, "decimal",
		    OM_SPAN("Zo&#235; O&#39;Brien/Lind") },
		{ OM_NEEDLE_QUOTED, "SQL",
		    OM_SPAN("Zo\303\253 O''Brien/Lind") },
		{ OM_NEEDLE_PRINTABLE, "body",
		    OM_SPAN("Zo=C3=AB O'Brien/Lind") },
		{ OM_NEEDLE_HEX, "lower",
		    OM_SPAN("5a6fc3ab204f27427269656e2f4c696e64") },
		{ OM_NEEDLE_HEX, "upper",
		    OM_SPAN("5A6FC3AB204F27427269656E2F4C696E64") },
		{ OM_NEEDLE_HEX, "of lower case",
		    OM_SPAN("7a6fc3ab206f27627269656e2f6c696e64") },
		{ OM_NEEDLE_BASE64, "shift 0",
		    OM_SPAN("Wm/DqyBPJ0JyaWVuL0xpbmRxcQ==") },
		{ OM_NEEDLE_BASE64, "shift 1",
		    OM_SPAN("eFpvw6sgTydCcmllbi9MaW5kcXE=") },
		{ OM_NEEDLE_BASE64, "shift 2",
		    OM_SPAN("eHlab8OrIE8nQnJpZW4vTGluZHFx") },
		{ OM_NEEDLE_BASE64, "of upper case",
		    OM_SPAN("eHlaT8OLIE8nQlJJRU4vTElORHFx") },
	};
	struct om_needles set = { 0 };

	begin(&set);
	ck_ok(om_needles_text(&set, OM_SPAN("Zo\303\253 O'Brien/Lind")));
	for (size_t i = 0; i < sizeof(planted) / sizeof(planted[0]); i++) {
		unsigned forms = forms_in(&set, planted[i].bytes);

		ck_assert_msg(forms & 1u << planted[i].form,
		    "%s, %s: not found (%x)",
		    om_needle_form_word(planted[i].form), planted[i].what,
		    forms);
	}
	om_needles_free(&set);
}
END_TEST

START_TEST(a_character_beyond_the_first_plane_is_a_pair)
{
	struct om_needles set = { 0 };

	begin(&set);
	ck_ok(om_needles_text(&set, OM_SPAN("\xf0\x9f\x98\x80 Zo\303\253")));
	ck_assert_uint_eq(
	    forms_in(&set, OM_SPAN("\"\\ud83d\\ude00 Zo\\u00eb\"")),
	    1u << OM_NEEDLE_JSON);
	ck_assert_uint_eq(
	    forms_in(&set, OM_SPAN("\xd8\x3d\xde\x00\0 \0Z\0o\0\xeb")),
	    1u << OM_NEEDLE_UTF16);
	om_needles_free(&set);
}
END_TEST

START_TEST(the_url_alphabet_of_base_64_is_another_form)
{
	struct om_needles set = { 0 };

	begin(&set);
	ck_ok(om_needles_text(
	    &set, OM_SPAN("subjects?>>~~~\303\277\303\277\303\277")));
	ck_assert_uint_eq(
	    forms_in(&set, OM_SPAN("c3ViamVjdHM_Pj5-fn7Dv8O_w78=")),
	    1u << OM_NEEDLE_BASE64URL);
	ck_assert_uint_eq(
	    forms_in(&set, OM_SPAN("c3ViamVjdHM/Pj5+fn7Dv8O/w78=")),
	    1u << OM_NEEDLE_BASE64);
	om_needles_free(&set);
}
END_TEST

START_TEST(what_the_plain_form_finds_has_no_second_form)
{
	struct om_needles set = { 0 };

	begin(&set);
	ck_ok(om_needles_text(&set, OM_SPAN("anaruiz")));
	for (size_t i = 0; i < set.n; i++) {
		ck_assert_int_ne(set.p[i].form, OM_NEEDLE_JSON);
		ck_assert_int_ne(set.p[i].form, OM_NEEDLE_QUOTED);
		ck_assert_int_ne(set.p[i].form, OM_NEEDLE_BASE64URL);
	}
	ck_assert_uint_eq(
	    forms_in(&set, OM_SPAN("AnArUiZ")), 1u << OM_NEEDLE_TEXT);
	om_needles_free(&set);
}
END_TEST

START_TEST(what_is_too_short_or_no_text_is_refused_and_not_named)
{
	struct om_needles set = { 0 };

	begin(&set);
	ck_code(om_needles_text(&set, OM_SPAN("Lopez")), OM_INPUT);
	ck_assert_ptr_null(strstr(om_failure(), "Lopez"));
	ck_code(om_needles_text(&set, OM_SPAN("1234")), OM_INPUT);
	ck_code(om_needles_text(&set, OM_SPAN("")), OM_INPUT);
	ck_code(om_needles_text(&set, OM_SPAN("abcdef\xff")), OM_INPUT);
	ck_code(om_needles_phone(&set, OM_SPAN("+1-2-3-4")), OM_INPUT);
	ck_assert_uint_eq(set.n, 0);
	ck_ok(om_needles_text(&set, OM_SPAN("12345")));
	ck_ok(om_needles_text(&set, OM_SPAN("Lopezz")));
	om_needles_free(&set);
}
END_TEST

static bool
has_integer(const struct om_needles *set, struct om_span bytes, bool weak)
{
	for (size_t i = 0; i < set->n; i++)
		if (set->p[i].form == OM_NEEDLE_INTEGER &&
		    set->p[i].weak == weak &&
		    om_span_equal(set->p[i].bytes, bytes))
			return true;
	return false;
}

/* int.to_bytes(6, "big") and so on. */
START_TEST(digits_are_integers_in_the_width_that_sqlite_gives_them)
{
	struct om_needles set = { 0 };

	begin(&set);
	ck_ok(om_needles_text(&set, OM_SPAN("12025550123")));
	ck_ok(om_needles_text(&set, OM_SPAN("2025550123")));
	ck_ok(om_needles_text(&set, OM_SPAN("123456789012345678")));
	ck_ok(om_needles_text(&set, OM_SPAN("54321")));
	ck_ok(om_needles_text(&set, OM_SPAN("0054321")));
	ck_assert(
	    has_integer(&set, OM_SPAN("\x00\x02\xcc\xc7\x55\x2b"), false));
	ck_assert(has_integer(&set, OM_SPAN("\x78\xbb\x71\x2b"), true));
	ck_assert(has_integer(
	    &set, OM_SPAN("\x01\xb6\x9b\x4b\xa6\x30\xf3\x4e"), false));
	ck_assert_uint_eq(set.values[0].number_count, 4);
	ck_assert_int_eq(set.values[0].numbers[3], 54321);
	om_needles_free(&set);
}
END_TEST

/* SQLite's serial types: 4, 6 and 8 bytes hold up to 2^31-1, 2^47-1, more. */
START_TEST(an_integer_changes_its_width_where_sqlite_does)
{
	const struct {
		const char *digits;
		struct om_span bytes;
	} integers[] = {
		{ "8388608", OM_SPAN("\x00\x80\x00\x00") },
		{ "2147483647", OM_SPAN("\x7f\xff\xff\xff") },
		{ "2147483648", OM_SPAN("\x00\x00\x80\x00\x00\x00") },
		{ "140737488355327", OM_SPAN("\x7f\xff\xff\xff\xff\xff") },
		{ "140737488355328",
		    OM_SPAN("\x00\x00\x80\x00\x00\x00\x00\x00") },
	};
	struct om_needles set = { 0 };

	begin(&set);
	ck_ok(om_needles_text(&set, OM_SPAN("8388607")));
	for (size_t i = 0; i < set.n; i++)
		ck_assert_int_ne(set.p[i].form, OM_NEEDLE_INTEGER);
	for (size_t i = 0; i < sizeof(integers) / sizeof(integers[0]); i++) {
		begin(&set);
		ck_ok(om_needles_text(&set, om_span_of(integers[i].digits)));
		ck_assert_msg(has_integer(&set, integers[i].bytes, i < 2), "%s",
		    integers[i].digits);
	}
	om_needles_free(&set);
}
END_TEST

/* Python: base64.b64encode(shift * b"\0" + b"anaruiz"), its own bits. */
START_TEST(of_base_64_every_digit_that_is_the_values_alone_is_compared)
{
	static const char *const digits[] = { "YW5hcnVpe", "FuYXJ1aX",
		"hbmFydWl6" };
	struct om_needles set = { 0 };
	int found = 0;

	begin(&set);
	ck_ok(om_needles_text(&set, OM_SPAN("anaruiz")));
	for (size_t i = 0; i < set.n; i++)
		for (int k = 0; k < 3; k++)
			if (om_span_is(set.p[i].bytes, digits[k])) {
				ck_assert_int_eq(
				    set.p[i].form, OM_NEEDLE_BASE64);
				ck_assert(!set.p[i].folded);
				found++;
			}
	ck_assert_int_eq(found, 3);
	om_needles_free(&set);
}
END_TEST

START_TEST(of_a_telephone_number_nine_digits_are_enough)
{
	struct om_needles set = { 0 };

	begin(&set);
	ck_ok(om_needles_phone(&set, OM_SPAN("+12025550123")));
	ck_assert_uint_eq(
	    forms_in(&set, OM_SPAN("tel 2025550123")), 1u << OM_NEEDLE_TEXT);
	ck_assert_uint_eq(
	    forms_in(&set, OM_SPAN("0012025550123")), 1u << OM_NEEDLE_TEXT);
	ck_assert_uint_eq(forms_in(&set, OM_SPAN("2025550124")), 0);
	/* Without +1: an integer of four bytes; with it, of six. */
	ck_assert(has_integer(&set, OM_SPAN("\x78\xbb\x71\x2b"), true));
	ck_assert(
	    has_integer(&set, OM_SPAN("\x00\x02\xcc\xc7\x55\x2b"), false));
	om_needles_free(&set);
}
END_TEST

START_TEST(a_long_value_is_found_by_its_beginning)
{
	struct om_needles set = { 0 };
	char text[1000];

	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = (char)('a' + i * i % 23);
	begin(&set);
	ck_ok(om_needles_text(&set, om_span_bytes(text, sizeof(text))));
	for (size_t i = 0; i < set.n; i++)
		ck_assert_uint_le(set.p[i].bytes.n, OM_NEEDLE_LONGEST);
	ck_assert(forms_in(&set, om_span_bytes(text, OM_NEEDLE_LONGEST)) &
		  1u << OM_NEEDLE_TEXT);
	om_needles_free(&set);
}
END_TEST

START_TEST(a_set_has_a_limit)
{
	struct om_needles set = { 0 };

	for (int i = 0; i < OM_NEEDLE_VALUES; i++)
		begin(&set);
	ck_code(om_needles_begin(&set, OM_SPAN("x"), OM_SPAN("y")), OM_LIMIT);
	om_needles_free(&set);
	ck_assert_uint_eq(set.value_count, 0);
}
END_TEST

OM_SUITE(format_needle)
{
	tcase_add_test(tests, a_value_is_found_in_every_form);
	tcase_add_test(tests, a_character_beyond_the_first_plane_is_a_pair);
	tcase_add_test(tests, the_url_alphabet_of_base_64_is_another_form);
	tcase_add_test(tests, what_the_plain_form_finds_has_no_second_form);
	tcase_add_test(
	    tests, what_is_too_short_or_no_text_is_refused_and_not_named);
	tcase_add_test(
	    tests, digits_are_integers_in_the_width_that_sqlite_gives_them);
	tcase_add_test(tests, an_integer_changes_its_width_where_sqlite_does);
	tcase_add_test(
	    tests, of_base_64_every_digit_that_is_the_values_alone_is_compared);
	tcase_add_test(tests, of_a_telephone_number_nine_digits_are_enough);
	tcase_add_test(tests, a_long_value_is_found_by_its_beginning);
	tcase_add_test(tests, a_set_has_a_limit);
}
