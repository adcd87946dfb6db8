#include "store/suppression.h"

#include "base/clock.h"
#include "store/audit.h"
#include "store/erase_parts.h"
#include "store/statement.h"
#include "store/subject.h"

/* One going through everybody. */
struct replay {
	struct om_store *store;
	struct om_arena arena; /* of one subject */
	bool look_only;
	uint64_t found;
};

/* Whether the ledger names a subject, by her id or by a profile. */
static int
is_named(struct replay *r, int64_t id)
{
	struct om_suppression_hit hit = { 0 };
	struct om_store *store = r->store;
	struct om_subject *s;
	struct om_tag tag;
	int rc = om_tag_subject(store->tagger, &tag, id);

	if (rc == OM_OK)
		rc = om_suppression_has(store, &tag, OM_PURPOSE_ERASURE);
	if (rc != 0)
		return rc;
	rc = om_people_get(om_people_new(store, &r->arena), &s, id);
	for (size_t i = 0; rc >= 0 && !hit.strong && i < s->profile_count; i++)
		rc = om_suppression_find(
		    &hit, store, &s->profiles[i].profile, OM_PURPOSE_ERASURE);
	return rc < 0 ? rc : hit.strong;
}

static int
deal_with(struct replay *r, int64_t id)
{
	struct om_erasure erasure;

	r->found++;
	if (r->look_only)
		return OM_SQL_RUN(r->store->sql, S_REAPPEARED_INSERT,
		    OM_INT(id), OM_INT(om_clock_now()));
	return om_erase(&erasure, r->store, id, 0);
}

/* Of whom a law keeps a part, the other parts must not be back. */
static int
erase_parts(struct replay *r, int64_t id)
{
	struct om_erasure erasure;
	int rc = om_erase_parts_again(&erasure, r->store, id);

	r->found += rc == OM_OK;
	return rc == OM_NOTFOUND ? OM_OK : rc;
}

static int
replay_page(struct replay *r, const int64_t *ids, size_t n)
{
	int rc = OM_OK;

	for (size_t i = 0; rc >= 0 && i < n; i++) {
		rc = is_named(r, ids[i]);
		om_arena_wipe(&r->arena);
		if (rc == 1)
			rc = deal_with(r, ids[i]);
		else if (rc == 0 && !r->look_only)
			rc = erase_parts(r, ids[i]);
	}
	return rc < 0 ? rc : OM_OK;
}

static int
replay_all(struct replay *r)
{
	int64_t ids[OM_SUBJECT_PAGE], after = 0;
	size_t n = OM_SUBJECT_PAGE;
	int rc = om_sql_run(r->store->sql, S_REAPPEARED_CLEAR_ALL, NULL, 0);

	while (rc == OM_OK && n == OM_SUBJECT_PAGE) {
		rc = om_subject_page(ids, &n, r->store, after);
		if (rc == OM_OK && n > 0)
			after = ids[n - 1];
		if (rc == OM_OK)
			rc = replay_page(r, ids, n);
	}
	return rc;
}

static int
record(const struct replay *r)
{
	struct om_audit_entry entry = { .act = OM_ACT_REPLAY,
		.detail = r->look_only ? "check" : NULL };

	entry.counts[0].name = r->look_only ? "found" : "erased";
	entry.counts[0].value = (int64_t)r->found;
	return om_audit_add(r->store, &entry);
}

int
om_suppression_replay(struct om_store *store, bool look_only, uint64_t *erased)
{
	struct replay r = { .store = store, .look_only = look_only };
	int rc = om_store_begin(store);

	if (rc == OM_OK) {
		rc = replay_all(&r);
		if (rc == OM_OK)
			rc = record(&r);
		rc = om_store_end(store, rc);
	}
	om_arena_free(&r.arena);
	*erased = r.found;
	return rc;
}
