#include "request/inside.h"
#include "request/kept.h"
#include "request/notice.h"
#include "store/fact.h"

static int
hold(struct om_case *c, const void *word)
{
	const struct om_request *r = c->request;
	const struct om_ground *ground;
	int rc;

	if (r->right->act == NULL)
		return om_fail(OM_USAGE,
		    "a hold is for requests that change data; this one "
		    "does not");
	if (word == NULL && r->held == NULL)
		return om_fail(OM_DENIED, "no hold stands on the request");
	if (word == NULL)
		return om_case_event(c, OM_EVENT_RELEASED, 0, "");
	/* Whatever is to be changed: why it must be kept as it is. */
	rc = om_ground_find(&ground, word, r->regime, "erase");
	return rc == OM_OK ? om_case_event(c, OM_EVENT_HELD, 0, ground->word)
			   : rc;
}

int
om_request_hold(struct om_case *c, const char *ground)
{
	return om_case_act(c, OM_MAY_WORK, hold, ground);
}

/* Who approves may be another than who types it in. */
static int
find_approver(struct om_member *out, struct om_case *c, const char *by)
{
	struct om *om = c->om;
	int rc = om_member_find(out, om->store, by);

	if (rc == OM_NOTFOUND)
		return om_fail(OM_DENIED,
		    "the approver is not registered in this workspace");
	if (rc == OM_OK && !om_role_may(out->role, OM_MAY_APPROVE))
		return om_fail(OM_DENIED, "the role %s may not approve",
		    om_role_word(out->role));
	if (rc == OM_OK && out->id != om->member.id)
		rc = om_permit(om, OM_MAY_WORK);
	return rc;
}

static int
approve(struct om_case *c, const void *by)
{
	const struct om_request *r = c->request;
	struct om_member member;
	enum om_state unused;
	int rc = om_state_after(&unused, r->state, OM_EVENT_APPROVED);

	if (rc == OM_OK)
		rc = find_approver(&member, c, by);
	if (rc == OM_OK && r->right->ready != NULL)
		rc = r->right->ready(c);
	if (rc != OM_OK)
		return rc;
	if (r->right->two_persons && c->om->settings.two_person &&
	    member.id == r->requester)
		return om_fail(OM_DENIED,
		    "an erasure must be approved by another person than the "
		    "one who took the request in");
	return om_case_event(c, OM_EVENT_APPROVED, member.id, "");
}

int
om_request_approve(struct om_case *c, const char *by)
{
	return om_case_act(c, OM_MAY_LIST, approve, by);
}

static int
attest(struct om_case *c, const void *system)
{
	struct om_request_step *step = om_request_step_of(c->request, system);
	enum om_state unused;
	int rc = om_state_after(&unused, c->request->state, OM_EVENT_ATTESTED);

	if (rc != OM_OK)
		return rc;
	if (c->request->executed == NULL)
		return om_fail(OM_DENIED,
		    "the request was not carried out: there is nothing to "
		    "attest");
	if (step == NULL || strcmp(step->system, OM_SYSTEM_STORE) == 0)
		return om_fail(OM_USAGE,
		    "the request names no such system to be dealt with by "
		    "hand");
	step->state = "done";
	step->grade = "attested by hand";
	rc = om_case_write_step(c, step);
	return rc == OM_OK
		   ? om_case_event(c, OM_EVENT_ATTESTED, 0, step->system)
		   : rc;
}

int
om_request_attest(struct om_case *c, const char *system)
{
	return om_case_act(c, OM_MAY_WORK, attest, system);
}

static int
end(struct om_case *c, const void *kind)
{
	enum om_state_event event = *(const enum om_state_event *)kind;
	int rc = om_case_event(c, event, 0, "");

	if (rc == OM_OK && event == OM_EVENT_WITHDRAWN)
		rc = om_case_undo(c);

	/* What is kept is erased under this request, which must say so. */
	if (rc != OM_OK || om_kept_waits(c->request))
		return rc;
	rc = om_fact_forget(c->om->store, c->id, "item/");
	return rc == OM_OK ? om_claim_wipe(c) : rc;
}

int
om_request_withdraw(struct om_case *c)
{
	static const enum om_state_event kind = OM_EVENT_WITHDRAWN;

	return om_case_act(c, OM_MAY_RECEIVE, end, &kind);
}

static int
merge(struct om_case *c, const void *kind)
{
	const struct om_request *r = c->request;

	for (size_t i = 0; i < r->event_count; i++)
		if (r->events[i].kind == OM_EVENT_REPEATED)
			return end(c, kind);
	return om_fail(OM_DENIED, "it repeats no earlier request");
}

int
om_request_merge(struct om_case *c)
{
	static const enum om_state_event kind = OM_EVENT_MERGED;

	return om_case_act(c, OM_MAY_WORK, merge, &kind);
}

/* A source that nobody has dealt with still has the person's data. */
static int
check_sources(const struct om_request *r)
{
	struct om_buf names = OM_BUF(1 << 20);
	int rc = OM_OK;

	for (size_t i = 0; r->denied == NULL && i < r->step_count; i++)
		if (strcmp(r->steps[i].state, "not_connected") == 0)
			om_buf_format(&names, "%s%s", names.n == 0 ? "" : ", ",
			    r->steps[i].system);
	if (names.n > 0)
		rc = om_fail(OM_DENIED,
		    "not dealt with yet (request attest; or close it with "
		    "--leave-open): %s",
		    names.p);
	om_buf_free(&names);
	return rc;
}

static int
finish(struct om_case *c, const void *leave_open)
{
	static const enum om_state_event kind = OM_EVENT_CLOSED;
	enum om_state unused;
	int rc = om_state_after(&unused, c->request->state, kind);

	if (rc == OM_OK)
		rc = om_notice_check_sent(c);
	/* Closed without a word of the dispatch: by now it was sent. */
	if (rc == OM_OK && c->request->told == NULL)
		rc = om_request_check_whole(c->request);
	if (rc == OM_OK && !*(const bool *)leave_open)
		rc = check_sources(c->request);
	if (rc == OM_OK)
		rc = om_notice_forget(c, 0);
	return rc == OM_OK ? end(c, &kind) : rc;
}

int
om_request_close(struct om_case *c, bool leave_open)
{
	return om_case_act(c, OM_MAY_WORK, finish, &leave_open);
}
