#include "store/event.h"

#include "base/clock.h"
#include "base/memory.h"
#include "crypto/mac.h"
#include "store/statement.h"
#include "store/subject.h"

static const struct {
	const char *name;
	enum om_value_type type;
	bool required, named, time;
} members[] = {
	{ "source", OM_VALUE_STRING, .required = true, .named = true },
	{ "type", OM_VALUE_STRING, .required = true, .named = true },
	{ "properties", OM_VALUE_OBJECT, .required = true },
	{ "description", OM_VALUE_STRING, .required = false },
	{ "id", OM_VALUE_STRING, .required = false },
	{ "created_at", OM_VALUE_STRING, .time = true },
	{ "received_at", OM_VALUE_STRING, .time = true },
};

/* Of source and type, in characters, as Zendesk documents them. */
enum { NAME_MAX_CHARACTERS = 40, PAGE = 512 };

enum { MEMBERS = sizeof(members) / sizeof(members[0]) };

static int
check_member(const struct om_value *m)
{
	int64_t ms;

	for (size_t i = 0; i < MEMBERS; i++) {
		if (!om_span_is(m->key, members[i].name))
			continue;
		if (m->type == OM_VALUE_NULL && !members[i].required)
			return OM_OK;
		if (m->type != members[i].type)
			return om_fail(OM_INPUT, "event.%s has a wrong type",
			    members[i].name);
		if (members[i].time && om_time_parse(&ms, m->text) != OM_OK)
			return om_fail(OM_INPUT,
			    "event.%s is not a time (RFC 3339)",
			    members[i].name);
		if (members[i].named &&
		    (m->text.n == 0 ||
			om_profile_characters(m->text) > NAME_MAX_CHARACTERS))
			return om_fail(OM_INPUT,
			    "event.%s must have 1 to %d characters",
			    members[i].name, NAME_MAX_CHARACTERS);
		return OM_OK;
	}
	return om_fail(OM_INPUT, "an event has no such member");
}

int
om_event_check(const struct om_value *event)
{
	if (!om_value_is(event, OM_VALUE_OBJECT))
		return om_fail(OM_INPUT, "an event must be an object");
	for (size_t i = 0; i < MEMBERS; i++)
		if (members[i].required &&
		    om_value_member(event, members[i].name) == NULL)
			return om_fail(
			    OM_INPUT, "event.%s is missing", members[i].name);
	if (om_span_is(om_value_member(event, "source")->text, "zendesk"))
		return om_fail(
		    OM_INPUT, "event source \"zendesk\" is reserved");
	for (const struct om_value *m = event->first; m; m = m->next) {
		int rc = check_member(m);

		if (rc != OM_OK)
			return rc;
	}
	return OM_OK;
}

/* An event's id is the tag of its bytes, so the same one is found again. */
static int
id_of(struct om_tag *out, const struct om_subject *s, struct om_span json)
{
	uint8_t key[OM_KEY_SIZE], full[OM_HASH_SIZE];
	struct om_mac *mac = NULL;
	int rc = om_secret_derive(key, &s->secret, "ombud/subject/event/1");

	if (rc == OM_OK)
		rc = om_mac_open(&mac, key);
	if (rc == OM_OK)
		rc = om_mac_tag(mac, full, &json, 1);
	if (rc == OM_OK)
		memcpy(out->b, full, OM_TAG_SIZE);
	om_mac_close(mac);
	om_wipe(key, sizeof(key));
	return rc;
}

