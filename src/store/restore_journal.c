#include "base/clock.h"
#include "base/memory.h"
#include "format/json_reader.h"
#include "store/audit.h"
#include "store/journal.h"
#include "store/purge.h"
#include "store/restore_inside.h"
#include "store/statement.h"
#include "store/subject.h"
#include "store/suppression.h"

/* A restriction whose subject is to be found by her tag. */
struct standing {
	struct om_tag tag;
	int64_t request, at;
	struct om_span purpose, ground;
	bool lifted, placed;
};

struct returning {
	struct om_store *store;
	struct om_restoration *done;
	struct om_arena *arena; /* of what stays to the end */
	struct standing *list;
	size_t n;
};

static int
damaged(void)
{
	return om_fail(OM_CORRUPT, "journal: bad line");
}

static int
number_of(int64_t *out, const struct om_value *line, const char *key)
{
	const struct om_value *v = om_value_member(line, key);
	uint64_t value;

	if (!om_value_is(v, OM_VALUE_NUMBER) || !om_span_u64(&value, v->text) ||
	    value > INT64_MAX)
		return damaged();
	*out = (int64_t)value;
	return OM_OK;
}

/* A text member; none where it is missing. */
static struct om_span
text_of(const struct om_value *line, const char *key)
{
	const struct om_value *v = om_value_member(line, key);

	return om_value_is(v, OM_VALUE_STRING) ? v->text : OM_SPAN("");
}

static struct om_cell
cell_of(const struct om_value *line, const char *key)
{
	return OM_TEXT(text_of(line, key));
}

/* The next of *n zeroed objects behind what there is. */
static void *
grow(void **list, size_t *n, size_t size)
{
	char *all;

	*list = om_resize(*list, *n + 1, size);
	all = *list;
	memset(all + *n * size, 0, size);
	return all + (*n)++ * size;
}

struct om_returned *
om_restore_returned(struct om_restoration *done, int64_t request)
{
	void *list = done->returned;
	struct om_returned *r;

	for (size_t i = done->returned_count; i > 0; i--)
		if (done->returned[i - 1].request == request)
			return &done->returned[i - 1];
	r = grow(&list, &done->returned_count, sizeof(*r));
	done->returned = list;
	r->request = request;
	return r;
}

/* All but the claim, which no ledger has: it is personal data. */
static int
return_request(struct returning *r, int64_t id, const struct om_value *v)
{
	int64_t received = 0, requester = 0;
	int rc = number_of(&received, v, "received");

	if (rc == OM_OK)
		rc = number_of(&requester, v, "requester");
	if (rc == OM_OK)
		rc = OM_SQL_RUN(r->store->sql, S_REQUEST_RETURN, OM_INT(id),
		    cell_of(v, "right"), cell_of(v, "regime"),
		    cell_of(v, "country"), OM_INT(received), OM_INT(requester),
		    cell_of(v, "controller"), cell_of(v, "role"),
		    cell_of(v, "channel"), cell_of(v, "capacity"),
		    cell_of(v, "language"));
	return rc;
}

static int
return_event(struct returning *r, int64_t id, const struct om_value *v)
{
	static const char *const keys[] = { "event", "at", "member", "day",
		"typed" };
	struct om_returned *told = om_restore_returned(r->done, id);
	struct om_span kind = text_of(v, "kind");
	int64_t n[5] = { 0 };
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < 5; i++)
		rc = number_of(&n[i], v, keys[i]);
	if (rc == OM_OK && kind.n >= sizeof(told->last))
		rc = damaged();
	if (rc != OM_OK)
		return rc;
	memset(told->last, 0, sizeof(told->last));
	memcpy(told->last, kind.p, kind.n);
	told->events++;
	return OM_SQL_RUN(r->store->sql, S_REQUEST_EVENT_INSERT, OM_INT(id),
	    OM_INT(n[0]), OM_INT(n[1]), OM_INT(n[2]), OM_TEXT(kind),
	    cell_of(v, "detail"), OM_INT(n[3]), OM_INT(n[4]));
}

