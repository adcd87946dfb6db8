#include "request/inside.h"

static const char *const results[] = { "upheld", "overridden", NULL };

/* Whose grounds prevail is not known yet: Art. 18(1)(d). */
static int
verified(struct om_case *c)
{
	struct om_subject *s = NULL;
	int rc = om_case_presume(&s, c);

	if (rc != OM_OK || s == NULL)
		return rc;
	rc = om_case_restrict(c, s, OM_RESTRICTED_OBJECTION, "");
	return rc == OM_OK ? om_case_event(c, OM_EVENT_RESTRICTED, 0,
				 om_restriction_word(OM_RESTRICTED_OBJECTION))
			   : rc;
}

/*
 * Where hers prevail, the data stays out of use; where the controller's do,
 * the restriction stands until she was told (Art. 18(3)).
 */
static int
act(struct om_case *c, struct om_request_step *step)
{
	struct om_people *people = om_people_new(c->om->store, c->arena);
	bool upheld = om_request_weighed_as(c->request, "upheld");
	struct om_subject *s;
	int rc = om_people_get(people, &s, c->request->subject);

	if (rc == OM_OK)
		rc = om_case_restrict(c, s,
		    upheld ? OM_RESTRICTED_UPHELD : OM_RESTRICTED_OBJECTION,
		    "");
	if (rc == OM_OK)
		step->acted = (int64_t)s->profile_count;
	return rc;
}

const struct om_right om_right_object = {
	.word = "object",
	.title = "an end to processing that you object to",
	.gdpr = "GDPR Art. 21(1)",
	.action = "stop",
	.template = "letter_object.html",
	.results = results,
	.verified = verified,
	.act = act,
	.left = om_case_restricted_left,
};
