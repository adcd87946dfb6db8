#include "store/link.h"

#include "store/audit.h"
#include "store/event.h"
#include "store/restriction.h"
#include "store/statement.h"

/* Events that move: each is opened under one key and sealed under another. */
struct moving {
	struct om_store *store;
	const struct om_subject *to;
	int64_t profile;
};

static int
move_event(void *state, struct om_span json)
{
	const struct moving *m = state;
	bool added;

	return om_event_add(m->store, m->to, m->profile, json, &added);
}

/* One profile with its events from one subject to another. */
static int
move_profile(struct om_people *people, struct om_subject *from,
    struct om_subject *to, struct om_held_profile *held)
{
	struct om_store *store = om_people_store(people);
	struct moving m = { store, to, held->id };
	struct om_tags tags;
	int rc = om_profile_tags(
	    &tags, store->tagger, om_people_arena(people), &held->profile);

	if (rc != OM_OK)
		return rc;
	om_people_give(people, to, &held->profile, tags);
	/* The profile keeps its id wherever it goes. */
	to->profiles[to->profile_count - 1].id = held->id;
	rc = om_event_list(store, from, held->id, move_event, &m);
	if (rc == OM_OK)
		rc = OM_SQL_RUN(store->sql, S_EVENT_DELETE, OM_INT(from->id),
		    OM_INT(held->id));
	om_people_take(from, held);
	return rc;
}

static int
record(struct om_store *store, enum om_act act, const struct om_subject *s,
    int64_t profiles)
{
	uint8_t reference[OM_HASH_SIZE];
	struct om_audit_entry entry = { .act = act,
		.reference = om_span_bytes(reference, sizeof(reference)),
		.counts = { { "profiles", profiles } } };
	int rc = om_subject_reference(reference, s);

	return rc == OM_OK ? om_audit_add(store, &entry) : rc;
}

/* The row of a subject who is another's now: an alias takes its place. */
static int
leave_alias(struct om_store *store, int64_t from, int64_t into)
{
	int rc =
	    OM_SQL_RUN(store->sql, S_ALIAS_MOVE, OM_INT(from), OM_INT(into));

	if (rc == OM_OK)
		rc = OM_SQL_RUN(
		    store->sql, S_ALIAS_INSERT, OM_INT(from), OM_INT(into));
	if (rc == OM_OK)
		rc = OM_SQL_RUN(
		    store->sql, S_REQUEST_MOVE, OM_INT(from), OM_INT(into));
	if (rc == OM_OK)
		rc = om_restriction_move(store, from, into);
	if (rc == OM_OK)
		rc = OM_SQL_RUN(store->sql, S_SUBJECT_DELETE, OM_INT(from));
	return rc;
}

static int
merge(
    struct om_store *store, struct om_arena *arena, int64_t into, int64_t from)
{
	struct om_people *people = om_people_new(store, arena);
	struct om_subject *a, *b;
	size_t n;
	int rc = om_people_get(people, &a, into);

	if (rc == OM_OK)
		rc = om_people_get(people, &b, from);
	if (rc != OM_OK)
		return rc;
	if (a == b)
		return om_fail(OM_DENIED, "these are one subject already");
	if (a->state != b->state)
		return om_fail(OM_DENIED,
		    "one of the two is pseudonymised, the other is not");
	n = b->profile_count;
	for (size_t i = 0; rc == OM_OK && i < n; i++)
		rc = move_profile(people, b, a, &b->profiles[i]);
	if (rc == OM_OK)
		rc = om_people_write(people);
	if (rc == OM_OK)
		rc = leave_alias(store, b->id, a->id);
	return rc == OM_OK ? record(store, OM_ACT_LINK, a, (int64_t)n) : rc;
}

int
om_link(struct om_store *store, int64_t into, int64_t from)
{
	struct om_arena arena = { 0 };
	int rc = om_store_begin(store);

	if (rc == OM_OK)
		rc = om_store_end(store, merge(store, &arena, into, from));
	om_arena_free(&arena);
	return rc;
}

static int
split(int64_t *out, struct om_store *store, struct om_arena *arena,
    int64_t subject, int64_t profile)
{
	struct om_people *people = om_people_new(store, arena);
	struct om_held_profile *held = NULL;
	struct om_subject *from, *to;
	int rc = om_people_get(people, &from, subject);

	if (rc != OM_OK)
		return rc;
	for (size_t i = 0; i < from->profile_count; i++)
		if (from->profiles[i].id == profile)
			held = &from->profiles[i];
	if (held == NULL)
		return om_fail(OM_NOTFOUND, "the subject has no such profile");
	if (from->profile_count == 1)
		return om_fail(
		    OM_DENIED, "it is the only profile of its subject");
	to = om_people_add(people);
	to->state = from->state;
	rc = move_profile(people, from, to, held);
	if (rc == OM_OK)
		rc = om_people_write(people);
	if (rc == OM_OK)
		rc = om_restriction_copy(store, from->id, to->id);
	if (rc == OM_OK)
		rc = record(store, OM_ACT_UNLINK, to, 1);
	if (rc == OM_OK)
		*out = to->id;
	return rc;
}

int
om_unlink(
    int64_t *out, struct om_store *store, int64_t subject, int64_t profile)
{
	struct om_arena arena = { 0 };
	int64_t id = 0;
	int rc = om_store_begin(store);

	if (rc == OM_OK)
		rc = om_store_end(
		    store, split(&id, store, &arena, subject, profile));
	if (rc == OM_OK)
		*out = id;
	om_arena_free(&arena);
	return rc;
}
