#include "request/inside.h"

static const char lifting[] = "lifting"; /* the letter of Art. 18(3) */

int
om_case_check_use(struct om_case *c)
{
	if (!c->request->right->uses || c->request->subject == 0)
		return OM_OK;
	return om_restriction_check(c->om->store, c->request->subject, c->id);
}

int
om_case_restrict(struct om_case *c, const struct om_subject *s,
    enum om_restricted ground, const char *purpose)
{
	const struct om_restriction what = {
		.request = c->id, .ground = ground, .purpose = purpose
	};

	return om_restriction_add(c->om->store, s, &what);
}

int
om_case_restricted_left(
    int64_t *out, struct om_case *c, const struct om_subject *s)
{
	int rc = om_restriction_stands(c->om->store, s->id, 0);

	if (rc < 0)
		return rc;
	*out = rc == 1 ? 0 : (int64_t)s->profile_count;
	return OM_OK;
}

/* Told since the restriction began, and not before. */
static bool
was_told(const struct om_request *r)
{
	bool told = false;

	for (size_t i = 0; i < r->event_count; i++) {
		const struct om_request_event *e = &r->events[i];

		if (e->kind == OM_EVENT_RESTRICTED)
			told = false;
		if (e->kind == OM_EVENT_SENT && strcmp(e->detail, lifting) == 0)
			told = true;
	}
	return told;
}

static int
check_lift(const struct om_request *r)
{
	enum om_state unused;
	int rc = om_state_after(&unused, r->state, OM_EVENT_LIFTED);

	if (rc == OM_OK && om_request_weighed_as(r, "upheld"))
		return om_fail(OM_DENIED,
		    "the objection was upheld: the data is not to be used "
		    "again (GDPR Art. 21(1))");
	if (rc == OM_OK && !was_told(r))
		return om_fail(OM_DENIED,
		    "the person must be told before the restriction is lifted "
		    "(GDPR Art. 18(3)): send the letter `lifting` first");
	return rc;
}

static int
lift(struct om_case *c, const void *what)
{
	struct om_people *people = om_people_new(c->om->store, c->arena);
	struct om_subject *s;
	uint64_t lifted = 0;
	int rc = check_lift(c->request);

	(void)what;
	if (rc == OM_OK && c->request->subject == 0)
		return om_fail(
		    OM_NOTFOUND, "nobody's data is restricted by it");
	if (rc == OM_OK)
		rc = om_people_get(people, &s, c->request->subject);
	if (rc == OM_OK)
		rc = om_restriction_lift(&lifted, c->om->store, s, c->id);
	if (rc == OM_OK && lifted == 0)
		return om_fail(
		    OM_NOTFOUND, "nobody's data is restricted by it");
	return rc == OM_OK ? om_case_event(c, OM_EVENT_LIFTED, 0, "") : rc;
}

int
om_request_lift(struct om_case *c)
{
	return om_case_act(c, OM_MAY_WORK, lift, NULL);
}

static int
unrestrict(struct om_case *c)
{
	struct om_subject *s = NULL;
	uint64_t lifted;
	int rc = om_case_presume(&s, c);

	return rc == OM_OK && s != NULL
		   ? om_restriction_lift(&lifted, c->om->store, s, c->id)
		   : rc;
}

int
om_case_undo(struct om_case *c)
{
	const struct om_right *right = c->request->right;

	if (right->blocks != 0)
		return om_case_unblock(c);
	return right->received != NULL || right->verified != NULL
		   ? unrestrict(c)
		   : OM_OK;
}
