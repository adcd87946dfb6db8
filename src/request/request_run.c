#include "request/certificate.h"
#include "request/keeping.h"
#include "request/kept.h"
#include "request/notice.h"
#include "store/event.h"
#include "store/reserve.h"

/*
 * The store's own step goes pending -> running -> acted -> done. The row is
 * written before the act, and `acted` in one transaction with it, so that a
 * run after a crash knows what is left.
 */
static const char running[] = "running", acted[] = "acted", done[] = "done";

static bool
is(const struct om_request_step *s, const char *state)
{
	return strcmp(s->state, state) == 0;
}

static struct om_request_step *
own_step(const struct om_case *c)
{
	return om_request_step_of(c->request, OM_SYSTEM_STORE);
}

static int
set_step(struct om_case *c, struct om_request_step *step, const char *state)
{
	step->state = state;
	return om_case_write_step(c, step);
}

/* Somebody whom nobody knew may have been imported since. */
static int
look_again(struct om_case *c)
{
	struct om_subject *s = NULL;
	int rc = om_claim_locate(&s, c);

	if (rc == OM_OK && s != NULL)
		rc = om_fail(OM_DENIED,
		    "data about the person came in since the plan was made; "
		    "plan again (request plan)");
	return rc;
}

/*
 * What was approved is what is done: whoever was linked to the person since,
 * by an import or by hand, is not hers to have erased or copied.
 */
static int
check_subject(struct om_case *c)
{
	struct om_people *people = om_people_new(c->om->store, c->arena);
	struct om_subject *s;
	int rc;

	if (c->request->subject == 0)
		return OM_OK;
	rc = om_people_get(people, &s, c->request->subject);
	if (rc == OM_NOTFOUND)
		return OM_OK; /* another request erased her */
	if (rc == OM_OK)
		rc = om_case_check_plan(c, s);
	return rc == OM_OK ? om_keeping_check(c, s) : rc;
}

static int
check_hold(const struct om_request *r)
{
	const struct om_ground *g =
	    r->held == NULL ? NULL : om_ground_of(r->held->detail, r->regime);

	if (r->held == NULL)
		return OM_OK;
	return om_fail(OM_DENIED, "a hold stands on the request: %s",
	    g == NULL ? r->held->detail : g->cite);
}

static int
check_fee(const struct om_request *r)
{
	return r->fee_open ? om_fail(OM_DENIED,
				 "the fee that was announced is not paid yet "
				 "(request fee --paid)")
			   : OM_OK;
}

static int
start(struct om_case *c, const void *what)
{
	enum om_state unused;
	int rc = check_hold(c->request);

	(void)what;
	if (rc == OM_OK)
		rc = check_fee(c->request);
	if (rc == OM_OK)
		rc = om_case_check_use(c);
	if (rc == OM_OK)
		rc = om_case_check_weighed(c);
	if (rc == OM_OK && c->request->state != OM_STATE_RUNNING) {
		rc = om_state_after(
		    &unused, c->request->state, OM_EVENT_STARTED);
		if (rc == OM_OK && c->request->nobody)
			rc = look_again(c);
		if (rc == OM_OK && !is(own_step(c), acted))
			rc = check_subject(c);
		if (rc == OM_OK)
			rc = om_case_event(c, OM_EVENT_STARTED, 0, "");
	}
	if (rc == OM_OK && is(own_step(c), "pending"))
		rc = set_step(c, own_step(c), running);
	return rc;
}

static int
act(struct om_case *c, const void *what)
{
	struct om_request_step *step = own_step(c);
	struct om_notice_drafts told;
	int rc = OM_OK;

	(void)what;
	if (!is(step, running))
		return OM_OK;
	rc = check_subject(c);
	if (rc == OM_OK)
		rc = om_notice_gather(&told, c);
	if (rc == OM_OK)
		rc = om_case_check_use(c);
	if (rc == OM_OK && c->request->subject != 0 &&
	    c->request->right->act != NULL)
		rc = c->request->right->act(c, step);
	if (rc == OM_OK)
		rc = om_notice_write(c, &told);
	/* Erased by another request since this one was planned. */
	if (rc == OM_NOTFOUND && c->request->right->removes)
		rc = OM_OK;
	if (rc == OM_OK)
		rc = om_kept_settle_items(c);
	return rc == OM_OK ? set_step(c, step, acted) : rc;
}

/* Profiles that are there although nothing of them was to stay. */
static int64_t
count_unkept(struct om_case *c, const struct om_subject *s)
{
	int64_t n = 0;

	for (size_t i = 0; s != NULL && i < s->profile_count; i++)
		n += !om_kept_has(c->request, om_case_id(c, s->profiles[i].id));
	return n;
}

