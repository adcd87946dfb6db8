#include "request/inside.h"
#include "store/fact.h"

int
om_request_facts(struct om_span *out, struct om_case *c, const char *about)
{
	int rc = om_fact_get(out, c->om->store, c->arena, c->id, about);

	if (rc != OM_NOTFOUND)
		return rc;
	*out = OM_SPAN_NONE;
	return OM_OK;
}

static int
keep_facts(struct om_case *c, const char *about, struct om_span text)
{
	return text.n == 0 ? OM_OK
			   : om_fact_put(c->om->store, c->id, about, text);
}

/* "We need the data" tells a stranger that there is some. */
static int
check_stranger(const struct om_request *r, const struct om_ground *ground)
{
	if (r->verified != NULL || *ground->rights == '\0')
		return OM_OK;
	return om_fail(OM_DENIED,
	    "before the person is verified, the ground can only be %s",
	    strcmp(r->regime, "ccpa") == 0
		? "not_identified or ccpa_unfounded"
		: "not_identified, unfounded, excessive or abuse");
}

static int
check_abuse(
    const struct om_ground *ground, const struct om_request_denial *what)
{
	bool abuse = strcmp(ground->word, "abuse") == 0;
	bool both = what->objective.n > 0 && what->subjective.n > 0;

	if (abuse && !both)
		return om_fail(OM_USAGE,
		    "abuse needs both of its elements shown: --objective, that "
		    "the purpose of the law is not served, and --subjective, "
		    "the intent (C-526/24)");
	if (!abuse && (what->objective.n > 0 || what->subjective.n > 0))
		return om_fail(OM_USAGE,
		    "--objective and --subjective belong to the ground abuse");
	return OM_OK;
}

static int
refuse(struct om_case *c, const void *state)
{
	const struct om_request_denial *what = state;
	const struct om_request *r = c->request;
	const struct om_ground *ground;
	int rc =
	    om_ground_find(&ground, what->ground, r->regime, r->right->word);

	if (rc == OM_OK)
		rc = check_stranger(r, ground);
	if (rc == OM_OK)
		rc = check_abuse(ground, what);
	if (rc == OM_OK)
		rc = keep_facts(c, OM_FACTS_DENIED, what->because);
	if (rc == OM_OK)
		rc = keep_facts(c, OM_FACTS_OBJECTIVE, what->objective);
	if (rc == OM_OK)
		rc = keep_facts(c, OM_FACTS_SUBJECTIVE, what->subjective);
	return rc == OM_OK ? om_case_event(c, OM_EVENT_DENIED, 0, ground->word)
			   : rc;
}

int
om_request_refuse(struct om_case *c, const struct om_request_denial *what)
{
	return om_case_act(c, OM_MAY_WORK, refuse, what);
}

int
om_request_deny(struct om_case *c, const char *ground)
{
	const struct om_request_denial what = { .ground = ground };

	return om_request_refuse(c, &what);
}
