#include "base/clock.h"
#include "request/inside.h"
#include "request/item.h"

enum { A_WEEK = 7 };

static const struct {
	const char *word, *text;
} reasons[] = {
	{ "complexity", "your request is complex" },
	{ "number", "we have received many requests" },
};

const char *
om_request_reason(size_t i)
{
	return i < sizeof(reasons) / sizeof(reasons[0]) ? reasons[i].word
							: NULL;
}

const char *
om_request_reason_text(const char *word)
{
	for (size_t i = 0; om_request_reason(i) != NULL; i++)
		if (strcmp(word, reasons[i].word) == 0)
			return reasons[i].text;
	return "";
}

static void
note(struct om_request *r, const struct om_request_event *e)
{
	switch (e->kind) {
	case OM_EVENT_PAUSED:
		r->paused = e;
		break;
	case OM_EVENT_HELD:
		r->held = e;
		break;
	case OM_EVENT_RELEASED:
		r->held = NULL;
		break;
	case OM_EVENT_VERIFIED:
		r->verified = e;
		break;
	case OM_EVENT_LOCATED:
		r->nobody = strcmp(e->detail, "nobody") == 0;
		r->approved = NULL;
		r->executed = NULL;
		break;
	case OM_EVENT_FEE_ANNOUNCED:
	case OM_EVENT_FEE_PAID:
		r->fee_open = e->kind == OM_EVENT_FEE_ANNOUNCED;
		r->fee = r->fee_open ? e : r->fee;
		break;
	case OM_EVENT_ITEM:
		r->approved = NULL;
		break;
	case OM_EVENT_APPROVED:
		r->approved = e;
		break;
	case OM_EVENT_DENIED:
		r->denied = e;
		break;
	case OM_EVENT_EXTENDED:
		r->extended = true;
		break;
	case OM_EVENT_EXECUTED:
		r->executed = e;
		break;
	case OM_EVENT_WITHDRAWN:
		r->withdrawn = e;
		break;
	case OM_EVENT_ANSWERED:
		r->answered = e;
		break;
	default:
		break;
	}
}

/* A system that nobody has dealt with makes it a part. */
static const char *
outcome_of(const struct om_request *r)
{
	if (r->denied != NULL)
		return "denied";
	if (r->withdrawn != NULL)
		return "withdrawn";
	if (r->executed == NULL)
		return NULL;
	/* What is entered in the ledger concerns whoever may come. */
	if (r->nobody)
		return r->right->blocks != 0 ? "granted" : "no_match";
	for (size_t i = 0; i < r->step_count; i++)
		if (strcmp(r->steps[i].state, "done") != 0)
			return "partial";
	return om_items_outcome(r);
}

/* Who asks for proof late has no right to the days (EDPB 01/2022). */
static int
paused_days(const struct om_request *r)
{
	int32_t until =
	    r->verified == NULL ? om_clock_today() : r->verified->day;

	if (r->paused == NULL || r->paused->day - r->received > A_WEEK)
		return 0;
	return until - r->paused->day;
}

const struct om_request_event *
om_request_sent(const struct om_request *r, const char *letter)
{
	for (size_t i = 0; i < r->event_count; i++)
		if (r->events[i].kind == OM_EVENT_SENT &&
		    strcmp(r->events[i].detail, letter) == 0)
			return &r->events[i];
	return NULL;
}

int
om_request_derive(struct om_request *r)
{
	int rc = OM_OK;

	r->state = OM_STATE_NEW;
	for (size_t i = 0; rc == OM_OK && i < r->event_count; i++) {
		rc = om_state_after(&r->state, r->state, r->events[i].kind);
		note(r, &r->events[i]);
	}
	if (rc != OM_OK)
		return om_fail(OM_CORRUPT,
		    "store: the events of a request contradict each other");
	r->paused_days = paused_days(r);
	r->outcome = outcome_of(r);
	return OM_OK;
}