/* Looks again: what is left of the person, what there is to be copied. */
static int
read_again(struct om_case *c, struct om_request_step *step, int64_t subject)
{
	struct om_subject *s = NULL;
	int rc = OM_OK;

	if (subject != 0)
		rc = om_locate_id(&s, c->om->store, c->arena, subject);
	if (rc == OM_NOTFOUND)
		rc = OM_OK;
	if (rc != OM_OK)
		return rc;
	step->remaining = 0;
	if (c->request->right->removes)
		step->remaining = count_unkept(c, s);
	else if (c->request->right->act == NULL)
		step->acted = s == NULL ? 0 : (int64_t)s->profile_count;
	else if (s != NULL && c->request->right->left != NULL)
		return c->request->right->left(&step->remaining, c, s);
	return OM_OK;
}

/* What a run knows from its beginning to its end. */
struct whom {
	int64_t subject;
	struct om_remains *remains; /* NULL where files are not searched */
};

static int
end(struct om_case *c, const struct whom *whom)
{
	struct om_request_step *step = own_step(c);
	int rc = OM_OK;

	if (whom->remains != NULL) {
		rc = om_request_search_record(c, whom->remains);
		if (rc != OM_OK || !om_remains_none(whom->remains))
			return rc;
	}
	rc = set_step(c, step, done);
	if (rc == OM_OK)
		rc = om_certificate_settle(c, whom->remains);
	return rc == OM_OK ? om_case_event(c, OM_EVENT_EXECUTED, 0, "") : rc;
}

/* Done by a person, in another system: nothing here can be read again. */
static bool
is_attested(const struct om_right *right)
{
	return right->act != NULL && !right->removes && right->left == NULL;
}

static int
check(struct om_case *c, const void *state)
{
	const struct whom *whom = state;
	struct om_request_step *step = own_step(c);
	int rc = read_again(c, step, whom->subject);

	if (rc != OM_OK)
		return rc;
	step->grade = c->request->nobody ? "looked up twice, nobody found"
		      : is_attested(c->request->right) ? "attested by hand"
						       : "verified by re-read";
	if (step->remaining > 0) {
		rc = set_step(c, step, "failed");
		return rc == OM_OK ? om_case_event(c, OM_EVENT_INCOMPLETE, 0,
					 "something remains")
				   : rc;
	}
	return end(c, whom);
}

static int
postpone(struct om_case *c, const void *what)
{
	(void)what;
	return om_case_event(
	    c, OM_EVENT_INCOMPLETE, 0, "a reader was in the way");
}

/*
 * What lies outside the transaction. Where it must wait, the request says
 * so, and the caller learns why.
 */
static int
settle(struct om_case *c, bool dry)
{
	struct om_failure why;
	int rc = OM_OK, postponed;

	if (c->request->right->settle != NULL && !dry)
		rc = c->request->right->settle(c);
	if (rc != OM_BUSY)
		return rc;
	why = om_failure_keep();
	postponed = om_case_act(c, OM_MAY_WORK, postpone, NULL);
	if (postponed != OM_OK)
		return postponed;
	om_failure_return(&why);
	return OM_BUSY;
}

static int
carry_out(struct om_case *c, bool dry)
{
	struct whom whom = { 0, NULL };
	bool searches = c->om->sweep && c->request->right->removes && !dry;
	int rc = OM_OK;

	if (searches)
		rc = om_request_search_begin(
		    &whom.remains, c, is(own_step(c), acted));
	if (rc == OM_OK)
		rc = om_case_act(c, OM_MAY_WORK, start, NULL);
	if (rc != OM_OK)
		return rc;
	whom.subject = c->request->subject;
	rc = om_case_act(c, OM_MAY_WORK, act, NULL);
	if (rc == OM_OK)
		rc = settle(c, dry);
	if (rc == OM_OK && whom.remains != NULL)
		om_remains_search(whom.remains, c->om);
	if (rc == OM_OK)
		rc = om_case_act(c, OM_MAY_WORK, check, &whom);
	return rc;
}

/* One transaction around all of it, which is undone. */
static int
try(struct om_case *c)
{
	int rc = om_store_begin(c->om->store);

	if (rc != OM_OK)
		return rc;
	c->om->dry_run = false;
	rc = carry_out(c, true);
	c->om->dry_run = true;
	om_store_rollback(c->om->store);
	return rc;
}

/* What was written stands; what was not is done from where it stopped. */
static int
go_on(struct om_case *c)
{
	int rc = om_request_load(c);

	return rc == OM_OK && c->request->executed == NULL ? carry_out(c, false)
							   : rc;
}

int
om_request_run(struct om_case *c)
{
	int rc = om_permit(c->om, OM_MAY_WORK);

	if (rc == OM_OK)
		rc = om_request_load(c);
	if (rc != OM_OK || c->request->executed != NULL)
		return rc;
	if (c->om->dry_run)
		return try(c);
	rc = carry_out(c, false);
	/* The disk may have become full on the way. */
	if (rc == OM_IO && c->request->right->removes &&
	    om_reserve_give(c->om->folder))
		rc = go_on(c);
	return rc;
}
