#include "scan/markup.h"

int
om_reading_markup(struct om_reading *r, struct om_source *s)
{
	struct om_markup markup = { .s = s };
	struct om_source text;
	const char *format = r->format;
	bool outer = r->decoded;
	int rc = om_source_open_pull(&text, s->name, om_markup_pull, &markup);

	if (rc != OM_OK)
		return rc;
	r->decoded = true;
	r->format = format;
	rc = om_reading_text(r, &text);
	r->decoded = outer;
	om_source_close(&text);
	return rc;
}