int
om_event_add(struct om_store *store, const struct om_subject *subject,
    int64_t profile, struct om_span json, bool *added)
{
	struct om_place place = om_place_of('E', subject->id, profile);
	struct om_buf sealed = OM_BUF(json.n + OM_SEAL_OVERHEAD);
	struct om_tag id;
	int rc = id_of(&id, subject, json);

	if (rc == OM_OK)
		rc = om_seal(store->sealer, &sealed, subject->secret.seal, json,
		    om_place_span(&place));
	if (rc == OM_OK)
		rc = OM_SQL_RUN(store->sql, S_EVENT_INSERT, OM_INT(subject->id),
		    OM_INT(profile), OM_BYTES(om_tag_span(&id)),
		    OM_BYTES(om_buf_span(&sealed)));
	om_buf_free(&sealed);
	if (rc == OM_OK)
		*added = om_sql_changes(store->sql) == 1;
	return rc;
}

int
om_event_list(struct om_store *store, const struct om_subject *subject,
    int64_t profile, int (*each)(void *state, struct om_span json), void *state)
{
	struct om_place place = om_place_of('E', subject->id, profile);
	struct om_buf json = OM_BUF(32 << 20);
	struct om_sql *sql = store->sql;
	int rc =
	    OM_SQL_START(sql, S_EVENT_OF, OM_INT(subject->id), OM_INT(profile));

	while (rc == OM_OK && (rc = om_sql_step(sql, S_EVENT_OF)) == 1) {
		om_buf_reset(&json);
		rc = om_unseal(store->sealer, &json, subject->secret.seal,
		    om_sql_data(sql, S_EVENT_OF, 1), om_place_span(&place));
		if (rc == OM_OK)
			rc = each(state, om_buf_span(&json));
	}
	om_sql_stop(sql, S_EVENT_OF);
	om_buf_free(&json);
	return rc;
}

/* Where the next page begins, and what is done with each event. */
struct paging {
	struct om_store *store;
	const struct om_subject *subject;
	int64_t profile;
	int (*each)(void *state, struct om_span id, struct om_span json);
	void *state;
	struct om_buf json;
	struct om_tag last;
	size_t last_size; /* 0 before the first */
};

static int
take_one(struct paging *p, struct om_span id, struct om_span sealed)
{
	struct om_place place = om_place_of('E', p->subject->id, p->profile);
	int rc;

	if (id.n > sizeof(p->last.b))
		return om_fail(OM_CORRUPT, "store: an event's id is too long");
	memcpy(p->last.b, id.p, id.n);
	p->last_size = id.n;
	om_buf_reset(&p->json);
	rc = om_unseal(p->store->sealer, &p->json, p->subject->secret.seal,
	    sealed, om_place_span(&place));
	return rc == OM_OK ? p->each(p->state, om_span_bytes(p->last.b, id.n),
				 om_buf_span(&p->json))
			   : rc;
}

/* *n counts the rows of the page. */
static int
take_page(struct paging *p, size_t *n)
{
	const struct om_tag after = p->last; /* what is bound must stay */
	struct om_sql *sql = p->store->sql;
	int rc = OM_SQL_START(sql, S_EVENT_AFTER, OM_INT(p->subject->id),
	    OM_INT(p->profile), OM_BYTES(om_span_bytes(after.b, p->last_size)),
	    OM_INT(PAGE));

	*n = 0;
	while (rc == OM_OK && (rc = om_sql_step(sql, S_EVENT_AFTER)) == 1) {
		++*n;
		rc = take_one(p, om_sql_data(sql, S_EVENT_AFTER, 0),
		    om_sql_data(sql, S_EVENT_AFTER, 1));
	}
	om_sql_stop(sql, S_EVENT_AFTER);
	om_sql_spare(sql);
	return rc;
}

int
om_event_each(struct om_store *store, const struct om_subject *subject,
    int64_t profile,
    int (*each)(void *state, struct om_span id, struct om_span json),
    void *state)
{
	struct paging p = { .store = store,
		.subject = subject,
		.profile = profile,
		.each = each,
		.state = state,
		.json = OM_BUF(32 << 20) };
	size_t n = PAGE;
	int rc = OM_OK;

	while (rc == OM_OK && n == PAGE)
		rc = take_page(&p, &n);
	om_buf_free(&p.json);
	return rc == 1 ? OM_OK : rc;
}
