#include "base/clock.h"
#include "base/date.h"
#include "request/inside.h"

static void
add_day(struct om_buf *b, int32_t day)
{
	om_day_format(b, day);
}

static void
add_events(struct om_buf *b, struct om_case *c)
{
	const struct om_request *r = c->request;

	om_buf_text(b, "\nWhat happened\n");
	for (size_t i = 0; i < r->event_count; i++) {
		const struct om_request_event *e = &r->events[i];
		const struct om_ground *ground = NULL;

		om_buf_text(b, "  ");
		add_day(b, om_clock_day(e->at));
		om_buf_format(b, "  %s", om_state_event_title(e->kind));
		if (e->kind == OM_EVENT_DENIED || e->kind == OM_EVENT_HELD)
			ground = om_ground_of(e->detail, r->regime);
		if (ground != NULL)
			om_buf_format(b, ": %s", om_case_cite(c, ground->cite));
		else if (*e->detail != '\0')
			om_buf_format(b, ": %s", e->detail);
		om_buf_format(b, " (%s", e->by);
		if (e->typed != NULL)
			om_buf_format(b, ", typed by %s", e->typed);
		om_buf_text(b, ")\n");
	}
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
		add_day(b, item->until);
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

static int
add_due(struct om_buf *b, const struct om_request *r, struct om *om)
{
	struct om_due due;
	int rc = om_request_due(&due, r, om);

	if (rc != OM_OK)
		return rc;
	om_buf_text(b, "\nWhen the answer is due\n");
	for (size_t i = 0; i < due.n; i++) {
		om_buf_text(b, "  ");
		add_day(b, due.steps[i].date);
		om_buf_format(
		    b, "  %s (%s)\n", due.steps[i].rule, due.steps[i].cite);
	}
	if (due.warning != NULL)
		om_buf_format(b, "  note: %s\n", due.warning);
	om_due_close(&due);
	return OM_OK;
}

static void
add_next(struct om_buf *b, const struct om_request *r)
{
	om_buf_format(b, "\nWhat comes next\n  %s\n", om_state_next(r->state));
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
	om_buf_format(b, "  on what ground: %s\n",
	    om_case_cite(c, om_right_cite(r->right, r->regime)));
	om_buf_text(b, "  received: ");
	add_day(b, r->received);
	om_buf_format(b, "\n  where it stands: %s (%s)\n",
	    om_state_word(r->state), om_state_title(r->state));
	add_events(b, c);
	add_plan(b, r);
	rc = add_due(b, r, c->om);
	add_next(b, r);
	return rc == OM_OK ? om_buf_check(b, "an explanation") : rc;
}
