#include "store/check.h"

#include "store/event.h"
#include "store/people.h"
#include "store/statement.h"
#include "store/subject.h"

/* What was met; in the end the tables must hold just as much. */
struct check {
	struct om_store *store;
	struct om_arena arena; /* of a subject */
	struct om_store_counts met;
};

static int
count_event(void *state, struct om_span json)
{
	struct check *c = state;

	(void)json;
	c->met.events++;
	return OM_OK;
}

static int
check_indexed(
    struct check *c, const struct om_subject *s, const struct om_tag *tag)
{
	struct om_sql *sql = c->store->sql;
	int rc = OM_SQL_FIRST(
	    sql, S_IDENTIFIER_IS, OM_BYTES(om_tag_span(tag)), OM_INT(s->id));

	om_sql_stop(sql, S_IDENTIFIER_IS);
	if (rc == 0)
		return om_fail(
		    OM_CORRUPT, "store: the index does not lead to a subject");
	return rc < 0 ? rc : OM_OK;
}

/* Marks the subject's tag as one that a profile of hers accounts for. */
static bool
mark_tag(bool *marks, const struct om_subject *s, const struct om_tag *tag)
{
	for (size_t i = 0; i < s->tag_count; i++)
		if (om_tag_compare(&s->tags[i], tag) == 0) {
			marks[i] = true;
			return true;
		}
	return false;
}

static int
check_profile(struct check *c, bool *marks, const struct om_subject *s,
    const struct om_held_profile *held)
{
	struct om_tags tags;
	int rc =
	    om_profile_tags(&tags, c->store->tagger, &c->arena, &held->profile);

	for (size_t i = 0; rc == OM_OK && i < tags.n; i++)
		if (!mark_tag(marks, s, &tags.p[i]))
			rc = om_fail(OM_CORRUPT,
			    "store: a profile has an identifier that its "
			    "subject is not listed by");
	if (rc == OM_OK)
		rc = om_event_list(c->store, s, held->id, count_event, c);
	return rc;
}

static int
check_subject(struct check *c, int64_t id)
{
	struct om_subject *s;
	bool *marks = NULL;
	int rc = om_people_get(om_people_new(c->store, &c->arena), &s, id);

	if (rc == OM_OK)
		marks = om_arena_new(&c->arena, s->tag_count, sizeof(*marks));
	for (size_t i = 0; rc == OM_OK && i < s->tag_count; i++)
		rc = check_indexed(c, s, &s->tags[i]);
	for (size_t i = 0; rc == OM_OK && i < s->profile_count; i++)
		rc = check_profile(c, marks, s, &s->profiles[i]);
	for (size_t i = 0; rc == OM_OK && i < s->tag_count; i++)
		if (!marks[i])
			rc = om_fail(OM_CORRUPT,
			    "store: a subject is listed by an identifier that "
			    "none of her profiles has: one is missing");
	if (rc == OM_OK) {
		c->met.subjects++;
		c->met.profiles += (int64_t)s->profile_count;
		c->met.identifiers += (int64_t)s->tag_count;
	}
	om_arena_wipe(&c->arena);
	return rc;
}

/* Rows that belong to nobody would be more than what was met. */
static int
compare_counts(const struct check *c)
{
	struct om_store_counts there;
	int rc = om_store_count(&there, c->store);

	if (rc == OM_OK && (there.subjects != c->met.subjects ||
			       there.profiles != c->met.profiles ||
			       there.events != c->met.events ||
			       there.identifiers != c->met.identifiers))
		rc = om_fail(
		    OM_CORRUPT, "store: there are rows that belong to nobody");
	return rc;
}

int
om_store_check(struct om_store *store,
    void (*progress)(void *state, uint64_t subjects), void *state)
{
	struct check c = { .store = store };
	int64_t ids[OM_SUBJECT_PAGE], after = 0;
	size_t n = OM_SUBJECT_PAGE;
	/* One transaction: others' writes would look like faults. */
	int rc = om_store_begin(store);

	if (rc != OM_OK)
		return rc;
	while (rc == OM_OK && n == OM_SUBJECT_PAGE) {
		rc = om_subject_page(ids, &n, store, after);
		for (size_t i = 0; rc == OM_OK && i < n; i++)
			rc = check_subject(&c, ids[i]);
		if (n > 0)
			after = ids[n - 1];
		if (progress != NULL)
			progress(state, (uint64_t)c.met.subjects);
	}
	if (rc == OM_OK)
		rc = compare_counts(&c);
	om_store_rollback(store);
	om_arena_free(&c.arena);
	return rc;
}
