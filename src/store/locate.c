#include "store/locate.h"

#include "base/text.h"
#include "store/audit.h"
#include "store/pseudonym.h"

/* People that one identifier may lead to before it is only "several". */
enum { HOLDERS_MAX = 256 };

int
om_query_parse(
    struct om_query *out, const struct om_store *store, struct om_span text)
{
	struct om_query q = { 0 };
	struct om_span rest;

	if (!om_span_cut(&q.type, &q.value, text, ':') || q.type.n == 0 ||
	    q.value.n == 0)
		return om_fail(OM_USAGE,
		    "an identifier is written TYPE:VALUE or "
		    "SOURCE:TYPE:IDTYPE:VALUE");
	if (!om_text_is_utf8(text))
		return om_fail(OM_USAGE, "an identifier is not UTF-8");
	if (om_identity_find(store->identity, q.type)->type == NULL &&
	    om_span_cut(&q.profile_type, &rest, q.value, ':') &&
	    om_span_cut(&q.type, &q.value, rest, ':')) {
		(void)om_span_cut(&q.source, &rest, text, ':');
		if (q.profile_type.n == 0 || q.type.n == 0 || q.value.n == 0)
			return om_fail(OM_USAGE,
			    "SOURCE:TYPE:IDTYPE:VALUE has an empty part");
	} else
		q.profile_type = OM_SPAN_NONE;
	if (q.source.n == 0 &&
	    om_identity_find(store->identity, q.type)->scope == OM_SCOPE_SOURCE)
		return om_fail(OM_USAGE,
		    "this type counts within its source only: write "
		    "SOURCE:TYPE:IDTYPE:VALUE");
	*out = q;
	return OM_OK;
}

/* A look-up under way: whom it has found so far. */
struct search {
	struct om_people *people;
	const struct om_query *query;
	int64_t *ids;
	size_t n;
};

/* The tags that the queried value may have: its own, its pseudonyms'. */
static int
tags_of(struct om_tags *out, const struct search *s)
{
	struct om_store *store = om_people_store(s->people);
	struct om_arena *arena = om_people_arena(s->people);
	struct om_identifier id = { s->query->type, s->query->value };
	struct om_tag *tag = om_arena_new(arena, 1, sizeof(*tag));
	int rc = om_tag_index(store->tagger, tag, s->query->source, &id);

	*out = (struct om_tags){ tag, 1 };
	if (rc == OM_OK)
		rc = om_pseudonym_any(store);
	return rc == 1
		   ? om_pseudonym_tags(store, arena, s->query->source, &id, out)
		   : rc;
}

static bool
has_profile(const struct om_subject *s, const struct om_query *q)
{
	for (size_t i = 0; i < s->profile_count; i++)
		if (om_span_equal(s->profiles[i].profile.source, q->source) &&
		    om_span_equal(s->profiles[i].profile.type, q->profile_type))
			return true;
	return false;
}

static int
add_unique(struct search *s, int64_t id)
{
	struct om_subject *subject;
	int rc;

	for (size_t i = 0; i < s->n; i++)
		if (s->ids[i] == id)
			return OM_OK;
	if (s->query->source.n > 0) {
		rc = om_people_get(s->people, &subject, id);
		if (rc != OM_OK)
			return rc;
		if (!has_profile(subject, s->query))
			return OM_OK;
	}
	if (s->n < HOLDERS_MAX)
		s->ids[s->n++] = id;
	return OM_OK;
}

static int
search(struct search *s)
{
	struct om_tag sorted[HOLDERS_MAX];
	int64_t some[HOLDERS_MAX];
	struct om_tags tags;
	int rc = tags_of(&tags, s);

	s->ids = om_arena_new(
	    om_people_arena(s->people), HOLDERS_MAX, sizeof(*s->ids));
	if (rc == OM_OK && tags.n > HOLDERS_MAX)
		rc = om_fail(OM_LIMIT, "too many pseudonym keys are live");
	if (rc == OM_OK) {
		memcpy(sorted, tags.p, tags.n * sizeof(*sorted));
		rc = om_people_seek(s->people, sorted, tags.n);
	}
	for (size_t i = 0; rc == OM_OK && i < tags.n; i++) {
		size_t n =
		    om_people_with(s->people, some, HOLDERS_MAX, &tags.p[i]);

		n = n < HOLDERS_MAX ? n : HOLDERS_MAX;
		for (size_t k = 0; rc == OM_OK && k < n; k++)
			rc = add_unique(s, some[k]);
	}
	return rc;
}

int
om_locate_all(struct om_store *store, struct om_arena *arena,
    const struct om_query *query, int64_t **ids, size_t *n)
{
	struct search s = { om_people_new(store, arena), query, NULL, 0 };
	int rc = search(&s);

	if (rc == OM_OK) {
		*ids = s.ids;
		*n = s.n;
	}
	return rc;
}

/* Queues the entry of a look-up: who was found, or that nobody was. */
static int
record(struct om_store *store, const struct om_subject *s, size_t found)
{
	uint8_t reference[OM_HASH_SIZE];
	struct om_audit_entry entry = { .act = OM_ACT_LOCATE,
		.detail = found == 0   ? "nobody"
			  : found == 1 ? "found"
				       : "ambiguous" };
	int rc = OM_OK;

	if (s != NULL) {
		rc = om_subject_reference(reference, s);
		entry.reference = om_span_bytes(reference, sizeof(reference));
	}
	return rc == OM_OK ? om_audit_defer(store, &entry) : rc;
}

int
om_locate(struct om_subject **out, struct om_store *store,
    struct om_arena *arena, const struct om_query *query)
{
	struct search found = { om_people_new(store, arena), query, NULL, 0 };
	struct om_subject *s = NULL;
	int rc = search(&found);

	if (rc == OM_OK && found.n == 1)
		rc = om_people_get(found.people, &s, found.ids[0]);
	if (rc == OM_OK)
		rc = record(store, s, found.n);
	if (rc != OM_OK)
		return rc;
	if (found.n == 0)
		return om_fail(OM_NOTFOUND, "nobody has this identifier");
	if (found.n > 1)
		return om_fail(OM_DENIED,
		    "ambiguous: %zu people have this identifier", found.n);
	*out = s;
	return OM_OK;
}

int
om_locate_id(struct om_subject **out, struct om_store *store,
    struct om_arena *arena, int64_t id)
{
	struct om_subject *s;
	int rc = om_people_get(om_people_new(store, arena), &s, id);

	if (rc == OM_OK)
		rc = record(store, s, 1);
	if (rc == OM_OK)
		*out = s;
	return rc;
}
