#include "request/inside.h"

enum { GROUNDS_MAX = 300 };

/* What a person decided: the result, and behind it the grounds. */
static const char *
result_of(const struct om_request *r)
{
	const char *last = NULL;

	for (size_t i = 0; i < r->event_count; i++)
		if (r->events[i].kind == OM_EVENT_WEIGHED)
			last = r->events[i].detail;
	return last;
}

bool
om_request_weighed_as(const struct om_request *r, const char *result)
{
	const char *detail = result_of(r);
	size_t n = strlen(result);

	return detail != NULL && strncmp(detail, result, n) == 0 &&
	       (detail[n] == '\0' || detail[n] == ':');
}

int
om_case_check_weighed(struct om_case *c)
{
	if (c->request->right->results == NULL || result_of(c->request) != NULL)
		return OM_OK;
	return om_fail(OM_DENIED,
	    "a person must decide it first, and not a program (request "
	    "weigh)");
}

int
om_case_review(struct om_case *c, struct om_request_step *step)
{
	(void)c;
	step->acted = step->located;
	return OM_OK;
}

static int
fail_result(const struct om_right *right)
{
	struct om_buf words = OM_BUF(OM_ERROR_MAX);
	int rc;

	for (size_t i = 0; right->results[i] != NULL; i++)
		om_buf_format(
		    &words, "%s%s", i == 0 ? "" : ", ", right->results[i]);
	rc = om_fail(OM_USAGE, "the result can be: %s", words.p);
	om_buf_free(&words);
	return rc;
}

/* Who goes on against an objection must show why (GDPR Art. 21(1)). */
static int
check(const struct om_request *r, const struct om_weighing *w)
{
	if (r->right->results == NULL)
		return om_fail(OM_USAGE,
		    "such a request is decided by its plan, not weighed");
	if (!om_right_has_result(r->right, om_span_of(w->result)))
		return fail_result(r->right);
	if (w->grounds == NULL && strcmp(w->result, "overridden") == 0)
		return om_fail(OM_USAGE,
		    "compelling legitimate grounds must be shown (--grounds; "
		    "GDPR Art. 21(1))");
	if (w->grounds != NULL &&
	    !om_case_is_plain(om_span_of(w->grounds), GROUNDS_MAX))
		return om_fail(OM_USAGE,
		    "the grounds are told in at most %d letters, spaces, "
		    "hyphens, commas and full stops; they are not the place "
		    "for names and numbers",
		    GROUNDS_MAX);
	return OM_OK;
}

static int
weigh(struct om_case *c, const void *what)
{
	const struct om_weighing *w = what;
	struct om_buf detail = OM_BUF(1024);
	int rc = check(c->request, w);

	om_buf_text(&detail, w->result);
	if (w->grounds != NULL)
		om_buf_format(&detail, ": %s", w->grounds);
	if (rc == OM_OK)
		rc = om_case_event(c, OM_EVENT_WEIGHED, 0, detail.p);
	om_buf_free(&detail);
	return rc;
}

int
om_request_weigh(struct om_case *c, const struct om_weighing *what)
{
	return om_case_act(c, OM_MAY_WORK, weigh, what);
}
