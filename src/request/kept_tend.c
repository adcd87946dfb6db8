#include "base/clock.h"
#include "context/trial.h"
#include "request/certificate.h"
#include "request/inside.h"
#include "request/item.h"
#include "request/keeping.h"
#include "request/kept.h"
#include "request/notice.h"
#include "store/fact.h"
#include "store/restriction.h"
#include "store/statement.h"

enum { WIPED_AFTER_DAYS = 30 };

/* The work on one request. */
struct tending {
	struct om_case *c;
	struct om_keeping keeping;
	struct om_subject *s;
	uint64_t ended; /* items */
};

static const struct om_held_profile *
profile_of(const struct tending *t, const struct om_request_item *item)
{
	for (size_t i = 0; i < t->s->profile_count; i++)
		if (strcmp(om_case_id(t->c, t->s->profiles[i].id),
			item->reference) == 0)
			return &t->s->profiles[i];
	return NULL;
}

/* Whether a part of a record has another in it; "" has all. */
static bool
covers(const char *part, const char *other)
{
	size_t n = strlen(part);

	return strncmp(part, other, n) == 0 &&
	       (n == 0 || other[n] == '\0' || other[n] == '/');
}

/*
 * The duty that binds an item longest; NULL. What a hold kept whole is kept
 * whole as long as a duty wants any part of it.
 */
static const struct om_duty *
longest(int32_t *until, const struct tending *t,
    const struct om_request_item *item, const struct om_profile *p)
{
	bool any = item->hold != 0 && *item->part == '\0';
	const struct om_duty *d, *best = NULL;
	int32_t day;
	size_t i = 0;

	while ((d = om_keeping_duty(&day, &t->keeping, p, &i)) != NULL)
		if ((any || covers(d->part, item->part)) &&
		    (best == NULL || om_keeping_outlasts(day, *until))) {
			best = d;
			*until = day;
		}
	return best;
}

/* When a hold or a duty ends, another duty may have its turn. */
static bool
falls_to_duty(
    struct tending *t, struct om_request_item *item, const struct om_profile *p)
{
	struct om_item_keeping why;
	int32_t until = 0;
	const struct om_duty *d = longest(&until, t, item, p);

	if (d == NULL)
		return false;
	om_keeping_by_duty(&why, t->c, d, until);
	item->code = why.code;
	item->ground = why.ground;
	item->statute = why.statute;
	item->until = why.until;
	item->hold = 0;
	return true;
}

/* Whether another request keeps of the same record what is not over yet. */
static int
kept_elsewhere(const struct tending *t, const struct om_request_item *item)
{
	struct om_sql *sql = t->c->om->store->sql;
	const int s = S_REQUEST_ITEM_KEPT_OF;
	int rc =
	    OM_SQL_FIRST(sql, s, OM_STRING(item->reference), OM_INT(t->c->id));

	if (rc == 1) {
		int64_t until = om_sql_integer(sql, s, 3);

		rc = until == 0 || until >= om_clock_today();
	}
	om_sql_stop(sql, s);
	return rc;
}

/* Whether the time of an item is over: 1, 0 or negative. */
static int
is_over(struct tending *t, struct om_request_item *item)
{
	const struct om_held_profile *held = profile_of(t, item);
	bool past = item->until != 0 && item->until < om_clock_today();
	int rc;

	/* Another request has erased it, or a restore. */
	if (held == NULL)
		return 1;
	if (om_keeping_hold(&t->keeping, &held->profile) != NULL)
		return 0;
	if (item->hold == 0 && !past)
		return 0;
	if (falls_to_duty(t, item, &held->profile))
		return 0;
	rc = kept_elsewhere(t, item);
	return rc < 0 ? rc : rc == 0;
}

static bool
is_kept(const struct om_request_item *item)
{
	return strcmp(item->state, "kept") == 0;
}

static bool
is_identifiers(const struct om_request_item *item)
{
	return om_span_starts(om_span_of(item->part), OM_SPAN("/identifiers"));
}

