#include "test.h"

#include <dirent.h>

#include "base/file.h"
#include "base/memory.h"
#include "crypto/hash.h"
#include "policy/judge.h"

enum { CASES_MAX = 200 };

static struct om_kinds *kinds;
static struct om_policy *policy;

static void
open_kinds(void)
{
	ck_ok(om_kinds_open(&kinds, NULL));
}

static void
close_kinds(void)
{
	om_policy_close(policy);
	policy = NULL;
	om_kinds_close(kinds);
}

/* A file of a case; the text is cut at its last new line. */
static void
read_file(
    struct om_buf *out, const char *group, const char *name, const char *file)
{
	struct om_buf path = OM_BUF(512);

	om_buf_format(&path, "tests/policy/cases/%s/%s/%s", group, name, file);
	ck_ok(om_file_read(out, path.p));
	om_buf_free(&path);
}

static int
parse_case(const char *group, const char *name)
{
	struct om_buf text = OM_BUF(1 << 20);
	int rc;

	read_file(&text, group, name, "policy.json");
	rc = om_policy_parse(
	    &policy, kinds, NULL, "policy.json", om_buf_span(&text));
	om_buf_free(&text);
	return rc;
}

static void
check_error(const char *group, const char *name)
{
	struct om_buf error = OM_BUF(1024);

	read_file(&error, group, name, "error");
	error.p[error.n - 1] = '\0';
	ck_assert_msg(strstr(om_failure(), error.p) != NULL,
	    "%s/%s: '%s', not '%s'", group, name, om_failure(), error.p);
	om_buf_free(&error);
}

/* Runs check on every case of a group, each a folder; at least n of them. */
static void
each_case(const char *group, int n, void (*check)(const char *name))
{
	struct om_buf path = OM_BUF(256);
	struct dirent *entry;
	DIR *folder;

	om_buf_format(&path, "tests/policy/cases/%s", group);
	folder = opendir(path.p);
	ck_assert_msg(folder != NULL, "no folder %s", path.p);
	while ((entry = readdir(folder)) != NULL)
		if (entry->d_name[0] != '.') {
			check(entry->d_name);
			n--;
		}
	(void)closedir(folder);
	om_buf_free(&path);
	ck_assert_int_le(n, 0);
}

static void
check_valid(const char *name)
{
	ck_assert_msg(
	    parse_case("valid", name) == OM_OK, "%s: %s", name, om_failure());
	ck_assert_msg(
	    om_policy_check(policy) == OM_OK, "%s: %s", name, om_failure());
	om_policy_close(policy);
	policy = NULL;
}

START_TEST(what_a_policy_may_say_is_read_and_keeps_its_examples)
{
	each_case("valid", 6, check_valid);
}
END_TEST

static void
check_invalid(const char *name)
{
	int rc = parse_case("invalid", name);

	ck_assert_msg(rc == OM_USAGE || rc == OM_NOTFOUND,
	    "%s was read, or failed with %d", name, rc);
	ck_assert_ptr_null(policy);
	check_error("invalid", name);
}

START_TEST(a_mistake_in_a_policy_is_named_with_file_line_and_path)
{
	each_case("invalid", 40, check_invalid);
}
END_TEST

static void
check_failing(const char *name)
{
	ck_ok(parse_case("failing", name));
	ck_code(om_policy_check(policy), OM_USAGE);
	check_error("failing", name);
	om_policy_close(policy);
	policy = NULL;
}

START_TEST(a_rule_that_breaks_its_own_example_is_named)
{
	each_case("failing", 5, check_failing);
}
END_TEST

static int
check_one(void *state, const char *name)
{
	int *n = state;

	ck_ok(om_policy_open(&policy, kinds, NULL, name));
	ck_ok(om_policy_check(policy));
	ck_assert_str_eq(policy->name, name);
	om_policy_close(policy);
	policy = NULL;
	(*n)++;
	return OM_OK;
}

START_TEST(every_law_that_is_built_in_keeps_all_its_examples)
{
	int n = 0;

	ck_ok(om_policy_each(NULL, check_one, &n));
	ck_assert_int_eq(n, 13);
}
END_TEST

static int
stop_at_ccpa(void *state, const char *name)
{
	*(int *)state += 1;
	return strcmp(name, "ccpa") == 0 ? OM_BUSY : OM_OK;
}

START_TEST(whoever_visits_the_policies_may_stop)
{
	int n = 0;

	ck_code(om_policy_each(NULL, stop_at_ccpa, &n), OM_BUSY);
	ck_assert_int_eq(n, 2);
}
END_TEST

