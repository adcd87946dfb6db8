#include "request/answer.h"

#include "base/clock.h"
#include "format/json_reader.h"

/*
 * What opens an account: to send it would endanger the very person whom the
 * copy serves (GDPR Art. 32).
 */
static const char *const secrets[] = { "password", "pin", "access_code", "cvv",
	"security_qa", "secret" };

/*
 * What may be one of California's numbers as likely as one in three is not
 * shown: 11 CCR 7024(d) forbids, it does not weigh.
 */
#define LEAST_CALIFORNIA 0.3f
#define LEAST 0.5f

const char *
om_answer_secret(size_t i)
{
	return i < sizeof(secrets) / sizeof(secrets[0]) ? secrets[i] : NULL;
}

static bool
is_secret(const struct om_kinds *kinds, const struct om_kind *kind)
{
	for (size_t i = 0; om_answer_secret(i) != NULL; i++) {
		int n = om_kinds_find(kinds, om_span_of(om_answer_secret(i)));

		if (n >= 0 && om_kind_set_has(&kind->above, n))
			return true;
	}
	return false;
}

/* Europe wants all but such secrets shown, California fewer (7024(d)). */
void
om_answer_secrets(
    struct om_kind_set *out, const struct om_kinds *kinds, bool california)
{
	*out = (struct om_kind_set){ 0 };
	for (size_t i = 0; i < kinds->n; i++)
		if (is_secret(kinds, &kinds->list[i]) ||
		    (california && kinds->list[i].redact))
			om_kind_set_add(out, (int)i);
}

/* The kind that an identifier of a type is of. */
static int
kind_of_type(const struct om_answer *a, struct om_span type)
{
	const struct om_identity *of =
	    om_identity_find(a->c->om->identity, type);

	return of->kind == NULL ? -1
				: om_kinds_find(a->kinds, om_span_of(of->kind));
}

/* What the plan withholds of identifiers: all, or those of a type. */
static struct om_redaction *
withheld_type(const struct om_answer *a, const char *item, struct om_span type)
{
	struct om_redaction *r =
	    om_redactions_at(&a->redactions, item, OM_SPAN("/identifiers"));
	struct om_buf path = OM_BUF(1 << 10);

	om_buf_text(&path, "/identifiers/");
	om_buf_add(&path, type);
	if (r == NULL)
		r = om_redactions_at(&a->redactions, item, om_buf_span(&path));
	om_buf_free(&path);
	return r;
}

static int
take_identifier(struct om_answer *a, struct om_identifier *id,
    const struct om_answer_place *place, const char *item)
{
	struct om_redaction *r = withheld_type(a, item, id->type);
	int kind = kind_of_type(a, id->type);
	int rc = om_answer_clean_text(a, place, "type", -1, &id->type);

	if (r != NULL) {
		struct om_buf mark = OM_BUF(1 << 10);

		om_answer_left_out(&mark, a, r);
		id->value = om_arena_copy(a->arena, om_buf_span(&mark));
		om_buf_free(&mark);
		r->used++;
		return rc;
	}
	return rc == OM_OK
		   ? om_answer_clean_text(a, place, "value", kind, &id->value)
		   : rc;
}

static int
take_identifiers(struct om_answer *a, struct om_profile *p,
    const struct om_answer_place *record)
{
	const struct om_answer_place list = { .above = record,
		.key = OM_SPAN("identifiers") };
	const struct om_identifier *from = p->identifiers;
	int rc = OM_OK;

	p->identifiers = om_arena_new(a->arena, p->n, sizeof(*from));
	for (size_t i = 0; rc == OM_OK && i < p->n; i++) {
		const struct om_answer_place place = { .above = &list,
			.index = i };

		p->identifiers[i] = from[i];
		rc = take_identifier(
		    a, &p->identifiers[i], &place, record->item);
	}
	return rc;
}

static int
take_members(struct om_answer *a, struct om_profile *p,
    const struct om_answer_place *record)
{
	const struct {
		const char *name, *kind;
		struct om_span *text;
	} members[] = {
		{ "source", NULL, &p->source },
		{ "type", NULL, &p->type },
		{ "id", NULL, &p->outer_id },
		{ "user_id", NULL, &p->user_id },
		{ "name", "name.full", &p->name },
		{ "created_at", NULL, &p->created_at },
		{ "updated_at", NULL, &p->updated_at },
	};
	int rc = OM_OK;

	for (size_t i = 0;
	     rc == OM_OK && i < sizeof(members) / sizeof(members[0]); i++) {
		const char *kind = members[i].kind;

		rc = om_answer_clean_text(a, record, members[i].name,
		    kind == NULL ? -1
				 : om_kinds_find(a->kinds, om_span_of(kind)),
		    members[i].text);
	}
	return rc;
}

/* Compact, in the arena. */
static struct om_span
text_of(const struct om_answer *a, const struct om_value *v)
{
	struct om_buf b = OM_BUF((size_t)64 << 20);
	struct om_json j = OM_JSON(&b, false);
	struct om_span s;

	om_value_write(&j, NULL, v);
	s = om_arena_copy(a->arena, om_buf_span(&b));
	om_buf_free(&b);
	return s;
}

