#include "store/identifier.h"
#include "store/pseudonym_inside.h"

/* Whether one who has the tag is pseudonymous: 1, 0 or negative. */
static int
leads_to_pseudonymous(struct om_people *people, const struct om_tag *tag)
{
	enum { MOST = 32 };
	int64_t ids[MOST];
	size_t n = om_people_with(people, ids, MOST, tag);
	struct om_subject *s;

	for (size_t i = 0; i < n && i < MOST; i++) {
		int rc = om_people_get(people, &s, ids[i]);

		if (rc != OM_OK)
			return rc;
		if (s->state == OM_SUBJECT_PSEUDONYMOUS)
			return 1;
	}
	return n > MOST;
}

/* The version of a pseudonym's key, the current one where it is no more. */
static uint32_t
version_of(const struct om_store *store, struct om_span pseudonym)
{
	struct om_span digits = OM_SPAN_NONE, rest;
	uint64_t n = 0;
	uint32_t live;

	/* Behind "psn". */
	if (om_span_cut(&digits, &rest,
		om_span_bytes(pseudonym.p + 3, pseudonym.n - 3), '_') &&
	    om_span_u64(&n, digits))
		for (size_t i = 0; (live = om_pseudonym_version(store, i)) != 0;
		     i++)
			if (live == n)
				return live;
	return om_keys_pseudonym_current(store->keys);
}

/*
 * Whether a pseudonym that came in leads to somebody here, and its key's
 * version. Those of another store are values like any others.
 */
static int
find_own(uint32_t *version, struct om_people *people,
    const struct om_profile *p, const struct om_tags *tags)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < tags->n; i++) {
		struct om_span value = om_identifier_at(p, i).value;

		if (!om_token_is(value))
			continue;
		rc = leads_to_pseudonymous(people, &tags->p[i]);
		if (rc == 1)
			*version = version_of(om_people_store(people), value);
	}
	return rc;
}

/* Whether a version's pseudonym of any identifier leads to somebody. */
static int
leads(enum om_incoming *out, struct om_people *people,
    const struct om_profile *p, const struct om_tags *tags, uint32_t version)
{
	struct om_pseudonym_making m = { om_people_store(people),
		om_people_arena(people), version, p->source };
	int rc = OM_OK;

	*out = OM_INCOMING_PLAIN;
	for (size_t i = 0; rc == OM_OK && i < tags->n; i++) {
		struct om_identifier id = om_identifier_at(p, i);
		struct om_tag tag, sought;
		int64_t holder;

		if (om_token_is(id.value) ||
		    !om_identifier_counts(m.store, p, i))
			continue;
		rc = om_pseudonym_tag(&tag, &m, &id);
		sought = tag;
		if (rc == OM_OK)
			rc = om_people_seek(people, &sought, 1);
		if (rc != OM_OK ||
		    om_people_with(people, &holder, 1, &tag) == 0)
			continue;
		*out = OM_INCOMING_PSEUDONYMOUS;
		if (om_identifier_is_strong(m.store, &id))
			break;
		if (om_people_with(people, &holder, 1, &tags->p[i]) > 0)
			*out = OM_INCOMING_DOUBTFUL;
	}
	return rc;
}

int
om_pseudonymise_incoming(enum om_incoming *out, struct om_people *people,
    struct om_profile *p, struct om_tags *tags, bool own)
{
	struct om_store *store = om_people_store(people);
	struct om_arena *arena = om_people_arena(people);
	struct om_pseudonymisation ignored = { 0 };
	uint32_t version = 0;
	int rc = find_own(&version, people, p, tags);

	if (rc == 1 && !own)
		return om_fail(OM_INPUT,
		    "it has a pseudonym of this store, by which nobody may be "
		    "recognised from outside");
	*out = rc == 1 ? OM_INCOMING_PSEUDONYMOUS : OM_INCOMING_PLAIN;
	rc = rc < 0 ? rc : OM_OK;
	for (size_t i = 0; rc == OM_OK && *out == OM_INCOMING_PLAIN; i++) {
		version = om_pseudonym_version(store, i);
		if (version == 0)
			return OM_OK;
		rc = leads(out, people, p, tags, version);
	}
	if (rc != OM_OK || *out == OM_INCOMING_DOUBTFUL)
		return rc;
	rc = om_pseudonym_make(&ignored, store, arena, p, version);
	return rc == OM_OK ? om_profile_tags(tags, store->tagger, arena, p)
			   : rc;
}
