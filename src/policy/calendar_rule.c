#include "policy/calendar_rule.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static int32_t
on_date(const struct om_holiday_rule *rule, int year)
{
	return om_day_of(year, rule->month, rule->day);
}

static int32_t
on_easter(const struct om_holiday_rule *rule, int year)
{
	return om_easter(year) + rule->offset;
}

static int32_t
on_orthodox_easter(const struct om_holiday_rule *rule, int year)
{
	return om_easter_orthodox(year) + rule->offset;
}

static int32_t
on_or_after(const struct om_holiday_rule *rule, int year)
{
	int32_t day = om_day_of(year, rule->month, rule->day);

	return day + (rule->weekday - om_day_weekday(day) + 7) % 7;
}

static int32_t
on_or_before(const struct om_holiday_rule *rule, int year)
{
	int32_t day = om_day_of(year, rule->month, rule->day);

	return day - (om_day_weekday(day) - rule->weekday + 7) % 7;
}

/* The nth weekday of a month; -1 is the last. */
static int32_t
on_nth(const struct om_holiday_rule *rule, int year)
{
	struct om_holiday_rule edge = *rule;

	edge.day = rule->offset < 0 ? om_month_length(year, rule->month) : 1;
	if (rule->offset < 0)
		return on_or_before(&edge, year) + 7 * (rule->offset + 1);
	return on_or_after(&edge, year) + 7 * (rule->offset - 1);
}

/* "MM-DD". */
static bool
read_month_day(struct om_holiday_rule *out, const char *text)
{
	struct om_span month, day;
	uint64_t m, d;

	if (strlen(text) != 5 ||
	    !om_span_cut(&month, &day, om_span_of(text), '-') ||
	    !om_span_u64(&m, month) || !om_span_u64(&d, day) || m < 1 ||
	    m > 12 || d < 1 || d > (uint64_t)om_month_length(2000, (int)m) ||
	    (m == 2 && d == 29))
		return false;
	out->month = (int)m;
	out->day = (int)d;
	return true;
}

static int
read_weekday(struct om_holiday_rule *out, const struct om_config *file,
    const char *path, const json_t *holiday)
{
	static const char *const names[] = { "sunday", "monday", "tuesday",
		"wednesday", "thursday", "friday", "saturday" };
	const char *name =
	    json_string_value(json_object_get(holiday, "weekday"));

	for (size_t i = 0; name != NULL && i < COUNT(names); i++)
		if (strcmp(names[i], name) == 0) {
			out->weekday = (int)i;
			return OM_OK;
		}
	return om_config_fail(file, path, "needs a weekday");
}

/* When it falls: by exactly one of the keys of the list. */
static int
read_when(struct om_holiday_rule *out, const struct om_config *file,
    const char *path, const json_t *holiday)
{
	static const struct {
		const char *key;
		int32_t (*day_in)(const struct om_holiday_rule *, int);
	} ways[] = {
#define OM_HOLIDAY_RULE(key, type, function) { key, function },
#include "policy/calendar_list.h"
#undef OM_HOLIDAY_RULE
	};
	const json_t *value = NULL, *month = json_object_get(holiday, "month");

	for (size_t i = 0; i < COUNT(ways); i++) {
		const json_t *v = json_object_get(holiday, ways[i].key);

		if (v != NULL && value != NULL)
			return om_config_fail(
			    file, path, "says its day in two ways");
		if (v == NULL)
			continue;
		value = v;
		out->day_in = ways[i].day_in;
	}
	if (value == NULL)
		return om_config_fail(file, path, "does not say its day");
	if (json_is_string(value) &&
	    !read_month_day(out, json_string_value(value)))
		return om_config_fail(
		    file, path, "has a date that is not MM-DD");
	out->offset = (int)json_integer_value(value);
	if (out->day_in == on_nth) {
		out->month = (int)json_integer_value(month);
		if (out->month < 1 || out->month > 12 || out->offset == 0 ||
		    out->offset > 4 || out->offset < -4)
			return om_config_fail(file, path,
			    "needs a month, and nth from 1 to 4 or -1 to -4");
	}
	if (out->day_in == on_nth || out->day_in == on_or_after ||
	    out->day_in == on_or_before)
		return read_weekday(out, file, path, holiday);
	return OM_OK;
}

