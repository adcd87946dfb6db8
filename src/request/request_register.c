#include "base/clock.h"
#include "request/inside.h"
#include "request/register.h"
#include "store/audit.h"
#include "store/statement.h"

/*
 * The register keeps what follows from the events of each request, so that a
 * list of many need not derive it. It is never the truth: events are.
 */

/* What the deadlines kept were derived from. */
static const char source[] = "deadlines";

static const struct om_request_event *
end_of(const struct om_request *r)
{
	return r->closed != NULL ? r->closed : r->withdrawn;
}

/*
 * Why it ended as it did: the ground of a refusal, of a part of it too (11 CCR
 * 7101(b)), else the outcome.
 */
static const char *
reason_of(const struct om_request *r)
{
	if (om_request_downgraded(r))
		return "not_identified";
	return r->denied != NULL ? r->denied->detail : r->outcome;
}

static struct om_cell
day_of(const struct om_request_event *e)
{
	return e == NULL ? OM_NULL : OM_INT(e->day);
}

static struct om_cell
word(const char *s)
{
	return s == NULL ? OM_NULL : OM_STRING(s);
}

/* While the clock stands still, each day moves the end by one. */
static int
keep(struct om_case *c, const struct om_request_deadline *d)
{
	const struct om_request *r = c->request;
	bool still = om_request_open_question(r) != NULL;

	return OM_SQL_RUN(c->om->store->sql, S_REQUEST_DUE_SET, OM_INT(r->id),
	    OM_STRING(d->regime), OM_STRING(r->asked), OM_INT(r->received),
	    d->known ? OM_INT(d->due) : OM_NULL,
	    OM_STRING(om_state_word(r->state)),
	    OM_INT(r->state != OM_STATE_CLOSED), OM_INT(d->extended),
	    day_of(r->told), day_of(end_of(r)), word(r->outcome),
	    word(reason_of(r)), still ? OM_INT(om_clock_today()) : OM_NULL);
}

int
om_case_keep(struct om_case *c)
{
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < c->request->regime_count; i++)
		rc = keep(c, &c->request->deadlines[i]);
	return rc;
}

/* Derives the request c->id anew. */
static int
derive(struct om_case *c, struct om_recomputed *n)
{
	int rc = om_request_load_state(c);

	if (rc == OM_OK)
		rc = om_case_keep(c);
	if (rc == OM_OK) {
		n->requests++;
		n->changed += om_sql_changes(c->om->store->sql);
	}
	om_arena_wipe(c->arena);
	return rc;
}

/* 1 with the next id behind c->id, 0 at the end; today: only the moving. */
static int
next(struct om_case *c, int32_t today)
{
	struct om_sql *sql = c->om->store->sql;
	int s = today == 0 ? S_REQUEST_AFTER_ALL : S_REQUEST_DUE_MOVED_ALL;
	int rc = today == 0
		     ? OM_SQL_FIRST(sql, s, OM_INT(c->id))
		     : OM_SQL_FIRST(sql, s, OM_INT(today), OM_INT(c->id));

	if (rc == 1)
		c->id = om_sql_integer(sql, s, 0);
	om_sql_stop(sql, s);
	return rc;
}

static int
derive_each(struct om_recomputed *n, struct om *om, int32_t today)
{
	struct om_arena arena = { 0 };
	struct om_case c = { om, &arena, 0, NULL };
	int rc;

	while ((rc = next(&c, today)) == 1) {
		rc = derive(&c, n);
		if (rc != OM_OK)
			break;
	}
	om_arena_free(&arena);
	return rc;
}

static int
derive_all(struct om_recomputed *n, struct om *om,
    const char hash[OM_POLICY_HASH_SIZE])
{
	int rc = derive_each(n, om, 0);

	return rc == OM_OK ? OM_SQL_RUN(om->store->sql, S_META_SET,
				 OM_STRING(source), OM_STRING(hash))
			   : rc;
}

static int
hash_rules(char out[OM_POLICY_HASH_SIZE], struct om *om)
{
	struct om_due_rules *rules;
	int rc = om_context_deadlines(&rules, om);

	return rc == OM_OK ? om_due_rules_hash(out, rules) : rc;
}

/* 1 where the register was derived from the rules of that hash; 0. */
static int
is_of(struct om_sql *sql, const char *hash)
{
	int rc = OM_SQL_FIRST(sql, S_META_GET, OM_STRING(source));

	if (rc == 1)
		rc = om_span_is(om_sql_data(sql, S_META_GET, 0), hash);
	om_sql_stop(sql, S_META_GET);
	return rc;
}

/* 1 where a clock stood still since an earlier day; 0. */
static int
has_moved(struct om *om)
{
	struct om_case c = { .om = om };

	return next(&c, om_clock_today());
}

int
om_request_refresh(struct om *om)
{
	struct om_recomputed n = { 0 };
	char hash[OM_POLICY_HASH_SIZE];
	int rc = hash_rules(hash, om), current, moved;

	if (rc != OM_OK)
		return rc;
	current = is_of(om->store->sql, hash);
	moved = current == 1 ? has_moved(om) : 0;
	if (current < 0 || moved < 0)
		return current < 0 ? current : moved;
	if (current == 1 && moved == 0)
		return OM_OK;
	rc = om_store_begin(om->store);
	if (rc != OM_OK)
		return rc;
	rc = current == 1 ? derive_each(&n, om, om_clock_today())
			  : derive_all(&n, om, hash);
	return om_store_end(om->store, rc);
}

static int
record(struct om *om, const struct om_recomputed *n)
{
	const struct om_audit_entry entry = { .act = OM_ACT_RECOMPUTE,
		.counts = {
		    { "requests", n->requests }, { "changed", n->changed } } };

	return om_audit_add(om->store, &entry);
}

int
om_request_recompute(struct om_recomputed *out, struct om *om)
{
	struct om_recomputed n = { 0 };
	char hash[OM_POLICY_HASH_SIZE];
	int rc = om_permit(om, OM_MAY_WORK);

	if (rc == OM_OK)
		rc = hash_rules(hash, om);
	if (rc == OM_OK)
		rc = om_trial_begin(om);
	if (rc != OM_OK)
		return rc;
	rc = derive_all(&n, om, hash);
	if (rc == OM_OK)
		rc = record(om, &n);
	rc = om_trial_end(om, rc);
	if (rc == OM_OK)
		*out = n;
	return rc;
}
