#include "base/clock.h"
#include "request/inside.h"
#include "store/audit.h"
#include "store/journal.h"

/*
 * The entry names whose session it was. Another who decided stands beside,
 * and that she did not type it herself; an approval that a second person
 * should have given, had the workspace asked for one, is told as such.
 */
static void
name_persons(struct om_audit_entry *entry, const struct om_case *c,
    enum om_state_event kind, int64_t by)
{
	const struct om_request *r = c->request;

	if (by != 0 && by != c->om->store->member) {
		entry->counts[0].name = "by";
		entry->counts[0].value = by;
		entry->counts[1].name = "typed_by";
		entry->counts[1].value = c->om->store->member;
	} else if (kind == OM_EVENT_APPROVED && r->right->two_persons &&
		   c->om->store->member == r->requester) {
		entry->counts[0].name = "one_person";
		entry->counts[0].value = 1;
	}
}

/* Another day than that of the entry stands in it, too. */
static void
name_day(struct om_audit_entry *entry, const struct om_request_event *e)
{
	size_t i = 0;

	if (e->day == om_clock_day(e->at))
		return;
	while (entry->counts[i].name != NULL)
		i++;
	entry->counts[i].name = "day";
	entry->counts[i].value = e->day;
}

/*
 * Data that is processed for another is not ours to decide on: what may
 * happen to a request for it, before it is the controller's.
 */
static int
check_role(const struct om_request *r, enum om_state_event kind)
{
	static const enum om_state_event may[] = { OM_EVENT_RECEIVED,
		OM_EVENT_REPEATED, OM_EVENT_WAIVED, OM_EVENT_ACKNOWLEDGED,
		OM_EVENT_SENT, OM_EVENT_FORWARDED, OM_EVENT_WITHDRAWN };

	if (!om_request_is_forwarded(r))
		return OM_OK;
	for (size_t i = 0; i < sizeof(may) / sizeof(may[0]); i++)
		if (may[i] == kind)
			return OM_OK;
	return om_fail(OM_DENIED,
	    "the data is processed for %s: the request is theirs to answer "
	    "(request forward)",
	    r->controller);
}

/* What speaks for a plan, or of one that was carried out. */
static bool
needs_plan(const struct om_request *r, enum om_state_event kind)
{
	return kind == OM_EVENT_STARTED || kind == OM_EVENT_EXECUTED ||
	       (kind == OM_EVENT_ANSWERED && r->denied == NULL);
}

/*
 * A backup that was put back has the plan of its day, or none: nothing is
 * carried out, and nothing said to be done, by it. Where it had no claim
 * either, to look for nobody must not end in "no data was found".
 */
static int
check_restored(const struct om_request *r, enum om_state_event kind)
{
	bool lost = false, orphan = false;

	for (size_t i = 0; i < r->event_count; i++)
		if (r->events[i].kind == OM_EVENT_RESTORED) {
			lost = true;
			orphan |= strcmp(r->events[i].detail, "taken_in") == 0;
		} else if (r->events[i].kind == OM_EVENT_PLANNED) {
			lost = false;
		}
	if (orphan && (kind == OM_EVENT_LOCATED || needs_plan(r, kind)))
		return om_fail(OM_DENIED,
		    "whose request it is was lost with the database that a "
		    "backup replaced: take it in again, of the day on which it "
		    "came (request new --received), and withdraw this one");
	if (lost && needs_plan(r, kind))
		return om_fail(OM_DENIED,
		    "the request's plan was lost with the database that a "
		    "backup replaced: plan it again (request plan)");
	return OM_OK;
}

/* Events are few; the audit log and the row stand or fall together. */
static int
add(struct om_case *c, const struct om_request_event *e)
{
	struct om_store *store = c->om->store;
	const char *word = om_state_event_word(e->kind);
	struct om_audit_entry entry = {
		.act = OM_ACT_REQUEST, .request = c->id, .detail = word
	};
	const struct om_journal_event row = {
		.number = (int64_t)c->request->event_count + 1,
		.at = e->at,
		.member = e->member == 0 ? store->member : e->member,
		.typed = store->member,
		.day = e->day,
		.kind = word,
		.detail = e->detail,
	};
	enum om_state after;
	int rc = check_role(c->request, e->kind);

	if (rc == OM_OK)
		rc = check_restored(c->request, e->kind);
	if (rc == OM_OK)
		rc = om_state_after(&after, c->request->state, e->kind);
	name_persons(&entry, c, e->kind, e->member);
	name_day(&entry, e);
	if (rc == OM_OK)
		rc = om_journal_event(store, c->id, &row);
	if (rc == OM_OK)
		rc = om_audit_add(store, &entry);
	return rc == OM_OK ? om_request_load(c) : rc;
}

/*
 * A clock that was set back puts no event before receipt, nor before the one
 * that it follows.
 */
static int32_t
day_of_now(const struct om_request *r, int64_t now)
{
	int32_t day = om_clock_day(now), last = r->received;

	if (r->event_count > 0)
		last = r->events[r->event_count - 1].day;
	return day > last ? day : last;
}

int
om_case_event(
    struct om_case *c, enum om_state_event kind, int64_t by, const char *detail)
{
	const int64_t now = om_clock_now();
	const struct om_request_event e = { .kind = kind,
		.at = now,
		.day = day_of_now(c->request, now),
		.member = by,
		.detail = detail };

	return add(c, &e);
}

int
om_case_event_on(struct om_case *c, enum om_state_event kind, int32_t day,
    const char *detail)
{
	const struct om_request_event e = {
		.kind = kind, .at = om_clock_now(), .day = day, .detail = detail
	};

	if (day < c->request->received)
		return om_fail(OM_USAGE,
		    "that day is before the one on which the request came in");
	if (day > day_of_now(c->request, e.at))
		return om_fail(OM_USAGE, "that day is in the future");
	return add(c, &e);
}

int
om_case_act(struct om_case *c, enum om_permit permit,
    int (*work)(struct om_case *c, const void *what), const void *what)
{
	int rc = om_permit(c->om, permit);

	if (rc == OM_OK)
		rc = om_trial_begin(c->om);
	if (rc != OM_OK)
		return rc;
	c->om->store->request = c->id; /* what is read is read for it */
	rc = om_request_load(c);
	if (rc == OM_OK)
		rc = work(c, what);
	if (rc == OM_OK)
		rc = om_request_load(c);
	if (rc == OM_OK)
		rc = om_case_keep(c);
	c->om->store->request = 0;
	return om_trial_end(c->om, rc);
}

int
om_request_show(struct om_case *c)
{
	int rc = om_permit(c->om, OM_MAY_LIST);

	return rc == OM_OK ? om_request_load(c) : rc;
}
