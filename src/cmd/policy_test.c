#include "base/memory.h"
#include "cmd/list.h"
#include "cmd/policies.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* One expectation of a file of tests. */
struct expectation {
	const char *policy;
	struct om_words kinds;
	const char *verdict;
	bool has_special; /* else what is special is not looked at */
	unsigned special;
};

static int
read_special(struct expectation *out, const struct om_config *file,
    const char *path, const json_t *test)
{
	const json_t *words = json_object_get(test, "special"), *word;
	size_t i;

	out->has_special = words != NULL;
	json_array_foreach (words, i, word) {
		enum om_mark mark;

		if (!om_mark_find(&mark, om_span_of(json_string_value(word))))
			return om_config_fail(
			    file, path, "has an unknown word in special");
		out->special |= 1u << mark;
	}
	return OM_OK;
}

static int
read_expectation(struct expectation *out, struct om_run *run,
    const struct om_config *file, size_t index)
{
	static const struct om_config_key keys[] = {
		{ "policy", OM_CONFIG_STRING, true },
		{ "kinds", OM_CONFIG_STRINGS, true },
		{ "verdict", OM_CONFIG_STRING, true },
		{ "special", OM_CONFIG_STRINGS, false },
	};
	const json_t *test =
	    json_array_get(json_object_get(file->root, "tests"), index);
	const json_t *kinds = json_object_get(test, "kinds");
	enum om_verdict_value value;
	struct om_buf path = OM_BUF(64);
	int rc;

	om_buf_format(&path, "tests[%zu]", index);
	rc = om_config_check(file, path.p, test, keys, COUNT(keys));
	if (rc == OM_OK) {
		out->policy =
		    json_string_value(json_object_get(test, "policy"));
		out->verdict =
		    json_string_value(json_object_get(test, "verdict"));
		out->kinds.n = json_array_size(kinds);
		out->kinds.p = om_arena_new(
		    &run->arena, out->kinds.n + 1, sizeof(*out->kinds.p));
		for (size_t i = 0; i < out->kinds.n; i++)
			out->kinds.p[i] =
			    json_string_value(json_array_get(kinds, i));
		if (!om_verdict_find(&value, om_span_of(out->verdict)))
			rc = om_config_fail(
			    file, path.p, "has an unknown verdict");
	}
	if (rc == OM_OK)
		rc = read_special(out, file, path.p, test);
	om_buf_free(&path);
	return rc;
}

/* Adds a row; 1 where the policy says something else. */
static int
run_expectation(struct om_list *list, struct om_run *run,
    const struct om_kinds *kinds, const struct expectation *e)
{
	struct om_policy *p = NULL;
	struct om_verdict *v = om_new(1, sizeof(*v));
	struct om_kind_set set;
	int rc = om_policies_open(&p, run, kinds, e->policy);

	if (rc == OM_OK)
		rc = om_policies_set(&set, kinds, &e->kinds);
	if (rc == OM_OK) {
		om_policy_judge(v, p, &set);
		om_list_string(list, e->policy);
		om_list_strings(list, e->kinds.p, e->kinds.n);
		om_list_string(list, e->verdict);
		om_list_string(list, om_verdict_word(v->value));
		rc = strcmp(e->verdict, om_verdict_word(v->value)) != 0 ||
		     (e->has_special && e->special != v->marks);
		om_list_bool(list, rc == 0);
	}
	om_policy_close(p);
	om_free(v);
	return rc;
}

static int
run_tests(struct om_run *run, const struct om_config *file,
    const struct om_kinds *kinds)
{
	static const struct om_column columns[] = {
		{ "policy", "POLICY", false },
		{ "kinds", "KINDS", false },
		{ "expected", "EXPECTED", false },
		{ "verdict", "VERDICT", false },
		{ "passed", "PASSED", false },
	};
	size_t n = json_array_size(json_object_get(file->root, "tests"));
	struct om_list list;
	bool failed = false;
	int rc = OM_OK;

	om_list_begin(&list, &run->out, "tests", columns, COUNT(columns));
	for (size_t i = 0; rc >= 0 && i < n; i++) {
		struct expectation e = { 0 };

		rc = read_expectation(&e, run, file, i);
		if (rc == OM_OK)
			rc = run_expectation(&list, run, kinds, &e);
		failed |= rc == 1;
	}
	om_list_end(&list);
	return rc < 0 ? rc : failed;
}

static int
run_test(struct om_run *run)
{
	static const struct om_config_key keys[] = {
		{ "about", OM_CONFIG_STRINGS, false },
		{ "tests", OM_CONFIG_ARRAY, true },
	};
	struct om_config file = { 0 };
	struct om_kinds *kinds = NULL;
	int rc = om_config_load(&file, run->words.p[0]);

	if (rc == OM_OK)
		rc = om_config_check(&file, "", file.root, keys, COUNT(keys));
	if (rc == OM_OK)
		rc = om_kinds_open(&kinds, om_policies_folder(run));
	if (rc == OM_OK)
		rc = run_tests(run, &file, kinds);
	om_kinds_close(kinds);
	om_config_close(&file);
	return rc;
}

const struct om_command om_cmd_policy_test = {
	.word = "test",
	.summary = "whether the policies say what a file expects of them",
	.arguments = "FILE",
	.about =
	    "FILE is {\"tests\":[{\"policy\",\"kinds\":[...],"
	    "\"verdict\",\"special\":[...]}]}: what an organisation relies on, so that a "
	    "change to a policy which changes it is noticed. Exits with 1 "
	    "where one fails.",
	.example = "ombud policy test expected.json",
	.touches = OM_READS,
	.run = run_test,
};
