#include "base/clock.h"
#include "base/date.h"
#include "request/answer.h"

/*
 * How much of it is told: a draft or the answer; under California's law the
 * specific pieces or their categories, and of which time.
 */

/* The first day that California's answers may be asked to go back to. */
enum { FIRST_YEAR = 2022 };

/*
 * Pieces go to whom is known to a reasonably high degree (11 CCR 7062(c)).
 * Where only the method was told, in words, whoever verified has judged.
 */
static bool
is_lowly_verified(const struct om_answer *a)
{
	const struct om_verification *v = &a->c->request->verification;

	return v->data_points > 0 && v->level != OM_LEVEL_HIGH;
}

static void
set_period(struct om_answer *a, bool all)
{
	const struct om_request *r = a->c->request;

	a->since = om_day_add_months(r->received, -12);
	if (all)
		a->since = om_day_of(FIRST_YEAR, 1, 1);
	om_letter_day(a->letter.v, &a->letter, "since", a->since);
	om_view_flag(a->letter.v, "since_all", all);
}

int
om_answer_scope(struct om_answer *a, const struct om_request_answering *how)
{
	bool know =
	    a->california && strcmp(a->c->request->right->word, "access") == 0;

	if ((how->categories || how->all) && !know)
		return om_fail(OM_USAGE,
		    "--categories and --since-2022 are for what California "
		    "calls a request to know");
	a->draft = how->draft;
	a->pieces = true;
	a->since = INT32_MIN;
	om_view_flag(a->letter.v, "draft", how->draft);
	om_view_flag(a->letter.v, "downgraded", false);
	if (know) {
		set_period(a, how->all);
		a->downgraded = !how->categories && is_lowly_verified(a);
		a->pieces = !how->categories && !a->downgraded;
		om_view_flag(a->letter.v, "downgraded", a->downgraded);
	}
	om_view_flag(a->letter.v, "pieces", a->pieces);
	return OM_OK;
}

/* Whether something of that time is told: it is, where the time is unknown. */
bool
om_answer_covers(const struct om_answer *a, const struct om_value *event)
{
	const struct om_value *at = om_value_member(event, "created_at");
	int32_t day;

	if (a->since == INT32_MIN || at == NULL || at->text.n < 10 ||
	    om_day_parse(&day, om_span_bytes(at->text.p, 10)) != OM_OK)
		return true;
	return day >= a->since;
}
