#include "test.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/memory.h"
#include "policy/kinds.h"

static struct om_kinds *kinds;

static void
open_kinds(void)
{
	ck_ok(om_kinds_open(&kinds, NULL));
}

static void
close_kinds(void)
{
	om_kinds_close(kinds);
	kinds = NULL;
}

static const struct om_kind *
kind(const char *name)
{
	int found = om_kinds_find(kinds, om_span_of(name));

	ck_assert_msg(found >= 0, "no kind %s", name);
	return &kinds->list[found];
}

START_TEST(every_kind_is_found_by_its_name_and_no_other_is)
{
	for (size_t i = 0; i < kinds->n; i++)
		ck_assert_int_eq((int)i,
		    om_kinds_find(kinds, om_span_of(kinds->list[i].name)));
	ck_assert_int_lt(om_kinds_find(kinds, OM_SPAN("")), 0);
	ck_assert_int_lt(om_kinds_find(kinds, OM_SPAN("emai")), 0);
	ck_assert_int_lt(om_kinds_find(kinds, OM_SPAN("email ")), 0);
	ck_assert_int_lt(om_kinds_find(kinds, OM_SPAN("zzz")), 0);
}
END_TEST

START_TEST(a_kind_carries_what_each_law_calls_it)
{
	const struct om_kind *k = kind("ssn");

	ck_assert_str_eq(k->title, "US social security number");
	ck_assert_int_eq(k->class, OM_CLASS_PERSONAL);
	ck_assert_int_eq(k->strength, OM_STRENGTH_DIRECT);
	ck_assert_str_eq(k->dpv, "https://w3id.org/dpv/pd#OfficialID");
	ck_assert_str_eq(k->spi, "1798.140(ae)(1)(A)");
	ck_assert(k->redact);
	ck_assert_uint_eq(k->ccpa.n, 2);
	ck_assert_str_eq(k->ccpa.p[1], "B");
	ck_assert_str_eq(k->presidio.p[0], "US_SSN");
	ck_assert_str_eq(k->dlp.p[0], "US_SOCIAL_SECURITY_NUMBER");
	ck_assert_str_eq(kind("gps_precise")->hipaa, "B");
	ck_assert_ptr_null(kind("driver_licence")->dpv);
	ck_assert(!kind("email")->redact);
}
END_TEST

START_TEST(a_kind_takes_from_its_parent_what_it_does_not_say)
{
	const struct om_kind *k = kind("national_id.es_nif");
	const struct om_kind *above = kind("national_id");

	ck_assert_int_eq(
	    k->parent, om_kinds_find(kinds, OM_SPAN("national_id")));
	ck_assert_str_eq(k->dpv, above->dpv);
	ck_assert_str_eq(k->spi, above->spi);
	ck_assert(k->redact);
	ck_assert_str_eq(k->presidio.p[0], "ES_NIF");
	ck_assert_ptr_null(k->note);
	/* What it does say stands. */
	ck_assert_str_eq(
	    kind("health.mental")->dpv, "https://w3id.org/dpv/pd#MentalHealth");
	/* Aliases name one kind, not what it also is. */
	ck_assert_uint_eq(kind("national_id.bg_egn")->dlp.n, 0);
}
END_TEST

/* The values that 11 CCR 7024(d) lists are withheld, and no others. */
START_TEST(the_values_that_california_withholds_are_marked)
{
	static const char *const withheld[] = { "ssn", "driver_licence",
		"passport", "state_id", "tax_id.us_itin", "bank_account",
		"iban", "card_number", "insurance_id", "medical_id.gb_nhs",
		"password", "security_qa", "biometric_template" };
	static const char *const given[] = { "email", "phone", "birth_date",
		"health", "user_id", "ip_address", "language", "genetic",
		"photo_face" };

	for (size_t i = 0; i < sizeof(withheld) / sizeof(withheld[0]); i++)
		ck_assert_msg(kind(withheld[i])->redact, "%s", withheld[i]);
	for (size_t i = 0; i < sizeof(given) / sizeof(given[0]); i++)
		ck_assert_msg(!kind(given[i])->redact, "%s", given[i]);
}
END_TEST

