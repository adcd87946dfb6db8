#include "request/inside.h"

enum { METHOD_MAX = 60, POINTS_MAX = 99 };

/* 11 CCR 7062(b), (c): what a degree of certainty takes. */
enum { POINTS_REASONABLE = 2, POINTS_HIGH = 3 };

#define NO_DOUBT "no-doubt"
#define DECLARED "a declaration under penalty of perjury"
#define REAUTHENTICATED "signed in again for this"
#define POINTS " data points"

const char *
om_level_word(enum om_level level)
{
	static const char *const words[] = { "none", "no_doubt", "reasonable",
		"reasonably_high" };

	return words[level];
}

static void
note_proof(struct om_verification *v, const char *detail)
{
	if (strcmp(detail, DECLARED) == 0)
		v->declared = true;
	else if (strcmp(detail, REAUTHENTICATED) == 0)
		v->reauthenticated = true;
	else
		v->data_points = (int)strtol(detail, NULL, 10);
}

static enum om_level
level_of(const struct om_verification *v)
{
	if (v->method == NULL)
		return OM_LEVEL_NONE;
	if (v->reauthenticated ||
	    (v->declared && v->data_points >= POINTS_HIGH))
		return OM_LEVEL_HIGH;
	return strcmp(v->method, NO_DOUBT) == 0 ? OM_LEVEL_NO_DOUBT
						: OM_LEVEL_REASONABLE;
}

void
om_request_set_verification(struct om_request *r)
{
	struct om_verification v = { 0 };

	for (size_t i = 0; i < r->event_count; i++) {
		const struct om_request_event *e = &r->events[i];

		if (e->kind == OM_EVENT_PROVED)
			note_proof(&v, e->detail);
		else if (e->kind == OM_EVENT_AUTHORISED)
			v.authority = e->detail;
		else if (e->kind == OM_EVENT_VERIFIED)
			v.method = e->detail;
	}
	v.level = level_of(&v);
	r->verification = v;
}

static bool
is_plain(const char *text)
{
	return om_case_is_plain(om_span_trim(om_span_of(text)), METHOD_MAX);
}

static int
check_texts(const struct om_request_proof *p)
{
	if (!is_plain(p->method) ||
	    (p->authority != NULL && !is_plain(p->authority)))
		return om_fail(OM_USAGE,
		    "the method is told in at most %d letters, spaces and "
		    "hyphens; it is not the place for names and numbers",
		    METHOD_MAX);
	if (p->data_points < 0 || p->data_points > POINTS_MAX)
		return om_fail(
		    OM_USAGE, "data points are from 1 to %d", POINTS_MAX);
	return OM_OK;
}

/* An agent, or a parent, says on what authority (11 CCR 7063). */
static int
check_authority(const struct om_request *r, const struct om_request_proof *p)
{
	if (strcmp(r->capacity, "self") == 0 || p->authority != NULL ||
	    r->verification.authority != NULL)
		return OM_OK;
	return om_fail(OM_DENIED,
	    "who asks for the person must show that she may: record it "
	    "(request verify --authority)");
}

/* That nobody doubts is enough for some laws, and not for all. */
static int
check_level(const struct om_request *r, const struct om_request_proof *p)
{
	for (size_t i = 0; i < r->regime_count; i++) {
		const struct om_request_deadline *d = &r->deadlines[i];

		if (!d->known || d->identity != OM_IDENTITY_ALWAYS)
			continue;
		if (strcmp(p->method, NO_DOUBT) == 0)
			return om_fail(OM_DENIED,
			    "under %s everybody is verified, to a reasonable "
			    "degree at least",
			    d->regime);
		if (p->data_points > 0 && p->data_points < POINTS_REASONABLE)
			return om_fail(OM_DENIED,
			    "under %s a reasonable degree takes %d data "
			    "points that agree",
			    d->regime, POINTS_REASONABLE);
	}
	return OM_OK;
}

static int
add_points(struct om_case *c, int points)
{
	struct om_buf detail = OM_BUF(32);
	int rc;

	om_buf_format(&detail, "%d" POINTS, points);
	rc = om_case_event(c, OM_EVENT_PROVED, 0, detail.p);
	om_buf_free(&detail);
	return rc;
}

static int
add_proofs(struct om_case *c, const struct om_request_proof *p)
{
	int rc = OM_OK;

	if (p->authority != NULL)
		rc = om_case_event(c, OM_EVENT_AUTHORISED, 0, p->authority);
	if (rc == OM_OK && p->data_points > 0)
		rc = add_points(c, p->data_points);
	if (rc == OM_OK && p->declared)
		rc = om_case_event(c, OM_EVENT_PROVED, 0, DECLARED);
	if (rc == OM_OK && p->reauthenticated)
		rc = om_case_event(c, OM_EVENT_PROVED, 0, REAUTHENTICATED);
	return rc;
}

static int
verify(struct om_case *c, const void *what)
{
	const struct om_request_proof *p = what;
	enum om_state unused;
	int rc = om_state_after(&unused, c->request->state, OM_EVENT_VERIFIED);

	if (rc == OM_OK)
		rc = check_authority(c->request, p);
	if (rc == OM_OK)
		rc = check_level(c->request, p);
	if (rc == OM_OK)
		rc = add_proofs(c, p);
	if (rc == OM_OK)
		rc = om_case_event(c, OM_EVENT_VERIFIED, 0, p->method);
	if (rc == OM_OK && c->request->right->verified != NULL)
		rc = c->request->right->verified(c);
	return rc;
}

int
om_request_verify_by(struct om_case *c, const struct om_request_proof *proof)
{
	struct om_request_proof p = *proof;
	int rc = OM_OK;

	if (p.method == NULL)
		p.method = p.code.n > 0 ? "a code sent to the address" : "";
	rc = check_texts(&p);
	if (rc == OM_OK && p.code.n > 0)
		rc = om_request_try_code(c, p.code);
	return rc == OM_OK ? om_case_act(c, OM_MAY_RECEIVE, verify, &p) : rc;
}

int
om_request_verify(struct om_case *c, const char *method)
{
	const struct om_request_proof proof = { .method = method };

	return om_request_verify_by(c, &proof);
}
