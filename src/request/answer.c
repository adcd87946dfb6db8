#include "request/answer.h"

#include "base/clock.h"
#include "format/json_reader.h"
#include "store/event.h"
#include "store/suppression.h"

/* What stands in the place of a value that may not be disclosed. */
#define WITHHELD "we hold it; not shown, for your protection"

/*
 * What opens an account: to send it would endanger the very person whom the
 * copy serves (GDPR Art. 32).
 */
static const char *const secrets[] = { "password", "pin", "access_code", "cvv",
	"security_qa" };

const char *
om_answer_secret(size_t i)
{
	return i < sizeof(secrets) / sizeof(secrets[0]) ? secrets[i] : NULL;
}

static bool
is_secret(const struct om_kind *kind)
{
	for (size_t i = 0; om_answer_secret(i) != NULL; i++)
		if (strcmp(kind->name, secrets[i]) == 0)
			return true;
	return false;
}

/*
 * Notes the kind of a field; whether its value must not be shown. Europe
 * wants all but such secrets shown, California fewer (11 CCR 7024(d)).
 */
static bool
note_kind(struct om_answer *a, int kind)
{
	const struct om_kind *k = &a->kinds->list[kind < 0 ? 0 : kind];

	if (kind < 0)
		return false;
	om_kind_set_add(&a->held, kind);
	if (!is_secret(k) && !(a->california && k->redact))
		return false;
	om_kind_set_add(&a->withheld, kind);
	return true;
}

static void show_value(struct om_answer *a, struct om_json *j, const char *key,
    const struct om_value *v);

static void
show_members(
    struct om_answer *a, struct om_json *j, const struct om_value *object)
{
	for (const struct om_value *m = object->first; m; m = m->next) {
		om_json_key(j, m->key);
		if (note_kind(a, om_answer_kind(a, m->key)))
			om_json_string(j, NULL, WITHHELD);
		else
			show_value(a, j, NULL, m);
	}
}

/* As om_value_write, without the values that may not be shown. */
static void
show_value(struct om_answer *a, struct om_json *j, const char *key,
    const struct om_value *v)
{
	if (v->type == OM_VALUE_OBJECT) {
		om_json_object(j, key);
		show_members(a, j, v);
		om_json_end_object(j);
	} else if (v->type == OM_VALUE_ARRAY) {
		om_json_array(j, key);
		for (const struct om_value *e = v->first; e; e = e->next)
			show_value(a, j, "", e);
		om_json_end_array(j);
	} else {
		om_value_write(j, key, v);
	}
}

/* A JSON text as it may be handed out, in the arena. */
static int
show_json(struct om_span *out, struct om_answer *a, struct om_span text)
{
	struct om_buf b = OM_BUF((size_t)64 << 20);
	struct om_json j = OM_JSON(&b, false);
	struct om_value *v;
	int rc = om_json_read(&v, a->arena, text, NULL);

	if (rc == OM_OK) {
		show_value(a, &j, NULL, v);
		rc = om_buf_check(&b, "a stored value");
	}
	if (rc == OM_OK)
		*out = om_arena_copy(a->arena, om_buf_span(&b));
	om_buf_free(&b);
	return rc;
}

struct gathering {
	struct om_answer *a;
	struct om_answer_profile *to;
};

static int
take_event(void *state, struct om_span json)
{
	struct gathering *g = state;
	struct om_answer_profile *p = g->to;

	if (p->event_count == p->event_room) {
		struct om_span *all;

		p->event_room = p->event_room == 0 ? 16 : p->event_room * 2;
		all = om_arena_new(g->a->arena, p->event_room, sizeof(*all));
		if (p->event_count > 0)
			memcpy(all, p->events, p->event_count * sizeof(*all));
		p->events = all;
	}
	return show_json(&p->events[p->event_count++], g->a, json);
}

static void
take_identifiers(struct om_answer *a, struct om_profile *p)
{
	const struct om_identifier *from = p->identifiers;

	p->identifiers = om_arena_new(a->arena, p->n, sizeof(*from));
	for (size_t i = 0; i < p->n; i++) {
		const struct om_identity *of =
		    om_identity_find(a->c->om->identity, from[i].type);
		int kind = of->kind == NULL
			       ? -1
			       : om_kinds_find(a->kinds, om_span_of(of->kind));

		p->identifiers[i] = from[i];
		if (note_kind(a, kind))
			p->identifiers[i].value = OM_SPAN(WITHHELD);
	}
}

