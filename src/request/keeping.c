#include "request/keeping.h"

#include "base/clock.h"
#include "base/date.h"
#include "format/json_reader.h"
#include "request/inside.h"
#include "request/item.h"
#include "store/statement.h"

int
om_keeping_open(struct om_keeping *out, struct om_case *c, int64_t subject)
{
	struct om_keeping k = { .c = c, .subject = subject };
	int rc = om_hold_of(
	    &k.holds, &k.hold_count, c->om->store, c->arena, subject);

	if (rc == OM_OK)
		rc = om_retention_open(&k.retention, c->om->policies);
	if (rc == OM_OK)
		*out = k;
	return rc;
}

void
om_keeping_close(struct om_keeping *k)
{
	om_retention_close(k->retention);
	k->retention = NULL;
}

const struct om_hold *
om_keeping_hold(const struct om_keeping *k, const struct om_profile *p)
{
	for (size_t i = 0; i < k->hold_count; i++)
		if (om_hold_means(&k->holds[i], p->source, p->type))
			return &k->holds[i];
	return NULL;
}

/* Each duty a part, and the identifiers that stay with it; and the whole. */
size_t
om_keeping_room(const struct om_keeping *k)
{
	size_t n = 0;

	while (om_retention_at(k->retention, n) != NULL)
		n++;
	return n + 2;
}

/* The day in the attributes at /attributes/NAME; OM_NOTFOUND. */
static int
day_in_attributes(int32_t *out, struct om_arena *arena,
    const struct om_profile *p, const char *pointer)
{
	struct om_span rest = om_span_of(pointer + strlen("/attributes/"));
	const struct om_value *at;
	struct om_value *v;
	struct om_span name;
	int rc = om_json_read(&v, arena, p->attributes, NULL);

	for (at = v; rc == OM_OK && at != NULL && rest.n > 0;) {
		if (!om_span_cut(&name, &rest, rest, '/')) {
			name = rest;
			rest = OM_SPAN_NONE;
		}
		at = om_value_member(at, om_arena_string(arena, name));
	}
	if (rc != OM_OK)
		return rc;
	if (!om_value_is(at, OM_VALUE_STRING) || at->text.n < 10)
		return OM_NOTFOUND;
	return om_day_parse(out, om_span_bytes(at->text.p, 10));
}

/* The last day of a duty; 0 where its beginning cannot be read. */
static int32_t
until_of(const struct om_keeping *k, const struct om_duty *d,
    const struct om_profile *p)
{
	struct om_span time =
	    strcmp(d->from, "created_at") == 0 ? p->created_at : p->updated_at;
	int64_t ms = 0;
	int32_t day = 0;
	int rc;

	if (*d->from == '/')
		rc = day_in_attributes(&day, k->c->arena, p, d->from);
	else {
		rc = om_time_parse(&ms, time);
		day = om_clock_day(ms);
	}
	return rc == OM_OK ? om_retention_until(d, day) : 0;
}

const struct om_duty *
om_keeping_duty(int32_t *until, const struct om_keeping *k,
    const struct om_profile *p, size_t *i)
{
	const struct om_duty *d;

	while ((d = om_retention_at(k->retention, (*i)++)) != NULL) {
		if (!om_span_is(p->source, d->source) ||
		    !om_span_is(p->type, d->type))
			continue;
		*until = until_of(k, d, p);
		if (*until == 0 || *until >= om_clock_today())
			return d;
	}
	return NULL;
}

bool
om_keeping_outlasts(int32_t until, int32_t other)
{
	return other != 0 && (until == 0 || until > other);
}

void
om_keeping_by_duty(struct om_item_keeping *out, struct om_case *c,
    const struct om_duty *d, int32_t until)
{
	const char *regime = c->request->regime;
	const char *code =
	    strcmp(regime, "ccpa") == 0 ? "legal_duty" : "legal_obligation";

	*out = (struct om_item_keeping){
		.part = om_case_string(c, om_span_of(d->part)),
		.code = code,
		.ground = om_case_cite(c, om_ground_of(code, regime)->cite),
		.statute = om_case_string(c, om_span_of(d->statute)),
		.until = until,
	};
}

