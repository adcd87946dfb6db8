#include "test.h"

#include "base/text.h"

/* The ends of each row of Unicode 15, table 3-7. */
START_TEST(the_well_formed_sequences_are_utf8)
{
	static const char *const good[] = { "", "a", "\x7f", "\xc2\x80",
		"\xdf\xbf", "\xe0\xa0\x80", "\xe0\xbf\xbf", "\xe1\x80\x80",
		"\xec\xbf\xbf", "\xed\x80\x80", "\xed\x9f\xbf", "\xee\x80\x80",
		"\xef\xbf\xbf", "\xf0\x90\x80\x80", "\xf0\xbf\xbf\xbf",
		"\xf1\x80\x80\x80", "\xf3\xbf\xbf\xbf", "\xf4\x80\x80\x80",
		"\xf4\x8f\xbf\xbf", "eight by\xc3\xa9s and more \xe2\x82\xac" };

	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		ck_assert_msg(
		    om_text_is_utf8(om_span_of(good[i])), "case %zu", i);
	ck_assert(om_text_is_utf8(OM_SPAN("nul \0 inside")));
	ck_assert(om_text_is_utf8(OM_SPAN_NONE));
}
END_TEST

START_TEST(the_ill_formed_sequences_are_not_utf8)
{
	static const char *const bad[] = { "\x80", "\xbf", "\xc0\x80",
		"\xc0\xaf", "\xc1\xbf", "\xc2", "\xc2\x41", "\xc2\xc0",
		"\xe0\x80\x80", "\xe0\x9f\xbf", "\xe1\x80", "\xe1\x80\x41",
		"\xe1\x80\xc0", "\xed\xa0\x80", "\xed\xbf\xbf", "\xef\xbf",
		"\xf0\x80\x80\x80", "\xf0\x8f\xbf\xbf", "\xf0\x90\x80",
		"\xf1\x80\x80\x41", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80",
		"\xf8\x88\x80\x80\x80", "\xfe", "\xff",
		"eight bytes first \xff", "\xed\xa0\xbd\xed\xb8\x80" };

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ck_assert_msg(
		    !om_text_is_utf8(om_span_of(bad[i])), "case %zu", i);
}
END_TEST

START_TEST(a_bad_byte_is_seen_wherever_it_stands)
{
	for (size_t n = 1; n < 40; n++)
		for (size_t i = 0; i < n; i++) {
			char text[40];

			memset(text, 'a', sizeof(text));
			text[i] = (char)0xff;
			ck_assert(!om_text_is_utf8(om_span_bytes(text, n)));
			ck_assert(om_text_is_utf8(om_span_bytes(text, i)));
		}
}
END_TEST

static void
check_fold(const char *from, const char *to)
{
	struct om_buf b = OM_BUF(1000);

	ck_ok(om_text_fold(&b, om_span_of(from)));
	ck_span_eq(om_buf_span(&b), to);
	om_buf_free(&b);
}

START_TEST(letters_are_folded_and_composed)
{
	check_fold("Ana@Example.COM", "ana@example.com");
	check_fold("", "");
	check_fold(" \tAna\n", "ana");
	check_fold("[\\]^_`{|}~@Z", "[\\]^_`{|}~@z");
	/* U+00DF and U+1E9E, both "ss" */
	check_fold("STRA\xc3\x9f\x45", "strasse");
	check_fold("STRA\xe1\xba\x9e\x45", "strasse");
	/* A and U+030A as U+00E5; so too U+212B, the unit */
	check_fold("A\xcc\x8a", "\xc3\xa5");
	check_fold("\xe2\x84\xab", "\xc3\xa5");
	/* final sigma U+03C2 as sigma U+03C3 */
	check_fold("\xce\xa3\xcf\x82", "\xcf\x83\xcf\x83");
}
END_TEST

START_TEST(compatible_forms_are_one)
{
	/* U+FB01, the ligature */
	check_fold("\xef\xac\x81n", "fin");
	/* U+FF21 U+FF20, full width */
	check_fold("\xef\xbc\xa1\xef\xbc\xa0", "a@");
	/* U+00AD, which is ignored, and U+2460 */
	check_fold("a\xc2\xad\x62\xe2\x91\xa0", "ab1");
}
END_TEST