static int
read_substitute(struct om_holiday_rule *out, const struct om_config *file,
    const char *path, const json_t *holiday)
{
	static const char *const words[] = { "none", "next-weekday",
		"monday-after-sunday", "nearest-weekday" };
	const char *word =
	    json_string_value(json_object_get(holiday, "substitute"));

	out->substitute = OM_SUBSTITUTE_NONE;
	if (word == NULL)
		return OM_OK;
	for (size_t i = 1; i < COUNT(words); i++)
		if (strcmp(words[i], word) == 0) {
			out->substitute = (enum om_substitute)i;
			return OM_OK;
		}
	return om_config_fail(
	    file, path, "has the unknown substitute %s", word);
}

static int
read_years(struct om_holiday_rule *out, const struct om_config *file,
    const char *path, const json_t *holiday)
{
	const json_t *since = json_object_get(holiday, "since");
	const json_t *until = json_object_get(holiday, "until"), *year;
	size_t i;

	out->since = since == NULL ? 0 : (int)json_integer_value(since);
	out->until = until == NULL ? 9999 : (int)json_integer_value(until);
	out->only = json_object_get(holiday, "only");
	out->except = json_object_get(holiday, "except");
	json_array_foreach (out->only, i, year)
		if (!json_is_integer(year))
			return om_config_fail(file, path,
			    "has years that "
			    "are no numbers");
	json_array_foreach (out->except, i, year)
		if (!json_is_integer(year))
			return om_config_fail(file, path,
			    "has years that "
			    "are no numbers");
	return OM_OK;
}

/* A holiday with regions is kept in those alone, and each must be listed. */
static int
read_regions(struct om_holiday_rule *out, const struct om_config *file,
    const char *path, const json_t *holiday, const char *region)
{
	const json_t *known = json_object_get(file->root, "regions");
	const json_t *regions = json_object_get(holiday, "regions"), *item;
	size_t i;

	out->elsewhere = regions != NULL;
	json_array_foreach (regions, i, item) {
		const char *name = json_string_value(item);

		if (json_object_get(known, name) == NULL)
			return om_config_fail(
			    file, path, "names the unlisted region %s", name);
		if (strcmp(name, region) == 0)
			out->elsewhere = false;
	}
	return OM_OK;
}

int
om_holiday_rule_read(struct om_holiday_rule *out, const struct om_config *file,
    size_t index, const char *region)
{
	static const struct om_config_key keys[] = {
		{ "name", OM_CONFIG_STRING, true },
#define OM_HOLIDAY_RULE(key, type, function) { key, OM_CONFIG_##type, false },
#include "policy/calendar_list.h"
#undef OM_HOLIDAY_RULE
		{ "weekday", OM_CONFIG_STRING, false },
		{ "month", OM_CONFIG_INTEGER, false },
		{ "regions", OM_CONFIG_STRINGS, false },
		{ "substitute", OM_CONFIG_STRING, false },
		{ "since", OM_CONFIG_INTEGER, false },
		{ "until", OM_CONFIG_INTEGER, false },
		{ "only", OM_CONFIG_ARRAY, false },
		{ "except", OM_CONFIG_ARRAY, false },
	};
	const json_t *holiday =
	    json_array_get(json_object_get(file->root, "holidays"), index);
	struct om_buf path = OM_BUF(64);
	int rc;

	*out = (struct om_holiday_rule){ 0 };
	om_buf_format(&path, "holidays[%zu]", index);
	rc = om_config_check(file, path.p, holiday, keys, COUNT(keys));
	out->name = json_string_value(json_object_get(holiday, "name"));
	if (rc == OM_OK)
		rc = read_when(out, file, path.p, holiday);
	if (rc == OM_OK)
		rc = read_substitute(out, file, path.p, holiday);
	if (rc == OM_OK)
		rc = read_years(out, file, path.p, holiday);
	if (rc == OM_OK)
		rc = read_regions(out, file, path.p, holiday, region);
	om_buf_free(&path);
	return rc;
}

static bool
has_year(const json_t *years, int year)
{
	const json_t *item;
	size_t i;

	json_array_foreach (years, i, item)
		if (json_integer_value(item) == year)
			return true;
	return false;
}

bool
om_holiday_rule_applies(const struct om_holiday_rule *rule, int year)
{
	return !rule->elsewhere && year >= rule->since && year <= rule->until &&
	       (rule->only == NULL || has_year(rule->only, year)) &&
	       !has_year(rule->except, year);
}
