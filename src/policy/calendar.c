#include "policy/calendar.h"

#include <stdlib.h>

#include "base/memory.h"
#include "policy/calendar_rule.h"

/* A file that covers more would be a mistake, and take long to lay out. */
enum { YEARS_MAX = 100, HOLIDAYS_MAX = 100 };

struct holiday {
	int32_t day;
	const char *name;
};

struct om_calendar {
	struct om_config file; /* owns the names */
	char hash[OM_POLICY_HASH_SIZE];
	bool weekends_only;
	bool unlisted; /* a region that the file does not name */
	int from, to;  /* years; to < from where there is no file */
	struct om_holiday_rule *rules;
	size_t rule_count;
	struct holiday *days; /* sorted */
	size_t n;
};

static bool
is_weekend(int32_t day)
{
	int weekday = om_day_weekday(day);

	return weekday == 0 || weekday == 6;
}

/* Where a holiday stands, or would stand. */
static size_t
place_of(const struct om_calendar *c, int32_t day)
{
	size_t low = 0, high = c->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (c->days[middle].day < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const char *
om_calendar_holiday(const struct om_calendar *c, int32_t day)
{
	size_t at = place_of(c, day);

	return at < c->n && c->days[at].day == day ? c->days[at].name : NULL;
}

static void
add_day(struct om_calendar *c, int32_t day, const char *name)
{
	size_t at = place_of(c, day);

	if (at < c->n && c->days[at].day == day)
		return;
	memmove(&c->days[at + 1], &c->days[at], (c->n - at) * sizeof(*c->days));
	c->days[at] = (struct holiday){ day, name };
	c->n++;
}

static void
add_substitute(
    struct om_calendar *c, const struct om_holiday_rule *rule, int32_t day)
{
	int weekday = om_day_weekday(day);

	switch (rule->substitute) {
	case OM_SUBSTITUTE_NONE:
		return;
	case OM_SUBSTITUTE_MONDAY:
		day += weekday == 0;
		break;
	case OM_SUBSTITUTE_NEAREST:
		day += weekday == 0 ? 1 : weekday == 6 ? -1 : 0;
		break;
	case OM_SUBSTITUTE_NEXT:
		if (!is_weekend(day))
			return;
		while (is_weekend(day) || om_calendar_holiday(c, day) != NULL)
			day++;
		break;
	}
	add_day(c, day, rule->name);
}

/*
 * Substitutes stand where no other holiday does, so those come first. The
 * year after the last is laid out too: its New Year's Day may be kept on the
 * last day of December.
 */
static void
lay_out(struct om_calendar *c)
{
	size_t years = (size_t)c->to - (size_t)c->from + 2;

	c->days = om_new(years * c->rule_count * 2, sizeof(*c->days));
	for (int substitutes = 0; substitutes < 2; substitutes++)
		for (size_t i = 0; i < years * c->rule_count; i++) {
			int year = c->from + (int)(i / c->rule_count);
			const struct om_holiday_rule *rule =
			    &c->rules[i % c->rule_count];

			if (!om_holiday_rule_applies(rule, year))
				continue;
			if (substitutes)
				add_substitute(
				    c, rule, rule->day_in(rule, year));
			else
				add_day(
				    c, rule->day_in(rule, year), rule->name);
		}
}

static int
read_span_of_years(struct om_calendar *c)
{
	const json_t *root = c->file.root;
	json_int_t from = json_integer_value(json_object_get(root, "from"));
	json_int_t to = json_integer_value(json_object_get(root, "to"));

	if (from < 1900 || to < from || to >= from + YEARS_MAX)
		return om_config_fail(&c->file, "to",
		    "and from must be years, at most %d", YEARS_MAX);
	c->from = (int)from;
	c->to = (int)to;
	return OM_OK;
}

static int
read_file(struct om_calendar *c, const char *country, const char *region)
{
	static const struct om_config_key keys[] = {
		{ "country", OM_CONFIG_STRING, true },
		{ "title", OM_CONFIG_STRING, true },
		{ "cite", OM_CONFIG_STRING, true },
		{ "about", OM_CONFIG_STRINGS, false },
		{ "from", OM_CONFIG_INTEGER, true },
		{ "to", OM_CONFIG_INTEGER, true },
		{ "regions", OM_CONFIG_OBJECT, false },
		{ "holidays", OM_CONFIG_ARRAY, true },
	};
	const json_t *root = c->file.root;
	int rc = om_config_check(
	    &c->file, "", root, keys, sizeof(keys) / sizeof(keys[0]));

	if (rc == OM_OK)
		rc = read_span_of_years(c);
	if (rc != OM_OK)
		return rc;
	if (strcmp(json_string_value(json_object_get(root, "country")),
		country) != 0)
		return om_config_fail(
		    &c->file, "country", "must be %s", country);
	c->unlisted =
	    strcmp(country, region) != 0 &&
	    json_object_get(json_object_get(root, "regions"), region) == NULL;
	c->rule_count = json_array_size(json_object_get(root, "holidays"));
	if (c->rule_count == 0 || c->rule_count > HOLIDAYS_MAX)
		return om_config_fail(
		    &c->file, "holidays", "has no entries, or too many");
	c->rules = om_new(c->rule_count, sizeof(*c->rules));
	for (size_t i = 0; rc == OM_OK && i < c->rule_count; i++)
		rc = om_holiday_rule_read(&c->rules[i], &c->file, i, region);
	if (rc == OM_OK)
		rc = om_policy_hash(c->hash, om_policy_text(&c->file));
	if (rc == OM_OK)
		lay_out(c);
	return rc;
}

/* "DE" or "DE-BY": two letters, and a region of one to three characters. */
static bool
is_code(const char *code)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	size_t n = strlen(code);

	if (n < 2 || strspn(code, letters) != 2)
		return false;
	return n == 2 || (n >= 4 && n <= 6 && code[2] == '-' &&
			     strspn(code + 3, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
					      "0123456789") == n - 3);
}

static int
open_country(struct om_calendar *c, const char *folder, const char *code)
{
	char country[3] = { code[0], code[1], '\0' };
	struct om_buf name = OM_BUF(32);
	int rc;

	om_buf_format(&name, "holidays/%s.json", country);
	rc = om_policy_load(&c->file, folder, name.p);
	om_buf_free(&name);
	if (rc == OM_NOTFOUND)
		return OM_OK;
	if (rc == OM_OK)
		rc = read_file(c, country, code);
	return rc;
}

int
om_calendar_open(struct om_calendar **out, const char *folder, const char *code)
{
	struct om_calendar *c;
	int rc = OM_OK;

	if (strcmp(code, "none") != 0 && !is_code(code))
		return om_fail(OM_USAGE,
		    "a country is written as in ISO 3166 (DE, DE-BY), or none");
	c = om_new(1, sizeof(*c));
	c->from = 1;
	if (strcmp(code, "none") == 0)
		c->weekends_only = true;
	else
		rc = open_country(c, folder, code);
	if (rc == OM_OK)
		*out = c;
	else
		om_calendar_close(c);
	return rc;
}

void
om_calendar_close(struct om_calendar *c)
{
	if (c == NULL)
		return;
	om_config_close(&c->file);
	om_free(c->rules);
	om_free(c->days);
	om_free(c);
}

bool
om_calendar_lists(const struct om_calendar *c)
{
	return !c->unlisted;
}

bool
om_calendar_covers(const struct om_calendar *c, int32_t day)
{
	int year;

	om_day_civil(day, &year, NULL, NULL);
	return c->weekends_only || (year >= c->from && year <= c->to);
}

bool
om_calendar_works(const struct om_calendar *c, int32_t day)
{
	return !is_weekend(day) && (!om_calendar_covers(c, day) ||
				       om_calendar_holiday(c, day) == NULL);
}

int
om_calendar_roll(int32_t *out, const struct om_calendar *c, int32_t day)
{
	for (;; day++) {
		if (!om_calendar_covers(c, day))
			return om_fail(
			    OM_NOTFOUND, "the calendar does not cover a year");
		if (om_calendar_works(c, day))
			break;
	}
	*out = day;
	return OM_OK;
}

int32_t
om_calendar_add_working(const struct om_calendar *c, int32_t day, int count)
{
	while (count > 0)
		count -= om_calendar_works(c, ++day);
	return day;
}

const char *
om_calendar_hash(const struct om_calendar *c)
{
	return c->hash;
}
