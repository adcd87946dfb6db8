#include "test.h"

#include "policy/judge.h"

static struct om_kinds *kinds;
static struct om_policy *policies[2];
static struct om_buf text = OM_BUF(1 << 20);

static void
open_laws(void)
{
	ck_ok(om_kinds_open(&kinds, NULL));
	ck_ok(om_policy_open(&policies[0], kinds, NULL, "gdpr"));
	ck_ok(om_policy_open(&policies[1], kinds, NULL, "ccpa"));
}

static void
close_laws(void)
{
	om_policy_close(policies[0]);
	om_policy_close(policies[1]);
	om_kinds_close(kinds);
	om_buf_free(&text);
}

static json_t *
explain(const char *a, const char *b)
{
	struct om_json j = OM_JSON(&text, true);
	struct om_kind_set set = { { 0 } };
	json_t *root;

	om_buf_reset(&text);
	om_kind_set_add(&set, om_kinds_find(kinds, om_span_of(a)));
	om_kind_set_add(&set, om_kinds_find(kinds, om_span_of(b)));
	om_policy_explain_json(
	    &j, (const struct om_policy *const *)policies, 2, &set, NULL);
	root = json_loadb(text.p, text.n, 0, NULL);
	ck_assert_ptr_nonnull(root);
	return root;
}

static const char *
string_at(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

START_TEST(a_verdict_is_explained_with_rules_articles_and_kinds)
{
	json_t *root = explain("name.full", "address.work");
	const json_t *verdicts = json_object_get(root, "verdicts");
	const json_t *gdpr = json_array_get(verdicts, 0), *rules, *rule;

	ck_assert_uint_eq(json_array_size(verdicts), 2);
	ck_assert_str_eq(string_at(gdpr, "policy"), "gdpr");
	ck_assert_str_eq(string_at(gdpr, "verdict"), "personal");
	ck_assert_str_eq(
	    string_at(gdpr, "perspective"), "whoever holds the record");
	ck_assert_str_eq(string_at(gdpr, "policy_hash"), policies[0]->hash);
	rules = json_object_get(gdpr, "rules");
	ck_assert_uint_eq(json_array_size(rules), 1);
	rule = json_array_get(rules, 0);
	ck_assert_str_eq(string_at(rule, "id"), "name-and-work");
	ck_assert_str_eq(string_at(rule, "cite"), "GDPR Art. 4(1); WP136");
	ck_assert_ptr_nonnull(string_at(rule, "why"));
	ck_assert_str_eq(json_string_value(
			     json_array_get(json_object_get(rule, "kinds"), 0)),
	    "name.full");
	ck_assert_str_eq(json_string_value(
			     json_array_get(json_object_get(rule, "kinds"), 1)),
	    "address.work");
	json_decref(root);
}
END_TEST

START_TEST(special_data_are_named_in_the_verdict)
{
	json_t *root = explain("health", "political_opinion");
	const json_t *verdicts = json_object_get(root, "verdicts");

	ck_assert_str_eq(string_at(json_array_get(verdicts, 0), "verdict"),
	    "not-established");
	ck_assert_str_eq(
	    json_string_value(json_array_get(
		json_object_get(json_array_get(verdicts, 0), "special"), 0)),
	    "art9");
	ck_assert_str_eq(
	    json_string_value(json_array_get(
		json_object_get(json_array_get(verdicts, 1), "special"), 0)),
	    "spi");
	json_decref(root);
}
END_TEST

START_TEST(marks_and_sets_that_are_empty_are_empty_arrays)
{
	struct om_json j = OM_JSON(&text, false);
	struct om_kind_set none = { { 0 } };

	om_json_object(&j, NULL);
	om_marks_json(&j, "special", 0);
	om_marks_json(&j, "all", (1u << OM_MARK_COUNT) - 1);
	om_kind_set_json(&j, "kinds", kinds, &none);
	om_json_end_object(&j);
	ck_assert_str_eq(text.p,
	    "{\"special\":[],\"all\":[\"art9\",\"may-reveal-art9\",\"art10\","
	    "\"art87\",\"child\",\"spi\",\"breach\",\"limited\",\"sensitive\"],\"kinds\":[]}");
}
END_TEST

OM_SUITE(policy_json)
{
	tcase_add_checked_fixture(tests, open_laws, close_laws);
	tcase_add_test(
	    tests, a_verdict_is_explained_with_rules_articles_and_kinds);
	tcase_add_test(tests, special_data_are_named_in_the_verdict);
	tcase_add_test(tests, marks_and_sets_that_are_empty_are_empty_arrays);
}
