#include "base/clock.h"
#include "request/inside.h"

static int
ask(struct om_due_query *out, const struct om_request *r, size_t i,
    struct om *om)
{
	struct om_due_query q = {
		.regime = r->deadlines[i].regime,
		.right = r->right->word,
		.country = r->country,
		.home = true,
		.received = r->received,
		.extended = r->deadlines[i].extended,
		.waits = r->questions,
		.wait_count = r->question_count,
	};
	int rc = om_context_deadlines(&q.rules, om);

	*out = q;
	return rc;
}

int
om_request_due(
    struct om_due *out, const struct om_request *r, size_t i, struct om *om)
{
	struct om_due_query q;
	int rc = ask(&q, r, i, om);

	return rc == OM_OK ? om_due(out, &q) : rc;
}

static int
derive(struct om_due *out, const struct om_request *r, size_t i, struct om *om)
{
	struct om_due_query q;
	int rc = ask(&q, r, i, om);

	return rc == OM_OK ? om_due_brief(out, &q) : rc;
}

static bool
within(const struct om_request_event *e, int32_t day)
{
	return e != NULL && e->day <= day;
}

/* Art. 12(3): decided on and told, with its reason, in the first period. */
static bool
is_extended(const struct om_request *r, const struct om_request_deadline *d)
{
	return d->extends && within(r->extension, d->first) &&
	       within(om_request_sent(r, "extension"), d->first);
}

static bool
is_late(const struct om_request *r, const struct om_due *due)
{
	int32_t told = r->told == NULL ? om_clock_today() : r->told->day;
	int32_t done = r->executed == NULL ? told : r->executed->day;

	/* Withdrawn, or goes on as another. */
	if (r->state == OM_STATE_CLOSED && r->told == NULL)
		return false;
	return told > due->answer ||
	       (due->due < due->answer && done > due->due);
}

static void
take(struct om_request_deadline *d, const struct om_due *due,
    const struct om_request *r)
{
	d->known = true;
	d->due = r->executed == NULL ? due->due : due->answer;
	d->answer = due->answer;
	d->acknowledge = due->has_acknowledge ? due->acknowledge : 0;
	d->extends = due->extends;
	d->paused_days = due->paused_days;
	d->identity = due->identity;
	d->late = is_late(r, due);
}

static int
set_one(struct om_request *r, size_t i, struct om *om)
{
	struct om_request_deadline *d = &r->deadlines[i];
	struct om_due due;
	int rc;

	d->extended = false;
	rc = derive(&due, r, i, om);
	if (rc != OM_OK)
		return rc;
	take(d, &due, r);
	d->first = due.answer;
	d->extended = is_extended(r, d);
	if (!d->extended)
		return OM_OK;
	rc = derive(&due, r, i, om);
	if (rc == OM_OK)
		take(d, &due, r);
	return rc;
}

/* The earliest is what the request is due. */
static void
take_earliest(struct om_request *r)
{
	r->has_due = r->extended = r->late = false;
	for (size_t i = 0; i < r->regime_count; i++) {
		const struct om_request_deadline *d = &r->deadlines[i];

		if (!d->known)
			continue;
		if (!r->has_due || d->due < r->due)
			r->due = d->due;
		r->has_due = true;
		r->extended |= d->extended;
		r->late |= d->late;
	}
}

int
om_request_set_due(struct om_request *r, struct om *om)
{
	int rc = OM_OK, missing = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < r->regime_count; i++) {
		rc = set_one(r, i, om);
		if (rc == OM_NOTFOUND) {
			missing = rc;
			rc = OM_OK;
		}
	}
	take_earliest(r);
	return rc == OM_OK ? missing : rc;
}