static int
return_about(struct returning *r, int64_t id, const struct om_value *v)
{
	return OM_SQL_RUN(r->store->sql, S_REQUEST_SET_ABOUT, OM_INT(id),
	    cell_of(v, "about"));
}

static int
note_restriction(struct returning *r, int64_t id, const struct om_value *v)
{
	void *list = r->list;
	struct standing *s = grow(&list, &r->n, sizeof(*s));

	r->list = list;
	s->request = id;
	s->purpose = om_arena_copy(r->arena, text_of(v, "purpose"));
	s->ground = om_arena_copy(r->arena, text_of(v, "ground"));
	if (!om_restore_read_tag(&s->tag, om_value_member(v, "tag")))
		return damaged();
	return number_of(&s->at, v, "at");
}

static int
note_lifting(struct returning *r, int64_t id, const struct om_value *v)
{
	(void)v;
	for (size_t i = 0; i < r->n; i++)
		r->list[i].lifted |= r->list[i].request == id;
	return OM_SQL_RUN(r->store->sql, S_RESTRICTION_REMOVE_ALL, OM_INT(id));
}

/* Nor is anything told of it: it is gone by intent. */
static int
return_purge(struct returning *r, int64_t id, const struct om_value *v)
{
	struct om_restoration *done = r->done;
	struct om_returned *told = om_restore_returned(done, id);
	struct om_returned *end = done->returned + done->returned_count;

	(void)v;
	done->requests -= told->taken_in;
	memmove(told, told + 1, (size_t)(end - (told + 1)) * sizeof(*told));
	done->returned_count--;
	return om_purge_again(r->store, id);
}

static const struct {
	const char *word;
	int (*back)(struct returning *r, int64_t id, const struct om_value *v);
} whats[] = {
	{ "request", return_request },
	{ "event", return_event },
	{ "about", return_about },
	{ "restrict", note_restriction },
	{ "lift", note_lifting },
	{ "purge", return_purge },
};

static int
dispatch(struct returning *r, const struct om_value *v)
{
	struct om_span what = text_of(v, "what");
	int64_t request = 0;
	int rc = number_of(&request, v, "request");

	if (rc != OM_OK)
		return rc;
	for (size_t i = 0; i < sizeof(whats) / sizeof(whats[0]); i++)
		if (om_span_is(what, whats[i].word))
			return whats[i].back(r, request, v);
	return damaged();
}

static int
return_line(void *state, uint64_t number, struct om_span line)
{
	struct returning *r = state;
	struct om_arena arena = { 0 };
	struct om_value *v;
	int rc = OM_SQL_RUN(r->store->sql, S_JOURNAL_INSERT,
	    OM_INT((int64_t)number), OM_BYTES(line));

	if (rc == OM_OK)
		rc = om_json_read(&v, &arena, line, NULL);
	if (rc == OM_OK)
		rc = dispatch(r, v);
	om_arena_free(&arena);
	return rc;
}

/* The same request for the same purpose: the later one's ground counts. */
static int
place(struct returning *r, struct standing *s, int64_t subject)
{
	struct om_sql *sql = r->store->sql;
	int rc = OM_SQL_RUN(sql, S_RESTRICTION_REMOVE, OM_INT(subject),
	    OM_INT(s->request), OM_TEXT(s->purpose));

	if (rc == OM_OK && om_sql_changes(sql) == 0)
		r->done->restrictions++;
	s->placed = true;
	return rc == OM_OK
		   ? OM_SQL_RUN(sql, S_RESTRICTION_INSERT, OM_INT(subject),
			 OM_INT(s->request), OM_TEXT(s->purpose),
			 OM_TEXT(s->ground), OM_INT(s->at))
		   : rc;
}

static int
place_on(struct returning *r, int64_t subject)
{
	struct om_tag tag;
	int rc = om_tag_subject(r->store->tagger, &tag, subject);

	for (size_t i = 0; rc == OM_OK && i < r->n; i++)
		if (!r->list[i].lifted &&
		    om_tag_compare(&r->list[i].tag, &tag) == 0)
			rc = place(r, &r->list[i], subject);
	return rc;
}