START_TEST(folding_what_is_folded_changes_nothing)
{
	static const char *const texts[] = { "Stra\xc3\x9f\x65", "\xe1\xba\x9e",
		"\xc3\x85ngstr\xc3\xb6m", "\xc4\xb0", "\xef\xac\x83",
		"\xce\x90", "\xe0\xbd\xb3", "A\xcc\xa3\xcc\x8a" };

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct om_buf once = OM_BUF(100), twice = OM_BUF(100);

		ck_ok(om_text_fold(&once, om_span_of(texts[i])));
		ck_ok(om_text_fold(&twice, om_buf_span(&once)));
		ck_assert_msg(
		    om_span_equal(om_buf_span(&once), om_buf_span(&twice)),
		    "case %zu", i);
		om_buf_free(&once);
		om_buf_free(&twice);
	}
}
END_TEST

START_TEST(folding_what_is_no_utf8_fails_without_its_text)
{
	struct om_buf b = OM_BUF(100);

	ck_code(om_text_fold(&b, OM_SPAN("ana\xff")), OM_INPUT);
	ck_assert_str_eq(om_failure(), "not valid UTF-8");
	ck_code(om_text_fold(&b, OM_SPAN("\xed\xa0\x80")), OM_INPUT);
	ck_assert_uint_eq(b.n, 0);
	om_buf_free(&b);
}
END_TEST

START_TEST(folding_obeys_the_ceiling)
{
	struct om_buf b = OM_BUF(3);

	ck_ok(om_text_fold(&b, OM_SPAN("four")));
	ck_code(om_buf_check(&b, "it"), OM_LIMIT);
	om_buf_reset(&b);
	ck_ok(om_text_fold(&b, OM_SPAN("\xc3\x84\xc3\x84")));
	ck_code(om_buf_check(&b, "it"), OM_LIMIT);
	om_buf_free(&b);
}
END_TEST

/* RFC 3629, 3 and 7: the ends of each length, and its examples. */
START_TEST(a_character_is_written_in_the_shortest_form)
{
	static const struct {
		uint32_t c;
		const char *bytes;
	} cases[] = {
		{ 0x41, "A" },
		{ 0x7f, "\x7f" },
		{ 0x80, "\xc2\x80" },
		{ 0x391, "\xce\x91" },
		{ 0x7ff, "\xdf\xbf" },
		{ 0x800, "\xe0\xa0\x80" },
		{ 0x2262, "\xe2\x89\xa2" },
		{ 0xfffd, "\xef\xbf\xbd" },
		{ 0x10000, "\xf0\x90\x80\x80" },
		{ 0x233b4, "\xf0\xa3\x8e\xb4" },
		{ 0x10ffff, "\xf4\x8f\xbf\xbf" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char p[4];
		size_t n = om_text_put(p, cases[i].c);

		ck_span_eq(om_span_bytes(p, n), cases[i].bytes);
	}
}
END_TEST

START_TEST(names_are_squeezed_to_their_letters)
{
	static const char *const same[] = { "dateOfBirth", "Date of Birth",
		"date_of-birth", ".DATE.OF.BIRTH." };
	char out[11];
	size_t n;

	for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++) {
		ck_assert(
		    om_text_squeeze(out, sizeof(out), &n, om_span_of(same[i])));
		ck_assert(om_span_is(om_span_bytes(out, n), "dateofbirth"));
	}
	ck_assert(!om_text_squeeze(out, 10, &n, om_span_of(same[0])));
	ck_assert(om_text_squeeze(out, 0, &n, OM_SPAN("-_. ")));
	ck_assert_uint_eq(n, 0);
}
END_TEST

OM_SUITE(base_text)
{
	tcase_add_test(tests, names_are_squeezed_to_their_letters);
	tcase_add_test(tests, a_character_is_written_in_the_shortest_form);
	tcase_add_test(tests, the_well_formed_sequences_are_utf8);
	tcase_add_test(tests, the_ill_formed_sequences_are_not_utf8);
	tcase_add_test(tests, a_bad_byte_is_seen_wherever_it_stands);
	tcase_add_test(tests, letters_are_folded_and_composed);
	tcase_add_test(tests, compatible_forms_are_one);
	tcase_add_test(tests, folding_what_is_folded_changes_nothing);
	tcase_add_test(tests, folding_what_is_no_utf8_fails_without_its_text);
	tcase_add_test(tests, folding_obeys_the_ceiling);
}
