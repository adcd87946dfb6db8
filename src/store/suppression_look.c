#include "store/suppression.h"

#include "store/identifier.h"
#include "store/pseudonym.h"

/* A look at one profile's identifiers. */
struct looking {
	struct om_store *store;
	enum om_purpose purpose;
	int pseudonyms; /* 1 where somebody is pseudonymous */
	int64_t at;	/* of the entry that was hit last */
};

/* Who was pseudonymised before she was erased is named by her pseudonyms. */
static int
look_for_pseudonyms(
    struct looking *l, struct om_span source, const struct om_identifier *id)
{
	struct om_tagger *tagger = l->store->tagger;
	struct om_buf value = OM_BUF(OM_PROFILE_VALUE_MAX);
	struct om_identifier pseudonym = { id->type, OM_SPAN_NONE };
	struct om_tag tag;
	uint32_t version;
	int rc = OM_OK;

	for (size_t i = 0;
	     rc == OM_OK && (version = om_pseudonym_version(l->store, i)) != 0;
	     i++) {
		om_buf_reset(&value);
		rc = om_tag_pseudonym(tagger, &value, version, source, id);
		pseudonym.value = om_buf_span(&value);
		if (rc == OM_OK)
			rc = om_tag_suppression(
			    tagger, &tag, l->purpose, source, &pseudonym);
		if (rc == OM_OK)
			rc = om_suppression_since(
			    &l->at, l->store, &tag, l->purpose);
	}
	om_buf_free(&value);
	return rc;
}

/* Whether one identifier is suppressed: 1, 0 or negative. */
static int
look(struct looking *l, struct om_span source, const struct om_identifier *id)
{
	struct om_tag tag;
	int rc =
	    om_tag_suppression(l->store->tagger, &tag, l->purpose, source, id);

	if (rc == OM_OK)
		rc = om_suppression_since(&l->at, l->store, &tag, l->purpose);
	if (rc == 0 && l->pseudonyms == 1)
		rc = look_for_pseudonyms(l, source, id);
	return rc;
}

/* What one more identifier tells; the newest entry is the one that counts. */
static void
note(struct om_suppression_hit *hit, const struct looking *l, const char *kind,
    bool strong)
{
	if (hit->kind == NULL || (strong && !hit->strong))
		hit->kind = kind;
	hit->strong = hit->strong || strong;
	if (l->at > hit->at)
		hit->at = l->at;
}

int
om_suppression_find(struct om_suppression_hit *out, struct om_store *store,
    const struct om_profile *p, enum om_purpose purpose)
{
	struct looking l = { store, purpose, om_pseudonym_any(store), 0 };
	struct om_suppression_hit hit = { 0 };
	bool missed = false;
	int rc = l.pseudonyms < 0 ? l.pseudonyms : 0;

	for (size_t i = 0; rc >= 0 && i < om_identifier_count(p); i++) {
		struct om_identifier id = om_identifier_at(p, i);
		bool strong = om_identifier_is_strong(store, &id);

		if (!om_identifier_counts(store, p, i))
			continue;
		rc = look(&l, p->source, &id);
		missed = missed || (strong && rc == 0);
		if (rc == 1)
			note(&hit, &l,
			    om_identity_find(store->identity, id.type)->kind,
			    strong);
	}
	if (rc < 0 || hit.at == 0)
		return rc < 0 ? rc : 0;
	hit.stranger = hit.strong && missed;
	if (hit.kind == NULL)
		hit.kind = "identifier";
	*out = hit;
	return 1;
}

int
om_suppression_hits(
    struct om_store *store, const struct om_profile *p, enum om_purpose purpose)
{
	struct om_suppression_hit unused;

	return om_suppression_find(&unused, store, p, purpose);
}

/* Whether it is erased from the records of one source and type. */
static int
look_at_record(int64_t *at, struct om_store *store, const struct om_profile *p,
    const struct om_identifier *id)
{
	const struct om_record of = { p->source, p->type };
	struct om_tag tag;
	int rc = om_tag_record(store->tagger, &tag, &of, id);

	return rc == OM_OK
		   ? om_suppression_since(at, store, &tag, OM_PURPOSE_ERASURE)
		   : rc;
}

int
om_suppression_bars(struct om_suppression_hit *out, struct om_store *store,
    const struct om_profile *p)
{
	/* Whose record was erased is known: nobody need decide about it. */
	struct om_suppression_hit hit = { .at = INT64_MAX, .strong = true };
	int64_t unused;
	int rc = om_suppression_find(out, store, p, OM_PURPOSE_ERASURE);

	for (size_t i = 0; rc == 0 && i < om_identifier_count(p); i++) {
		struct om_identifier id = om_identifier_at(p, i);

		if (!om_identifier_counts(store, p, i))
			continue;
		rc = look_at_record(&unused, store, p, &id);
		if (rc == 1)
			*out = hit;
	}
	return rc;
}
