#include "policy/due.h"

static void
date_json(struct om_json *j, const char *key, int32_t day)
{
	struct om_buf text = OM_BUF(16);

	om_day_format(&text, day);
	om_json_text(j, key, om_buf_span(&text));
	om_buf_free(&text);
}

void
om_due_json(struct om_json *j, const char *key, const struct om_due *d)
{
	om_json_object(j, key);
	om_json_string(j, "regime", d->regime);
	om_json_string(j, "right", d->right);
	om_json_string(j, "country", d->country);
	date_json(j, "received", d->received);
	om_json_bool(j, "extended", d->extended);
	date_json(j, "due", d->due);
	if (d->answer != d->due)
		date_json(j, "answer_by", d->answer);
	if (d->has_acknowledge)
		date_json(j, "acknowledge_by", d->acknowledge);
	om_json_array(j, "steps");
	for (size_t i = 0; i < d->n; i++) {
		om_json_object(j, "");
		om_json_string(j, "rule", d->steps[i].rule);
		date_json(j, "date", d->steps[i].date);
		om_json_string(j, "cite", d->steps[i].cite);
		om_json_end_object(j);
	}
	om_json_end_array(j);
	if (d->warning != NULL)
		om_json_string(j, "warning", d->warning);
	om_json_end_object(j);
}
