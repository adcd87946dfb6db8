#include "context/processing.h"
#include "store/audit.h"
#include "store/subject.h"

/*
 * Which sources there are is in no table of its own: everybody's records are
 * opened for it.
 */
struct sources {
	struct om_arena *arena;
	struct om_span *p;
	size_t n, room;
	int64_t profiles;
};

static void
add(struct sources *s, struct om_span source)
{
	s->profiles++;
	for (size_t i = 0; i < s->n; i++)
		if (om_span_equal(s->p[i], source))
			return;
	if (s->n == s->room) {
		struct om_span *old = s->p;

		s->room = s->room == 0 ? 16 : 2 * s->room;
		s->p = om_arena_new(s->arena, s->room, sizeof(*s->p));
		if (old != NULL)
			memcpy(s->p, old, s->n * sizeof(*s->p));
	}
	s->p[s->n++] = om_arena_copy(s->arena, source);
}

static int
add_subject(struct sources *s, struct om_store *store, int64_t id)
{
	struct om_arena arena = { 0 };
	struct om_subject *subject;
	int rc = om_people_get(om_people_new(store, &arena), &subject, id);

	for (size_t i = 0; rc == OM_OK && i < subject->profile_count; i++)
		add(s, subject->profiles[i].profile.source);
	om_arena_free(&arena);
	return rc;
}

int
om_processing_sources(
    struct om_span **out, size_t *n, struct om *om, struct om_arena *arena)
{
	struct sources s = { .arena = arena };
	struct om_audit_entry entry = { .act = OM_ACT_PROCESSING_CHECK };
	int64_t ids[OM_SUBJECT_PAGE], after = 0;
	size_t page = OM_SUBJECT_PAGE;
	int rc = om_permit(om, OM_MAY_MEASURE);

	while (rc == OM_OK && page == OM_SUBJECT_PAGE) {
		rc = om_subject_page(ids, &page, om->store, after);
		for (size_t i = 0; rc == OM_OK && i < page; i++)
			rc = add_subject(&s, om->store, ids[i]);
		after = page > 0 ? ids[page - 1] : after;
	}
	entry.counts[0].name = "profiles";
	entry.counts[0].value = s.profiles;
	if (rc == OM_OK)
		rc = om_audit_defer(om->store, &entry);
	if (rc == OM_OK) {
		*out = s.p;
		*n = s.n;
	}
	return rc;
}
