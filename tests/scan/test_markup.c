#include "test.h"

#include "base/buf.h"
#include "scan/markup.h"

/* What a reader sees of markup that comes block by block. */
static void
text_is(const char *markup, const char *wanted, size_t block)
{
	struct om_buf out = OM_BUF(4096);
	struct om_source s;
	struct om_markup m = { .s = &s };
	size_t n = 1;

	om_source_memory(&s, "a", om_span_of(markup), block, 0);
	while (n > 0) {
		char part[8];

		ck_ok(om_markup_pull(&n, &m, part, sizeof(part)));
		om_buf_add(&out, om_span_bytes(part, n));
	}
	om_source_close(&s);
	ck_assert_msg(om_span_is(om_buf_span(&out), wanted),
	    "\"%s\" is \"%s\", not \"%s\"", markup, out.n == 0 ? "" : out.p,
	    wanted);
	om_buf_free(&out);
}

static const struct {
	const char *markup, *text;
} cases[] = {
	{ "a<b>b</b>c", "abc" },
	{ "a<p>b", "a\nb" },
	{ "<td>a</td><td>b</td>", "\na\n\nb\n" },
	{ "1 < 2 & 3", "1 < 2 & 3" },
	{ "ana&#64;example&#x2E;com", "ana@example.com" },
	{ "&lt;&amp;&gt;&nbsp;&unknown;", "<&> &unknown;" },
	{ "&#xe9;&#8364;&#0x;&#;", "\xc3\xa9\xe2\x82\xac&#0x;&#;" },
	{ "<a href=\"mailto:x@y\">z</a>", "mailto:x@y z" },
	{ "<a title='1 > 2'>z", "1 > 2 z" },
	{ "", "" },
	{ "a<", "a<" },
};

START_TEST(markup_is_what_a_reader_sees_of_it)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		for (size_t block = 1; block < 64; block += 7)
			text_is(cases[i].markup, cases[i].text, block);
}
END_TEST

OM_SUITE(scan_markup)
{
	tcase_add_test(tests, markup_is_what_a_reader_sees_of_it);
}
