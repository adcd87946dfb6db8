#ifndef OM_TEST_REQUEST_CLOCK_H
#define OM_TEST_REQUEST_CLOCK_H

#include "request/inside.h"
#include "request/world.h"

/* The clock is set to noon of a day; world_free lets it run again. */
static inline void
clock_is(int year, int month, int day)
{
	om_clock_set(
	    ((int64_t)om_day_of(year, month, day) * 24 + 12) * 3600000);
}

/* A request taken in today, under these laws. */
static inline void
clock_new(struct world *w, const char *right, const char *regimes)
{
	const struct om_request_new what = { .right = right,
		.claim = OM_SPAN("email:ana@post.example"),
		.regime = regimes,
		.received = om_clock_today() };

	w->c = (struct om_case){ w->om, &w->arena, 0, NULL };
	ck_ok(om_request_new(&w->c, &what));
}

static inline int
clock_event(struct world *w, enum om_state_event kind, const char *detail)
{
	int rc = om_trial_begin(w->om);

	ck_ok(rc);
	rc = om_request_load(&w->c);
	if (rc == OM_OK)
		rc = om_case_event(&w->c, kind, 0, detail);
	return om_trial_end(w->om, rc);
}

static inline void
clock_end(struct world *w)
{
	om_clock_set(0);
	world_free(w);
}

/* The request as it stands, and what it is due. */
static inline int32_t
clock_due(struct world *w)
{
	ck_ok(om_request_show(&w->c));
	return w->c.request->due;
}

#endif
