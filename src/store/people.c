#include "store/people.h"
#include "store/people_inside.h"

#include <stdlib.h>

#include "base/clock.h"
#include "store/id.h"
#include "store/identifier.h"
#include "store/statement.h"
#include "store/subject.h"

struct om_people *
om_people_new(struct om_store *store, struct om_arena *a)
{
	struct om_people *p = om_arena_new(a, 1, sizeof(*p));

	p->store = store;
	p->arena = a;
	p->tags.arena = a;
	return p;
}

struct om_store *
om_people_store(const struct om_people *people)
{
	return people->store;
}

struct om_arena *
om_people_arena(const struct om_people *people)
{
	return people->arena;
}

static struct om_subject **
slot_of(const struct om_people *p, int64_t id)
{
	uint64_t at = (uint64_t)id * UINT64_C(0x9e3779b97f4a7c15) >> 20;

	for (;; at++) {
		struct om_subject **slot = &p->slots[at & (p->size - 1)];

		if (*slot == NULL || (*slot)->id == id)
			return slot;
	}
}

static void
grow(struct om_people *p, size_t size)
{
	struct om_subject **old = p->slots;
	size_t old_size = p->size;

	p->size = size;
	p->slots = om_arena_new(p->arena, size, sizeof(*p->slots));
	for (size_t i = 0; i < old_size; i++)
		if (old[i] != NULL)
			*slot_of(p, old[i]->id) = old[i];
}

void
om_people_expect(struct om_people *people, size_t n, size_t tags)
{
	size_t size = 64;

	while (size < 2 * n)
		size *= 2;
	grow(people, size);
	om_tag_map_expect(&people->tags, tags);
}

static void
keep(struct om_people *p, struct om_subject *s)
{
	if (p->used * 2 >= p->size)
		grow(p, p->size == 0 ? 64 : p->size * 2);
	*slot_of(p, s->id) = s;
	p->used++;
}

static int
by_tag(const void *a, const void *b)
{
	return om_tag_compare(a, b);
}

static int
seek_one(struct om_people *p, const struct om_tag *tag)
{
	struct om_sql *sql = p->store->sql;
	int rc =
	    OM_SQL_START(sql, S_IDENTIFIER_WITH, OM_BYTES(om_tag_span(tag)));

	while (rc == OM_OK && (rc = om_sql_step(sql, S_IDENTIFIER_WITH)) == 1) {
		om_tag_entry_add(&p->tags, om_tag_map_put(&p->tags, tag),
		    om_sql_integer(sql, S_IDENTIFIER_WITH, 0));
		rc = OM_OK;
	}
	return rc;
}

/* In the order of the index, so that each of its pages is read once. */
int
om_people_seek(struct om_people *people, struct om_tag *tags, size_t n)
{
	int rc = OM_OK;

	qsort(tags, n, sizeof(*tags), by_tag);
	for (size_t i = 0; rc == OM_OK && i < n; i++)
		if (i == 0 || om_tag_compare(&tags[i - 1], &tags[i]) != 0)
			rc = seek_one(people, &tags[i]);
	return rc;
}

size_t
om_people_with(const struct om_people *people, int64_t *out, size_t room,
    const struct om_tag *tag)
{
	const struct om_tag_entry *e = om_tag_map_get(&people->tags, tag);
	size_t n = e == NULL ? 0 : e->n;

	for (size_t i = 0; i < n && i < room; i++)
		out[i] = om_tag_entry_holder(e, i);
	return n;
}

/* An id that a merge left behind leads to the subject that took over. */
static int
follow_alias(int64_t *id, struct om_store *store)
{
	int rc = OM_SQL_FIRST(store->sql, S_ALIAS_GET, OM_INT(*id));

	if (rc == 1)
		*id = om_sql_integer(store->sql, S_ALIAS_GET, 0);
	om_sql_stop(store->sql, S_ALIAS_GET);
	return rc < 0 ? rc : OM_OK;
}

