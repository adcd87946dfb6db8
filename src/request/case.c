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

/* Events are few; the audit log and the row stand or fall together. */
int
om_case_event(
    struct om_case *c, enum om_state_event kind, int64_t by, const char *detail)
{
	struct om_store *store = c->om->store;
	struct om_audit_entry entry = { .act = OM_ACT_REQUEST,
		.request = c->id,
		.detail = om_state_event_word(kind) };
	enum om_state after;
	int rc = om_state_after(&after, c->request->state, kind);

	name_persons(&entry, c, kind, by);
	if (rc == OM_OK)
		rc = OM_SQL_RUN(store->sql, S_REQUEST_EVENT_INSERT,
		    OM_INT(c->id), OM_INT((int64_t)c->request->event_count + 1),
		    OM_INT(om_clock_now()),
		    OM_INT(by == 0 ? store->member : by),
		    OM_STRING(om_state_event_word(kind)), OM_STRING(detail));
	if (rc == OM_OK)
		rc = om_audit_add(store, &entry);
	return rc == OM_OK ? om_request_load(c) : rc;
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
	rc = om_request_load(c);
	if (rc == OM_OK)
		rc = work(c, what);
	return om_trial_end(c->om, rc);
}

int
om_request_show(struct om_case *c)
{
	int rc = om_permit(c->om, OM_MAY_LIST);

	return rc == OM_OK ? om_request_load(c) : rc;
}