static int
take_profile(struct om_answer *a, const struct om_held_profile *held)
{
	struct om_answer_profile *p = &a->profiles[a->n++];
	struct gathering g = { a, p };
	int rc;

	p->profile = held->profile;
	take_identifiers(a, &p->profile);
	if (p->profile.name.n > 0)
		(void)note_kind(
		    a, om_kinds_find(a->kinds, OM_SPAN("name.full")));
	rc = show_json(&p->profile.attributes, a, held->profile.attributes);
	if (rc == OM_OK)
		rc = om_event_list(
		    a->c->om->store, a->subject, held->id, take_event, &g);
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

/* An entry of the ledger is personal data too (EDPB: it must be told). */
static int
look_for_entries(
    struct om_answer *a, struct om_span source, const struct om_identifier *id)
{
	struct om_store *store = a->c->om->store;
	int rc = OM_OK;

	for (int p = 1; rc >= 0 && p < OM_PURPOSE_SLOTS; p++) {
		enum om_purpose purpose = (enum om_purpose)p;
		struct om_tag tag;

		rc = om_tag_suppression(
		    store->tagger, &tag, purpose, source, id);
		/* Without a canonical form there can be no entry. */
		if (rc == OM_INPUT)
			return OM_OK;
		if (rc == OM_OK)
			rc = om_suppression_has(store, &tag, purpose);
		if (rc == 1)
			a->suppressed[p] = true;
	}
	return rc < 0 ? rc : OM_OK;
}

static int
look_by_claim(struct om_answer *a)
{
	struct om_identifier id;
	struct om_query query = { 0 };
	struct om_span claim;
	int rc = om_claim_open(&claim, a->c);

	if (rc == OM_NOTFOUND)
		return OM_OK;
	if (rc == OM_OK)
		rc = om_query_parse(&query, a->c->om->store, claim);
	id = (struct om_identifier){ query.type, query.value };
	return rc == OM_OK ? look_for_entries(a, query.source, &id) : rc;
}

static int
look_by_profile(struct om_answer *a, const struct om_profile *p)
{
	const struct om_identifier user = { OM_SPAN("user_id"), p->user_id };
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < p->n; i++)
		rc = look_for_entries(a, p->source, &p->identifiers[i]);
	if (rc == OM_OK && p->user_id.n > 0)
		rc = look_for_entries(a, p->source, &user);
	return rc;
}

static int
gather(struct om_answer *a)
{
	const struct om_subject *s = a->subject;
	int rc = OM_OK;

	/* Only a verified person learns what the ledger holds. */
	if (a->c->request->right->copies && a->c->request->denied == NULL)
		rc = look_by_claim(a);
	if (s == NULL)
		return rc;
	a->profiles =
	    om_arena_new(a->arena, s->profile_count, sizeof(*a->profiles));
	for (size_t i = 0; rc == OM_OK && i < s->profile_count; i++) {
		if (s->profiles[i].removed)
			continue;
		rc = look_by_profile(a, &s->profiles[i].profile);
		if (rc == OM_OK)
			rc = take_profile(a, &s->profiles[i]);
	}
	return rc;
}

int
om_answer_open(struct om_answer *a, struct om_case *c)
{
	int rc;

	*a = (struct om_answer){
		.c = c, .arena = c->arena, .as_of = om_clock_now()
	};
	rc = om_letter_open(&a->letter, c, NULL);
	a->california = a->letter.california;
	a->kingdom = a->letter.kingdom;
	if (rc == OM_OK)
		rc = om_kinds_open(&a->kinds, c->om->policies);
	if (rc == OM_OK)
		rc = om_attributes_open(
		    &a->attributes, a->kinds, c->om->policies);
	if (rc == OM_OK)
		rc = find_subject(a);
	return rc == OM_OK ? gather(a) : rc;
}

void
om_answer_close(struct om_answer *a)
{
	om_letter_close(&a->letter);
	om_attributes_close(a->attributes);
	om_kinds_close(a->kinds);
}

int
om_answer_kind(const struct om_answer *a, struct om_span field)
{
	return om_attributes_find(a->attributes, field);
}