START_TEST(every_dpv_term_and_ccpa_letter_is_well_formed)
{
	for (size_t i = 0; i < kinds->n; i++) {
		const struct om_kind *k = &kinds->list[i];

		ck_assert_msg(
		    k->dpv == NULL ||
			strncmp(k->dpv, "https://w3id.org/dpv", 20) == 0,
		    "%s", k->name);
		for (size_t c = 0; c < k->ccpa.n; c++)
			ck_assert_msg(strlen(k->ccpa.p[c]) == 1 &&
					  k->ccpa.p[c][0] >= 'A' &&
					  k->ccpa.p[c][0] <= 'L',
			    "%s", k->name);
		ck_assert(om_kind_set_has(&k->above, (int)i));
		ck_assert_int_lt(k->parent, (int)i);
	}
}
END_TEST

START_TEST(words_of_classes_and_strengths_are_those_of_the_file)
{
	ck_assert_str_eq(om_kind_class_word(OM_CLASS_SPECIAL), "special");
	ck_assert_str_eq(om_kind_class_meaning(OM_CLASS_CRIMINAL),
	    "convictions and offences (Art. 10)");
	ck_assert_str_eq(
	    om_kind_strength_word(OM_STRENGTH_IN_CONTEXT), "in_context");
}
END_TEST

static struct om_kind_set
set_of(const char *a, const char *b)
{
	struct om_kind_set s = { { 0 } };

	om_kind_set_add(&s, om_kinds_find(kinds, om_span_of(a)));
	if (b != NULL)
		om_kind_set_add(&s, om_kinds_find(kinds, om_span_of(b)));
	return s;
}

START_TEST(expanding_adds_what_a_kind_also_is_and_what_parts_make)
{
	struct om_kind_set s = set_of("name.given", "name.family");
	struct om_kind_set expected = s, full = set_of("name.full", NULL);

	om_kind_set_join(&expected, &full);
	om_kinds_expand(kinds, &s);
	ck_assert(om_kind_set_equal(&s, &expected));
	om_kinds_expand(kinds, &s);
	ck_assert(om_kind_set_equal(&s, &expected));

	s = set_of("health.mental", NULL);
	expected = set_of("health.mental", "health");
	om_kinds_expand(kinds, &s);
	ck_assert(om_kind_set_equal(&s, &expected));

	s = expected = set_of("name.given", "language");
	om_kinds_expand(kinds, &s);
	ck_assert(om_kind_set_equal(&s, &expected));
}
END_TEST

START_TEST(sources_are_the_kinds_that_made_others_present)
{
	struct om_kind_set from = set_of("name.given", "name.family");
	struct om_kind_set language = set_of("language", NULL);
	struct om_kind_set found = set_of("name.full", NULL), out, expected;

	expected = from;
	om_kind_set_join(&from, &language);
	om_kinds_sources(kinds, &out, &found, &from);
	ck_assert(om_kind_set_equal(&out, &expected));
}
END_TEST

START_TEST(sets_count_compare_and_step_across_words)
{
	struct om_kind_set a = { { 0 } }, b = { { 0 } };

	ck_assert_int_eq(om_kind_set_next(&a, 0), -1);
	om_kind_set_add(&a, 0);
	om_kind_set_add(&a, 63);
	om_kind_set_add(&a, 64);
	om_kind_set_add(&a, OM_KINDS_MAX - 1);
	ck_assert_int_eq(om_kind_set_next(&a, 0), 0);
	ck_assert_int_eq(om_kind_set_next(&a, 1), 63);
	ck_assert_int_eq(om_kind_set_next(&a, 64), 64);
	ck_assert_int_eq(om_kind_set_next(&a, 65), OM_KINDS_MAX - 1);
	ck_assert_int_eq(om_kind_set_next(&a, OM_KINDS_MAX), -1);
	ck_assert_uint_eq(om_kind_set_common(&a, &a), 4);
	om_kind_set_add(&b, 64);
	ck_assert(om_kind_set_meets(&a, &b));
	ck_assert(om_kind_set_within(&b, &a));
	ck_assert(!om_kind_set_within(&a, &b));
	om_kind_set_keep(&a, &b);
	ck_assert(om_kind_set_equal(&a, &b));
	b = (struct om_kind_set){ { 0 } };
	ck_assert(!om_kind_set_meets(&a, &b));
}
END_TEST