/* Everybody is looked at: a tag leads back to nobody. */
static int
place_all(struct returning *r)
{
	int64_t ids[OM_SUBJECT_PAGE], after = 0;
	size_t n = OM_SUBJECT_PAGE;
	int rc = OM_OK;

	while (rc == OM_OK && r->n > 0 && n == OM_SUBJECT_PAGE) {
		rc = om_subject_page(ids, &n, r->store, after);
		for (size_t i = 0; rc == OM_OK && i < n; i++)
			rc = place_on(r, after = ids[i]);
	}
	return rc;
}

/* Who is erased has nothing left to restrict. */
static int
tell_unplaced(struct returning *r)
{
	int rc = OM_OK;

	for (size_t i = 0; rc >= 0 && i < r->n; i++) {
		const struct standing *s = &r->list[i];

		if (s->lifted || s->placed)
			continue;
		rc = om_suppression_has(r->store, &s->tag, OM_PURPOSE_ERASURE);
		if (rc == 0)
			om_restore_returned(r->done, s->request)->unplaced++;
	}
	return rc < 0 ? rc : OM_OK;
}

/* What the register keeps of requests is derived anew when next it is read. */
static int
begin_register(struct om_sql *sql)
{
	return OM_SQL_RUN(
	    sql, S_META_SET, OM_STRING("deadlines"), OM_STRING(""));
}

static int
journal_last(int64_t *out, struct om_sql *sql)
{
	int rc = om_sql_first(sql, S_JOURNAL_LAST, NULL, 0);

	*out = rc == 1 ? om_sql_integer(sql, S_JOURNAL_LAST, 0) : 0;
	om_sql_stop(sql, S_JOURNAL_LAST);
	return rc < 0 ? rc : OM_OK;
}

int
om_restore_journal(struct om_restoration *out, struct om_store *store)
{
	struct om_arena arena = { 0 };
	struct returning r = { store, out, &arena, NULL, 0 };
	int64_t last = 0;
	int rc = journal_last(&last, store->sql);

	if (rc == OM_OK)
		rc = om_mirror_read(&store->ledger.mirrors[OM_LEDGER_JOURNAL],
		    (uint64_t)last + 1, return_line, &r);
	if (rc == OM_OK)
		rc = place_all(&r);
	if (rc == OM_OK)
		rc = tell_unplaced(&r);
	if (rc == OM_OK && out->returned_count > 0)
		rc = begin_register(store->sql);
	om_free(r.list);
	om_arena_free(&arena);
	return rc;
}

static int
mark(struct om_store *store, const struct om_returned *r)
{
	const int64_t now = om_clock_now();
	struct om_journal_event e = { .at = now,
		.member = store->member,
		.typed = store->member,
		.day = om_clock_day(now),
		.kind = "restored",
		.detail = r->taken_in ? "taken_in" : "moved_on" };
	struct om_audit_entry entry = { .act = OM_ACT_REQUEST,
		.request = r->request,
		.detail = "restored" };
	int rc =
	    OM_SQL_FIRST(store->sql, S_REQUEST_EVENT_LAST, OM_INT(r->request));

	if (rc == 1) {
		e.number = om_sql_integer(store->sql, S_REQUEST_EVENT_LAST, 0);
		if (om_sql_integer(store->sql, S_REQUEST_EVENT_LAST, 1) > e.day)
			e.day = (int32_t)om_sql_integer(
			    store->sql, S_REQUEST_EVENT_LAST, 1);
	}
	om_sql_stop(store->sql, S_REQUEST_EVENT_LAST);
	/* A restriction of no request, as one that was purged. */
	if (rc < 0 || e.number == 0)
		return rc < 0 ? rc : OM_OK;
	e.number++;
	if (e.day != om_clock_day(now)) {
		entry.counts[0].name = "day";
		entry.counts[0].value = e.day;
	}
	rc = om_journal_event(store, r->request, &e);
	return rc == OM_OK ? om_audit_add(store, &entry) : rc;
}

int
om_restore_mark(struct om_store *store, const struct om_restoration *done)
{
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < done->returned_count; i++)
		rc = mark(store, &done->returned[i]);
	return rc;
}
