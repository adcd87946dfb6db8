#include "base/clock.h"
#include "base/date.h"
#include "request/inside.h"

/* Who decided, and who wrote it down where that was another. */
static void
add_persons(struct om_buf *b, const struct om_request_event *e)
{
	om_buf_format(b, " (%s", e->by);
	if (e->typed != NULL)
		om_buf_format(b, ", typed by %s", e->typed);
	om_buf_text(b, ")\n");
}

/* The day counts; when it was written down is said where it differs. */
static void
add_recorded(struct om_buf *b, const struct om_request_event *e)
{
	int32_t day = om_clock_day(e->at);

	if (day == e->day)
		return;
	om_buf_text(b, ", recorded on ");
	om_day_format(b, day);
	if (day < e->day)
		om_buf_text(b, " by a clock that was set back");
}

static void
add_event(struct om_buf *b, struct om_case *c, const struct om_request_event *e)
{
	const struct om_ground *ground = NULL;

	om_buf_text(b, "  ");
	om_day_format(b, e->day);
	om_buf_format(b, "  %s", om_state_event_title(e->kind));
	if (e->kind == OM_EVENT_DENIED || e->kind == OM_EVENT_HELD)
		ground = om_ground_of(e->detail, c->request->regime);
	if (ground != NULL)
		om_buf_format(b, ": %s", om_case_cite(c, ground->cite));
	else if (*e->detail != '\0')
		om_buf_format(b, ": %s", e->detail);
	add_recorded(b, e);
	add_persons(b, e);
}

static void
add_events(struct om_buf *b, struct om_case *c)
{
	om_buf_text(b, "\nWhat happened\n");
	for (size_t i = 0; i < c->request->event_count; i++)
		add_event(b, c, &c->request->events[i]);
}

static void
add_item(struct om_buf *b, const struct om_request_item *item)
{
	om_buf_format(b, "  %s %s", item->action, item->reference);
	if (*item->part != '\0')
		om_buf_format(b, ", its %s", item->part);
	if (*item->source != '\0')
		om_buf_format(b, " (a %s from %s)", item->type, item->source);
	om_buf_format(b, " in %s, by %s", item->system, item->ground);
	if (*item->statute != '\0')
		om_buf_format(b, " with %s", item->statute);
	if (item->until != 0) {
		om_buf_text(b, ", until ");
		om_day_format(b, item->until);
	}
	om_buf_text(b, "\n");
}

static void
add_plan(struct om_buf *b, const struct om_request *r)
{
	if (r->step_count > 0)
		om_buf_text(b, "\nThe plan, and how far it is\n");
	for (size_t i = 0; i < r->item_count; i++)
		add_item(b, &r->items[i]);
	if (r->step_count > 0 && r->nobody)
		om_buf_text(b, "  no data was found: that is what the answer "
			       "will say\n");
	for (size_t i = 0; i < r->step_count; i++) {
		const struct om_request_step *s = &r->steps[i];

		if (strcmp(s->state, "not_connected") == 0)
			om_buf_format(b,
			    "  %s delivered data but is not connected: deal "
			    "with it there, then record it (request attest)\n",
			    s->system);
		else
			om_buf_format(b,
			    "  %s: %s, %lld found, %lld dealt with, %lld "
			    "remaining%s%s\n",
			    s->system, s->state, (long long)s->located,
			    (long long)s->acted, (long long)s->remaining,
			    *s->grade == '\0' ? "" : ", ", s->grade);
	}
}

/* Whether a system that delivered data was not dealt with. */
static bool
has_open(const struct om_request *r)
{
	for (size_t i = 0; r->denied == NULL && i < r->step_count; i++)
		if (strcmp(r->steps[i].state, "not_connected") == 0)
			return true;
	return false;
}

static bool
has_untold(const struct om_request *r)
{
	for (size_t i = 0; i < r->notice_count; i++)
		if (r->notices[i].state == OM_NOTICE_TO_SEND)
			return true;
	return false;
}

const char *
om_request_next(const struct om_request *r)
{
	if (r->state == OM_STATE_NOTIFIED && has_open(r))
		return "systems must be dealt with by hand (request attest); "
		       "then it can be closed (request close)";
	if (r->state == OM_STATE_NOTIFIED && has_untold(r))
		return "recipients must be told (request notify, request "
		       "notified); then it can be closed (request close)";
	return om_state_next(r->state);
}

static void
add_next(struct om_buf *b, const struct om_request *r)
{
	om_buf_format(b, "\nWhat comes next\n  %s\n", om_request_next(r));
	if (r->state == OM_STATE_PLANNED && r->right->two_persons)
		om_buf_text(b, "  an erasure cannot be taken back: another "
			       "person than the one who took the request in "
			       "approves it\n");
	if (r->held != NULL)
		om_buf_text(b, "  but a hold stands on it: nothing may be run "
			       "until it is lifted (request hold --release)\n");
	if (r->outcome != NULL)
		om_buf_format(b, "  the outcome so far: %s\n", r->outcome);
}

static void
add_grounds(struct om_buf *b, struct om_case *c)
{
	const struct om_request *r = c->request;

	for (size_t i = 0; i < r->regime_count; i++) {
		const char *regime = r->deadlines[i].regime;

		om_buf_format(b, "  on what ground: %s\n",
		    om_case_cite_of(
			c, om_right_cite(r->right, regime), regime));
	}
}

static void
add_intake(struct om_buf *b, const struct om_request *r)
{
	om_buf_text(b, "  received: ");
	om_day_format(b, r->received);
	if (strcmp(r->channel, "other") != 0)
		om_buf_format(b, ", by %s", r->channel);
	om_buf_format(b, "\n  who asks: %s",
	    strcmp(r->capacity, "self") == 0	? "the person herself"
	    : strcmp(r->capacity, "agent") == 0 ? "an agent"
						: "a parent");
	if (r->verification.authority != NULL)
		om_buf_format(b, " (%s)", r->verification.authority);
	if (*r->controller != '\0')
		om_buf_format(b, "\n  controller: %s", r->controller);
	if (strcmp(r->role, "processor") == 0)
		om_buf_text(b, "\n  we process for the controller, who "
			       "answers (GDPR Art. 28(3)(e))");
	om_buf_format(b, "\n  how sure it is who asks: %s\n",
	    om_level_word(r->verification.level));
}

int
om_request_explain(struct om_buf *b, struct om_case *c)
{
	const struct om_request *r;
	int rc = om_request_show(c);

	if (rc != OM_OK)
		return rc;
	r = c->request;
	om_buf_format(
	    b, "Request %s: %s\n", om_case_id(c, r->id), r->right->title);
	add_grounds(b, c);
	add_intake(b, r);
	om_buf_format(b, "  where it stands: %s (%s)\n",
	    om_state_word(r->state), om_state_title(r->state));
	add_events(b, c);
	add_plan(b, r);
	rc = om_request_explain_due(b, r, c->om);
	add_next(b, r);
	return rc == OM_OK ? om_buf_check(b, "an explanation") : rc;
}
