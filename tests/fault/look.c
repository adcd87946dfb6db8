#include "fault/hands.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/memory.h"
#include "crypto/keys.h"
#include "request/register.h"
#include "store/audit.h"
#include "store/check.h"
#include "store/locate.h"
#include "store/member.h"
#include "store/suppression.h"

static void
email_of(struct om_buf *b, uint32_t number)
{
	om_buf_format(b, "email:p%u@mail.example", (unsigned)number);
}

int
look_up(struct om_subject **out, struct hands *h, uint32_t number)
{
	struct om_store *store = h->om->store;
	struct om_buf text = OM_BUF(64);
	struct om_query query;
	int64_t *ids;
	size_t n = 0;
	int rc;

	email_of(&text, number);
	*out = NULL;
	rc = om_query_parse(&query, store, om_buf_span(&text));
	if (rc == OM_OK)
		rc = om_locate_all(store, &h->arena, &query, &ids, &n);
	if (rc == OM_OK && n > 1)
		rc = om_fail(
		    OM_CORRUPT, "number %u is two people", (unsigned)number);
	if (rc == OM_OK && n == 1)
		rc =
		    om_people_get(om_people_new(store, &h->arena), out, ids[0]);
	om_buf_free(&text);
	return rc;
}

struct om_held_profile *
look_profile(const struct om_subject *s, uint32_t number)
{
	struct om_held_profile *found = NULL;
	struct om_buf wanted = OM_BUF(64);

	om_buf_format(&wanted, "p%u@mail.example", (unsigned)number);
	for (size_t i = 0; i < s->profile_count; i++) {
		const struct om_profile *p = &s->profiles[i].profile;

		for (size_t j = 0; j < p->n; j++)
			if (om_span_equal(
				p->identifiers[j].value, om_buf_span(&wanted)))
				found = &s->profiles[i];
	}
	om_buf_free(&wanted);
	return found;
}

static int
differs(const char *what, uint64_t there, uint64_t wanted)
{
	return om_fail(OM_NOTFOUND, "%s: %llu, not %llu", what,
	    (unsigned long long)there, (unsigned long long)wanted);
}

#define SAME(what, there, wanted)                                         \
	do {                                                              \
		uint64_t t_ = (uint64_t)(there), w_ = (uint64_t)(wanted); \
                                                                          \
		if (t_ != w_)                                             \
			return differs(what, t_, w_);                     \
	} while (0)

int
look_check(struct hands *h, const struct promise *p)
{
	struct om_audit_report report = { 0 };
	struct om_store *store = h->om->store;
	uint64_t n;
	int rc = om_sql_check(store->sql);

	/* What a crash kept from the log is made good first. */
	if (rc == OM_OK)
		rc = om_audit_integrate(store, NULL);
	if (rc == OM_OK)
		rc = om_store_check(store, NULL, NULL);
	if (rc == OM_OK)
		rc = om_audit_verify(&report, store);
	if (rc == OM_OK)
		rc = om_suppression_verify(&n, store);
	if (rc == OM_OK &&
	    (report.entries < p->entries || report.size < p->size))
		rc = om_fail(OM_CORRUPT,
		    "log: %llu entries and %llu signed, promised were %llu "
		    "and %llu",
		    (unsigned long long)report.entries,
		    (unsigned long long)report.size,
		    (unsigned long long)p->entries,
		    (unsigned long long)p->size);
	return rc;
}

/* The attribute `version`; 0 for a profile without. */
static uint32_t
version_of(const struct om_held_profile *held)
{
	static const char key[] = "\"version\":";
	struct om_span s = held->profile.attributes;

	for (; s.n > sizeof(key); s.p++, s.n--)
		if (om_span_starts(s, om_span_of(key)))
			return (uint32_t)strtoul(
			    s.p + sizeof(key) - 1, NULL, 10);
	return 0;
}

