#include "test.h"

#include "scan/anchor.h"

START_TEST(the_longest_literal_of_every_match_is_told)
{
	static const struct {
		const char *regex, *literal;
	} cases[] = {
		{ "EMP-[0-9]{6}", "EMP-" },
		{ "\\bEMP-[0-9]{6}\\b", "EMP-" },
		{ "[A-Z]{2}/2024/[0-9]+", "/2024/" },
		{ "a(b|c)defg?h", "def" },
		{ "(?:x|y)kunde\\.nr", "kunde.nr" },
		{ "(?<n>[0-9]+)-id", "-id" },
		{ "(?=A)lookX(?!B)", "lookX" },
		{ "ab*cd+e{2}fg", "fg" },
		{ "[]x|]tail", "tail" },
		{ "[^\\]]tail", "tail" },
		{ "a\\|b", "a|b" },
		{ "a.b^c", "a" },
		{ "caf\xc3\xa9?", "caf" },
		{ "x\\dyy\\szzz", "zzz" },
		/* What does not stand in every match, or not for sure. */
		{ "EMP|KND", "" },
		{ "[0-9]{4}", "" },
		{ "(EMP)?", "" },
		{ "(?i)emp", "" },
		{ "(?x)e m p", "" },
		{ "(*UCP)emp", "" },
		{ "\\Qa|b\\E", "" },
		{ "\\x41bc", "" },
		{ "a{b|c}", "" },
		{ "a?", "" },
		{ "\\", "" },
		{ "", "" },
		{ "[abc", "" },
		{ "(abc", "" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char literal[OM_ANCHOR_MAX];
		size_t n =
		    om_anchor_literal(literal, om_span_of(cases[i].regex));

		ck_assert_msg(
		    om_span_is(om_span_bytes(literal, n), cases[i].literal),
		    "%s: %.*s", cases[i].regex, (int)n, literal);
	}
}
END_TEST

OM_SUITE(scan_anchor)
{
	tcase_add_test(tests, the_longest_literal_of_every_match_is_told);
}
