#include "base/clock.h"
#include "request/inside.h"

#define LARGE ", large volume"

/* The kind that a detail names, and whether it states that data are many. */
static bool
parse(struct om_due_wait *out, const char *detail)
{
	struct om_span word = om_span_of(detail), rest;

	out->large = om_span_cut(&word, &rest, word, ',');
	return om_wait_parse(&out->kind, word);
}

static struct om_due_wait *
open_of(struct om_request *r, enum om_wait kind)
{
	for (size_t i = 0; i < r->question_count; i++)
		if (r->questions[i].open && r->questions[i].kind == kind)
			return &r->questions[i];
	return NULL;
}

static void
answer(struct om_request *r, enum om_wait kind, int32_t day)
{
	struct om_due_wait *w = open_of(r, kind);

	if (w == NULL)
		return;
	w->open = false;
	w->until = day > w->asked ? day : w->asked;
}

static bool
asks(struct om_due_wait *out, const struct om_request_event *e)
{
	out->kind = OM_WAIT_FEE;
	return e->kind == OM_EVENT_FEE_ANNOUNCED ||
	       (e->kind == OM_EVENT_PAUSED && parse(out, e->detail));
}

static void
note(struct om_request *r, const struct om_request_event *e)
{
	struct om_due_wait w = { .asked = e->day, .open = true };

	if (e->kind == OM_EVENT_VERIFIED)
		answer(r, OM_WAIT_IDENTITY, e->day);
	else if (e->kind == OM_EVENT_FEE_PAID)
		answer(r, OM_WAIT_FEE, e->day);
	else if (e->kind == OM_EVENT_RESUMED && parse(&w, e->detail))
		answer(r, w.kind, e->day);
	else if (asks(&w, e) && r->question_count < OM_QUESTIONS_MAX)
		r->questions[r->question_count++] = w;
}

/* Until when what was never answered was waited for. */
static int32_t
waited_until(const struct om_request *r)
{
	const struct om_request_event *const ends[] = { r->denied, r->withdrawn,
		r->executed, r->closed };

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (ends[i] != NULL)
			return ends[i]->day;
	return om_clock_today();
}

/* Also in the order of their days: a date may be told afterwards. */
static void
sort(struct om_request *r)
{
	for (size_t i = 1; i < r->question_count; i++)
		for (size_t k = i;
		     k > 0 && r->questions[k].asked < r->questions[k - 1].asked;
		     k--) {
			struct om_due_wait w = r->questions[k];

			r->questions[k] = r->questions[k - 1];
			r->questions[k - 1] = w;
		}
}

void
om_request_set_questions(struct om_request *r)
{
	r->question_count = 0;
	for (size_t i = 0; i < r->event_count; i++)
		note(r, &r->events[i]);
	for (size_t i = 0; i < r->question_count; i++)
		if (r->questions[i].open)
			r->questions[i].until = waited_until(r);
	sort(r);
}

const struct om_due_wait *
om_request_open_question(const struct om_request *r)
{
	for (size_t i = 0; i < r->question_count; i++)
		if (r->questions[i].open && !om_request_ended(r))
			return &r->questions[i];
	return NULL;
}

/* Trap 13: no more is asked than the law allows, and no doubt twice. */
static int
check_identity(const struct om_request *r)
{
	if (om_request_waives(r))
		return om_fail(OM_DENIED,
		    "the law lets nobody ask for proof of identity here");
	if (r->verified != NULL)
		return om_fail(OM_DENIED, "the person is verified already");
	for (size_t i = 0; i < r->question_count; i++)
		if (r->questions[i].kind == OM_WAIT_IDENTITY)
			return om_fail(OM_DENIED,
			    "proof of identity was asked for already; a "
			    "doubt stops the clock once");
	return OM_OK;
}

static int
check_question(struct om_request *r, const struct om_request_question *q)
{
	if (q->large && q->kind != OM_WAIT_CLARIFICATION)
		return om_fail(OM_USAGE,
		    "that the data are many is a reason to ask which of them "
		    "are meant, for nothing else");
	if (q->kind == OM_WAIT_IDENTITY)
		return check_identity(r);
	if (open_of(r, q->kind) != NULL)
		return om_fail(OM_DENIED,
		    "%s was asked for already and is not given yet",
		    om_wait_title(q->kind));
	return OM_OK;
}

int
om_request_may_ask(const struct om_request *r)
{
	if (r->question_count < OM_QUESTIONS_MAX)
		return OM_OK;
	return om_fail(
	    OM_DENIED, "no more than %d questions are put", OM_QUESTIONS_MAX);
}

static int
ask(struct om_case *c, const void *what)
{
	const struct om_request_question *q = what;
	struct om_buf detail = OM_BUF(64);
	int rc = check_question(c->request, q);

	if (rc == OM_OK)
		rc = om_request_may_ask(c->request);
	om_buf_format(
	    &detail, "%s%s", om_wait_word(q->kind), q->large ? LARGE : "");
	if (rc == OM_OK)
		rc = om_case_event_on(c, OM_EVENT_PAUSED, q->day, detail.p);
	om_buf_free(&detail);
	return rc;
}

int
om_request_ask(struct om_case *c, const struct om_request_question *question)
{
	return om_case_act(c, OM_MAY_RECEIVE, ask, question);
}

static int
resume(struct om_case *c, const void *what)
{
	const struct om_request_question *q = what;
	const struct om_due_wait *w = open_of(c->request, q->kind);

	if (w == NULL)
		return om_fail(OM_DENIED,
		    "nobody waits for %s: it was not asked for, or is given",
		    om_wait_title(q->kind));
	if (q->day < w->asked)
		return om_fail(
		    OM_USAGE, "that day is before the one of the question");
	return om_case_event_on(
	    c, OM_EVENT_RESUMED, q->day, om_wait_word(q->kind));
}

int
om_request_resume(struct om_case *c, const struct om_request_question *answer)
{
	return om_case_act(c, OM_MAY_RECEIVE, resume, answer);
}
