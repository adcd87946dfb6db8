#include "request/inside.h"

enum { PURPOSES_MAX = 200 };

/* The purposes, named one by one: "newsletter, profiling". */
static int
about(const char *purposes)
{
	if (om_case_is_plain(om_span_of(purposes), PURPOSES_MAX))
		return OM_OK;
	return om_fail(OM_USAGE,
	    "purposes are told in at most %d letters, spaces, hyphens and "
	    "commas between them",
	    PURPOSES_MAX);
}

/* The next of the purposes; false behind the last. */
static bool
next(struct om_span *purpose, struct om_span *rest)
{
	do {
		if (rest->n == 0)
			return false;
		if (!om_span_cut(purpose, rest, *rest, ',')) {
			*purpose = *rest;
			*rest = OM_SPAN_NONE;
		}
		*purpose = om_span_trim(*purpose);
	} while (purpose->n == 0);
	return true;
}

static int
withdraw(struct om_case *c, const struct om_subject *s)
{
	struct om_span rest = om_span_of(c->request->about), purpose;
	int rc = OM_OK;

	while (rc == OM_OK && next(&purpose, &rest))
		rc = om_case_restrict(
		    c, s, OM_RESTRICTED_CONSENT, om_case_string(c, purpose));
	return rc;
}

/* To withdraw is as easy as to give (Art. 7(3)): nothing waits for proof. */
static int
received(struct om_case *c)
{
	struct om_subject *s = NULL;
	int rc = om_case_presume(&s, c);

	if (rc != OM_OK || s == NULL)
		return rc;
	rc = withdraw(c, s);
	return rc == OM_OK ? om_case_event(c, OM_EVENT_STOPPED, 0, "") : rc;
}

static int
act(struct om_case *c, struct om_request_step *step)
{
	struct om_people *people = om_people_new(c->om->store, c->arena);
	struct om_subject *s;
	int rc = om_people_get(people, &s, c->request->subject);

	if (rc == OM_OK)
		rc = withdraw(c, s);
	if (rc == OM_OK)
		step->acted = (int64_t)s->profile_count;
	return rc;
}

static bool
is_stopped(const struct om_restriction *list, size_t n, int64_t request,
    struct om_span purpose)
{
	for (size_t i = 0; i < n; i++)
		if (list[i].request == request &&
		    om_span_is(purpose, list[i].purpose))
			return true;
	return false;
}

/* As long as one of the purposes is not stopped, nothing is done. */
static int
left(int64_t *out, struct om_case *c, const struct om_subject *s)
{
	struct om_span rest = om_span_of(c->request->about), purpose;
	struct om_restriction *list;
	int64_t profiles = 0;
	size_t n;
	int rc = om_restriction_list(&list, &n, c->om->store, c->arena, s->id);

	if (rc != OM_OK)
		return rc;
	while (next(&purpose, &rest))
		if (!is_stopped(list, n, c->id, purpose))
			profiles = (int64_t)s->profile_count;
	*out = profiles;
	return OM_OK;
}

const struct om_right om_right_withdraw_consent = {
	.word = "withdraw_consent",
	.title = "an end to what you had consented to",
	.gdpr = "GDPR Art. 7(3)",
	.action = "stop by consent",
	.template = "letter_withdraw_consent.html",
	.unverified = true,
	.about = about,
	.received = received,
	.act = act,
	.left = left,
};
