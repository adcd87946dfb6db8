#include "store/import_inside.h"
#include "store/pending.h"
#include "store/pseudonym.h"
#include "store/resolve.h"
#include "store/restriction.h"
#include "store/suppression.h"

/* Absent times and names are no difference: the sender left them out. */
static bool
is_unchanged(const struct om_profile *old, const struct om_profile *new)
{
	if (!om_span_equal(old->attributes, new->attributes) ||
	    !om_span_equal(old->name, new->name) ||
	    !om_span_equal(old->user_id, new->user_id) ||
	    !om_span_equal(old->outer_id, new->outer_id) || old->n != new->n)
		return false;
	if ((new->created_at.n > 0 &&
		!om_span_equal(old->created_at, new->created_at)) ||
	    (new->updated_at.n > 0 &&
		!om_span_equal(old->updated_at, new->updated_at)))
		return false;
	for (size_t i = 0; i < new->n; i++)
		if (!om_profile_has(old, new->identifiers[i].type,
			new->identifiers[i].value))
			return false;
	return true;
}

static int
replace(struct om_importing *im, const struct om_belonging *where,
    const struct om_pending *p)
{
	struct om_profile next = p->profile;
	struct om_tags tags = p->tags;
	int rc = OM_OK;

	if (im->options->merge) {
		next = where->held->profile;
		rc = om_profile_merge(&next, &im->batch->arena, &p->profile);
		if (rc == OM_OK)
			rc = om_profile_tags(
			    &tags, im->store->tagger, &im->batch->arena, &next);
		if (rc != OM_OK)
			return rc;
	}
	if (is_unchanged(&where->held->profile, &next)) {
		im->now.unchanged++;
		return OM_OK;
	}
	if (next.created_at.n == 0)
		next.created_at = where->held->profile.created_at;
	om_people_replace(im->people, where->subject, where->held, &next, tags);
	im->now.replaced++;
	return OM_OK;
}

static void
keep_for_later(struct om_importing *im, const struct om_subject *subject,
    int64_t profile, const struct om_pending *p)
{
	struct om_pending_events *e;

	if (p->event_count == 0)
		return;
	e = om_arena_new(&im->batch->arena, 1, sizeof(*e));
	*e = (struct om_pending_events){ subject, profile, p, im->events };
	im->events = e;
}

/* A profile that nobody holds yet goes to a person known or new. */
static void
give(struct om_importing *im, struct om_belonging *where,
    const struct om_pending *p)
{
	if (where->ambiguous)
		im->now.ambiguous++;
	else
		im->now.fresh++;
	if (where->subject != NULL)
		im->now.linked++;
	else
		where->subject = om_people_add(im->people);
	om_people_give(im->people, where->subject, &p->profile, p->tags);
	where->held =
	    &where->subject->profiles[where->subject->profile_count - 1];
}

/*
 * Whoever is suppressed stays out. In doubt it is said, and where the record
 * may be a stranger's, or was collected after the erasure on a basis of its
 * own, a person decides about it.
 */
static int
leave_out(struct om_importing *im, const struct om_pending *p,
    const struct om_suppression_hit *hit)
{
	const char *reason = om_pending_reason(hit, &p->profile);
	int rc = OM_OK;

	im->now.suppressed++;
	if (!hit->strong || hit->stranger) {
		im->now.doubtful++;
		om_import_doubt(im->batch, p->line, hit);
	}
	if (reason != NULL)
		rc = om_pending_keep(im->store, &p->profile, reason);
	if (reason != NULL && rc == OM_OK)
		im->now.pending++;
	return rc;
}

/*
 * What comes for a person whose data is restricted is stored and not used:
 * the profile that is contested stays as it is, and the record beside it
 * (GDPR Art. 18(2)). One that she has not yet is stored with the others.
 */
static int
restrain(struct om_importing *im, struct om_belonging *where,
    const struct om_pending *p)
{
	struct om_span *beside =
	    om_arena_new(&im->batch->arena, 1, sizeof(*beside));
	struct om_pending *kept =
	    om_arena_new(&im->batch->arena, 1, sizeof(*kept));
	int rc = om_restriction_stands(im->store, where->subject->id, 0);

	if (rc != 1)
		return rc;
	im->now.restricted++;
	if (where->held == NULL ||
	    is_unchanged(&where->held->profile, &p->profile))
		return 0;
	rc = om_restriction_event(beside, &im->batch->arena, &p->profile);
	if (rc != OM_OK)
		return rc;
	*kept = (struct om_pending){ .events = beside, .event_count = 1 };
	keep_for_later(im, where->subject, where->held->id, kept);
	im->now.unchanged++;
	return 1;
}

/* Where a record belongs is known: it goes there. */
static int
put(struct om_importing *im, struct om_belonging *where,
    const struct om_pending *p)
{
	int rc = 0;

	if (im->restricting && where->subject != NULL)
		rc = restrain(im, where, p);
	if (rc == 1 || rc < 0)
		return rc < 0 ? rc : OM_OK;
	if (where->held != NULL)
		return replace(im, where, p);
	give(im, where, p);
	return OM_OK;
}

int
om_import_take(struct om_importing *im, struct om_pending *p)
{
	struct om_belonging where;
	enum om_incoming incoming = OM_INCOMING_PLAIN;
	struct om_suppression_hit hit;
	int rc = im->suppressing
		     ? om_suppression_bars(&hit, im->store, &p->profile)
		     : 0;

	if (rc == 1)
		return leave_out(im, p, &hit);
	if (rc == OM_OK && im->pseudonymous)
		rc = om_pseudonymise_incoming(&incoming, im->people,
		    &p->profile, &p->tags, im->options->own);
	if (rc == OM_OK)
		rc = om_resolve(&where, im->people, im->store->identity,
		    &p->profile, p->tags.p);
	if (rc == OM_OK && incoming == OM_INCOMING_DOUBTFUL &&
	    where.held == NULL)
		where = (struct om_belonging){ .ambiguous = true };
	if (rc == OM_OK)
		rc = put(im, &where, p);
	if (rc == OM_OK) {
		if (incoming == OM_INCOMING_PSEUDONYMOUS) {
			im->now.pseudonymised++;
			p->event_count = 0;
		}
		keep_for_later(im, where.subject, where.held->id, p);
	}
	if (rc != OM_INPUT && rc != OM_LIMIT)
		return rc;
	om_import_refuse(im->batch, p->line);
	return OM_OK;
}
