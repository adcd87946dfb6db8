#include "request/inside.h"
#include "request/item.h"

/* What is sent once it was decided tells the person the outcome. */
static void
note_sent(struct om_request *r, const struct om_request_event *e)
{
	static const char others[] = "extension,lifting,recipients";

	if (r->told == NULL && (r->denied != NULL || r->executed != NULL) &&
	    !om_request_lists(others, e->detail))
		r->told = e;
}

static void
note_fee(struct om_request *r, const struct om_request_event *e)
{
	r->fee_open = e->kind == OM_EVENT_FEE_ANNOUNCED;
	if (r->fee_open)
		r->fee = e;
}

/* Whoever looks again plans again. */
static void
note_located(struct om_request *r, const struct om_request_event *e)
{
	r->nobody = strcmp(e->detail, "nobody") == 0;
	r->approved = NULL;
	r->executed = NULL;
}

static void
note(struct om_request *r, const struct om_request_event *e)
{
	switch (e->kind) {
	case OM_EVENT_ACKNOWLEDGED:
		r->acknowledged = e;
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
		note_located(r, e);
		break;
	case OM_EVENT_FEE_ANNOUNCED:
	case OM_EVENT_FEE_PAID:
		note_fee(r, e);
		break;
	case OM_EVENT_SUPPLEMENTED:
		r->supplemented = e;
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
		r->extension = e;
		break;
	case OM_EVENT_EXECUTED:
		r->executed = e;
		break;
	case OM_EVENT_WITHDRAWN:
		r->withdrawn = e;
		break;
	case OM_EVENT_FORWARDED:
		r->forwarded = r->closed = e;
		break;
	case OM_EVENT_ANSWERED:
		r->answered = e;
		break;
	case OM_EVENT_SENT:
		note_sent(r, e);
		break;
	case OM_EVENT_MERGED:
	case OM_EVENT_CLOSED:
		r->closed = e;
		break;
	default:
		break;
	}
}

/* Refused because she never gave the proof that she was asked for. */
static bool
was_unanswered(const struct om_request *r)
{
	for (size_t i = 0; i < r->question_count; i++)
		if (r->questions[i].kind == OM_WAIT_IDENTITY &&
		    r->questions[i].open)
			return strcmp(r->denied->detail, "not_identified") == 0;
	return false;
}

bool
om_request_downgraded(const struct om_request *r)
{
	static const char words[] = OM_SCOPE_CATEGORIES;

	return r->answered != NULL &&
	       strncmp(r->answered->detail, words, sizeof(words) - 1) == 0;
}

/*
 * A system that nobody has dealt with makes it a part, and so do categories
 * where pieces were asked for (11 CCR 7024(a)): those were refused.
 */
static const char *
outcome_of(const struct om_request *r)
{
	if (r->denied != NULL)
		return was_unanswered(r) ? "not_identified" : "denied";
	if (r->closed != NULL && r->closed->kind == OM_EVENT_MERGED)
		return "duplicate";
	if (r->withdrawn != NULL)
		return "withdrawn";
	if (r->forwarded != NULL)
		return "forwarded";
	if (r->executed == NULL)
		return NULL;
	/* What is entered in the ledger concerns whoever may come. */
	if (r->nobody)
		return r->right->blocks != 0 ? "granted" : "no_match";
	for (size_t i = 0; i < r->step_count; i++)
		if (strcmp(r->steps[i].state, "done") != 0)
			return "partial";
	if (om_request_downgraded(r))
		return "partial";
	return om_items_outcome(r);
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
	/* Closed without a word of the dispatch: it was sent by then. */
	if (r->told == NULL && r->closed != NULL && r->answered != NULL)
		r->told = r->closed;
	om_request_set_questions(r);
	om_request_set_verification(r);
	r->outcome = outcome_of(r);
	return OM_OK;
}

bool
om_request_ended(const struct om_request *r)
{
	return r->denied != NULL || r->withdrawn != NULL || r->closed != NULL ||
	       r->executed != NULL;
}
