#include "test.h"

#include "render/template.h"

/* A view with a name, an empty text, a list of two and an empty list. */
static const struct om_view *
sample(struct om_arena *arena)
{
	struct om_view *v = om_view_new(arena), *row;

	om_view_string(v, "name", "<Ana>");
	om_view_string(v, "empty", "");
	om_view_string(v, "html", "<b>x</b>");
	row = om_view_add(v, "rows");
	om_view_string(row, "word", "one");
	om_view_string(om_view_add(row, "inner"), "deep", "1");
	row = om_view_add(v, "rows");
	om_view_string(row, "word", "two");
	om_view_list(row, "inner");
	om_view_list(v, "none");
	return v;
}

static int
render(struct om_buf *b, const char *text, bool html)
{
	struct om_arena arena = { 0 };
	struct om_template t = { "t.html", om_span_of(text), html, NULL };
	int rc = om_template_render(b, &t, sample(&arena));

	om_arena_free(&arena);
	return rc;
}

static void
check_render(const char *text, const char *wanted)
{
	struct om_buf b = OM_BUF(10000);

	ck_ok(render(&b, text, true));
	ck_span_eq(om_buf_span(&b), wanted);
	om_buf_free(&b);
}

static void
check_fault(const char *text, const char *message)
{
	struct om_buf b = OM_BUF(10000);

	ck_code(render(&b, text, true), OM_USAGE);
	ck_assert_str_eq(om_failure(), message);
	om_buf_free(&b);
}

START_TEST(values_are_escaped_unless_three_braces_say_otherwise)
{
	check_render("Dear {{name}}, {{ name }}{{{html}}}{{html}}",
	    "Dear &lt;Ana&gt;, &lt;Ana&gt;<b>x</b>&lt;b&gt;x&lt;/b&gt;");
	check_render("{{empty}}", "");
	check_render("plain } { text }}", "plain } { text }}");
	check_render("", "");
}
END_TEST

START_TEST(text_that_is_no_html_is_not_escaped)
{
	struct om_buf b = OM_BUF(100);

	ck_ok(render(&b, "{{name}}{{{name}}}", false));
	ck_span_eq(om_buf_span(&b), "<Ana><Ana>");
	om_buf_free(&b);
}
END_TEST

START_TEST(a_section_is_repeated_for_each_entry)
{
	check_render("{{#rows}}[{{word}} of {{name}}]{{/rows}}.",
	    "[one of &lt;Ana&gt;][two of &lt;Ana&gt;].");
	check_render("{{#rows}}{{word}}{{#inner}}({{deep}}{{word}}){{/inner}}"
		     "{{^inner}}-{{/inner}};{{/rows}}",
	    "one(1one);two-;");
	check_render("a{{#none}}{{unknown}}{{/none}}b", "ab");
}
END_TEST

START_TEST(a_section_of_a_text_is_shown_when_there_is_one)
{
	check_render("{{#name}}yes{{/name}}{{^name}}no{{/name}}", "yes");
	check_render("{{#empty}}yes{{/empty}}{{^empty}}no{{/empty}}", "no");
	check_render("{{^none}}none{{/none}}{{^rows}}no rows{{/rows}}", "none");
}
END_TEST

START_TEST(sections_of_one_name_may_nest_when_hidden)
{
	check_render("{{#none}}a{{#none}}b{{/none}}c{{/none}}d", "d");
	check_render("{{^rows}}{{#rows}}x{{/rows}}{{/rows}}d", "d");
}
END_TEST

START_TEST(a_tag_alone_on_its_line_takes_the_line)
{
	check_render("a\n  {{#rows}}  \n- {{word}}\n{{/rows}}\nb\n",
	    "a\n- one\n- two\nb\n");
	check_render("{{#name}}\nx\n{{/name}}", "x\n");
	check_render("a\r\n{{! a remark }}\r\nb", "a\r\nb");
	check_render(
	    "{{#rows}}\n{{#inner}}\n{{deep}}\n{{/inner}}\n{{/rows}}\n", "1\n");
	/* With anything beside it, it does not. */
	check_render("a {{! a remark }}\nb", "a \nb");
	check_render("{{name}} {{#name}} x{{/name}}\n", "&lt;Ana&gt;  x\n");
}
END_TEST

START_TEST(a_name_that_is_not_known_is_an_error_with_its_line)
{
	check_fault(
	    "a\n\n{{nmae}}", "t.html:3: there is no value for {{nmae}}");
	check_fault(
	    "{{#nmae}}{{/nmae}}", "t.html:1: there is no value for {{nmae}}");
	check_fault(
	    "\n{{^nmae}}{{/nmae}}", "t.html:2: there is no value for {{nmae}}");
	check_fault("{{word}}", "t.html:1: there is no value for {{word}}");
	check_fault("{{}}", "t.html:1: there is no value for {{}}");
	check_fault("{{#rows}}\n{{#inner}}\n{{gone}}\n{{/inner}}\n{{/rows}}",
	    "t.html:3: there is no value for {{gone}}");
}
END_TEST