static int
is_profile(struct hands *h, const struct world *w, uint32_t place,
    int64_t subjects[PROFILES])
{
	const struct profile *p = &w->profiles[place];
	struct om_held_profile *held;
	struct om_subject *s;
	int rc = look_up(&s, h, p->number);

	if (rc != OM_OK)
		return rc;
	SAME("somebody is there", s != NULL, true);
	subjects[place] = s->id;
	for (uint32_t i = 0; i < place; i++)
		if (w->profiles[i].number != 0)
			SAME("two are one", subjects[i] == s->id,
			    w->profiles[i].group == p->group);
	SAME("profiles of a person", s->profile_count, group_size(w, p->group));
	SAME("pseudonymous", s->state == OM_SUBJECT_PSEUDONYMOUS,
	    p->pseudonymous);
	held = look_profile(s, p->number);
	SAME("identifier in clear", held != NULL, !p->pseudonymous);
	if (held != NULL)
		SAME("version", version_of(held), p->version);
	return OM_OK;
}

static int
is_listed(int *out, struct hands *h, const char *format, uint32_t number,
    enum om_purpose purpose)
{
	struct om_buf value = OM_BUF(64);
	struct om_identifier id = { OM_SPAN("email"), OM_SPAN_NONE };
	const struct om_profile p = { .source = OM_SPAN("crm"),
		.type = OM_SPAN("customer"),
		.identifiers = &id,
		.n = 1 };
	int rc;

	om_buf_text(&value, format);
	om_buf_format(&value, "%u@mail.example", (unsigned)number);
	id.value = om_buf_span(&value);
	rc = om_suppression_hits(h->om->store, &p, purpose);
	om_buf_free(&value);
	*out = rc;
	return rc < 0 ? rc : OM_OK;
}

/* Who was erased stays erased, and is known to want that. */
static int
are_gone(struct hands *h, const struct world *w)
{
	struct om_subject *s;
	int rc = OM_OK, hit;

	for (uint32_t i = 0; i < GONE && i < w->erased; i++) {
		rc = look_up(&s, h, w->gone[i]);
		if (rc == OM_OK)
			rc = is_listed(
			    &hit, h, "p", w->gone[i], OM_PURPOSE_ERASURE);
		if (rc != OM_OK)
			return rc;
		SAME("an erased person is there", s != NULL, false);
		SAME("an erased person is suppressed", hit, true);
	}
	return rc;
}

static int
are_listed(struct hands *h, const struct world *w)
{
	int rc = OM_OK, hit;

	for (uint32_t i = 0; i < LISTED; i++) {
		rc = is_listed(&hit, h, "list", i, OM_PURPOSE_MARKETING);
		if (rc != OM_OK)
			return rc;
		SAME("listed", hit, w->listed[i]);
	}
	return rc;
}

static int
count_member(void *state, const struct om_member *m)
{
	*(uint32_t *)state += !m->removed;
	return OM_OK;
}

struct requests {
	struct om *om;
	uint32_t closed, open, events;
	enum om_state state;
};

static void
count_loaded(struct requests *n, const struct om_request *r)
{
	n->events += (uint32_t)r->event_count;
	if (r->state == OM_STATE_CLOSED) {
		n->closed++;
		return;
	}
	n->open++;
	n->state = r->state;
}

static int
count_request(void *state, const struct om_request_row *row)
{
	struct requests *n = state;
	struct om_arena arena = { 0 };
	struct om_case c = { n->om, &arena, row->id, NULL };
	int rc = om_request_show(&c);

	if (rc == OM_OK)
		count_loaded(n, c.request);
	om_arena_free(&arena);
	return rc;
}

