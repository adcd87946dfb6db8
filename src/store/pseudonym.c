#include "store/pseudonym.h"

#include "format/json_reader.h"
#include "policy/treatment.h"
#include "store/audit.h"
#include "store/event.h"
#include "store/identifier.h"
#include "store/pseudonym_inside.h"
#include "store/statement.h"

int
om_pseudonym_any(struct om_store *store)
{
	int rc = om_sql_first(store->sql, S_PSEUDONYMOUS_ANY_ALL, NULL, 0);

	om_sql_stop(store->sql, S_PSEUDONYMOUS_ANY_ALL);
	return rc;
}

uint32_t
om_pseudonym_version(const struct om_store *store, size_t i)
{
	struct om_key_info info;

	for (size_t k = 0; om_keys_list(store->keys, &info, k); k++)
		if (info.kind == OM_KEY_PSEUDONYM && i-- == 0)
			return info.version;
	return 0;
}

static int
pseudonym_of(struct om_span *out, const struct om_pseudonym_making *m,
    const struct om_identifier *id)
{
	struct om_buf text = OM_BUF(4 * OM_PROFILE_VALUE_MAX);
	int rc = om_tag_pseudonym(
	    m->store->tagger, &text, m->version, m->source, id);

	if (rc == OM_OK)
		*out = om_arena_copy(m->arena, om_buf_span(&text));
	om_buf_free(&text);
	return rc;
}

int
om_pseudonym_tag(struct om_tag *out, const struct om_pseudonym_making *m,
    const struct om_identifier *id)
{
	struct om_identifier pseudonym = { id->type, OM_SPAN_NONE };
	int rc = pseudonym_of(&pseudonym.value, m, id);

	return rc == OM_OK
		   ? om_tag_index(m->store->tagger, out, m->source, &pseudonym)
		   : rc;
}

int
om_pseudonym_tags(struct om_store *store, struct om_arena *arena,
    struct om_span source, const struct om_identifier *id, struct om_tags *tags)
{
	struct om_pseudonym_making m = { store, arena, 0, source };
	struct om_tag *all;
	size_t live = 0;
	int rc = OM_OK;

	while (om_pseudonym_version(store, live) != 0)
		live++;
	all = om_arena_new(arena, tags->n + live, sizeof(*all));
	memcpy(all, tags->p, tags->n * sizeof(*all));
	for (size_t i = 0; rc == OM_OK && i < live; i++) {
		m.version = om_pseudonym_version(store, i);
		rc = om_pseudonym_tag(&all[tags->n + i], &m, id);
	}
	if (rc == OM_OK)
		*tags = (struct om_tags){ all, tags->n + live };
	return rc;
}

static void
treat(struct om_json *j, const struct om_value *m, enum om_treatment how,
    struct om_pseudonymisation *out)
{
	struct om_buf value = OM_BUF(4096);

	if (how == OM_TREATMENT_KEEP) {
		om_json_key(j, m->key);
		om_value_write(j, NULL, m);
		out->attributes_kept++;
	} else if (how != OM_TREATMENT_DROP && om_value_is_text(m) &&
		   om_treatment_apply(&value, how, m->text)) {
		om_json_key(j, m->key);
		om_json_text(j, NULL, om_buf_span(&value));
		out->attributes_generalised++;
	} else
		out->attributes_dropped++;
	om_buf_free(&value);
}

static int
treat_attributes(struct om_pseudonymisation *out, struct om_store *store,
    struct om_arena *arena, struct om_span *attributes)
{
	struct om_buf text = OM_BUF(32 << 20);
	struct om_json j = OM_JSON(&text, false);
	struct om_value *object;
	int rc = om_json_read(&object, arena, *attributes, NULL);

	if (rc != OM_OK)
		return rc;
	om_json_object(&j, NULL);
	for (const struct om_value *m = object->first; m; m = m->next)
		treat(&j, m, om_treatment_of(store->treatment, m->key), out);
	om_json_end_object(&j);
	rc = om_buf_check(&text, "attributes");
	if (rc == OM_OK)
		*attributes = om_arena_copy(arena, om_buf_span(&text));
	om_buf_free(&text);
	return rc;
}

/*
 * The identifiers that become pseudonyms: not those of role mailboxes, where
 * there are others. Nobody could tell such a pseudonym from that of her own
 * address, and it would link her with strangers.
 */
static size_t
take_own(struct om_identifier *out, const struct om_store *store,
    const struct om_profile *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++)
		if (!om_identifier_is_role(store, &p->identifiers[i]))
			out[n++] = p->identifiers[i];
	if (n > 0)
		return n;
	memcpy(out, p->identifiers, p->n * sizeof(*out));
	return p->n;
}

int
om_pseudonym_make(struct om_pseudonymisation *out, struct om_store *store,
    struct om_arena *arena, struct om_profile *p, uint32_t version)
{
	struct om_identifier user = { OM_SPAN("user_id"), p->user_id };
	struct om_identifier *all = om_arena_new(arena, p->n, sizeof(*all));
	struct om_pseudonym_making m = { store, arena, version, p->source };
	size_t n = take_own(all, store, p);
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < n; i++) {
		struct om_identifier plain = all[i];

		rc = pseudonym_of(&all[i].value, &m, &plain);
	}
	if (rc == OM_OK && user.value.n > 0)
		rc = pseudonym_of(&p->user_id, &m, &user);
	if (rc == OM_OK)
		rc = treat_attributes(out, store, arena, &p->attributes);
	if (rc != OM_OK)
		return rc;
	p->identifiers = all;
	p->n = n;
	p->name = p->outer_id = OM_SPAN_NONE;
	out->profiles++;
	out->identifiers += p->n;
	return OM_OK;
}