/* The catalogue of a folder, and why it is refused. */
static void
check_refused(const char *text, const char *message)
{
	const char *folder = om_test_folder();
	char *path = om_path_join(folder, "kinds.json");
	struct om_kinds *none = NULL;

	ck_ok(om_file_replace(path, om_span_of(text), 0600));
	om_free(path);
	ck_code(om_kinds_open(&none, folder), OM_USAGE);
	ck_assert_ptr_null(none);
	ck_assert_msg(strstr(om_failure(), message) != NULL, "'%s', not '%s'",
	    om_failure(), message);
}

#define KIND(name, more)                                                 \
	"{\"kind\":\"" name "\",\"title\":\"T\",\"class\":\"personal\"," \
	"\"strength\":\"quasi\"" more "}"
#define FILE_OF(kinds) "{\"kinds\":[\n" kinds "\n]}"

START_TEST(a_mistake_in_the_catalogue_is_named)
{
	check_refused("{}", "kinds.json:1: kinds is missing");
	check_refused("{\"kinds\":[],\"more\":1}", "more is not a known key");
	check_refused(FILE_OF(KIND("a", "") ",\n" KIND("a", "")),
	    "kinds.json:3: kinds[1] is there already: a");
	check_refused(FILE_OF(KIND("A b", "")),
	    "kinds.json:2: kinds[0] has a name with other characters");
	check_refused(FILE_OF(KIND("", "")), "has a name with other");
	check_refused(FILE_OF(KIND("a", ",\"is\":\"b\"") "," KIND("b", "")),
	    "kinds[0] is of no kind above it: b");
	check_refused(FILE_OF(KIND("a", ",\"is\":\"a\"")),
	    "kinds[0] is of no kind above it: a");
	check_refused(
	    FILE_OF(KIND("a", ",\"parts\":[\"b\"]")), "kinds[0] has no part b");
	check_refused(
	    FILE_OF(KIND("a", ",\"parts\":[\"a\"]")), "kinds[0] has no part a");
	check_refused(FILE_OF("{\"kind\":\"a\",\"title\":\"T\"}"),
	    "kinds[0] has no class");
	check_refused(
	    FILE_OF("{\"kind\":\"a\",\"title\":\"T\",\"class\":\"none\"}"),
	    "kinds[0] has no strength");
	check_refused(
	    FILE_OF("{\"kind\":\"a\",\"title\":\"T\",\"class\":\"secret\"}"),
	    "kinds[0] has the unknown class secret");
	check_refused(FILE_OF(KIND("a", ",\"aliases\":{\"aws\":[]}")),
	    "kinds[0].aliases.aws is not a known key");
	check_refused(FILE_OF(KIND("a", ",\"ccpa\":[1]")),
	    "kinds[0].ccpa must be an array of strings");
}
END_TEST

START_TEST(a_catalogue_that_is_too_long_is_refused)
{
	struct om_buf text = OM_BUF(1 << 20);

	om_buf_text(&text, "{\"kinds\":[");
	for (int i = 0; i <= OM_KINDS_MAX; i++)
		om_buf_format(&text, "%s1", i == 0 ? "" : ",");
	om_buf_text(&text, "]}");
	check_refused(text.p, "kinds makes it more than 512 kinds");
	om_buf_free(&text);
}
END_TEST

/* kinds/NAME.json in the folder of this test. */
static int
open_with_own(struct om_kinds **out, const char *name, const char *text)
{
	const char *folder = om_test_folder();
	char *below = om_path_join(folder, "kinds");
	char *path = om_path_join(below, name);

	ck_ok(om_folder_make(below, 0700));
	ck_ok(om_file_replace(path, om_span_of(text), 0600));
	om_free(path);
	om_free(below);
	return om_kinds_open(out, folder);
}