static int
take_profile(struct om_answer *a, const struct om_held_profile *held)
{
	struct om_answer_profile *p = &a->profiles[a->n++];
	struct om_answer_place record = { 0 };
	const struct om_answer_place attributes = { .above = &record,
		.key = OM_SPAN("attributes") };
	int rc = om_json_read(
	    &p->attributes, a->arena, held->profile.attributes, NULL);

	p->id = held->id;
	p->reference = record.item = om_case_id(a->c, held->id);
	p->profile = held->profile;
	if (rc == OM_OK)
		rc = take_members(a, &p->profile, &record);
	if (rc == OM_OK)
		rc = take_identifiers(a, &p->profile, &record);
	if (rc == OM_OK)
		rc = om_answer_clean(a, a->arena, &attributes, p->attributes);
	if (rc == OM_OK)
		p->profile.attributes = text_of(a, p->attributes);
	return rc;
}

/* Erased since, by another request: then there is nothing to copy. */
static int
find_subject(struct om_answer *a)
{
	const struct om_request *r = a->c->request;
	int rc;

	if (!r->right->copies || r->denied != NULL || r->subject == 0)
		return OM_OK;
	rc = om_locate_id(&a->subject, a->c->om->store, a->arena, r->subject);
	return rc == OM_NOTFOUND ? OM_OK : rc;
}

/* Whether the plan withholds the whole record. */
static bool
is_withheld(struct om_answer *a, const struct om_held_profile *held)
{
	struct om_redaction *r = om_redactions_at(
	    &a->redactions, om_case_id(a->c, held->id), OM_SPAN_NONE);

	if (r != NULL)
		r->used++;
	return r != NULL;
}

static int
take_profiles(struct om_answer *a)
{
	const struct om_subject *s = a->subject;
	int rc = OM_OK;

	if (s == NULL)
		return OM_OK;
	a->profiles =
	    om_arena_new(a->arena, s->profile_count, sizeof(*a->profiles));
	for (size_t i = 0; rc == OM_OK && i < s->profile_count; i++)
		if (!s->profiles[i].removed && !is_withheld(a, &s->profiles[i]))
			rc = take_profile(a, &s->profiles[i]);
	return rc;
}

static int
open_tools(struct om_answer *a)
{
	const char *policies = a->c->om->policies;
	struct om_scanner_options options = { .folder = policies,
		.least = a->california ? LEAST_CALIFORNIA : LEAST };
	int rc = om_kinds_open(&a->kinds, policies);

	if (rc == OM_OK)
		rc = om_attributes_open(&a->attributes, a->kinds, policies);
	options.kinds = a->kinds;
	if (rc == OM_OK)
		rc = om_scanner_open(&a->scanner, &options);
	if (rc == OM_OK)
		om_answer_secrets(&a->secret, a->kinds, a->california);
	return rc;
}

static int
begin(struct om_answer *a, struct om_case *c)
{
	int rc;

	*a = (struct om_answer){ .c = c,
		.arena = c->arena,
		.as_of = om_clock_now(),
		.pieces = true,
		.since = INT32_MIN,
		.missing = OM_BUF(8 << 10) };
	c->om->store->request = c->id;
	rc = om_letter_open(&a->letter, c, NULL);
	a->california = a->letter.california;
	a->kingdom = a->letter.kingdom;
	return rc == OM_OK ? open_tools(a) : rc;
}

int
om_answer_open(struct om_answer *a, struct om_case *c)
{
	int rc = begin(a, c);

	if (rc == OM_OK)
		rc = om_redactions_load(&a->redactions, c);
	if (rc == OM_OK)
		rc = find_subject(a);
	if (rc == OM_OK)
		rc = om_answer_processing(a);
	if (rc == OM_OK)
		rc = om_answer_own(a);
	return rc == OM_OK ? take_profiles(a) : rc;
}

int
om_answer_look(struct om_answer *a, struct om_case *c,
    int (*seen)(void *state, const struct om_answer_place *place,
	struct om_span text, const struct om_hits *hits),
    void *state)
{
	int rc = begin(a, c);

	a->seen = seen;
	a->seen_state = state;
	if (rc == OM_OK)
		rc = find_subject(a);
	if (rc == OM_OK)
		rc = take_profiles(a);
	return rc == OM_OK ? om_answer_survey(a) : rc;
}

void
om_answer_close(struct om_answer *a)
{
	if (a->c != NULL)
		a->c->om->store->request = 0;
	om_letter_close(&a->letter);
	om_processing_close(a->record);
	om_answer_fields_close(a);
	om_hits_free(&a->hits);
	om_buf_free(&a->missing);
	om_scanner_close(a->scanner);
	om_attributes_close(a->attributes);
	om_kinds_close(a->kinds);
	om_arena_free(&a->scratch);
}

int
om_answer_kind(const struct om_answer *a, struct om_span field)
{
	return om_attributes_find(a->attributes, field);
}
