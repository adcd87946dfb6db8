#include "policy/assessment.h"

#include "base/date.h"
#include "base/memory.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *const question_words[] = {
#define OM_QUESTION(name, word) word,
#include "policy/assessment_list.h"
#undef OM_QUESTION
};

const char *
om_question_word(enum om_question question)
{
	return question_words[question];
}

static int
read_text(const char **out, const struct om_assessment *a, const json_t *object,
    const char *key, const char *path)
{
	const char *text = json_string_value(json_object_get(object, key));

	if (om_span_trim(om_span_of(text)).n == 0)
		return om_config_fail(&a->config, path, "is empty");
	*out = text;
	return OM_OK;
}

static int
read_day(int32_t *out, const struct om_assessment *a, const char *key)
{
	const char *text =
	    json_string_value(json_object_get(a->config.root, key));

	if (om_day_parse(out, om_span_of(text)) != OM_OK)
		return om_config_fail(&a->config, key, "is no date YYYY-MM-DD");
	return OM_OK;
}

static int
read_answer(struct om_assessment *a, const json_t *questions, unsigned i)
{
	static const struct om_config_key keys[] = {
		{ "possible", OM_CONFIG_BOOLEAN, true },
		{ "reason", OM_CONFIG_STRING, true },
	};
	const json_t *answer = json_object_get(questions, question_words[i]);
	struct om_buf path = OM_BUF(64);
	int rc;

	om_buf_format(&path, "questions.%s", question_words[i]);
	rc = om_config_check(&a->config, path.p, answer, keys, COUNT(keys));
	if (rc == OM_OK) {
		a->answers[i].possible =
		    json_is_true(json_object_get(answer, "possible"));
		rc = read_text(
		    &a->answers[i].reason, a, answer, "reason", path.p);
	}
	om_buf_free(&path);
	return rc;
}

static int
read_questions(struct om_assessment *a)
{
	static const struct om_config_key keys[] = {
#define OM_QUESTION(name, word) { word, OM_CONFIG_OBJECT, true },
#include "policy/assessment_list.h"
#undef OM_QUESTION
	};
	const json_t *questions = json_object_get(a->config.root, "questions");
	int rc = om_config_check(
	    &a->config, "questions", questions, keys, COUNT(keys));

	for (unsigned i = 0; rc == OM_OK && i < OM_QUESTIONS; i++)
		rc = read_answer(a, questions, i);
	return rc;
}

static int
check_hash(const struct om_assessment *a)
{
	if (strlen(a->sha256) != OM_POLICY_HASH_SIZE - 1 ||
	    strspn(a->sha256, "0123456789abcdef") != OM_POLICY_HASH_SIZE - 1)
		return om_config_fail(&a->config, "sha256",
		    "is not 64 hexadecimal digits, in lower case");
	return OM_OK;
}

static int
check_days(const struct om_assessment *a, int32_t today)
{
	if (a->assessed > today)
		return om_config_fail(
		    &a->config, "assessed", "is a day that is to come");
	if (a->review <= today)
		return om_config_fail(&a->config, "review",
		    "is not to come: it must be assessed anew");
	return OM_OK;
}

static int
read_assessment(struct om_assessment *a, int32_t today)
{
	static const struct om_config_key keys[] = {
		{ "assessor", OM_CONFIG_STRING, true },
		{ "assessed", OM_CONFIG_STRING, true },
		{ "sha256", OM_CONFIG_STRING, true },
		{ "recipient", OM_CONFIG_STRING, true },
		{ "review", OM_CONFIG_STRING, true },
		{ "source_data_remain", OM_CONFIG_BOOLEAN, true },
		{ "questions", OM_CONFIG_OBJECT, true },
	};
	const json_t *root = a->config.root;
	int rc = om_config_check(&a->config, "", root, keys, COUNT(keys));

	if (rc == OM_OK)
		rc = read_text(&a->assessor, a, root, "assessor", "assessor");
	if (rc == OM_OK)
		rc =
		    read_text(&a->recipient, a, root, "recipient", "recipient");
	if (rc == OM_OK)
		rc = read_text(&a->sha256, a, root, "sha256", "sha256");
	if (rc == OM_OK)
		rc = check_hash(a);
	if (rc == OM_OK)
		rc = read_day(&a->assessed, a, "assessed");
	if (rc == OM_OK)
		rc = read_day(&a->review, a, "review");
	if (rc == OM_OK)
		rc = check_days(a, today);
	a->source_remains =
	    json_is_true(json_object_get(root, "source_data_remain"));
	return rc == OM_OK ? read_questions(a) : rc;
}

/* The configuration is loaded, or failed with rc. */
static int
finish(
    struct om_assessment **out, struct om_assessment *a, int32_t today, int rc)
{
	if (rc == OM_OK)
		rc = read_assessment(a, today);
	if (rc == OM_OK)
		*out = a;
	else
		om_assessment_close(a);
	return rc;
}

int
om_assessment_open(struct om_assessment **out, const char *path, int32_t today)
{
	struct om_assessment *a = om_new(1, sizeof(*a));

	return finish(out, a, today, om_config_load(&a->config, path));
}

int
om_assessment_parse(struct om_assessment **out, const char *file,
    struct om_span text, int32_t today)
{
	struct om_assessment *a = om_new(1, sizeof(*a));

	return finish(out, a, today, om_config_parse(&a->config, file, text));
}

void
om_assessment_close(struct om_assessment *a)
{
	if (a == NULL)
		return;
	om_config_close(&a->config);
	om_free(a);
}

enum om_question
om_assessment_doubt(const struct om_assessment *a)
{
	unsigned i = 0;

	while (i < OM_QUESTIONS && !a->answers[i].possible)
		i++;
	return (enum om_question)i;
}
