#include "request/letter.h"

/* What a person decided: "overridden: the grounds" as flag and text. */
static void
show_result(struct om_view *v, const struct om_request *r)
{
	const char *const *results = r->right->results;
	const char *grounds = "";

	for (size_t i = 0; results != NULL && results[i] != NULL; i++)
		om_view_flag(
		    v, results[i], om_request_weighed_as(r, results[i]));
	for (size_t i = 0; i < r->event_count; i++)
		if (r->events[i].kind == OM_EVENT_WEIGHED) {
			const char *at = strstr(r->events[i].detail, ": ");

			grounds = at == NULL ? "" : at + 2;
		}
	om_view_string(v, "grounds", grounds);
	om_view_flag(v, "grounds_any", *grounds != '\0');
}

int
om_letter_right(const struct om_letter *l)
{
	const struct om_request *r = l->c->request;
	const struct om_request_step *s =
	    om_request_step_of(r, OM_SYSTEM_STORE);
	struct om_view *v = l->v;
	enum om_restricted ground;

	om_view_string(v, "about", r->about);
	om_view_flag(v, "records_any", s != NULL && s->acted > 0);
	show_result(v, r);
	if (r->right != &om_right_restrict)
		return OM_OK;
	if (om_restriction_parse(&ground, om_span_of(r->about)) != OM_OK)
		return OM_CORRUPT;
	om_letter_cite(v, l, "about_cite", om_restriction_cite(ground));
	return om_letter_word(v, l, "about_text", "restriction", r->about);
}
