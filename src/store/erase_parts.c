#include "store/erase_parts.h"

#include "store/event.h"
#include "store/statement.h"
#include "store/subject.h"
#include "store/suppression.h"

/* Events of a profile that stay: read under the old key, sealed anew. */
struct staying {
	struct om_arena *arena;
	int64_t profile; /* its new id */
	struct om_span *events;
	size_t n, room;
};

struct erasing {
	struct om_store *store;
	struct om_arena *arena;
	struct om_people *people;
	struct om_subject *s;
	const struct om_erase_parts *how;
	struct om_erasure *done;
	struct staying *staying;
	size_t staying_count;
	int64_t profile; /* that is looked at */
};

static int
at(void *state, struct om_span path)
{
	const struct erasing *e = state;

	return e->how->at(e->how->state, e->profile, path);
}

static int
keep_event(void *state, struct om_span json)
{
	struct staying *s = state;

	if (s->n == s->room) {
		size_t room = s->room == 0 ? 16 : 2 * s->room;
		struct om_span *all =
		    om_arena_new(s->arena, room, sizeof(*all));

		if (s->n > 0)
			memcpy(all, s->events, s->n * sizeof(*all));
		s->events = all;
		s->room = room;
	}
	s->events[s->n++] = om_arena_copy(s->arena, json);
	return OM_OK;
}

/* The events go in any case; those that stay come back later. */
static int
take_events(struct erasing *e, struct staying *keeper)
{
	struct om_sql *sql = e->store->sql;
	int rc = OM_OK;

	if (keeper != NULL)
		rc = om_event_list(
		    e->store, e->s, e->profile, keep_event, keeper);
	if (rc == OM_OK)
		rc = OM_SQL_RUN(
		    sql, S_EVENT_DELETE, OM_INT(e->s->id), OM_INT(e->profile));
	if (rc == OM_OK && keeper == NULL)
		e->done->events += (uint64_t)om_sql_changes(sql);
	return rc;
}

/* So that it goes again, whatever backup brings it back. */
static int
bury(struct erasing *e, struct om_span path)
{
	struct om_tag tag;
	int rc = om_tag_part(e->store->tagger, &tag, e->profile, path);

	if (rc == OM_OK)
		rc = om_suppression_has(e->store, &tag, OM_PURPOSE_ERASURE);
	if (rc != 0)
		return rc < 0 ? rc : OM_OK;
	e->done->suppressed++;
	return om_suppression_add(e->store, &tag, OM_PURPOSE_ERASURE, false);
}

static int
remove_profile(struct erasing *e, size_t i)
{
	const struct om_profile *p = &e->s->profiles[i].profile;
	int rc = take_events(e, NULL);

	if (rc == OM_OK)
		rc = bury(e, OM_SPAN_NONE);
	if (rc == OM_OK)
		rc = om_suppression_add_record(
		    e->store, p, &e->done->suppressed);
	om_people_take(e->s, &e->s->profiles[i]);
	e->done->profiles++;
	e->done->identifiers += p->n;
	return rc;
}

static int
bury_parts(struct erasing *e, const struct om_reduction *r)
{
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < r->gone_count; i++)
		rc = bury(e, r->gone[i]);
	if (rc == OM_OK && !r->events)
		rc = bury(e, OM_SPAN("/events"));
	return rc;
}

/* Under a new id: what is buried is of the old one alone. */
static int
move_rest(struct erasing *e, size_t i, const struct om_profile *left,
    struct staying *keeper)
{
	struct om_tags tags;
	int rc = om_profile_tags(&tags, e->store->tagger, e->arena, left);

	if (rc != OM_OK)
		return rc;
	om_people_give(e->people, e->s, left, tags);
	om_people_take(e->s, &e->s->profiles[i]);
	keeper->profile = e->s->profiles[e->s->profile_count - 1].id;
	return e->how->moved == NULL
		   ? OM_OK
		   : e->how->moved(e->how->state, e->profile, keeper->profile);
}

static int
reduce_profile(struct erasing *e, size_t i)
{
	const struct om_reducer reducer = { at, e };
	struct om_profile left;
	struct om_reduction r;
	struct staying *keeper = &e->staying[e->staying_count++];
	int rc = om_reduce(
	    &left, &r, e->arena, &e->s->profiles[i].profile, &reducer);

	*keeper = (struct staying){ .arena = e->arena };
	if (rc == OM_OK)
		rc = take_events(e, r.events ? keeper : NULL);
	if (rc == OM_OK)
		rc = bury_parts(e, &r);
	if (rc != OM_OK)
		return rc;
	e->done->reduced += r.gone_count + r.masked > 0 || !r.events;
	e->done->parts += r.gone_count + !r.events;
	e->done->masked += r.masked;
	e->done->kept += r.kept;
	e->done->identifiers += e->s->profiles[i].profile.n - left.n;
	return move_rest(e, i, &left, keeper);
}

