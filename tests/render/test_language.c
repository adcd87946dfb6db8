#include "test.h"

#include "base/config.h"
#include "base/date.h"
#include "base/embed.h"
#include "base/file.h"
#include "base/memory.h"
#include "render/language.h"

static struct om_language *
open_language(const char *code)
{
	struct om_language *l;

	ck_ok(om_language_open(&l, NULL, code));
	return l;
}

static void
check_day(const char *code, int month, int day, const char *wanted)
{
	struct om_language *l = open_language(code);
	struct om_buf b = OM_BUF(100);

	om_language_day(&b, l, om_day_of(2026, month, day));
	ck_span_eq(om_buf_span(&b), wanted);
	om_buf_free(&b);
	om_language_close(l);
}

START_TEST(a_day_is_written_as_the_language_writes_it)
{
	check_day("en", 3, 1, "1 March 2026");
	check_day("en", 12, 31, "31 December 2026");
	check_day("de", 3, 1, "1. März 2026");
	check_day("de", 11, 23, "23. November 2026");
	/* The first of a month alone is an ordinal in French. */
	check_day("fr", 8, 1, "1er août 2026");
	check_day("fr", 8, 2, "2 août 2026");
}
END_TEST

static void
check_number(const char *code, int64_t n, const char *wanted)
{
	struct om_language *l = open_language(code);
	struct om_buf b = OM_BUF(100);

	om_language_number(&b, l, n);
	ck_span_eq(om_buf_span(&b), wanted);
	om_buf_free(&b);
	om_language_close(l);
}

START_TEST(a_number_has_the_groups_of_its_language)
{
	check_number("en", 0, "0");
	check_number("en", 999, "999");
	check_number("en", 1000, "1,000");
	check_number("en", -1234567, "-1,234,567");
	check_number("de", 12000, "12.000");
	check_number("fr", 12000, "12\u202f000");
}
END_TEST

static void
check_amount(const char *code, int64_t n, const char *wanted)
{
	struct om_language *l = open_language(code);
	struct om_buf b = OM_BUF(100);

	om_language_amount(&b, l, "records", n);
	ck_span_eq(om_buf_span(&b), wanted);
	om_buf_free(&b);
	om_language_close(l);
}

START_TEST(what_is_counted_is_one_or_many)
{
	check_amount("en", 0, "0 records");
	check_amount("en", 1, "1 record");
	check_amount("de", 1, "1 Datensatz");
	check_amount("de", 2000, "2.000 Datensätze");
	/* None is singular in French. */
	check_amount("fr", 0, "0 enregistrement");
	check_amount("fr", 2, "2 enregistrements");
}
END_TEST

START_TEST(words_are_listed_with_an_and_before_the_last)
{
	static const char *const words[] = { "crm", "shop", "mail" };
	struct om_language *l = open_language("de");
	struct om_buf b = OM_BUF(100);

	for (size_t i = 0; i < 3; i++)
		om_language_list(&b, l, om_span_of(words[i]), i, 3);
	om_buf_text(&b, "|");
	for (size_t i = 0; i < 2; i++)
		om_language_list(&b, l, om_span_of(words[i]), i, 2);
	om_buf_text(&b, "|");
	om_language_list(&b, l, om_span_of(words[0]), 0, 1);
	ck_span_eq(om_buf_span(&b), "crm, shop und mail|crm und shop|crm");
	om_buf_free(&b);
	om_language_close(l);
}
END_TEST

static void
check_cite(const char *code, const char *cite, const char *wanted)
{
	struct om_language *l = open_language(code);
	struct om_buf b = OM_BUF(400);

	om_language_cite(&b, l, om_span_of(cite));
	ck_span_eq(om_buf_span(&b), wanted);
	om_buf_free(&b);
	om_language_close(l);
}

START_TEST(an_article_is_cited_as_the_language_cites)
{
	check_cite("en", "GDPR Art. 12(6), 12(2)", "GDPR Art. 12(6), 12(2)");
	check_cite("de", "GDPR Art. 12(6), 12(2)",
	    "Art. 12 Abs. 6, Art. 12 Abs. 2 DSGVO");
	check_cite(
	    "de", "GDPR Art. 17(3)(b)", "Art. 17 Abs. 3 Buchst. b DSGVO");
	check_cite(
	    "fr", "GDPR Art. 17(3)(b)", "art. 17, par. 3, point b) du RGPD");
	check_cite("fr", "UK GDPR Art. 77", "art. 77 du UK GDPR");
	check_cite("de", "GDPR Art. 15-22", "Art. 15-22 DSGVO");
	/* Others are cited as their own lawyers do. */
	check_cite("de", "Cal. Civ. Code 1798.105; 11 CCR 7022",
	    "Cal. Civ. Code 1798.105; 11 CCR 7022");
	check_cite("de", "GDPR Art. 6(1); BDSG s. 35",
	    "Art. 6 Abs. 1 DSGVO; BDSG s. 35");
	check_cite("fr", "", "");
}
END_TEST

