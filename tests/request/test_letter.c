#include "request/world.h"

#include <math.h>
#include <stdlib.h>

#include "base/embed.h"
#include "request/letter_kind.h"

/*
 * What of WCAG 2.2 AA a program can see in a letter without a browser. The
 * page has no script, no picture and no form.
 */

static const char ana[] = "email:ana@post.example";

/* A letter of that kind for a request that was refused, in a language. */
static void
make(struct om_buf *out, const char *kind, const char *language)
{
	struct om_request_writing what = { .kind = kind, .language = language };
	const struct om_request_denial why = { .ground = "excessive",
		.because = OM_SPAN("many") };
	char *path;
	struct world w;

	world_make(&w, false);
	world_settle(&w, "\"organisation\":{\"name\":\"Q\",\"contact\":\"q\"},"
			 "\"signatory\":\"M\",\"authority\":{\"name\":\"A\"}");
	ck_ok(world_new(&w, "access", ana));
	if (strcmp(kind, "refusal") == 0)
		ck_ok(om_request_refuse(&w.c, &why));
	path = om_path_join(w.folder, "letter.html");
	what.path = path;
	what.text = OM_SPAN("words");
	ck_ok(om_request_letter(&w.c, &what));
	ck_ok(om_file_read(out, path));
	om_free(path);
	world_free(&w);
}

static size_t
count(const struct om_buf *b, const char *text)
{
	size_t n = 0;

	for (const char *p = b->p; (p = strstr(p, text)) != NULL; p++)
		n++;
	return n;
}

/* No level is left out on the way down. */
static void
check_headings(const struct om_buf *b)
{
	int last = 0;

	ck_assert_uint_eq(count(b, "<h1>"), 1);
	for (const char *p = b->p; (p = strstr(p, "<h")) != NULL; p++) {
		int level = p[2] - '0';

		if (level < 1 || level > 6 || p[3] != '>')
			continue;
		ck_assert_int_le(level, last + 1);
		last = level;
	}
}

START_TEST(a_letter_can_be_read_by_every_reader)
{
	static const char *const kinds[] = { "acknowledgement", "identity",
		"clarification", "refusal", "unidentified" };
	static const char *const languages[] = { "en", "de", "fr" };
	struct om_buf b = OM_BUF(1 << 20), lang = OM_BUF(64);

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		const char *language = languages[i % 3];

		om_buf_reset(&b);
		om_buf_reset(&lang);
		make(&b, kinds[i], language);
		om_buf_format(&lang, "<html lang=\"%s\">", language);
		ck_has(b, lang.p);
		ck_has(b, "<main>");
		ck_has(b, "<title>");
		ck_has(b, "name=\"viewport\"");
		check_headings(&b);
		ck_assert_uint_eq(count(&b, "<table"), count(&b, "<caption>"));
		/* Every head of a row or a column says of which. */
		ck_assert_uint_eq(count(&b, "<th "), count(&b, "scope=\""));
		ck_lacks(b, "<th>");
		ck_lacks(b, "<script");
		ck_lacks(b, "src=");
		ck_lacks(b, "style=\"");
	}
	om_buf_free(&b);
	om_buf_free(&lang);
}
END_TEST

/* Relative luminance of "#rgb" or "#rrggbb" (WCAG 2.2). */
static double
luminance(const char *hex)
{
	static const double weights[] = { 0.2126, 0.7152, 0.0722 };
	size_t n = strspn(hex + 1, "0123456789abcdef");
	double sum = 0;

	ck_assert_msg(n == 3 || n == 6, "%.8s", hex);
	for (size_t i = 0; i < 3; i++) {
		char digits[3] = { hex[1 + i * n / 3],
			hex[n == 3 ? 1 + i : 2 + 2 * i], '\0' };
		double c = (double)strtol(digits, NULL, 16) / 255;

		c = c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
		sum += weights[i] * c;
	}
	return sum;
}

static double
contrast(const char *a, const char *b)
{
	double x = luminance(a), y = luminance(b);

	return (fmax(x, y) + 0.05) / (fmin(x, y) + 0.05);
}

/* Every colour of text of a part of the style, on its ground. */
static size_t
check_colours(struct om_span style, const char *ground)
{
	struct om_buf b = OM_BUF(1 << 16);
	size_t n = 0;

	om_buf_add(&b, style);
	for (const char *p = b.p; (p = strstr(p, "color: #")) != NULL; p++) {
		if (p[-1] == '-')
			continue;
		ck_assert_msg(
		    contrast(p + 7, ground) >= 4.5, "%.14s on %s", p, ground);
		n++;
	}
	om_buf_free(&b);
	return n;
}

START_TEST(every_colour_of_text_stands_out_from_its_ground)
{
	struct om_span text;
	const char *dark, *print;

	ck_assert(om_embed_find(&text, "reports/letter.html"));
	dark = strstr(text.p, "@media (prefers-color-scheme: dark)");
	print = strstr(text.p, "@media print");
	ck_assert(dark != NULL && print > dark);
	/* Black on white is 21, and the formula is the standard's. */
	ck_assert(fabs(contrast("#000", "#ffffff") - 21) < 0.001);
	ck_assert(contrast("#777777", "#fff") < 4.5);
	ck_assert_uint_ge(
	    check_colours(
		om_span_bytes(text.p, (size_t)(dark - text.p)), "#fff"),
	    3);
	ck_assert_uint_ge(
	    check_colours(
		om_span_bytes(dark, (size_t)(print - dark)), "#161616"),
	    3);
	/* Paper: what is missing is framed and bold as well as red. */
	ck_assert_ptr_nonnull(strstr(text.p, ".missing { display: block; "
					     "border-left"));
	ck_assert_ptr_nonnull(strstr(print, "break-inside: avoid"));
}
END_TEST

START_TEST(every_kind_has_a_title_in_every_language)
{
	static const char *const languages[] = { "en", "de", "fr" };
	struct om_buf key = OM_BUF(128);

	for (size_t i = 0; i < 3; i++) {
		struct om_language *l;

		ck_ok(om_language_open(&l, NULL, languages[i]));
		for (size_t k = 0; om_letter_kind_at(k) != NULL; k++) {
			om_buf_reset(&key);
			om_buf_format(
			    &key, "title.%s", om_letter_kind_at(k)->word);
			ck_assert_msg(
			    om_language_find(l, om_buf_span(&key)) != NULL,
			    "%s", key.p);
		}
		om_language_close(l);
	}
	om_buf_free(&key);
}
END_TEST

OM_SUITE(request_letters_read)
{
	tcase_add_test(tests, a_letter_can_be_read_by_every_reader);
	tcase_add_test(tests, every_colour_of_text_stands_out_from_its_ground);
	tcase_add_test(tests, every_kind_has_a_title_in_every_language);
}
