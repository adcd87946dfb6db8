#include "request/inside.h"
#include "store/erase.h"
#include "store/pseudonym.h"

static int
act(struct om_case *c, struct om_request_step *step)
{
	struct om_pseudonymisation done = { 0 };
	int rc =
	    om_pseudonymise(&done, c->om->store, c->request->subject, c->id);

	if (rc != OM_OK)
		return rc;
	step->acted = (int64_t)done.profiles;
	step->events = (int64_t)done.events;
	step->identifiers = (int64_t)done.identifiers;
	return OM_OK;
}

/* What was sealed before must not stay in the write-ahead log either. */
static int
settle(struct om_case *c)
{
	struct om_erasure done = { 0 };

	return om_erase_settle(&done, c->om->store);
}

static int
left(int64_t *out, struct om_case *c, const struct om_subject *s)
{
	(void)c;
	*out =
	    s->state == OM_SUBJECT_PSEUDONYMOUS ? 0 : (int64_t)s->profile_count;
	return OM_OK;
}

const struct om_right om_right_pseudonymize = {
	.word = "pseudonymize",
	.title = "pseudonyms in place of your identifiers",
	.gdpr = "GDPR Art. 4(5), 25(1), 32(1)(a)",
	.ccpa = "Cal. Civ. Code 1798.140(aa)",
	.action = "pseudonymize",
	.template = "letter_pseudonymize.html",
	.uses = true,
	.act = act,
	.settle = settle,
	.left = left,
};
