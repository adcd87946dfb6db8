#include "base/clock.h"
#include "request/inside.h"
#include "store/audit.h"
#include "store/statement.h"

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

/* Events are few; the audit log and the row stand or fall together. */
static int
add(struct om_case *c, const struct om_request_event *e)
{
	struct om_store *store = c->om->store;
	const char *word = om_state_event_word(e->kind);
	struct om_audit_entry entry = {
		.act = OM_ACT_REQUEST, .request = c->id, .detail = word
	};
	enum om_state after;
	int rc = check_role(c->request, e->kind);

	if (rc == OM_OK)
		rc = om_state_after(&after, c->request->state, e->kind);
	name_persons(&entry, c, e->kind, e->member);
	name_day(&entry, e);
	if (rc == OM_OK)
		rc = OM_SQL_RUN(store->sql, S_REQUEST_EVENT_INSERT,
		    OM_INT(c->id), OM_INT((int64_t)c->request->event_count + 1),
		    OM_INT(e->at),
		    OM_INT(e->member == 0 ? store->member : e->member),
		    OM_STRING(word), OM_STRING(e->detail), OM_INT(e->day),
		    OM_INT(store->member));
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