START_TEST(a_list_is_no_text)
{
	check_fault("{{rows}}", "t.html:1: a list is no text: {{rows}}");
}
END_TEST

START_TEST(tags_that_do_not_match_are_errors)
{
	check_fault("a\n{{name", "t.html:2: a tag is not closed: {{...}}");
	check_fault("{{", "t.html:1: a tag is not closed: {{...}}");
	check_fault("{{{name}}", "t.html:1: a tag is not closed: {{...}}");
	check_fault("\n{{#name}}x", "t.html:2: a section has no end: {{name}}");
	check_fault("{{#none}}x", "t.html:1: a section has no end: {{none}}");
	check_fault("x{{/name}}", "t.html:1: nothing begins with {{name}}");
	check_fault("{{#name}}{{#rows}}{{/name}}{{/rows}}",
	    "t.html:1: nothing begins with {{name}}");
}
END_TEST

START_TEST(sections_cannot_nest_without_end)
{
	struct om_buf text = OM_BUF(1000);

	for (int i = 0; i < 17; i++)
		om_buf_text(&text, "{{#name}}");
	check_fault(text.p, "t.html:1: sections nest too deep: {{name}}");
	om_buf_reset(&text);
	for (int i = 0; i < 17; i++)
		om_buf_text(&text, "{{#name}}x{{/name}}");
	check_render(text.p, "xxxxxxxxxxxxxxxxx");
	om_buf_free(&text);
}
END_TEST

START_TEST(a_text_larger_than_its_buffer_is_an_error)
{
	struct om_buf b = OM_BUF(4);

	ck_code(render(&b, "12345", true), OM_LIMIT);
	ck_assert_str_eq(om_failure(), "t.html is larger than 4 bytes");
	om_buf_free(&b);
}
END_TEST

static int
render_in(struct om_buf *b, const char *code, const char *text)
{
	struct om_arena arena = { 0 };
	struct om_view *v = om_view_new(&arena);
	struct om_template t = { "t.html", om_span_of(text), true, NULL };
	struct om_language *l = NULL;
	int rc;

	om_view_string(v, "dpo_name", "<Ana>");
	om_view_string(v, "law", "GDPR");
	if (code != NULL)
		ck_ok(om_language_open(&l, NULL, code));
	t.language = l;
	rc = om_template_render(b, &t, v);
	om_language_close(l);
	om_arena_free(&arena);
	return rc;
}

START_TEST(a_key_stands_for_the_sentence_of_the_language)
{
	struct om_buf b = OM_BUF(10000);

	ck_ok(render_in(&b, "de", "{{$frame.dpo}}: {{$Art. 15(1)}}"));
	ck_span_eq(om_buf_span(&b),
	    "Datenschutzbeauftragte Person: &lt;Ana&gt;: Art. 15 Abs. 1 "
	    "DSGVO");
	om_buf_reset(&b);
	ck_ok(render_in(&b, "en", "{{$frame.number}} {{$Art. 77}}"));
	ck_span_eq(om_buf_span(&b), "Number GDPR Art. 77");
	om_buf_free(&b);
}
END_TEST

START_TEST(a_key_without_a_sentence_is_an_error_with_its_line)
{
	struct om_buf b = OM_BUF(10000);

	ck_code(render_in(&b, "en", "a\n{{$no.such}}"), OM_USAGE);
	ck_assert_str_eq(
	    om_failure(), "t.html:2: the language has no {{no.such}}");
	ck_code(render_in(&b, NULL, "{{$frame.number}}"), OM_USAGE);
	ck_assert_str_eq(om_failure(),
	    "t.html:1: there is no language for {{frame.number}}");
	/* A place of a sentence that the view does not know. */
	ck_code(render_in(&b, "en", "{{$title.answer}}"), OM_USAGE);
	ck_assert_str_eq(om_failure(),
	    "a sentence of a letter:1: there is no value for {{right_title}}");
	om_buf_free(&b);
}
END_TEST

OM_SUITE(render_template)
{
	tcase_add_test(
	    tests, values_are_escaped_unless_three_braces_say_otherwise);
	tcase_add_test(tests, text_that_is_no_html_is_not_escaped);
	tcase_add_test(tests, a_section_is_repeated_for_each_entry);
	tcase_add_test(tests, a_section_of_a_text_is_shown_when_there_is_one);
	tcase_add_test(tests, sections_of_one_name_may_nest_when_hidden);
	tcase_add_test(tests, a_tag_alone_on_its_line_takes_the_line);
	tcase_add_test(
	    tests, a_name_that_is_not_known_is_an_error_with_its_line);
	tcase_add_test(tests, a_list_is_no_text);
	tcase_add_test(tests, tags_that_do_not_match_are_errors);
	tcase_add_test(tests, a_key_stands_for_the_sentence_of_the_language);
	tcase_add_test(
	    tests, a_key_without_a_sentence_is_an_error_with_its_line);
	tcase_add_test(tests, sections_cannot_nest_without_end);
	tcase_add_test(tests, a_text_larger_than_its_buffer_is_an_error);
}
