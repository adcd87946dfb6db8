#include "context/processing.h"
#include "request/inside.h"
#include "request/notice.h"
#include "store/identifier.h"

/* One recipient being drafted for. */
struct draft {
	struct om_case *c;
	const struct om_processing_recipient *to;
	struct om_notice_draft *d;
};

static void
add(struct draft *d, struct om_span json)
{
	struct om_notice_draft *n = d->d;

	for (size_t i = 0; i < n->n; i++)
		if (om_span_equal(n->identities[i], json))
			return;
	if (n->n == n->room) {
		struct om_span *old = n->identities;

		n->room = n->room == 0 ? 8 : 2 * n->room;
		n->identities =
		    om_arena_new(d->c->arena, n->room, sizeof(*old));
		if (old != NULL)
			memcpy(n->identities, old, n->n * sizeof(*old));
	}
	n->identities[n->n++] = om_arena_copy(d->c->arena, json);
}

/*
 * The hash is of the form in which values are compared, so that both sides
 * come to the same. What has no such form has no hash.
 */
static int
add_value(
    struct om_json *j, const struct om_identity *identity, struct om_span value)
{
	struct om_buf canonical = OM_BUF(OM_NORMALISED_MAX);
	uint8_t hash[OM_HASH_SIZE];
	int rc = om_normalise(&canonical, identity->normaliser, value);

	if (rc == OM_OK)
		rc = om_sha256(hash, om_buf_span(&canonical));
	if (rc == OM_OK)
		om_json_hex(
		    j, "identity_value", om_span_bytes(hash, sizeof(hash)));
	om_buf_free(&canonical);
	return rc;
}

static int
add_identity(struct draft *d, const struct om_identifier *id, const char *as,
    bool hashed)
{
	struct om_buf text = OM_BUF(16 << 10);
	struct om_json j = OM_JSON(&text, false);
	int rc = OM_OK;

	/* Nobody else knows our pseudonyms. */
	if (om_token_is(id->value) || om_token_is_email(id->value))
		return OM_OK;
	om_json_object(&j, NULL);
	om_json_string(&j, "identity_type", as);
	if (hashed)
		rc = add_value(&j,
		    om_identity_find(d->c->om->identity, id->type), id->value);
	else
		om_json_text(&j, "identity_value", id->value);
	om_json_string(&j, "identity_format", hashed ? "sha256" : "raw");
	om_json_end_object(&j);
	if (rc == OM_OK)
		rc = om_buf_check(&text, "an identity");
	if (rc == OM_OK)
		add(d, om_buf_span(&text));
	om_buf_free(&text);
	return rc == OM_INPUT ? OM_OK : rc;
}

/* "google" is matched as "email". */
static bool
is_type(const struct om *om, struct om_span type, const char *wanted)
{
	const struct om_identity *i = om_identity_find(om->identity, type);

	return om_span_is(type, wanted) ||
	       (i->type != NULL && strcmp(i->type, wanted) == 0);
}

/*
 * Those by which the recipient knows people, and no others. Where the record
 * does not say which, those that are one person's beyond doubt.
 */
static int
add_identifier(struct draft *d, const struct om_identifier *id)
{
	const struct om_processing_recipient *to = d->to;
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < to->identity_count; i++)
		if (is_type(d->c->om, id->type, to->identities[i].type))
			rc = add_identity(d, id, to->identities[i].as,
			    to->identities[i].hashed);
	if (to->identity_count == 0 &&
	    om_identifier_is_strong(d->c->om->store, id))
		rc = add_identity(
		    d, id, om_arena_string(d->c->arena, id->type), false);
	return rc;
}

static bool
is_buyer(const struct om_activity *a, const struct om_processing_recipient *to)
{
	for (size_t i = 0; i < a->sold_or_shared.n; i++)
		for (size_t k = 0; k < a->sold_or_shared.p[i].n; k++)
			if (a->sold_or_shared.p[i].recipients[k] == to)
				return true;
	return false;
}

