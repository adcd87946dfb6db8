#include "request/certificate.h"
#include "request/kept.h"

static int
act(struct om_case *c, struct om_request_step *step)
{
	bool in_part = om_kept_any(c->request);
	struct om_erasure done = { 0 };
	int rc = in_part ? OM_OK : om_claim_adopt(c, c->request->subject);

	if (rc == OM_OK)
		rc = om_certificate_erase(&done, c);
	if (rc != OM_OK)
		return rc;
	step->acted = (int64_t)done.profiles;
	step->events = (int64_t)done.events;
	step->identifiers = (int64_t)done.identifiers;
	step->remaining = (int64_t)done.remaining;
	return in_part ? om_kept_restrict(c)
		       : om_case_set_subject(
			     c, 0, om_span_bytes(done.reference, OM_HASH_SIZE));
}

static int
settle(struct om_case *c)
{
	struct om_erasure done = { 0 };

	return om_erase_settle(&done, c->om->store);
}

const struct om_right om_right_erase = {
	.word = "erase",
	.title = "erasure of your data",
	.gdpr = "GDPR Art. 17",
	.ccpa = "Cal. Civ. Code 1798.105; 11 CCR 7022",
	.action = "erase",
	.template = "letter_erase_gdpr.html",
	.ccpa_template = "letter_erase_ccpa.html",
	.two_persons = true,
	.removes = true,
	.uses = true,
	.act = act,
	.settle = settle,
};
