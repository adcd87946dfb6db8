#include "policy/recipient.h"

#include "base/date.h"

static int
read_day(struct om_recipient *r, int32_t *out, const char *key)
{
	const char *text =
	    json_string_value(json_object_get(r->config.root, key));

	if (om_day_parse(out, om_span_of(text)) != OM_OK)
		return om_config_fail(
		    &r->config, key, "is no date like 2026-11-23");
	return OM_OK;
}

static int
read_recipient(struct om_recipient *r)
{
	static const struct om_config_key keys[] = {
		{ "about", OM_CONFIG_STRINGS, false },
		{ "recipient", OM_CONFIG_STRING, true },
		{ "can_identify", OM_CONFIG_BOOLEAN, true },
		{ "why", OM_CONFIG_STRING, true },
		{ "by", OM_CONFIG_STRING, true },
		{ "on", OM_CONFIG_STRING, true },
		{ "review", OM_CONFIG_STRING, true },
	};
	const json_t *root = r->config.root;
	int rc = om_config_check(
	    &r->config, "", root, keys, sizeof(keys) / sizeof(keys[0]));

	if (rc == OM_OK)
		rc = read_day(r, &r->on, "on");
	if (rc == OM_OK)
		rc = read_day(r, &r->review, "review");
	if (rc != OM_OK)
		return rc;
	r->name = json_string_value(json_object_get(root, "recipient"));
	r->can_identify = json_is_true(json_object_get(root, "can_identify"));
	r->why = json_string_value(json_object_get(root, "why"));
	r->by = json_string_value(json_object_get(root, "by"));
	if (*r->name == '\0' || *r->why == '\0' || *r->by == '\0')
		return om_config_fail(
		    &r->config, "", "has an empty recipient, why or by");
	if (r->review < r->on)
		return om_config_fail(
		    &r->config, "review", "is before the assessment");
	return OM_OK;
}

int
om_recipient_load(struct om_recipient *out, const char *path)
{
	struct om_recipient r = { 0 };
	int rc = om_config_load(&r.config, path);

	if (rc == OM_OK)
		rc = read_recipient(&r);
	if (rc == OM_OK)
		*out = r;
	else
		om_config_close(&r.config);
	return rc;
}

void
om_recipient_close(struct om_recipient *r)
{
	om_config_close(&r->config);
}

enum om_verdict_value
om_recipient_verdict(
    const struct om_recipient *r, const struct om_verdict *v, int32_t today)
{
	bool established = v->value != OM_VERDICT_PERSONAL_FOR_HOLDER ||
			   r->can_identify || r->on > today ||
			   r->review < today;

	return established ? v->value : OM_VERDICT_NOT_ESTABLISHED;
}

static void
day_json(struct om_json *j, const char *key, int32_t day)
{
	struct om_buf text = OM_BUF(16);

	om_day_format(&text, day);
	om_json_string(j, key, text.p);
	om_buf_free(&text);
}

void
om_recipient_json(struct om_json *j, const char *key,
    const struct om_recipient *r, const struct om_verdict *v, int32_t today)
{
	om_json_object(j, key);
	om_json_string(j, "name", r->name);
	om_json_string(
	    j, "verdict", om_verdict_word(om_recipient_verdict(r, v, today)));
	om_json_bool(j, "can_identify", r->can_identify);
	om_json_string(j, "why", r->why);
	om_json_string(j, "by", r->by);
	day_json(j, "on", r->on);
	day_json(j, "review", r->review);
	om_json_end_object(j);
}