/* A simple record cannot tell who is what: then everybody is told. */
static bool
is_meant(const struct om_notice_duty *duty, bool simple,
    const struct om_activity *a, const struct om_processing_recipient *to)
{
	bool gets = false;

	for (size_t i = 0; i < a->recipient_count; i++)
		gets |= a->recipients[i] == to;
	if (!gets || simple || (duty->whom & OM_NOTICE_ALL) != 0)
		return gets;
	return ((duty->whom & OM_NOTICE_PROCESSORS) != 0 &&
		   to->capacity == OM_PROCESSOR) ||
	       ((duty->whom & OM_NOTICE_BUYERS) != 0 && is_buyer(a, to));
}

/* Whether a part of the record goes now whose time is over. */
static bool
has_ended(const struct om_request *r, const char *reference)
{
	for (size_t i = 0; i < r->item_count; i++)
		if (strcmp(r->items[i].reference, reference) == 0 &&
		    strcmp(r->items[i].state, "ended") == 0)
			return true;
	return false;
}

/*
 * What is kept as a whole is nothing to be told of; in a supplement, nor is
 * what it does not touch.
 */
static bool
is_kept(struct om_case *c, const struct om_held_profile *held)
{
	const struct om_request *r = c->request;
	const char *id = om_case_id(c, held->id);

	if (r->executed != NULL)
		return !has_ended(r, id);
	for (size_t i = 0; i < r->item_count; i++)
		if (strcmp(r->items[i].reference, id) == 0 &&
		    *r->items[i].part == '\0')
			return strcmp(r->items[i].action, "keep") == 0;
	return false;
}

static int
add_profile(struct draft *d, const struct om_profile *p)
{
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < om_identifier_count(p); i++) {
		struct om_identifier id = om_identifier_at(p, i);

		rc = add_identifier(d, &id);
	}
	return rc;
}

/* 1 where the recipient is told, 0 where nothing of the person went there. */
static int
draft_for(struct draft *d, const struct om_notice_duty *duty,
    const struct om_processing_record *record, const struct om_subject *s)
{
	bool told = false;
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < s->profile_count; i++) {
		const struct om_held_profile *held = &s->profiles[i];
		bool meant = false;

		for (size_t a = 0; a < record->n; a++)
			meant |= om_activity_has_source(&record->activities[a],
				     held->profile.source) &&
				 is_meant(duty, record->simple,
				     &record->activities[a], d->to);
		if (held->removed || !meant || is_kept(d->c, held))
			continue;
		told = true;
		rc = add_profile(d, &held->profile);
	}
	return rc == OM_OK ? told : rc;
}

static int
gather(struct om_notice_drafts *out, struct om_case *c,
    const struct om_processing_record *record, const struct om_subject *s)
{
	int rc = OM_OK;

	out->p =
	    om_arena_new(c->arena, record->recipient_count, sizeof(*out->p));
	for (size_t i = 0; rc >= 0 && i < record->recipient_count; i++) {
		const struct om_processing_recipient *to =
		    &record->recipients[i];
		struct draft d = { c, to, &out->p[out->n] };

		d.d->recipient = om_case_string(c, om_span_of(to->name));
		d.d->role = om_capacity_word(to->capacity);
		rc = draft_for(&d, out->duty, record, s);
		out->n += rc == 1;
	}
	return rc < 0 ? rc : OM_OK;
}

int
om_notice_gather(struct om_notice_drafts *out, struct om_case *c)
{
	const struct om_request *r = c->request;
	struct om_notice_drafts drafts = { .duty = om_notice_duty_of(r) };
	struct om_processing_record *record = NULL;
	struct om_subject *s;
	int rc;

	*out = drafts;
	if (drafts.duty == NULL || r->subject == 0 ||
	    om_request_weighed_as(r, "overridden"))
		return OM_OK;
	rc = om_people_get(
	    om_people_new(c->om->store, c->arena), &s, r->subject);
	if (rc == OM_NOTFOUND)
		return OM_OK; /* another request erased her */
	if (rc == OM_OK)
		rc = om_processing_open(&record, c->om);
	if (rc == OM_OK)
		rc = gather(&drafts, c, record, s);
	om_processing_close(record);
	if (rc == OM_OK)
		*out = drafts;
	return rc;
}
