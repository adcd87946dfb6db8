#include "test.h"

#include "render/terminal.h"

#define EAR "\xe8\x80\xb3"  /* U+8033, two columns */
#define E_ACUTE "e\xcc\x81" /* e and U+0301, one column */
#define ELLIPSIS "\xe2\x80\xa6"

static void
check_shown(const char *from, const char *to)
{
	struct om_buf b = OM_BUF(1000);

	om_terminal_add(&b, om_span_of(from));
	ck_span_eq(om_buf_span(&b), to);
	om_buf_free(&b);
}

/* Widths of Unicode's East Asian Width, counted by hand. */
START_TEST(width_is_counted_in_columns)
{
	ck_assert_uint_eq(om_terminal_width(OM_SPAN_NONE), 0);
	ck_assert_uint_eq(om_terminal_width(OM_SPAN("Ana")), 3);
	ck_assert_uint_eq(om_terminal_width(OM_SPAN("\xc3\xa9")), 1);
	ck_assert_uint_eq(om_terminal_width(OM_SPAN(E_ACUTE)), 1);
	ck_assert_uint_eq(om_terminal_width(OM_SPAN(EAR EAR)), 4);
	ck_assert_uint_eq(om_terminal_width(OM_SPAN("\xf0\x9f\x98\x80")), 2);
	/* the zero width non-joiner of Persian names */
	ck_assert_uint_eq(om_terminal_width(OM_SPAN("a\xe2\x80\x8c"
						    "b")),
	    2);
}
END_TEST

START_TEST(what_could_steer_a_terminal_is_escaped)
{
	check_shown("a\033[2Jb", "a\\x1b[2Jb");
	check_shown("a\tb\nc\rd", "a\\tb\\nc\\rd");
	check_shown("\x7f", "\\x7f");
	/* U+009B, an 8-bit control sequence introducer */
	check_shown("\xc2\x9b", "\\u009b");
	/* U+202E turns the direction of writing, U+2066 isolates */
	check_shown("a\xe2\x80\xae"
		    "b\xe2\x81\xa6",
	    "a\\u202eb\\u2066");
	check_shown("\xe2\x80\xa8", "\\u2028");
	/* U+E0041, an invisible tag */
	check_shown("\xf3\xa0\x81\x81", "\\u0e0041");
	ck_assert_uint_eq(om_terminal_width(OM_SPAN("\033\n")), 6);
}
END_TEST

START_TEST(names_are_left_as_they_are_spelt)
{
	check_shown("Zo\xc3\xab", "Zo\xc3\xab");
	check_shown("a\xe2\x80\x8c"
		    "b\xe2\x80\x8d",
	    "a\xe2\x80\x8c"
	    "b\xe2\x80\x8d");
}
END_TEST

START_TEST(bytes_that_are_no_utf8_are_shown_one_by_one)
{
	check_shown("a\xff\xe2\x82", "a\\xff\\xe2\\x82");
	check_shown("\xc0\x80", "\\xc0\\x80");
}
END_TEST

START_TEST(a_nul_is_shown)
{
	struct om_buf b = OM_BUF(100);

	om_terminal_add(&b, OM_SPAN("a\0b"));
	ck_span_eq(om_buf_span(&b), "a\\x00b");
	om_buf_free(&b);
}
END_TEST

START_TEST(cutting_leaves_room_for_the_ellipsis)
{
	static const struct {
		const char *from;
		unsigned width;
		const char *to;
		unsigned used;
	} cases[] = {
		{ "abcd", 4, "abcd", 4 },
		{ "abcd", 9, "abcd", 4 },
		{ "abcd", 3, "ab" ELLIPSIS, 3 },
		{ "abcd", 1, ELLIPSIS, 1 },
		{ "abcd", 0, "", 0 },
		{ "", 0, "", 0 },
		/* A wide letter is not cut in half. */
		{ EAR EAR EAR, 6, EAR EAR EAR, 6 },
		{ EAR EAR EAR, 5, EAR EAR ELLIPSIS, 5 },
		{ EAR EAR EAR, 4, EAR ELLIPSIS, 3 },
		{ EAR, 1, ELLIPSIS, 1 },
		/* An accent stays with its letter. */
		{ E_ACUTE "xyz", 2, E_ACUTE ELLIPSIS, 2 },
		/* Nor is an escape. */
		{ "\033abc", 5, "\\x1b" ELLIPSIS, 5 },
		{ "\033abc", 4, ELLIPSIS, 1 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct om_buf b = OM_BUF(100);

		ck_assert_uint_eq(om_terminal_cut(&b, om_span_of(cases[i].from),
				      cases[i].width),
		    cases[i].used);
		ck_span_eq(om_buf_span(&b), cases[i].to);
		om_buf_free(&b);
	}
}
END_TEST

OM_SUITE(render_terminal)
{
	tcase_add_test(tests, width_is_counted_in_columns);
	tcase_add_test(tests, what_could_steer_a_terminal_is_escaped);
	tcase_add_test(tests, names_are_left_as_they_are_spelt);
	tcase_add_test(tests, bytes_that_are_no_utf8_are_shown_one_by_one);
	tcase_add_test(tests, a_nul_is_shown);
	tcase_add_test(tests, cutting_leaves_room_for_the_ellipsis);
}