static int
are_requests(struct hands *h, const struct world *w)
{
	char *path = answer_path(h, w->answers);
	bool answered = om_file_exists(path);
	const struct om_request_filter all = { 0 };
	struct requests n = { .om = h->om };
	int rc = om_request_list(h->om, &all, count_request, &n);

	om_free(path);
	if (rc != OM_OK)
		return rc;
	SAME("open requests", n.open, w->open);
	SAME("closed requests", n.closed, w->closed);
	SAME("events of requests", n.events, w->events);
	if (!w->open)
		return OM_OK;
	SAME("state", n.state, w->request);
	if (w->request == OM_STATE_NOTIFIED)
		SAME("answer", answered, w->answered);
	return OM_OK;
}

/* How many entries of each act the log has. */
static int
count_entry(void *state, int64_t leaf, struct om_span entry)
{
	static const char key[] = "\"act\":\"";
	uint32_t *entries = state;
	struct om_span s = entry;

	(void)leaf;
	while (s.n > 0 && !om_span_starts(s, om_span_of(key)))
		s = om_span_bytes(s.p + 1, s.n - 1);
	if (s.n == 0)
		return om_fail(OM_CORRUPT, "an entry without an act");
	s = om_span_bytes(s.p + sizeof(key) - 1, s.n - sizeof(key) + 1);
	for (int i = 0; i < OM_ACTS; i++) {
		struct om_span word = om_span_of(om_act_word((enum om_act)i));

		if (om_span_starts(s, word) && s.p[word.n] == '"')
			entries[i]++;
	}
	return OM_OK;
}

static int
are_entries(struct hands *h, const struct world *w)
{
	uint32_t entries[OM_ACTS] = { 0 };
	int rc = om_audit_list(h->om->store, INT64_MAX, count_entry, entries);

	/* Acts that no world counts come from elsewhere. */
	entries[OM_ACT_INIT] = entries[OM_ACT_LOCATE] = 0;
	entries[OM_ACT_READ] = entries[OM_ACT_AUDIT_READ] = 0;
	entries[OM_ACT_CHECKPOINT] = entries[OM_ACT_MIGRATE] = 0;
	for (int i = 0; rc == OM_OK && i < OM_ACTS; i++)
		SAME(om_act_word((enum om_act)i), entries[i], w->entries[i]);
	return rc;
}

static int
are_keys(struct hands *h, const struct world *w)
{
	uint32_t first = 0, last = 0;
	struct om_key_info key;

	for (size_t i = 0; om_keys_list(h->om->keys, &key, i); i++)
		if (key.kind == OM_KEY_EPOCH) {
			first = first == 0 ? key.version : first;
			last = key.version;
		}
	SAME("oldest epoch", first, w->oldest);
	SAME("epoch", last, w->epoch);
	return OM_OK;
}

static int
are_counts(struct hands *h, const struct world *w)
{
	struct om_store_counts n;
	uint32_t members = 0;
	int64_t profiles = 0;
	char *path;
	int rc = om_store_count(&n, h->om->store);

	if (rc == OM_OK)
		rc = om_member_list(h->om->store, count_member, &members);
	if (rc != OM_OK)
		return rc;
	for (int i = 0; i < PROFILES; i++)
		profiles += w->profiles[i].number != 0;
	SAME("profiles", n.profiles, profiles);
	SAME("members", members, w->members);
	if (!w->restorable)
		return OM_OK;
	path = backup_path(h, w->backups);
	rc = om_file_exists(path) ? OM_OK : differs("backup", 0, 1);
	om_free(path);
	return rc;
}

int
look_is(struct hands *h, const struct world *w)
{
	int64_t subjects[PROFILES] = { 0 };
	int rc = are_counts(h, w);

	if (rc == OM_OK)
		rc = are_keys(h, w);
	if (rc == OM_OK)
		rc = are_entries(h, w);
	if (rc == OM_OK)
		rc = are_requests(h, w);
	for (uint32_t i = 0; rc == OM_OK && i < PROFILES; i++)
		if (w->profiles[i].number != 0)
			rc = is_profile(h, w, i, subjects);
	if (rc == OM_OK)
		rc = are_listed(h, w);
	return rc == OM_OK ? are_gone(h, w) : rc;
}
