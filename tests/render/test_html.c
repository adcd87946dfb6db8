#include "test.h"

#include "render/html.h"

#define REPLACEMENT "\xef\xbf\xbd"

static void
check_html(struct om_span from, const char *to)
{
	struct om_buf b = OM_BUF(1000);

	om_html_add(&b, from);
	ck_span_eq(om_buf_span(&b), to);
	om_buf_free(&b);
}

START_TEST(what_html_would_read_is_escaped)
{
	check_html(OM_SPAN("<b a='1' c=\"2\">&amp;</b>"),
	    "&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;amp;&lt;/b&gt;");
	check_html(OM_SPAN_NONE, "");
}
END_TEST

START_TEST(text_of_all_languages_passes)
{
	check_html(
	    OM_SPAN("Zo\xc3\xab \xe8\x80\xb3 \xf0\x9f\x98\x80\n\t\r\n\r"),
	    "Zo\xc3\xab \xe8\x80\xb3 \xf0\x9f\x98\x80\n\t\n\n");
}
END_TEST

START_TEST(what_html_forbids_is_replaced)
{
	check_html(OM_SPAN("a\0b\x1b\x7f"),
	    "a" REPLACEMENT "b" REPLACEMENT REPLACEMENT);
	check_html(OM_SPAN("\xc2\x80\xc2\xa0"), REPLACEMENT "\xc2\xa0");
	check_html(OM_SPAN("a\xff\xc3"), "a" REPLACEMENT REPLACEMENT);
	/* An overlong '<' is not let through. */
	check_html(OM_SPAN("\xc0\xbc"), REPLACEMENT REPLACEMENT);
}
END_TEST

OM_SUITE(render_html)
{
	tcase_add_test(tests, what_html_would_read_is_escaped);
	tcase_add_test(tests, text_of_all_languages_passes);
	tcase_add_test(tests, what_html_forbids_is_replaced);
}
