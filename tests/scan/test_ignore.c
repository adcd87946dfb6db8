#include "test.h"

#include "scan/ignore.h"

/* The examples of gitignore(5), and what its text says beside them. */
static const struct {
	const char *pattern, *path;
	bool fits;
} cases[] = {
	{ "*.o", "a.o", true },
	{ "*.o", "a.c", false },
	{ "a*b*c", "aXbYc", true },
	{ "a*b*c", "aXbY", false },
	{ "*", "a/b", false },
	{ "**", "a/b", true },
	{ "**/foo", "foo", true },
	{ "**/foo", "x/y/foo", true },
	{ "**/foo/bar", "x/foo/bar", true },
	{ "abc/**", "abc/d/e", true },
	{ "a/**/b", "a/b", true },
	{ "a/**/b", "a/x/y/b", true },
	{ "a/**/b", "a/x/y/c", false },
	{ "doc/*.txt", "doc/a.txt", true },
	{ "doc/*.txt", "doc/x/a.txt", false },
	{ "a?c", "abc", true },
	{ "a?c", "a/c", false },
	{ "[a-c]x", "bx", true },
	{ "[!a-c]x", "bx", false },
	{ "[]]x", "]x", true },
	{ "\\*x", "*x", true },
	{ "\\*x", "ax", false },
	{ "[", "x", false },
};

START_TEST(a_pattern_fits_as_git_has_it)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		ck_assert_msg(om_ignore_fits(om_span_of(cases[i].pattern),
				  om_span_of(cases[i].path)) == cases[i].fits,
		    "%s, %s", cases[i].pattern, cases[i].path);
}
END_TEST

START_TEST(the_last_line_that_fits_decides)
{
	struct om_ignore g = { 0 };

	om_ignore_lines(&g,
	    OM_SPAN("# no remark\n*.log\n!keep.log\nbuild/\n/top\n\nx/y \r\n"));
	ck_assert_int_eq(om_ignore_ask(&g, OM_SPAN("a/b.log"), false), 1);
	ck_assert_int_eq(om_ignore_ask(&g, OM_SPAN("a/keep.log"), false), 0);
	ck_assert_int_eq(om_ignore_ask(&g, OM_SPAN("build"), true), 1);
	ck_assert_int_eq(om_ignore_ask(&g, OM_SPAN("build"), false), -1);
	ck_assert_int_eq(om_ignore_ask(&g, OM_SPAN("a/build"), true), 1);
	ck_assert_int_eq(om_ignore_ask(&g, OM_SPAN("top"), false), 1);
	ck_assert_int_eq(om_ignore_ask(&g, OM_SPAN("a/top"), false), -1);
	ck_assert_int_eq(om_ignore_ask(&g, OM_SPAN("x/y"), false), 1);
	ck_assert_int_eq(om_ignore_ask(&g, OM_SPAN("a/x/y"), false), -1);
	om_ignore_close(&g);
}
END_TEST

START_TEST(a_hostile_pattern_takes_no_time)
{
	char path[4000];

	memset(path, 'a', sizeof(path));
	ck_assert(!om_ignore_fits(OM_SPAN("*a*a*a*a*a*a*a*a*a*a*b"),
	    om_span_bytes(path, sizeof(path))));
}
END_TEST

OM_SUITE(scan_ignore)
{
	tcase_add_test(tests, a_pattern_fits_as_git_has_it);
	tcase_add_test(tests, the_last_line_that_fits_decides);
	tcase_add_test(tests, a_hostile_pattern_takes_no_time);
}
