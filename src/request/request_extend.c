#include "base/clock.h"
#include "request/inside.h"

static const char *const reasons[] = { "complexity", "number" };

const char *
om_request_reason(size_t i)
{
	return i < sizeof(reasons) / sizeof(reasons[0]) ? reasons[i] : NULL;
}

/* One law suffices: the others go on as they are, and show that they do. */
static int
check_period(const struct om_request *r)
{
	bool extends = false;

	for (size_t i = 0; i < r->regime_count; i++) {
		const struct om_request_deadline *d = &r->deadlines[i];

		if (d->known && d->extends && om_clock_today() <= d->first)
			return OM_OK;
		extends |= d->extends;
	}
	if (extends)
		return om_fail(OM_DENIED,
		    "it is too late to extend: the person must be told "
		    "before the first period ends");
	return om_fail(
	    OM_DENIED, "under %s this cannot be extended", r->regime);
}

static int
extend(struct om_case *c, const void *reason)
{
	const struct om_request *r = c->request;
	int rc;

	if (r->extension != NULL)
		return om_fail(OM_DENIED, "it was extended once already");
	if (!r->has_due)
		return om_fail(OM_DENIED,
		    "the policies know no deadline of this request that could "
		    "be extended");
	rc = check_period(r);
	return rc == OM_OK ? om_case_event(c, OM_EVENT_EXTENDED, 0, reason)
			   : rc;
}

int
om_request_extend(struct om_case *c, const char *reason)
{
	for (size_t i = 0; om_request_reason(i) != NULL; i++)
		if (strcmp(reason, om_request_reason(i)) == 0)
			return om_case_act(
			    c, OM_MAY_WORK, extend, om_request_reason(i));
	return om_fail(OM_USAGE,
	    "the reason for more time is `complexity` or `number` (of "
	    "requests): GDPR Art. 12(3)");
}

static int
acknowledge(struct om_case *c, const void *day)
{
	if (c->request->acknowledged != NULL)
		return om_fail(OM_DENIED, "receipt was confirmed already");
	return om_case_event_on(
	    c, OM_EVENT_ACKNOWLEDGED, *(const int32_t *)day, "");
}

int
om_request_acknowledge(struct om_case *c, int32_t day)
{
	return om_case_act(c, OM_MAY_RECEIVE, acknowledge, &day);
}