START_TEST(a_policy_of_no_such_name_is_not_found)
{
	ck_code(om_policy_open(&policy, kinds, NULL, "lex"), OM_NOTFOUND);
	ck_code(om_policy_open(&policy, kinds, NULL, "kinds"), OM_NOTFOUND);
	ck_assert_str_eq(om_failure(), "there is no policy kinds");
	ck_code(om_policy_open(&policy, kinds, NULL, "../kinds"), OM_USAGE);
	ck_code(om_policy_open(&policy, kinds, NULL, ""), OM_USAGE);
	ck_code(om_policy_open(&policy, kinds, NULL, "holidays/DE"), OM_USAGE);
}
END_TEST

/* Writes a policy into a folder of overrides. */
static const char *
override(const char *name, const char *text)
{
	static struct om_buf folder = OM_BUF(256);
	char *path;

	if (folder.n == 0)
		om_buf_text(&folder, om_test_folder());
	path = om_path_join(folder.p, name);
	ck_ok(om_file_replace(path, om_span_of(text), 0600));
	om_free(path);
	return folder.p;
}

#define SMALL(name)                                                       \
	"{ \"policy\": \"" name "\", \"title\": \"Ours\", \"keys\": [], " \
	"\"rules\": [] }"

START_TEST(a_workspace_overrides_a_law_by_a_file_of_its_name)
{
	const char *folder = override("gdpr.json", SMALL("gdpr"));
	struct om_policy *ccpa = NULL;

	ck_ok(om_policy_open(&policy, kinds, folder, "gdpr"));
	ck_assert_str_eq(policy->title, "Ours");
	ck_assert_uint_eq(policy->n, 0);
	ck_ok(om_policy_open(&ccpa, kinds, folder, "ccpa"));
	ck_assert_uint_gt(ccpa->n, 10);
	om_policy_close(ccpa);
}
END_TEST

START_TEST(a_workspace_adds_a_law_of_its_own)
{
	const char *folder = override("house-rules.json", SMALL("house-rules"));
	int n = 0;

	ck_ok(om_policy_open(&policy, kinds, folder, "house-rules"));
	(void) override("notes.txt", "not a policy");
	(void) override("other.json", "{}");
	om_policy_close(policy);
	policy = NULL;
	/* appi-jp and ccpa; house-rules is among those that follow. */
	ck_code(om_policy_each(folder, stop_at_ccpa, &n), OM_BUSY);
	ck_assert_int_eq(n, 2);
}
END_TEST

static int
collect(void *state, const char *name)
{
	om_buf_format(state, "%s ", name);
	return OM_OK;
}

START_TEST(policies_are_listed_once_in_the_order_of_their_names)
{
	const char *folder = override("gdpr.json", SMALL("gdpr"));
	struct om_buf names = OM_BUF(256);

	(void) override("house.json", SMALL("house"));
	/* One that cannot be read is listed, so that it is noticed. */
	(void) override("broken.json", "{");
	ck_ok(om_policy_each(folder, collect, &names));
	ck_assert_str_eq(names.p,
	    "appi-jp broken ccpa cpa-colorado dpdp-in fadp-ch gdpr "
	    "hipaa-safe-harbor house lgpd pipeda quebec-25 tdpsa uk-gdpr "
	    "vcdpa ");
	om_buf_free(&names);
}
END_TEST

#define EXTENDING(name, base)                           \
	"{ \"policy\": \"" name                         \
	"\", \"title\": \"Ours\", \"extends\": \"" base \
	"\", \"keys\": [], \"rules\": [] }"

START_TEST(policies_that_extend_each_other_in_a_ring_are_refused)
{
	const char *folder = override("one.json", EXTENDING("one", "two"));

	(void) override("two.json", EXTENDING("two", "one"));
	ck_code(om_policy_open(&policy, kinds, folder, "one"), OM_USAGE);
	ck_assert_ptr_nonnull(strstr(
	    om_failure(), "extends is one step too many, or leads back here"));
}
END_TEST

START_TEST(a_law_in_a_file_of_another_name_is_refused)
{
	const char *folder = override("mine.json", SMALL("yours"));

	ck_code(om_policy_open(&policy, kinds, folder, "mine"), OM_USAGE);
	ck_assert_ptr_nonnull(
	    strstr(om_failure(), "must be the name of its file, mine"));
}
END_TEST