static void
propose_hold(struct om_keeping *k, struct om_request_item *whole,
    const struct om_hold *h)
{
	const struct om_request *r = k->c->request;
	const struct om_ground *g = om_ground_of(h->ground, r->regime);
	struct om_item_keeping why = {
		.part = "",
		.code = h->ground,
		.ground = g == NULL ? h->ground : om_case_cite(k->c, g->cite),
		.statute = "",
		.until = h->until,
		.hold = h->id,
	};

	om_item_keep(k->c->request, whole, &why);
}

/*
 * What another request keeps of it is not erased by this one. What a hold
 * keeps is the hold's to say, which is asked itself.
 */
static int
propose_kept(struct om_keeping *k, struct om_request_item *whole)
{
	struct om_sql *sql = k->c->om->store->sql;
	const int s = S_REQUEST_ITEM_KEPT_OF;
	int rc =
	    OM_SQL_START(sql, s, OM_STRING(whole->reference), OM_INT(k->c->id));

	if (rc == OM_OK && (rc = om_sql_step(sql, s)) == 1) {
		whole->action = "keep";
		whole->code = om_case_string(k->c, om_sql_data(sql, s, 0));
		whole->ground = om_case_string(k->c, om_sql_data(sql, s, 1));
		whole->statute = om_case_string(k->c, om_sql_data(sql, s, 2));
		whole->until = (int32_t)om_sql_integer(sql, s, 3);
		rc = OM_OK;
	}
	om_sql_stop(sql, s);
	return rc;
}

/* Of the duties on a record, or on a part of it, the one that ends last. */
static void
propose_duties(struct om_keeping *k, struct om_request_item *whole,
    const struct om_profile *p)
{
	const struct om_duty *d;
	int32_t until;
	size_t i = 0;

	while ((d = om_keeping_duty(&until, k, p, &i)) != NULL) {
		const struct om_request_item *item =
		    om_item_find(k->c->request, whole->reference, d->part);
		struct om_item_keeping why;

		if (item != NULL && om_item_stays(item) &&
		    !om_keeping_outlasts(until, item->until))
			continue;
		om_keeping_by_duty(&why, k->c, d, until);
		om_item_keep(k->c->request, whole, &why);
	}
}

int
om_keeping_propose(struct om_keeping *k, struct om_request_item *whole,
    const struct om_held_profile *held)
{
	const struct om_hold *h = om_keeping_hold(k, &held->profile);
	int rc;

	if (h != NULL) {
		propose_hold(k, whole, h);
		return OM_OK;
	}
	rc = propose_kept(k, whole);
	if (rc == OM_OK && !om_item_stays(whole))
		propose_duties(k, whole, &held->profile);
	return rc;
}

/* Whether all of a profile is kept as it is. */
static bool
is_kept_whole(const struct om_request *r, const char *reference)
{
	bool any = false;

	for (size_t i = 0; i < r->item_count; i++) {
		const struct om_request_item *item = &r->items[i];

		if (strcmp(item->reference, reference) != 0)
			continue;
		if (strcmp(item->action, "keep") != 0)
			return false;
		any = any || *item->part == '\0';
	}
	return any;
}

static bool
changes_data(const struct om_request *r)
{
	return r->right->removes ||
	       strcmp(r->right->action, "pseudonymize") == 0;
}

int
om_keeping_check(struct om_case *c, const struct om_subject *s)
{
	struct om_keeping k = { .c = c };
	int rc = OM_OK;

	if (changes_data(c->request))
		rc = om_hold_of(
		    &k.holds, &k.hold_count, c->om->store, c->arena, s->id);
	for (size_t i = 0; rc == OM_OK && i < s->profile_count; i++)
		if (om_keeping_hold(&k, &s->profiles[i].profile) != NULL &&
		    !is_kept_whole(
			c->request, om_case_id(c, s->profiles[i].id)))
			rc = om_fail(OM_DENIED,
			    "a legal hold stands on data of the person (hold "
			    "list); plan again, which keeps it");
	return rc;
}
