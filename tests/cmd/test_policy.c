#include "test.h"

#include <jansson.h>

#include "base/memory.h"
#include "capture.h"

/* Runs a line; what it printed must hold `expected`. */
static void
check(const char *line, int status, const char *expected)
{
	struct capture c = capture_run(line);

	ck_assert_msg(c.status == status, "'%s' exited with %d: %s", line,
	    c.status, c.err.n == 0 ? "" : c.err.p);
	ck_assert_msg(strstr(c.out.n == 0 ? "" : c.out.p, expected) != NULL,
	    "'%s' printed '%s'", line, c.out.n == 0 ? "" : c.out.p);
	capture_free(&c);
}

static void
check_fails(const char *line, int status, const char *message)
{
	struct capture c = capture_run(line);

	ck_assert_msg(
	    c.status == status, "'%s' exited with %d", line, c.status);
	ck_assert_uint_eq(c.out.n, 0);
	ck_assert_msg(
	    strstr(c.err.p, message) != NULL, "'%s' said '%s'", line, c.err.p);
	capture_free(&c);
}

static json_t *
json_of(const char *line)
{
	struct capture c = capture_run(line);
	json_t *root = json_loadb(c.out.p, c.out.n, 0, NULL);

	ck_assert_msg(c.status == 0 && root != NULL, "%s: %d", line, c.status);
	capture_free(&c);
	return root;
}

/* A file of a new folder; the folder's name is in *folder. */
static void
put(const char *folder, const char *name, const char *text)
{
	char *path = om_path_join(folder, name);

	ck_ok(om_file_replace(path, om_span_of(text), 0600));
	om_free(path);
}

static struct om_buf line = OM_BUF(4096);

static const char *
with(const char *format, const char *folder)
{
	om_buf_reset(&line);
	for (; *format; format++)
		if (*format == '%')
			om_buf_text(&line, folder);
		else
			om_buf_byte(&line, *format);
	return line.p;
}

START_TEST(the_laws_are_listed)
{
	json_t *root = json_of("ombud policy list --json");
	const json_t *list = json_object_get(root, "policies");

	ck_assert_str_eq(json_string_value(json_object_get(
			     json_array_get(list, 0), "policy")),
	    "appi-jp");
	json_decref(root);
	check("ombud policy list", 0, "General Data Protection Regulation");
}
END_TEST

START_TEST(the_catalogue_is_shown_to_people_and_to_programs)
{
	json_t *root = json_of("ombud policy show kinds --json");

	ck_assert_uint_gt(json_array_size(json_object_get(root, "kinds")), 80);
	json_decref(root);
	check("ombud policy show kinds", 0, "US social security number");
	check("ombud policy show kinds --ndjson", 0,
	    "\"kind\":\"email\",\"title\":\"E-mail address\"");
}
END_TEST

START_TEST(a_law_is_shown_rule_by_rule)
{
	check("ombud policy show gdpr", 0,
	    "  says  personal\n"
	    "  of    name.full and (address.work or employer or "
	    "organisation)\n");
	check("ombud policy show gdpr", 0, "  says  personal, of the whole");
	check("ombud policy show ccpa", 0, "  says  spi\n");
	check("ombud policy show gdpr --json", 0, "\"policy\": \"gdpr\"");
	check("ombud policy show gdpr --ndjson", 0, "{\"policy\":\"gdpr\",");
}
END_TEST

START_TEST(other_policies_are_shown_as_they_are_written)
{
	check("ombud policy show holidays/DE", 0, "German Unity Day");
	check("ombud policy show identifiers", 0, "role_mailboxes");
	check_fails("ombud policy show lex", 4, "no policy file lex.json");
	check_fails("ombud policy show ../kinds", 2, "by its name");
	check_fails("ombud policy show /etc/passwd", 2, "by its name");
}
END_TEST

START_TEST(a_set_of_kinds_is_explained_under_every_law)
{
	json_t *root =
	    json_of("ombud policy explain name.full address.work --json");
	const json_t *list = json_object_get(root, "verdicts");

	ck_assert_uint_eq(json_array_size(list), 13);
	ck_assert_str_eq(json_string_value(json_object_get(
			     json_array_get(list, 1), "verdict")),
	    "personal");
	json_decref(root);
	check("ombud policy explain name.full", 0,
	    "gdpr: not-established (no rule speaks)\n");
	check("ombud policy explain name.full address.work", 0,
	    "  name-and-work: A name may be borne by many; a name at one place "
	    "of work is one person.\n    of  name.full address.work\n"
	    "    by  GDPR Art. 4(1); WP136\n");
	check("ombud policy explain health email", 0,
	    "; special category, GDPR Art. 9\n");
}
END_TEST

START_TEST(laws_are_chosen_by_name)
{
	json_t *root = json_of("ombud policy explain name.full "
			       "--policy gdpr --json");
	const json_t *list = json_object_get(root, "verdicts");

	ck_assert_uint_eq(json_array_size(list), 1);
	ck_assert_str_eq(json_string_value(json_object_get(
			     json_array_get(list, 0), "verdict")),
	    "not-established");
	json_decref(root);
	check("ombud policy explain email --policy gdpr,ccpa --ndjson", 0,
	    "\n{\"policy\":\"ccpa\",\"verdict\":\"personal\"");
	check_fails("ombud policy explain email --policy lex", 4, "lex.json");
}
END_TEST

START_TEST(an_unknown_kind_is_answered_with_a_near_one)
{
	check_fails("ombud policy explain emial", 2, "is it email?");
	check_fails(
	    "ombud policy explain ana@example.com", 2, "no such kind (see");
	check_fails("ombud policy explain", 2, "");
}
END_TEST