START_TEST(a_language_that_there_is_not_is_named_with_those_that_there_are)
{
	static const char *const codes[] = { "xx", "", "e", "../en", "en.json",
		"muchtoolongacode" };
	struct om_language *l;

	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		ck_code(om_language_open(&l, NULL, codes[i]), OM_USAGE);
		ck_assert_ptr_nonnull(strstr(om_failure(), "de, en, fr"));
	}
	om_language_close(NULL);
}
END_TEST

START_TEST(a_sentence_that_is_missing_is_named)
{
	struct om_language *l = open_language("fr");
	const char *text;

	ck_assert_str_eq(om_language_code(l), "fr");
	ck_ok(om_language_text(&text, l, "where.found"));
	ck_assert_str_eq(text, "Enregistrements trouvés");
	ck_code(om_language_text(&text, l, "no.such"), OM_USAGE);
	ck_assert_str_eq(
	    om_failure(), "reports/language/fr.json has no text no.such");
	ck_assert_ptr_null(om_language_find(l, OM_SPAN_NONE));
	om_language_close(l);
}
END_TEST

static int
open_own(struct om_language **l, const char *code, const char *text)
{
	char *folder = om_path_join(om_test_folder(), "reports");
	char *below = om_path_join(folder, "language");
	struct om_buf name = OM_BUF(100);
	char *path;
	int rc;

	om_buf_format(&name, "%s.json", code);
	path = om_path_join(below, name.p);
	ck_ok(om_folder_make(below, 0700));
	ck_ok(om_file_replace(path, om_span_of(text), 0600));
	rc = om_language_open(l, folder, code);
	om_buf_free(&name);
	om_free(path);
	om_free(below);
	om_free(folder);
	return rc;
}

#define OWN(code, texts) \
	"{\"language\":\"" code "\",\"name\":\"own\",\"texts\":{" texts "}}\n"

START_TEST(a_workspace_puts_sentences_in_the_place_of_ours)
{
	struct om_language *l;
	const char *text;

	ck_ok(open_own(&l, "de", OWN("de", "\"where.found\":\"Treffer\"")));
	ck_ok(om_language_text(&text, l, "where.found"));
	ck_assert_str_eq(text, "Treffer");
	ck_ok(om_language_text(&text, l, "where.left"));
	ck_assert_str_eq(text, "Verblieben");
	om_language_close(l);
}
END_TEST

static void
check_refused(const char *code, const char *text, const char *why)
{
	struct om_language *l;

	ck_code(open_own(&l, code, text), OM_USAGE);
	ck_assert_msg(strstr(om_failure(), why) != NULL, "%s", om_failure());
}

START_TEST(a_sentence_without_its_place_is_refused)
{
	check_refused("de", OWN("de", "\"frame.dpo\":\"Wir\""),
	    "frame.dpo has not the places of");
	check_refused("de", OWN("de", "\"where.left\":\"{{id}}\""),
	    "where.left has not the places of");
	check_refused("de", OWN("de", "\"where.lost\":\"x\""),
	    "where.lost, which no letter uses");
	check_refused(
	    "de", OWN("de", "\"where.left\":1"), "where.left is no text");
	check_refused("de", "{\"language\":\"de\"}\n", "name");
}
END_TEST

START_TEST(a_language_of_the_workspace_s_own_must_be_whole)
{
	check_refused("nl", OWN("nl", "\"where.left\":\"Over\""),
	    "nl.json:1: texts has no text ");
}
END_TEST

START_TEST(a_whole_language_of_the_workspace_s_own_is_taken)
{
	struct om_language *l;
	struct om_span english;
	struct om_buf text = OM_BUF(1 << 20);

	ck_assert(om_embed_find(&english, "reports/language/en.json"));
	om_buf_add(&text, english);
	ck_ok(open_own(&l, "nl", text.p));
	ck_assert_str_eq(om_language_code(l), "nl");
	om_language_close(l);
	om_buf_free(&text);
}
END_TEST

static void
load(struct om_config *c, const char *name)
{
	struct om_span text;

	ck_assert_msg(om_embed_find(&text, name), "%s", name);
	ck_ok(om_config_parse(c, name, text));
}

/* The contract of every file of sentences that is built in. */
START_TEST(every_language_has_every_sentence_with_the_same_places)
{
	struct om_span before = OM_SPAN("reports/language/");
	struct om_config measure, other;
	size_t n = 0;

	load(&measure, "reports/language/en.json");
	for (const struct om_embedded *e = om_embedded; e->name; e++) {
		if (!om_span_starts(om_span_of(e->name), before))
			continue;
		load(&other, e->name);
		ck_ok(om_language_check(&other, &measure, true));
		om_config_close(&other);
		n++;
	}
	ck_assert_uint_ge(n, 3);
	om_config_close(&measure);
}
END_TEST