/* By its identifiers a record is found as long as a part of it stays. */
static bool
is_needed(const struct om_request *r, const struct om_request_item *item)
{
	for (size_t i = 0; i < r->item_count; i++)
		if (is_kept(&r->items[i]) && !is_identifiers(&r->items[i]) &&
		    strcmp(r->items[i].reference, item->reference) == 0)
			return true;
	return false;
}

static void
end_item(struct tending *t, struct om_request_item *item)
{
	item->state = "ended";
	t->ended++;
}

static int
end_items(struct tending *t)
{
	struct om_request *r = t->c->request;
	int over = 0;

	for (size_t i = 0; over >= 0 && i < r->item_count; i++)
		if (is_kept(&r->items[i]) && !is_identifiers(&r->items[i])) {
			over = is_over(t, &r->items[i]);
			if (over == 1)
				end_item(t, &r->items[i]);
		}
	for (size_t i = 0; over >= 0 && i < r->item_count; i++)
		if (is_kept(&r->items[i]) && is_identifiers(&r->items[i]) &&
		    !is_needed(r, &r->items[i]))
			end_item(t, &r->items[i]);
	return over < 0 ? over : OM_OK;
}

/* Whether no profile of hers would stay. */
static bool
is_whole(const struct tending *t)
{
	const struct om_request *r = t->c->request;

	for (size_t i = 0; i < t->s->profile_count; i++) {
		const char *id = om_case_id(t->c, t->s->profiles[i].id);

		if (om_item_find(r, id, "") == NULL || om_kept_has(r, id))
			return false;
	}
	return true;
}

static int
write_items(struct om_case *c)
{
	const struct om_request *r = c->request;
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < r->item_count; i++)
		rc = om_item_set(c, i + 1, &r->items[i]);
	return rc;
}

/* What she is known by in the log has changed with her key. */
static int
remember(struct tending *t, const struct om_erasure *done, bool whole)
{
	struct om_case *c = t->c;
	uint8_t reference[OM_HASH_SIZE];
	struct om_subject *s;
	uint64_t lifted;
	int rc;

	if (whole)
		return om_case_set_subject(
		    c, 0, om_span_bytes(done->reference, OM_HASH_SIZE));
	rc = om_people_get(om_people_new(c->om->store, c->arena), &s, t->s->id);
	if (rc == OM_OK && !om_kept_waits(c->request))
		rc = om_restriction_lift(&lifted, c->om->store, s, c->id);
	if (rc == OM_OK)
		rc = om_subject_reference(reference, s);
	return rc == OM_OK ? om_case_set_subject(c, s->id,
				 om_span_bytes(reference, sizeof(reference)))
			   : rc;
}

/*
 * Whether she has asked that the data stay (GDPR Art. 18(1), 18(2)): to erase
 * it is a use of it. What another erasure keeps restricts for no such reason.
 */
static int
is_restricted(bool *out, struct tending *t)
{
	struct om_restriction *list = NULL;
	size_t n = 0;
	int rc = om_restriction_list(
	    &list, &n, t->c->om->store, t->c->arena, t->s->id);

	*out = false;
	for (size_t i = 0; rc == OM_OK && i < n; i++)
		*out |= *list[i].purpose == '\0' &&
			list[i].ground != OM_RESTRICTED_KEPT;
	return rc;
}

static int
erase(struct tending *t)
{
	struct om_buf detail = OM_BUF(64);
	struct om_erasure done = { 0 };
	bool whole = is_whole(t);
	struct om_notice_drafts told;
	/* Of what she was known by, while it is there (GDPR Art. 19). */
	int rc = om_notice_gather(&told, t->c);

	if (rc == OM_OK)
		rc = om_certificate_supplement(&done, t->c, whole);
	if (rc == OM_OK)
		rc = om_notice_write(t->c, &told);

	if (rc == OM_OK)
		rc = remember(t, &done, whole);
	if (rc == OM_OK)
		rc = write_items(t->c);
	om_buf_format(&detail, "%llu items", (unsigned long long)t->ended);
	if (rc == OM_OK)
		rc = om_case_event(t->c, OM_EVENT_SUPPLEMENTED, 0, detail.p);
	om_buf_free(&detail);
	return rc;
}

