#include "store/people_inside.h"

#include <stdlib.h>

#include "store/statement.h"
#include "store/subject.h"

/* A row of the index that comes or goes. */
struct index_row {
	struct om_tag tag;
	int64_t subject;
	bool remove;
};

/* The tags of what a subject still holds, counted anew. */
static int
recount(struct om_people *p, struct om_subject *s)
{
	s->tags = NULL;
	s->tag_count = s->tag_room = 0;
	for (size_t i = 0; i < s->profile_count; i++) {
		struct om_tags tags;
		int rc;

		if (s->profiles[i].removed)
			continue;
		rc = om_profile_tags(
		    &tags, p->store->tagger, p->arena, &s->profiles[i].profile);
		if (rc != OM_OK)
			return rc;
		for (size_t k = 0; k < tags.n; k++)
			om_people_add_tag(p, s, &tags.p[k]);
	}
	s->changed = true;
	s->stale = false;
	return OM_OK;
}

int
om_people_holds(bool *out, struct om_people *people, struct om_subject *s,
    const struct om_tag *tag)
{
	int rc = s->stale ? recount(people, s) : OM_OK;

	*out = rc == OM_OK && om_people_lists(s->tags, s->tag_count, tag);
	return rc;
}

static int
by_subject(const void *a, const void *b)
{
	const struct om_subject *x = *(struct om_subject *const *)a;
	const struct om_subject *y = *(struct om_subject *const *)b;

	return (x->id > y->id) - (x->id < y->id);
}

static int
by_row(const void *a, const void *b)
{
	const struct index_row *x = a, *y = b;
	int order = om_tag_compare(&x->tag, &y->tag);

	return order != 0
		   ? order
		   : (x->subject > y->subject) - (x->subject < y->subject);
}

/* The rows of the index by which a subject's tags differ from before. */
static size_t
differences(struct index_row *rows, const struct om_subject *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->tag_count; i++)
		if (!om_people_lists(
			s->old_tags, s->old_tag_count, &s->tags[i]))
			rows[n++] = (struct index_row){ s->tags[i], s->id, 0 };
	for (size_t i = 0; i < s->old_tag_count; i++)
		if (!om_people_lists(s->tags, s->tag_count, &s->old_tags[i]))
			rows[n++] =
			    (struct index_row){ s->old_tags[i], s->id, 1 };
	return n;
}

/* Rows that go to the database at once, as S_IDENTIFIER_INSERT_MANY has
 * them: a statement for each costs half as much again. */
enum { MANY = OM_SQL_ARGUMENTS / 2 };

static size_t
group_of(const struct index_row *rows, size_t n)
{
	if (n < MANY)
		return 1;
	for (size_t i = 0; i < MANY; i++)
		if (rows[i].remove)
			return 1;
	return MANY;
}

static int
write_group(struct om_sql *sql, const struct index_row *rows, size_t n)
{
	struct om_cell cells[2 * MANY];
	int statement = rows[0].remove ? S_IDENTIFIER_DELETE
			: n == MANY    ? S_IDENTIFIER_INSERT_MANY
				       : S_IDENTIFIER_INSERT;

	for (size_t i = 0; i < n; i++) {
		cells[2 * i] = OM_BYTES(om_tag_span(&rows[i].tag));
		cells[2 * i + 1] = OM_INT(rows[i].subject);
	}
	return om_sql_run(sql, statement, cells, 2 * n);
}

static int
write_index(struct om_people *p, struct om_subject **all, size_t n)
{
	struct index_row *rows;
	size_t most = 0, count = 0, at = 0;
	int rc = OM_OK;

	for (size_t i = 0; i < n; i++)
		most += all[i]->tag_count + all[i]->old_tag_count;
	rows = om_arena_take(p->arena, most * sizeof(*rows));
	for (size_t i = 0; i < n; i++)
		if (all[i]->changed)
			count += differences(rows + count, all[i]);
	qsort(rows, count, sizeof(*rows), by_row);
	while (rc == OM_OK && at < count) {
		size_t group = group_of(rows + at, count - at);

		rc = write_group(p->store->sql, rows + at, group);
		at += group;
	}
	return rc;
}

static int
write_subjects(struct om_people *p, struct om_subject **all, size_t n)
{
	struct om_arena scratch = { 0 };
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < n; i++)
		if (all[i]->changed)
			rc = om_subject_write(p->store, all[i]);
	for (size_t i = 0; rc == OM_OK && i < n; i++) {
		rc = om_subject_write_profiles(p->store, &scratch, all[i]);
		om_arena_wipe(&scratch);
	}
	om_arena_free(&scratch);
	return rc;
}

/* What was written is what the database has. */
static void
settle(struct om_subject *s)
{
	s->fresh = s->changed = false;
	s->old_tags = s->tags;
	s->old_tag_count = s->tag_room = s->tag_count;
	for (size_t i = 0; i < s->profile_count; i++) {
		s->profiles[i].stored = !s->profiles[i].removed;
		s->profiles[i].changed = false;
	}
}

int
om_people_write(struct om_people *people)
{
	struct om_subject **all = om_arena_new(
	    people->arena, people->used + 1, sizeof(struct om_subject *));
	size_t n = 0;
	int rc = OM_OK;

	for (size_t i = 0; i < people->size; i++)
		if (people->slots[i] != NULL)
			all[n++] = people->slots[i];
	qsort(all, n, sizeof(struct om_subject *), by_subject);
	for (size_t i = 0; rc == OM_OK && i < n; i++)
		if (all[i]->stale)
			rc = recount(people, all[i]);
	if (rc == OM_OK)
		rc = write_subjects(people, all, n);
	if (rc == OM_OK)
		rc = write_index(people, all, n);
	for (size_t i = 0; rc == OM_OK && i < n; i++)
		settle(all[i]);
	return rc;
}