/* No line begins with such a mark, and none stands bare. */
START_TEST(french_marks_stand_behind_a_no_break_space)
{
	static const char before[] = "\u00a0";
	struct om_span text;
	const char *p;

	ck_assert(om_embed_find(&text, "reports/language/fr.json"));
	for (p = strstr(text.p, "\"texts\""); *p != '\0'; p++) {
		bool mark = strchr(":;?!", *p) != NULL &&
			    strchr(" \"", p[1]) != NULL && p[-1] != '"';

		if (mark || strncmp(p, "\u00bb", 2) == 0)
			ck_assert_msg(strncmp(p - 2, before, 2) == 0 ||
					  strncmp(p - 1, "\"", 1) == 0,
			    "%.40s", p - 30);
		if (strncmp(p, "\u00ab", 2) == 0)
			ck_assert_msg(
			    strncmp(p + 2, before, 2) == 0, "%.40s", p);
	}
}
END_TEST

/* Templates are of all languages, whose colons are not all alike. */
START_TEST(no_template_of_a_letter_has_a_colon_of_its_own)
{
	static const char *const bare[] = { "}}: ", "}}:<", "}}; ", "): {{",
		": {{", "; {{" };
	struct om_span before = OM_SPAN("reports/letter_");
	size_t n = 0;

	for (const struct om_embedded *e = om_embedded; e->name; e++) {
		if (!om_span_starts(om_span_of(e->name), before))
			continue;
		for (size_t i = 0; i < sizeof(bare) / sizeof(bare[0]); i++)
			ck_assert_msg(strstr(e->bytes.p, bare[i]) == NULL,
			    "%s has %s", e->name, bare[i]);
		n++;
	}
	ck_assert_uint_gt(n, 30);
}
END_TEST

START_TEST(a_kind_has_the_workspace_s_name_ours_or_that_of_the_catalogue)
{
	struct om_language *l = open_language("de");

	ck_assert_str_eq(om_language_kind(l, "email", "x"), "E-Mail-Adresse");
	ck_assert_str_eq(om_language_kind(l, "no.such", "Title"), "Title");
	om_language_close(l);
	l = open_language("en");
	ck_assert_str_eq(om_language_kind(l, "email", "E-mail"), "E-mail");
	om_language_close(l);
	ck_ok(open_own(&l, "de",
	    "{\"language\":\"de\",\"name\":\"D\",\"texts\":{},"
	    "\"kinds\":{\"email\":\"Mail\"}}"));
	ck_assert_str_eq(om_language_kind(l, "email", "x"), "Mail");
	ck_assert_str_eq(om_language_kind(l, "age", "x"), "Alter");
	om_language_close(l);
	check_refused("de",
	    "{\"language\":\"de\",\"name\":\"D\",\"texts\":{},"
	    "\"kinds\":{\"email\":1}}",
	    "email is no text");
}
END_TEST

/* The contract of the names of kinds: all of the catalogue, and no other. */
START_TEST(every_kind_has_a_name_in_german_and_french)
{
	static const char *const files[] = { "reports/language/de.json",
		"reports/language/fr.json" };
	struct om_config catalogue, language;

	load(&catalogue, "policies/kinds.json");
	for (size_t i = 0; i < 2; i++) {
		json_t *list = json_object_get(catalogue.root, "kinds");
		json_t *names, *kind;
		size_t k;

		load(&language, files[i]);
		names = json_object_get(language.root, "kinds");
		json_array_foreach (list, k, kind) {
			const char *name =
			    json_string_value(json_object_get(kind, "kind"));

			ck_assert_msg(
			    json_is_string(json_object_get(names, name)),
			    "%s lacks %s", files[i], name);
		}
		ck_assert_uint_eq(
		    json_object_size(names), json_array_size(list));
		om_config_close(&language);
	}
	om_config_close(&catalogue);
}
END_TEST

OM_SUITE(render_language)
{
	tcase_add_test(tests, a_day_is_written_as_the_language_writes_it);
	tcase_add_test(tests, a_number_has_the_groups_of_its_language);
	tcase_add_test(tests, what_is_counted_is_one_or_many);
	tcase_add_test(tests, words_are_listed_with_an_and_before_the_last);
	tcase_add_test(tests, an_article_is_cited_as_the_language_cites);
	tcase_add_test(tests,
	    a_language_that_there_is_not_is_named_with_those_that_there_are);
	tcase_add_test(tests, a_sentence_that_is_missing_is_named);
	tcase_add_test(tests, a_workspace_puts_sentences_in_the_place_of_ours);
	tcase_add_test(tests, a_sentence_without_its_place_is_refused);
	tcase_add_test(tests, a_language_of_the_workspace_s_own_must_be_whole);
	tcase_add_test(tests, a_whole_language_of_the_workspace_s_own_is_taken);
	tcase_add_test(tests,
	    a_kind_has_the_workspace_s_name_ours_or_that_of_the_catalogue);
	tcase_add_test(tests, every_kind_has_a_name_in_german_and_french);
	tcase_add_test(tests, french_marks_stand_behind_a_no_break_space);
	tcase_add_test(tests, no_template_of_a_letter_has_a_colon_of_its_own);
	tcase_add_test(
	    tests, every_language_has_every_sentence_with_the_same_places);
}