START_TEST(every_policy_that_is_built_in_passes_its_check)
{
	json_t *root = json_of("ombud policy check --json");
	const json_t *list = json_object_get(root, "policies");

	ck_assert_uint_eq(json_array_size(list), 13);
	ck_assert_int_gt(json_integer_value(json_object_get(
			     json_array_get(list, 5), "examples")),
	    50);
	json_decref(root);
}
END_TEST

#define LAW(name, silent)                                                \
	"{\n\"policy\":\"" name "\",\"title\":\"Ours\",\"keys\":[],"     \
	"\"rules\":[\n{\"id\":\"r\",\"any\":[\"language\"],\"verdict\":" \
	"\"personal\",\"cite\":\"c\",\"why\":\"w\",\"examples\":"        \
	"{\"fires\":[[\"language\"]],\"silent\":[[\"" silent "\"]]}}]}"

START_TEST(a_rule_that_fails_its_example_is_named_with_its_line)
{
	const char *folder = om_test_folder();

	put(folder, "bad.json", LAW("bad", "language"));
	put(folder, "good.json", LAW("good", "city"));
	check(with("ombud policy check %/good.json", folder), 0, "good");
	check_fails(with("ombud policy check %/good.json %/bad.json", folder),
	    2, "bad.json:3: rules[0] fires on language");
	check_fails(
	    with("ombud policy check %/none.json", folder), 4, "cannot open");
}
END_TEST

START_TEST(a_workspace_overrides_and_is_checked_too)
{
	const char *folder = om_test_folder();

	check(with("ombud -C % policy explain language --policy ccpa", folder),
	    0, "not-established");
	ck_ok(om_folder_make(with("%/policies/holidays", folder), 0700));
	put(folder, "policies/ccpa.json", LAW("ccpa", "city"));
	/* A folder of that name alone is no workspace. */
	check(with("ombud -C % policy explain language --policy ccpa", folder),
	    0, "not-established");
	put(folder, "ombud.json", "{}");
	check(with("ombud -C % policy explain language --policy ccpa", folder),
	    0, "ccpa: personal");
	put(folder, "policies/holidays/DE.json", "{}");
	check_fails(with("ombud -C % policy check", folder), 2,
	    "DE.json:1: country is missing");
	check_fails(with("ombud -C % due --regime gdpr --received 2026-11-23 "
			 "--country DE",
			folder),
	    2, "DE.json:1: country is missing");
}
END_TEST

START_TEST(policies_are_compared_by_what_they_say)
{
	const char *folder = om_test_folder();

	check("ombud policy diff gdpr gdpr", 0, "");
	check("ombud policy diff gdpr ccpa", 1, "household_id");
	check("ombud policy diff gdpr ccpa --ndjson", 1,
	    "{\"kinds\":[\"name.full\"],\"a\":\"not-established\","
	    "\"a_special\":[],\"b\":\"personal\",\"b_special\":[]}\n");
	put(folder, "ours.json", LAW("ours", "city"));
	check(
	    with("ombud policy diff gdpr %/ours.json", folder), 1, "language");
	check_fails("ombud policy diff gdpr lex", 4, "lex.json");
	check_fails("ombud policy diff gdpr", 2, "");
}
END_TEST

START_TEST(what_an_organisation_relies_on_is_tested)
{
	const char *folder = om_test_folder();

	put(folder, "good.json",
	    "{\"tests\":[{\"policy\":\"gdpr\",\"kinds\":[\"email\"],"
	    "\"verdict\":\"personal\"}]}");
	put(folder, "bad.json",
	    "{\"tests\":[{\"policy\":\"gdpr\",\"kinds\":[\"city\"],"
	    "\"verdict\":\"personal\"},{\"policy\":\"gdpr\",\"kinds\":"
	    "[\"email\"],\"verdict\":\"personal\"}]}");
	put(folder, "odd.json",
	    "{\"tests\":[\n{\"policy\":\"gdpr\",\"kinds\":[\"city\"],"
	    "\"verdict\":\"maybe\"}]}");
	put(folder, "unknown.json",
	    "{\"tests\":[{\"policy\":\"gdpr\",\"kinds\":[\"citty\"],"
	    "\"verdict\":\"personal\"}]}");
	check(with("ombud policy test %/good.json", folder), 0, "yes");
	check(with("ombud policy test %/bad.json --ndjson", folder), 1,
	    "\"verdict\":\"not-established\",\"passed\":false}\n");
	check(with("ombud policy test %/bad.json --ndjson", folder), 1,
	    "\"passed\":true}\n");
	check_fails(with("ombud policy test %/odd.json", folder), 2,
	    "odd.json:2: tests[0] has an unknown verdict");
	check_fails(
	    with("ombud policy test %/unknown.json", folder), 2, "is it city?");
	check_fails(with("ombud policy test %/none.json", folder), 4, "");
}
END_TEST

OM_SUITE(cmd_policy)
{
	tcase_add_test(tests, the_laws_are_listed);
	tcase_add_test(tests, the_catalogue_is_shown_to_people_and_to_programs);
	tcase_add_test(tests, a_law_is_shown_rule_by_rule);
	tcase_add_test(tests, other_policies_are_shown_as_they_are_written);
	tcase_add_test(tests, a_set_of_kinds_is_explained_under_every_law);
	tcase_add_test(tests, laws_are_chosen_by_name);
	tcase_add_test(tests, an_unknown_kind_is_answered_with_a_near_one);
	tcase_add_test(tests, every_policy_that_is_built_in_passes_its_check);
	tcase_add_test(
	    tests, a_rule_that_fails_its_example_is_named_with_its_line);
	tcase_add_test(tests, a_workspace_overrides_and_is_checked_too);
	tcase_add_test(tests, policies_are_compared_by_what_they_say);
	tcase_add_test(tests, what_an_organisation_relies_on_is_tested);
}
