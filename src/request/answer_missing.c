#include "request/answer.h"

/*
 * What the letter has a place for and nobody has stated, named as in the
 * record of processing or ombud.json, so that whoever reads the name knows
 * what to fill in.
 */
struct listing {
	const struct om_answer *a;
	struct om_buf *names;
	bool access;
	bool record; /* the record lacks some of it */
};

static int
add(void *state, const struct om_lack *lack)
{
	struct listing *l = state;
	bool processing = *lack->activity != '\0' ||
			  strncmp(lack->what, "activities.", 11) == 0;

	/* A letter of another right says less. */
	if (!lack->answer || (processing && !l->access))
		return OM_OK;
	l->record = l->record || processing;
	om_buf_text(l->names, l->names->n == 0 ? "" : ", ");
	if (!l->a->record->simple && *lack->activity != '\0')
		om_buf_format(l->names, "%s: ", lack->activity);
	om_buf_text(l->names, lack->what);
	if (*lack->of != '\0')
		om_buf_format(l->names, " (%s)", lack->of);
	return OM_OK;
}

int
om_answer_missing(struct om_buf *names, bool *record, const struct om_answer *a)
{
	const struct om_request *r = a->c->request;
	const struct om_processing_scope scope = { .regime = r->regime,
		.sources = a->sources,
		.n = a->source_count,
		.kinds = a->kinds };
	struct listing l = { a, names,
		a->subject != NULL && strcmp(r->right->word, "access") == 0,
		false };

	int rc = om_processing_check(
	    a->record, &a->c->om->settings, &scope, add, &l);

	*record = l.record && !a->record->simple;
	return rc;
}
