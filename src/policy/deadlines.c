#include "policy/deadlines.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *
string_of(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

/* A step finds its date in exactly one way, by a number that makes sense. */
static int
check_way(const struct om_config *file, const char *path, const json_t *step)
{
	static const char *const ways[] = {
#define OM_STEP(key, type, function) key,
#include "policy/step_list.h"
#undef OM_STEP
	};
	const json_t *value = NULL, *item;
	size_t n = 0, i;

	for (i = 0; i < COUNT(ways); i++)
		if (json_object_get(step, ways[i]) != NULL) {
			value = json_object_get(step, ways[i]);
			n++;
		}
	if (n != 1)
		return om_config_fail(
		    file, path, "must find its date in one way");
	if (json_is_false(value))
		return om_config_fail(file, path, "has a way that is false");
	if (json_is_integer(value) &&
	    (json_integer_value(value) < 0 || json_integer_value(value) > 3660))
		return om_config_fail(file, path, "counts too far");
	json_array_foreach (value, i, item)
		if (!json_is_integer(item) || json_integer_value(item) < 0 ||
		    json_integer_value(item) > 120)
			return om_config_fail(
			    file, path, "has months that are no numbers");
	return OM_OK;
}

static int
check_step(const struct om_config *file, const char *path, const json_t *step)
{
	static const struct om_config_key keys[] = {
		{ "rule", OM_CONFIG_STRING, true },
		{ "cite", OM_CONFIG_STRING, true },
		{ "when", OM_CONFIG_STRING, false },
		{ "due", OM_CONFIG_BOOLEAN, false },
		{ "answer", OM_CONFIG_BOOLEAN, false },
		{ "acknowledge", OM_CONFIG_BOOLEAN, false },
#define OM_STEP(key, type, function) { key, OM_CONFIG_##type, false },
#include "policy/step_list.h"
#undef OM_STEP
	};
	const char *when = string_of(step, "when");
	int rc = om_config_check(file, path, step, keys, COUNT(keys));

	if (rc == OM_OK && when != NULL && strcmp(when, "extended") != 0 &&
	    strcmp(when, "plain") != 0)
		rc = om_config_fail(
		    file, path, "has a when other than extended and plain");
	return rc == OM_OK ? check_way(file, path, step) : rc;
}

static const char *const identities[] = { "doubt", "always", "never" };

enum { IDENTITIES = COUNT(identities) };

/* In the order of enum om_identity_rule; IDENTITIES for another word. */
static int
identity_of(const json_t *clock)
{
	const char *word = string_of(clock, "identity");
	int i = 0;

	while (
	    word != NULL && i < IDENTITIES && strcmp(word, identities[i]) != 0)
		i++;
	return i;
}

enum om_identity_rule
om_deadlines_identity(const json_t *clock)
{
	return (enum om_identity_rule)identity_of(clock);
}

/* What a question to the person does to the clocks of a law. */
static int
check_wait(const struct om_config *file, const char *path, const json_t *wait)
{
	static const struct om_config_key keys[] = {
		{ "for", OM_CONFIG_STRING, true },
		{ "cite", OM_CONFIG_STRING, true },
		{ "starts", OM_CONFIG_BOOLEAN, false },
		{ "once", OM_CONFIG_BOOLEAN, false },
		{ "large_volume", OM_CONFIG_BOOLEAN, false },
		{ "within_working_days", OM_CONFIG_INTEGER, false },
	};
	const json_t *days = json_object_get(wait, "within_working_days");
	int rc = om_config_check(file, path, wait, keys, COUNT(keys));
	enum om_wait kind;

	if (rc == OM_OK &&
	    !om_wait_parse(&kind, om_span_of(string_of(wait, "for"))))
		rc = om_config_fail(file, path,
		    "is for none of identity, clarification and fee");
	if (rc == OM_OK &&
	    (json_integer_value(days) < 0 || json_integer_value(days) > 3660))
		rc = om_config_fail(file, path, "counts too far");
	return rc;
}

static int
check_waits(const struct om_config *file, size_t index, const json_t *regime)
{
	struct om_buf path = OM_BUF(OM_ERROR_MAX);
	const json_t *wait;
	size_t i;
	int rc = OM_OK;

	json_array_foreach (json_object_get(regime, "waits"), i, wait) {
		if (rc != OM_OK)
			break;
		om_buf_reset(&path);
		om_buf_format(&path, "regimes[%zu].waits[%zu]", index, i);
		rc = check_wait(file, path.p, wait);
	}
	om_buf_free(&path);
	return rc;
}

static int
check_clock(const struct om_config *file, const char *path, const json_t *clock)
{
	static const struct om_config_key keys[] = {
		{ "rights", OM_CONFIG_STRINGS, true },
		{ "identity", OM_CONFIG_STRING, false },
		{ "steps", OM_CONFIG_ARRAY, true },
	};
	const json_t *steps = json_object_get(clock, "steps"), *step;
	struct om_buf at = OM_BUF(OM_ERROR_MAX);
	bool due = false;
	size_t i;
	int rc = om_config_check(file, path, clock, keys, COUNT(keys));

	if (rc == OM_OK && json_array_size(steps) > OM_DUE_STEPS_MAX)
		rc = om_config_fail(file, path, "has too many steps");
	json_array_foreach (steps, i, step) {
		if (rc != OM_OK)
			break;
		om_buf_reset(&at);
		om_buf_format(&at, "%s.steps[%zu]", path, i);
		rc = check_step(file, at.p, step);
		due |= json_is_true(json_object_get(step, "due")) &&
		       string_of(step, "when") == NULL;
	}
	if (rc == OM_OK && !due)
		rc = om_config_fail(
		    file, path, "has no step that is always due");
	if (rc == OM_OK && identity_of(clock) == IDENTITIES)
		rc = om_config_fail(file, path,
		    "has an identity other than doubt, always and never");
	om_buf_free(&at);
	return rc;
}

static int
check_regime(const struct om_config *file, size_t index, const json_t *regime)
{
	static const struct om_config_key keys[] = {
		{ "regime", OM_CONFIG_STRING, true },
		{ "title", OM_CONFIG_STRING, true },
		{ "country", OM_CONFIG_STRING, true },
		{ "clocks", OM_CONFIG_ARRAY, true },
		{ "waits", OM_CONFIG_ARRAY, false },
	};
	const json_t *clocks = json_object_get(regime, "clocks"), *clock;
	struct om_buf path = OM_BUF(OM_ERROR_MAX);
	size_t i;
	int rc;

	om_buf_format(&path, "regimes[%zu]", index);
	rc = om_config_check(file, path.p, regime, keys, COUNT(keys));
	if (rc == OM_OK && json_array_size(clocks) == 0)
		rc = om_config_fail(file, path.p, "has no clocks");
	if (rc == OM_OK)
		rc = check_waits(file, index, regime);
	json_array_foreach (clocks, i, clock) {
		if (rc != OM_OK)
			break;
		om_buf_reset(&path);
		om_buf_format(&path, "regimes[%zu].clocks[%zu]", index, i);
		rc = check_clock(file, path.p, clock);
	}
	om_buf_free(&path);
	return rc;
}

int
om_deadlines_open(struct om_config *out, const char *folder)
{
	static const struct om_config_key keys[] = {
		{ "about", OM_CONFIG_STRINGS, false },
		{ "regimes", OM_CONFIG_ARRAY, true },
	};
	struct om_config file;
	const json_t *regime;
	size_t i;
	int rc = om_policy_load(&file, folder, "deadlines.json");

	if (rc != OM_OK)
		return rc;
	rc = om_config_check(&file, "", file.root, keys, COUNT(keys));
	json_array_foreach (json_object_get(file.root, "regimes"), i, regime) {
		if (rc != OM_OK)
			break;
		rc = check_regime(&file, i, regime);
	}
	if (rc == OM_OK)
		*out = file;
	else
		om_config_close(&file);
	return rc;
}

int
om_deadlines_regime(
    const json_t **out, const struct om_config *file, const char *regime)
{
	const json_t *regimes = json_object_get(file->root, "regimes"), *item;
	size_t i;

	json_array_foreach (regimes, i, item)
		if (strcmp(string_of(item, "regime"), regime) == 0) {
			*out = item;
			return OM_OK;
		}
	return om_fail(OM_NOTFOUND, "there is no regime %s", regime);
}

static bool
has_right(const json_t *clock, const char *right)
{
	const json_t *item;
	size_t i;

	json_array_foreach (json_object_get(clock, "rights"), i, item)
		if (strcmp(json_string_value(item), right) == 0)
			return true;
	return false;
}

int
om_deadlines_clock(const json_t **out, const json_t *regime, const char *right)
{
	const json_t *clocks = json_object_get(regime, "clocks"), *clock;
	size_t i;

	json_array_foreach (clocks, i, clock)
		if (right == NULL || has_right(clock, right)) {
			*out = clock;
			return OM_OK;
		}
	return om_fail(
	    OM_USAGE, "%s has no right %s", string_of(regime, "regime"), right);
}