static int
reduce_all(struct erasing *e)
{
	size_t n = e->s->profile_count;
	int rc = OM_OK;

	e->staying = om_arena_new(e->arena, n, sizeof(*e->staying));
	for (size_t i = 0; rc == OM_OK && i < n; i++) {
		int action;

		e->profile = e->s->profiles[i].id;
		action = at(e, OM_SPAN_NONE);
		rc = action < 0		       ? action
		     : action == OM_PART_ERASE ? remove_profile(e, i)
					       : reduce_profile(e, i);
	}
	if (rc == OM_OK && e->staying_count == 0)
		rc = om_fail(OM_DENIED, "nothing of the person would stay");
	return rc;
}

static int
return_events(struct erasing *e)
{
	int rc = OM_OK;
	bool added;

	for (size_t i = 0; rc == OM_OK && i < e->staying_count; i++)
		for (size_t k = 0; rc == OM_OK && k < e->staying[i].n; k++)
			rc = om_event_add(e->store, e->s, e->staying[i].profile,
			    e->staying[i].events[k], &added);
	return rc;
}

static bool
is_staying(const struct erasing *e, int64_t id)
{
	for (size_t i = 0; i < e->staying_count; i++)
		if (e->staying[i].profile == id)
			return true;
	return false;
}

/* The re-reading: what is there is what stays, and opens under its key. */
static int
count_remaining(struct erasing *e)
{
	struct om_subject *s;
	int rc = om_subject_load(&s, e->store, e->arena, e->s->id);

	for (size_t i = 0; rc == OM_OK && i < s->profile_count; i++)
		e->done->remaining += !is_staying(e, s->profiles[i].id);
	if (rc == OM_OK && s->profile_count < e->staying_count)
		rc = om_fail(OM_CORRUPT, "store: what was kept is not there");
	if (rc == OM_OK && e->done->remaining > 0)
		rc = om_fail(OM_CORRUPT,
		    "store: %llu rows of what was erased remain",
		    (unsigned long long)e->done->remaining);
	return rc;
}

static int
erase(struct erasing *e, int64_t subject)
{
	int rc = om_people_get(e->people, &e->s, subject);

	/* The reference in the log is that of the key that goes. */
	if (rc == OM_OK)
		rc = om_subject_reference(e->done->reference, e->s);
	if (rc != OM_OK)
		return rc;
	e->done->epoch = e->s->epoch;
	rc = reduce_all(e);
	if (rc != OM_OK)
		return rc;
	om_people_rekey(e->people, e->s);
	rc = om_people_write(e->people);
	if (rc == OM_OK)
		rc = return_events(e);
	return rc == OM_OK ? count_remaining(e) : rc;
}

int
om_erase_parts(struct om_erasure *out, struct om_store *store, int64_t subject,
    const struct om_erase_parts *how)
{
	struct om_erasure done = { 0 };
	struct om_arena arena = { 0 };
	struct erasing e = { .store = store,
		.arena = &arena,
		.people = om_people_new(store, &arena),
		.how = how,
		.done = &done };
	int rc = om_store_begin(store);

	if (rc == OM_OK) {
		rc = erase(&e, subject);
		if (rc == OM_OK)
			rc = om_erase_record(
			    &done, store, how->request, how->attest);
		rc = om_store_end(store, rc);
	}
	om_sealer_forget(store->sealer);
	om_arena_free(&arena);
	if (rc == OM_OK)
		*out = done;
	return rc;
}

/* What the ledger names, of the profiles of one subject. */
struct again {
	struct om_store *store;
	int64_t profile;
	bool any, stays; /* something is named; something is not */
};

static int
look(void *state, int64_t profile, struct om_span path)
{
	struct again *a = state;
	struct om_tag tag;
	int rc = om_tag_part(a->store->tagger, &tag, profile, path);

	if (rc == OM_OK)
		rc = om_suppression_has(a->store, &tag, OM_PURPOSE_ERASURE);
	if (rc < 0)
		return rc;
	a->any = a->any || rc == 1;
	return rc == 1 ? OM_PART_ERASE : OM_PART_KEEP;
}

static int
look_at(void *state, struct om_span path)
{
	return look(state, ((struct again *)state)->profile, path);
}

static int
look_through(struct again *a, struct om_arena *arena, int64_t subject)
{
	const struct om_reducer reducer = { look_at, a };
	struct om_profile left;
	struct om_reduction r;
	struct om_subject *s;
	int rc = om_people_get(om_people_new(a->store, arena), &s, subject);

	for (size_t i = 0; rc == OM_OK && i < s->profile_count; i++) {
		a->profile = s->profiles[i].id;
		rc = look_at(a, OM_SPAN_NONE);
		a->stays = a->stays || rc == OM_PART_KEEP;
		if (rc == OM_PART_KEEP)
			rc = om_reduce(&left, &r, arena,
			    &s->profiles[i].profile, &reducer);
		rc = rc < 0 ? rc : OM_OK;
	}
	return rc;
}

int
om_erase_parts_again(
    struct om_erasure *out, struct om_store *store, int64_t subject)
{
	struct again a = { .store = store };
	const struct om_erase_parts how = { .at = look, .state = &a };
	struct om_arena arena = { 0 };
	int rc = look_through(&a, &arena, subject);

	om_arena_free(&arena);
	if (rc != OM_OK)
		return rc;
	if (!a.any)
		return om_fail(OM_NOTFOUND, "no part of her was erased before");
	return a.stays ? om_erase_parts(out, store, subject, &how)
		       : om_erase(out, store, subject, 0);
}