int
om_people_get(struct om_people *people, struct om_subject **out, int64_t id)
{
	struct om_subject *s;
	int rc;

	if (people->size > 0 && *slot_of(people, id) != NULL) {
		*out = *slot_of(people, id);
		return OM_OK;
	}
	rc = om_subject_load(&s, people->store, people->arena, id);
	if (rc == OM_NOTFOUND) {
		int64_t other = id;

		rc = follow_alias(&other, people->store);
		if (rc == OM_OK && other == id)
			return om_fail(OM_NOTFOUND, "no such subject");
		return rc == OM_OK ? om_people_get(people, out, other) : rc;
	}
	if (rc != OM_OK)
		return rc;
	keep(people, s);
	*out = s;
	return OM_OK;
}

struct om_subject *
om_people_add(struct om_people *people)
{
	struct om_subject *s = om_arena_new(people->arena, 1, sizeof(*s));

	om_subject_new_secret(s, people->store);
	s->id = om_id_new();
	s->created = om_clock_now();
	s->fresh = s->changed = true;
	keep(people, s);
	return s;
}

int
om_profile_tags(struct om_tags *out, struct om_tagger *tagger,
    struct om_arena *arena, const struct om_profile *profile)
{
	size_t count = om_identifier_count(profile);
	struct om_tag *all = om_arena_take(arena, count * sizeof(*all));
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < count; i++) {
		struct om_identifier id = om_identifier_at(profile, i);

		rc = om_tag_index(tagger, &all[i], profile->source, &id);
	}
	if (rc != OM_OK)
		return rc;
	*out = (struct om_tags){ all, count };
	return OM_OK;
}

bool
om_people_lists(const struct om_tag *tags, size_t n, const struct om_tag *tag)
{
	for (size_t i = 0; i < n; i++)
		if (om_tag_compare(&tags[i], tag) == 0)
			return true;
	return false;
}

void
om_people_add_tag(
    struct om_people *p, struct om_subject *s, const struct om_tag *tag)
{
	om_tag_entry_add(&p->tags, om_tag_map_put(&p->tags, tag), s->id);
	if (om_people_lists(s->tags, s->tag_count, tag))
		return;
	if (s->tag_count == s->tag_room) {
		size_t room = s->tag_room == 0 ? 8 : s->tag_room * 2;
		struct om_tag *all =
		    om_arena_take(p->arena, room * sizeof(*all));

		if (s->tag_count > 0)
			memcpy(all, s->tags, s->tag_count * sizeof(*all));
		s->tags = all;
		s->tag_room = room;
	}
	s->tags[s->tag_count++] = *tag;
	s->changed = true;
}

void
om_people_give(struct om_people *people, struct om_subject *subject,
    const struct om_profile *profile, struct om_tags tags)
{
	struct om_held_profile *held =
	    om_subject_add_profile(subject, people->arena);

	held->id = om_id_new();
	held->profile = *profile;
	held->changed = true;
	for (size_t i = 0; i < tags.n; i++)
		om_people_add_tag(people, subject, &tags.p[i]);
}

void
om_people_replace(struct om_people *people, struct om_subject *subject,
    struct om_held_profile *held, const struct om_profile *profile,
    struct om_tags tags)
{
	held->profile = *profile;
	held->changed = true;
	subject->stale = true;
	for (size_t i = 0; i < tags.n; i++)
		om_people_add_tag(people, subject, &tags.p[i]);
}

void
om_people_take(struct om_subject *subject, struct om_held_profile *held)
{
	held->removed = true;
	subject->stale = true;
}

void
om_people_rekey(struct om_people *people, struct om_subject *subject)
{
	for (size_t i = 0; i < subject->profile_count; i++)
		subject->profiles[i].changed = true;
	subject->changed = true;
	om_subject_new_secret(subject, people->store);
}