static int
tend(struct tending *t)
{
	struct om_case *c = t->c;
	struct om_people *people = om_people_new(c->om->store, c->arena);
	bool restricted = false;
	int rc = om_request_load(c);

	/* An incomplete run ends its own items first. */
	if (rc != OM_OK || c->request->executed == NULL)
		return rc;
	rc = om_people_get(people, &t->s, c->request->subject);
	/* Nobody is left of whom anything could be kept. */
	if (rc == OM_NOTFOUND) {
		t->s = om_arena_new(c->arena, 1, sizeof(*t->s));
		rc = OM_OK;
	}
	if (rc == OM_OK)
		rc = is_restricted(&restricted, t);
	if (rc != OM_OK || restricted)
		return rc;
	rc = om_keeping_open(&t->keeping, c, c->request->subject);
	if (rc == OM_OK)
		rc = end_items(t);
	om_keeping_close(&t->keeping);
	if (rc == OM_OK && t->ended > 0 && t->s->profile_count > 0)
		rc = erase(t);
	else if (rc == OM_OK)
		rc = write_items(c);
	return rc;
}

/* What lies outside the transaction, and the statement of it. */
static int
settle(struct om_case *c)
{
	struct om_erasure flushed;
	int rc = om_erase_settle(&flushed, c->om->store);

	if (rc == OM_OK)
		rc = om_trial_begin(c->om);
	if (rc != OM_OK)
		return rc;
	rc = om_request_load(c);
	if (rc == OM_OK)
		rc = om_certificate_settle(c, NULL);
	return om_trial_end(c->om, rc);
}

static int
tend_one(struct om_kept_tending *sum, struct om_case *c)
{
	struct tending t = { .c = c };
	int rc = om_trial_begin(c->om);

	if (rc != OM_OK)
		return rc;
	rc = om_trial_end(c->om, tend(&t));
	if (rc == OM_OK && t.ended > 0 && !c->om->dry_run)
		rc = settle(c);
	sum->requests += rc == OM_OK && t.ended > 0;
	sum->erased += rc == OM_OK ? t.ended : 0;
	return rc;
}

static bool
is_long_done(const struct om_request *r)
{
	return r->state == OM_STATE_CLOSED && !om_kept_waits(r) &&
	       r->supplemented != NULL &&
	       om_clock_today() - om_clock_day(r->supplemented->at) >
		   WIPED_AFTER_DAYS;
}

static int
wipe_one(struct om_kept_tending *sum, struct om_case *c)
{
	int rc = om_trial_begin(c->om);
	bool done = false;

	if (rc != OM_OK)
		return rc;
	rc = om_request_load(c);
	done = rc == OM_OK && is_long_done(c->request);
	if (done)
		rc = om_fact_forget(c->om->store, c->id, "item/");
	if (rc == OM_OK && done)
		rc = om_claim_wipe(c);
	sum->wiped += rc == OM_OK && done;
	return om_trial_end(c->om, rc);
}

/* Every request that a statement gives, one behind the other. */
static int
each(struct om_kept_tending *sum, struct om *om, int s,
    int (*work)(struct om_kept_tending *sum, struct om_case *c))
{
	struct om_arena arena = { 0 };
	struct om_case c = { om, &arena, 0, NULL };
	struct om_sql *sql = om->store->sql;
	int rc;

	for (;;) {
		rc = OM_SQL_FIRST(sql, s, OM_INT(c.id));
		if (rc == 1)
			c.id = om_sql_integer(sql, s, 0);
		om_sql_stop(sql, s);
		if (rc == 1)
			rc = work(sum, &c);
		else
			break;
		om_arena_wipe(&arena);
		if (rc != OM_OK)
			break;
	}
	om_arena_free(&arena);
	return rc;
}

int
om_kept_tend(struct om_kept_tending *out, struct om *om)
{
	struct om_kept_tending sum = { 0 };
	int rc = om_permit(om, OM_MAY_WORK);

	if (rc == OM_OK)
		rc = each(&sum, om, S_REQUEST_KEEPING_ALL, tend_one);
	if (rc == OM_OK)
		rc = each(&sum, om, S_REQUEST_CERTIFIED_ALL, wipe_one);
	if (rc == OM_OK)
		*out = sum;
	return rc;
}
