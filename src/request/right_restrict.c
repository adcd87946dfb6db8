#include "request/inside.h"

/* Art. 18(1)(a) to (c); (d) comes with an objection. */
static int
find_ground(enum om_restricted *out, const char *word)
{
	int rc = om_restriction_parse(out, om_span_of(word));

	if (rc == OM_OK && *out <= OM_RESTRICTED_CLAIMS)
		return OM_OK;
	return om_fail(OM_USAGE,
	    "restriction is asked for --about accuracy, unlawful or claims "
	    "(GDPR Art. 18(1)(a) to (c)); (d) goes with `object`");
}

static int
about(const char *word)
{
	enum om_restricted ground;

	return find_ground(&ground, word);
}

static int
restrict_now(struct om_case *c, const struct om_subject *s)
{
	enum om_restricted ground = OM_RESTRICTED_ACCURACY;
	int rc = find_ground(&ground, c->request->about);

	return rc == OM_OK ? om_case_restrict(c, s, ground, "") : rc;
}

/* While it is looked into whether she is right, nothing is used. */
static int
verified(struct om_case *c)
{
	struct om_subject *s = NULL;
	int rc = om_case_presume(&s, c);

	if (rc != OM_OK || s == NULL)
		return rc;
	rc = restrict_now(c, s);
	return rc == OM_OK
		   ? om_case_event(c, OM_EVENT_RESTRICTED, 0, c->request->about)
		   : rc;
}

static int
act(struct om_case *c, struct om_request_step *step)
{
	struct om_people *people = om_people_new(c->om->store, c->arena);
	struct om_subject *s;
	int rc = om_people_get(people, &s, c->request->subject);

	if (rc == OM_OK)
		rc = restrict_now(c, s);
	if (rc == OM_OK)
		step->acted = (int64_t)s->profile_count;
	return rc;
}

const struct om_right om_right_restrict = {
	.word = "restrict",
	.title = "restriction of the use of your data",
	.gdpr = "GDPR Art. 18",
	.action = "restrict",
	.template = "letter_restrict.html",
	.about = about,
	.verified = verified,
	.act = act,
	.left = om_case_restricted_left,
};