/* What is kept of an event: what it was and when; not what it says. */
struct stripping {
	struct om_store *store;
	struct om_arena *arena;
	struct om_span *events;
	size_t n, room;
};

static int
strip_event(void *state, struct om_span json)
{
	static const char *const kept[] = { "source", "type", "created_at",
		"received_at" };
	struct stripping *s = state;
	struct om_buf text = OM_BUF(8192);
	struct om_json j = OM_JSON(&text, false);
	struct om_value *event;
	int rc = om_json_read(&event, s->arena, json, NULL);

	if (rc != OM_OK)
		return rc;
	om_json_object(&j, NULL);
	for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++)
		if (om_value_member(event, kept[i]) != NULL)
			om_value_write(
			    &j, kept[i], om_value_member(event, kept[i]));
	om_json_object(&j, "properties");
	om_json_end_object(&j);
	om_json_end_object(&j);
	if (s->n == s->room) {
		size_t room = s->room == 0 ? 16 : s->room * 2;
		struct om_span *all =
		    om_arena_new(s->arena, room, sizeof(*all));

		if (s->n > 0)
			memcpy(all, s->events, s->n * sizeof(*all));
		s->events = all;
		s->room = room;
	}
	rc = om_buf_check(&text, "an event");
	if (rc == OM_OK)
		s->events[s->n++] = om_arena_copy(s->arena, om_buf_span(&text));
	om_buf_free(&text);
	return rc;
}

/* Reads and removes the events of a profile; they come back stripped. */
static int
strip_events(
    struct stripping *s, const struct om_subject *subject, int64_t profile)
{
	int rc = om_event_list(s->store, subject, profile, strip_event, s);

	if (rc == OM_OK)
		rc = OM_SQL_RUN(s->store->sql, S_EVENT_DELETE,
		    OM_INT(subject->id), OM_INT(profile));
	return rc;
}

static int
make_profiles(struct om_pseudonymisation *out, struct om_store *store,
    struct om_arena *arena, struct om_subject *s, struct stripping *events)
{
	uint32_t version = om_keys_pseudonym_current(store->keys);
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < s->profile_count; i++) {
		struct om_held_profile *held = &s->profiles[i];

		events[i] = (struct stripping){ store, arena, NULL, 0, 0 };
		rc = strip_events(&events[i], s, held->id);
		if (rc == OM_OK)
			rc = om_pseudonym_make(
			    out, store, arena, &held->profile, version);
		out->events += events[i].n;
	}
	s->stale = true;
	return rc;
}

static int
record(struct om_store *store, const struct om_subject *s, const char *detail,
    const struct om_pseudonymisation *p, int64_t request)
{
	uint8_t reference[OM_HASH_SIZE];
	struct om_audit_entry entry = { .act = OM_ACT_PSEUDONYMIZE,
		.reference = om_span_bytes(reference, sizeof(reference)),
		.request = request,
		.detail = detail,
		.counts = { { "profiles", (int64_t)p->profiles },
		    { "identifiers", (int64_t)p->identifiers },
		    { "events", (int64_t)p->events },
		    { "kept", (int64_t)p->attributes_kept },
		    { "generalised", (int64_t)p->attributes_generalised },
		    { "dropped", (int64_t)p->attributes_dropped } } };
	int rc = om_subject_reference(reference, s);

	return rc == OM_OK ? om_audit_add(store, &entry) : rc;
}

static int
write_events(struct om_store *store, const struct om_subject *s,
    const struct stripping *events)
{
	int rc = OM_OK;
	bool added;

	for (size_t i = 0; rc == OM_OK && i < s->profile_count; i++)
		for (size_t k = 0; rc == OM_OK && k < events[i].n; k++)
			rc = om_event_add(store, s, s->profiles[i].id,
			    events[i].events[k], &added);
	return rc;
}

static int
pseudonymise(struct om_pseudonymisation *out, struct om_store *store,
    struct om_arena *arena, int64_t subject, int64_t request)
{
	struct om_people *people = om_people_new(store, arena);
	struct stripping *events;
	struct om_subject *s;
	int rc = om_people_get(people, &s, subject);

	if (rc != OM_OK)
		return rc;
	if (s->state == OM_SUBJECT_PSEUDONYMOUS)
		return om_fail(
		    OM_DENIED, "the subject is pseudonymised already");
	/* The reference in the log is that of the key that goes. */
	rc = record(store, s, "begun", out, request);
	events = om_arena_new(arena, s->profile_count, sizeof(*events));
	if (rc == OM_OK)
		rc = make_profiles(out, store, arena, s, events);
	if (rc == OM_OK)
		om_people_rekey(people, s);
	s->state = OM_SUBJECT_PSEUDONYMOUS;
	if (rc == OM_OK)
		rc = om_people_write(people);
	if (rc == OM_OK)
		rc = write_events(store, s, events);
	if (rc == OM_OK)
		rc = OM_SQL_RUN(store->sql, S_META_SET,
		    OM_STRING("pseudonymous"), OM_INT(1));
	return rc == OM_OK ? record(store, s, "done", out, request) : rc;
}

int
om_pseudonymise(struct om_pseudonymisation *out, struct om_store *store,
    int64_t subject, int64_t request)
{
	struct om_pseudonymisation done = { 0 };
	struct om_arena arena = { 0 };
	int rc = om_store_begin(store);

	if (rc == OM_OK)
		rc = om_store_end(store,
		    pseudonymise(&done, store, &arena, subject, request));
	om_arena_free(&arena);
	if (rc == OM_OK)
		*out = done;
	return rc;
}
