#include "request/inside.h"
#include "store/audit.h"
#include "store/suppression.h"

/*
 * Rights that need no balance (GDPR Art. 21(3); Cal. Civ. Code 1798.120,
 * 1798.121): an entry of the ledger on the day of receipt, by the identifier
 * that was given, whether anybody is known by it or not, so that the person
 * is not written to, or sold, when a later import brings her back.
 */
struct block {
	struct om_case *c;
	enum om_purpose purpose;
	bool lift;
	uint64_t changed;
};

int
om_case_presume(struct om_subject **out, struct om_case *c)
{
	int rc = om_claim_locate(out, c);

	/* Several people have it: it is nobody's for what is done at once. */
	if (rc == OM_DENIED)
		*out = NULL;
	return rc == OM_DENIED ? OM_OK : rc;
}

static int
set_tag(struct block *b, const struct om_tag *tag)
{
	struct om_store *store = b->c->om->store;
	int rc = om_suppression_has(store, tag, b->purpose);

	if (rc < 0 || (rc == 1) != b->lift)
		return rc < 0 ? rc : OM_OK;
	b->changed++;
	return om_suppression_add(store, tag, b->purpose, b->lift);
}

static int
set_claim(struct block *b)
{
	struct om_store *store = b->c->om->store;
	struct om_identifier id;
	struct om_query query;
	struct om_span claim;
	struct om_tag tag;
	int rc = om_claim_open(&claim, b->c);

	if (rc == OM_NOTFOUND)
		return OM_OK;
	if (rc == OM_OK)
		rc = om_query_parse(&query, store, claim);
	if (rc != OM_OK)
		return rc;
	id = (struct om_identifier){ query.type, query.value };
	rc = om_tag_suppression(
	    store->tagger, &tag, b->purpose, query.source, &id);
	return rc == OM_OK ? set_tag(b, &tag) : rc;
}

static int
set_subject(struct block *b, const struct om_subject *s)
{
	struct om_store *store = b->c->om->store;
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < s->profile_count; i++)
		rc =
		    b->lift
			? om_suppression_lift_profile(store,
			      &s->profiles[i].profile, b->purpose, &b->changed)
			: om_suppression_add_profile(store,
			      &s->profiles[i].profile, b->purpose, &b->changed);
	return rc;
}

static int
set_all(struct block *b)
{
	struct om_subject *s = NULL;
	struct om_audit_entry entry = {
		.act = b->lift ? OM_ACT_LIFT : OM_ACT_SUPPRESS,
		.request = b->c->id,
		.detail = om_suppression_word(b->purpose),
	};
	int rc = om_case_presume(&s, b->c);

	if (rc == OM_OK)
		rc = set_claim(b);
	if (rc == OM_OK && s != NULL)
		rc = set_subject(b, s);
	entry.counts[0].name = "entries";
	entry.counts[0].value = (int64_t)b->changed;
	return rc == OM_OK && b->changed > 0
		   ? om_audit_add(b->c->om->store, &entry)
		   : rc;
}

int
om_case_block(struct om_case *c)
{
	struct block b = { .c = c, .purpose = c->request->right->blocks };
	int rc = set_all(&b);

	return rc == OM_OK ? om_case_event(c, OM_EVENT_STOPPED, 0,
				 b.changed > 0 ? "" : "it stood already")
			   : rc;
}

/* What an earlier request of hers had brought in stays. */
static bool
stood_already(const struct om_request *r)
{
	for (size_t i = 0; i < r->event_count; i++)
		if (r->events[i].kind == OM_EVENT_STOPPED &&
		    *r->events[i].detail != '\0')
			return true;
	return false;
}

int
om_case_unblock(struct om_case *c)
{
	struct block b = {
		.c = c, .purpose = c->request->right->blocks, .lift = true
	};

	return stood_already(c->request) ? OM_OK : set_all(&b);
}

int
om_case_block_act(struct om_case *c, struct om_request_step *step)
{
	struct block b = { .c = c, .purpose = c->request->right->blocks };
	struct om_people *people = om_people_new(c->om->store, c->arena);
	struct om_subject *s;
	int rc = om_people_get(people, &s, c->request->subject);

	if (rc == OM_OK)
		rc = set_subject(&b, s);
	if (rc == OM_OK)
		step->acted = (int64_t)s->profile_count;
	return rc;
}

int
om_case_block_left(int64_t *out, struct om_case *c, const struct om_subject *s)
{
	enum om_purpose purpose = c->request->right->blocks;
	int64_t left = 0;
	int rc = 1;

	for (size_t i = 0; rc >= 0 && i < s->profile_count; i++) {
		rc = om_suppression_hits(
		    c->om->store, &s->profiles[i].profile, purpose);
		left += rc == 0;
	}
	if (rc < 0)
		return rc;
	*out = left;
	return OM_OK;
}
