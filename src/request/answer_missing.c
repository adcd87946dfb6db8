#include "request/answer.h"

/*
 * What the letter has a place for and the settings leave open, named as in
 * ombud.json, so that whoever reads the name knows what to fill in.
 */

static void
add(struct om_buf *names, const char *name, bool stated)
{
	if (!stated)
		om_buf_format(names, "%s%s", names->n == 0 ? "" : ", ", name);
}

static void
add_processing(struct om_buf *names, const struct om_answer *a)
{
	const struct om_processing *p = &a->c->om->settings.processing;

	add(names, "processing.purposes", p->purposes.n > 0);
	add(names, "processing.origin", *p->origin != '\0');
	if (a->california) {
		add(names, "processing.sold_or_shared",
		    p->sold_or_shared.n > 0);
		add(names, "processing.disclosed", p->disclosed.n > 0);
		return;
	}
	add(names, "processing.recipients", p->recipients.n > 0);
	add(names, "processing.storage_period", *p->storage_period != '\0');
	add(names, "processing.automated_decisions",
	    *p->automated_decisions != '\0');
	add(names, "processing.transfers", *p->transfers != '\0');
}

void
om_answer_missing(struct om_buf *names, const struct om_answer *a)
{
	const struct om_settings *s = &a->c->om->settings;

	add(names, "organisation.name", *s->organisation.name != '\0');
	if (!a->california && !a->kingdom)
		add(names, "authority.name", *s->authority.name != '\0');
	if (a->subject != NULL &&
	    strcmp(a->c->request->right->word, "access") == 0)
		add_processing(names, a);
}