/* SHA-256 of files as they lie there, one behind the other. */
static void
check_hash(const char *name, const char *first, const char *second)
{
	struct om_buf bytes = OM_BUF(4 << 20), hex = OM_BUF(128);
	uint8_t hash[OM_HASH_SIZE];

	ck_ok(om_file_read(&bytes, first));
	if (second != NULL)
		ck_ok(om_file_read(&bytes, second));
	ck_ok(om_sha256(hash, om_buf_span(&bytes)));
	om_buf_hex(&hex, om_span_bytes(hash, sizeof(hash)));
	ck_ok(om_policy_open(&policy, kinds, NULL, name));
	ck_assert_str_eq(policy->hash, hex.p);
	om_policy_close(policy);
	policy = NULL;
	om_buf_free(&bytes);
	om_buf_free(&hex);
}

START_TEST(the_hash_of_a_policy_is_that_of_its_file_and_of_what_it_extends)
{
	check_hash("gdpr", "policies/gdpr.json", NULL);
	check_hash("uk-gdpr", "policies/uk-gdpr.json", "policies/gdpr.json");
}
END_TEST

static const struct om_rule *
rule_of(const struct om_policy *p, const char *id)
{
	for (size_t i = 0; i < p->n; i++)
		if (strcmp(p->rules[i].id, id) == 0)
			return &p->rules[i];
	return NULL;
}

START_TEST(an_extending_policy_replaces_rules_by_id_and_keeps_the_others)
{
	struct om_policy *gdpr = NULL;

	ck_ok(om_policy_open(&policy, kinds, NULL, "uk-gdpr"));
	ck_ok(om_policy_open(&gdpr, kinds, NULL, "gdpr"));
	ck_assert_uint_eq(policy->n, gdpr->n);
	ck_assert_str_eq(rule_of(policy, "child")->cite,
	    "UK GDPR Art. 8; Data Protection Act 2018 s. 9");
	ck_assert_str_eq(rule_of(policy, "contact")->cite, "UK GDPR Art. 4(1)");
	om_policy_close(gdpr);
}
END_TEST

START_TEST(a_policy_holds_no_more_rules_than_a_verdict_has_room_for)
{
	struct om_buf text = OM_BUF(1 << 20);

	om_buf_text(&text, "{\"policy\":\"p\",\"title\":\"t\",\"keys\":[],"
			   "\"rules\":[");
	for (int i = 0; i <= OM_RULES_MAX; i++)
		om_buf_format(&text,
		    "%s{\"id\":\"r%d\",\"any\":[\"email\"],\"verdict\":"
		    "\"personal\",\"cite\":\"c\",\"why\":\"w\",\"examples\":"
		    "{\"fires\":[[\"email\"]],\"silent\":[[\"city\"]]}}",
		    i == 0 ? "" : ",", i);
	om_buf_text(&text, "]}");
	ck_code(
	    om_policy_parse(&policy, kinds, NULL, "p.json", om_buf_span(&text)),
	    OM_USAGE);
	ck_assert_ptr_nonnull(strstr(om_failure(), "is one rule too many"));
	om_buf_free(&text);
}
END_TEST

START_TEST(closing_no_policy_is_fine)
{
	om_policy_close(NULL);
	om_kinds_close(NULL);
}
END_TEST

OM_SUITE(policy_policy)
{
	tcase_add_checked_fixture(tests, open_kinds, close_kinds);
	tcase_add_test(
	    tests, what_a_policy_may_say_is_read_and_keeps_its_examples);
	tcase_add_test(
	    tests, a_mistake_in_a_policy_is_named_with_file_line_and_path);
	tcase_add_test(tests, a_rule_that_breaks_its_own_example_is_named);
	tcase_add_test(
	    tests, every_law_that_is_built_in_keeps_all_its_examples);
	tcase_add_test(tests, whoever_visits_the_policies_may_stop);
	tcase_add_test(tests, a_policy_of_no_such_name_is_not_found);
	tcase_add_test(
	    tests, a_workspace_overrides_a_law_by_a_file_of_its_name);
	tcase_add_test(tests, a_workspace_adds_a_law_of_its_own);
	tcase_add_test(
	    tests, policies_are_listed_once_in_the_order_of_their_names);
	tcase_add_test(
	    tests, policies_that_extend_each_other_in_a_ring_are_refused);
	tcase_add_test(tests, a_law_in_a_file_of_another_name_is_refused);
	tcase_add_test(tests,
	    the_hash_of_a_policy_is_that_of_its_file_and_of_what_it_extends);
	tcase_add_test(tests,
	    an_extending_policy_replaces_rules_by_id_and_keeps_the_others);
	tcase_add_test(
	    tests, a_policy_holds_no_more_rules_than_a_verdict_has_room_for);
	tcase_add_test(tests, closing_no_policy_is_fine);
}