START_TEST(an_organisation_adds_kinds_of_its_own)
{
	struct om_kinds *more = NULL;
	int badge;

	ck_ok(open_with_own(&more, "ours.json",
	    FILE_OF(KIND("badge", ",\"is\":\"customer_id\""))));
	badge = om_kinds_find(more, OM_SPAN("badge"));
	ck_assert_int_eq(badge, (int)kinds->n);
	ck_assert_uint_eq(more->n, kinds->n + 1);
	ck_assert_int_eq(more->list[badge].parent,
	    om_kinds_find(more, OM_SPAN("customer_id")));
	ck_assert_str_ne(more->hash, kinds->hash);
	om_kinds_close(more);
}
END_TEST

START_TEST(an_own_kind_that_is_there_already_is_refused)
{
	struct om_kinds *none = NULL;

	ck_code(open_with_own(&none, "ours.json", FILE_OF(KIND("email", ""))),
	    OM_USAGE);
	ck_assert_ptr_null(none);
	ck_assert_ptr_nonnull(strstr(
	    om_failure(), "ours.json:2: kinds[0] is there already: email"));
}
END_TEST

START_TEST(a_folder_without_a_catalogue_has_the_built_in_one)
{
	struct om_kinds *same = NULL;

	ck_ok(om_kinds_open(&same, om_test_folder()));
	ck_assert_str_eq(same->hash, kinds->hash);
	om_kinds_close(same);
}
END_TEST

START_TEST(the_catalogue_in_json_has_the_shape_that_others_rely_on)
{
	struct om_buf text = OM_BUF(4 << 20);
	struct om_json j = OM_JSON(&text, false);
	json_t *root, *first, *aliases;

	om_kinds_json(&j, kinds);
	root = json_loadb(text.p, text.n, 0, NULL);
	ck_assert_ptr_nonnull(root);
	ck_assert_uint_eq(
	    json_array_size(json_object_get(root, "kinds")), kinds->n);
	first = json_array_get(json_object_get(root, "kinds"), 0);
	ck_assert_str_eq(
	    json_string_value(json_object_get(first, "kind")), "name.full");
	ck_assert_ptr_nonnull(json_object_get(first, "title"));
	ck_assert_ptr_nonnull(json_object_get(first, "class"));
	ck_assert_ptr_nonnull(json_object_get(first, "dpv"));
	ck_assert_ptr_nonnull(json_object_get(first, "fideslang"));
	ck_assert(json_is_array(json_object_get(first, "ccpa")));
	aliases = json_object_get(first, "aliases");
	ck_assert_str_eq(json_string_value(json_array_get(
			     json_object_get(aliases, "presidio"), 0)),
	    "PERSON");
	ck_assert(json_is_array(json_object_get(aliases, "dlp")));
	json_decref(root);
	om_buf_free(&text);
}
END_TEST

OM_SUITE(policy_kinds)
{
	tcase_add_checked_fixture(tests, open_kinds, close_kinds);
	tcase_add_test(tests, every_kind_is_found_by_its_name_and_no_other_is);
	tcase_add_test(tests, a_kind_carries_what_each_law_calls_it);
	tcase_add_test(
	    tests, a_kind_takes_from_its_parent_what_it_does_not_say);
	tcase_add_test(tests, the_values_that_california_withholds_are_marked);
	tcase_add_test(tests, every_dpv_term_and_ccpa_letter_is_well_formed);
	tcase_add_test(
	    tests, words_of_classes_and_strengths_are_those_of_the_file);
	tcase_add_test(
	    tests, expanding_adds_what_a_kind_also_is_and_what_parts_make);
	tcase_add_test(tests, sources_are_the_kinds_that_made_others_present);
	tcase_add_test(tests, sets_count_compare_and_step_across_words);
	tcase_add_test(tests, a_mistake_in_the_catalogue_is_named);
	tcase_add_test(tests, a_catalogue_that_is_too_long_is_refused);
	tcase_add_test(tests, an_organisation_adds_kinds_of_its_own);
	tcase_add_test(tests, an_own_kind_that_is_there_already_is_refused);
	tcase_add_test(
	    tests, a_folder_without_a_catalogue_has_the_built_in_one);
	tcase_add_test(
	    tests, the_catalogue_in_json_has_the_shape_that_others_rely_on);
}
