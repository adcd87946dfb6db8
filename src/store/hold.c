#include "store/hold.h"

#include "base/clock.h"
#include "base/json.h"
#include "format/json_reader.h"
#include "store/audit.h"
#include "store/fact.h"
#include "store/id.h"
#include "store/people.h"
#include "store/statement.h"

static int
next_number(int64_t *out, struct om_sql *sql)
{
	int rc = om_sql_first(sql, S_HOLD_LAST, NULL, 0);

	if (rc == 1)
		*out = om_sql_integer(sql, S_HOLD_LAST, 0) + 1;
	om_sql_stop(sql, S_HOLD_LAST);
	return rc < 0 ? rc : OM_OK;
}

static int
insert(struct om_store *store, int64_t number, const struct om_hold *h,
    bool released, struct om_span line)
{
	return OM_SQL_RUN(store->sql, S_HOLD_INSERT, OM_INT(number),
	    OM_INT(h->id), OM_INT(h->subject), OM_STRING(h->system),
	    OM_STRING(h->category), OM_STRING(h->ground), OM_INT(h->until),
	    OM_INT(released), OM_INT(h->member), OM_INT(h->placed),
	    OM_BYTES(line));
}

static void
write_line(
    struct om_buf *b, int64_t number, const struct om_hold *h, bool released)
{
	struct om_json j = OM_JSON(b, false);

	om_json_object(&j, NULL);
	om_json_int(&j, "number", number);
	om_json_int(&j, "id", h->id);
	om_json_int(&j, "subject", h->subject);
	om_json_string(&j, "system", h->system);
	om_json_string(&j, "category", h->category);
	om_json_string(&j, "ground", h->ground);
	om_json_int(&j, "until", h->until);
	om_json_bool(&j, "released", released);
	om_json_int(&j, "member", h->member);
	om_json_int(&j, "at", h->placed);
	om_json_end_object(&j);
}

static int
add(struct om_store *store, const struct om_hold *h, bool released)
{
	struct om_buf line = OM_BUF(4096);
	int64_t number = 0;
	int rc = next_number(&number, store->sql);

	if (rc == OM_OK) {
		write_line(&line, number, h, released);
		rc = om_buf_check(&line, "a hold");
	}
	if (rc == OM_OK)
		rc = insert(store, number, h, released, om_buf_span(&line));
	om_buf_free(&line);
	return rc;
}

/* A hold on somebody names her as the log does. */
static int
record(struct om_store *store, enum om_act act, const struct om_hold *h)
{
	uint8_t reference[OM_HASH_SIZE];
	struct om_audit_entry entry = { .act = act, .detail = h->ground };
	struct om_arena arena = { 0 };
	struct om_subject *s;
	int rc = OM_NOTFOUND;

	if (h->subject != 0)
		rc =
		    om_people_get(om_people_new(store, &arena), &s, h->subject);
	if (rc == OM_OK) {
		rc = om_subject_reference(reference, s);
		entry.reference = om_span_bytes(reference, sizeof(reference));
	}
	if (rc == OM_OK || rc == OM_NOTFOUND)
		rc = om_audit_add(store, &entry);
	om_arena_free(&arena);
	return rc;
}

int
om_hold_place(int64_t *id, struct om_store *store, const struct om_hold *what,
    struct om_span reason)
{
	struct om_hold h = *what;
	int rc = om_store_begin(store);

	if (rc != OM_OK)
		return rc;
	h.id = om_id_new();
	h.member = store->member;
	h.placed = om_clock_now();
	rc = add(store, &h, false);
	if (rc == OM_OK && reason.n > 0)
		rc = om_fact_put(store, h.id, OM_HOLD_FACTS, reason);
	if (rc == OM_OK)
		rc = record(store, OM_ACT_HOLD, &h);
	rc = om_store_end(store, rc);
	if (rc == OM_OK)
		*id = h.id;
	return rc;
}

static int
release(struct om_store *store, struct om_arena *arena, int64_t id)
{
	struct om_hold *list;
	size_t n, i = 0;
	int rc = om_hold_list(&list, &n, store, arena);

	if (rc != OM_OK)
		return rc;
	while (i < n && list[i].id != id)
		i++;
	if (i == n)
		return om_fail(OM_NOTFOUND, "no such hold stands");
	list[i].member = store->member;
	list[i].placed = om_clock_now();
	rc = add(store, &list[i], true);
	if (rc == OM_OK)
		rc = om_fact_forget(store, id, "");
	return rc == OM_OK ? record(store, OM_ACT_UNHOLD, &list[i]) : rc;
}

int
om_hold_release(struct om_store *store, int64_t id)
{
	struct om_arena arena = { 0 };
	int rc = om_store_begin(store);

	if (rc == OM_OK)
		rc = om_store_end(store, release(store, &arena, id));
	om_arena_free(&arena);
	return rc;
}

static void
read_row(struct om_hold *h, struct om_sql *sql, struct om_arena *arena, int s)
{
	h->id = om_sql_integer(sql, s, 0);
	h->subject = om_sql_integer(sql, s, 1);
	h->system = om_arena_string(arena, om_sql_data(sql, s, 2));
	h->category = om_arena_string(arena, om_sql_data(sql, s, 3));
	h->ground = om_arena_string(arena, om_sql_data(sql, s, 4));
	h->until = (int32_t)om_sql_integer(sql, s, 5);
	h->member = om_sql_integer(sql, s, 6);
	h->placed = om_sql_integer(sql, s, 7);
}

/* All rows of a statement that was started. */
static int
read_rows(struct om_hold **out, size_t *n, struct om_sql *sql,
    struct om_arena *arena, int s)
{
	struct om_hold *list = NULL;
	size_t count = 0, room = 0;
	int rc;

	while ((rc = om_sql_step(sql, s)) == 1) {
		if (count == room) {
			struct om_hold *old = list;

			room = room == 0 ? 8 : 2 * room;
			list = om_arena_new(arena, room, sizeof(*list));
			if (count > 0)
				memcpy(list, old, count * sizeof(*list));
		}
		read_row(&list[count++], sql, arena, s);
	}
	om_sql_stop(sql, s);
	if (rc != OM_OK)
		return rc;
	*out = list;
	*n = count;
	return OM_OK;
}

int
om_hold_list(struct om_hold **out, size_t *n, struct om_store *store,
    struct om_arena *arena)
{
	int rc = om_sql_start(store->sql, S_HOLD_STANDING_ALL, NULL, 0);

	return rc == OM_OK
		   ? read_rows(out, n, store->sql, arena, S_HOLD_STANDING_ALL)
		   : rc;
}

int
om_hold_of(struct om_hold **out, size_t *n, struct om_store *store,
    struct om_arena *arena, int64_t subject)
{
	int rc = OM_SQL_START(store->sql, S_HOLD_OF, OM_INT(subject));

	return rc == OM_OK ? read_rows(out, n, store->sql, arena, S_HOLD_OF)
			   : rc;
}

bool
om_hold_means(
    const struct om_hold *h, struct om_span source, struct om_span type)
{
	return (h->until == 0 || h->until >= om_clock_today()) &&
	       (*h->system == '\0' || om_span_is(source, h->system)) &&
	       (*h->category == '\0' || om_span_is(type, h->category));
}

static int
read_int(int64_t *out, const struct om_value *line, const char *key)
{
	const struct om_value *v = om_value_member(line, key);
	uint64_t value;

	if (!om_value_is(v, OM_VALUE_NUMBER) || !om_span_u64(&value, v->text) ||
	    value > INT64_MAX)
		return om_fail(OM_CORRUPT, "ledger of holds: bad line");
	*out = (int64_t)value;
	return OM_OK;
}

static const char *
read_text(struct om_arena *arena, const struct om_value *line, const char *key)
{
	const struct om_value *v = om_value_member(line, key);

	return v == NULL ? "" : om_arena_string(arena, v->text);
}

int
om_hold_return(struct om_store *store, struct om_arena *arena, int64_t number,
    struct om_span line)
{
	struct om_hold h = { 0 };
	struct om_value *v;
	int64_t until;
	int rc = om_json_read(&v, arena, line, NULL);

	if (rc == OM_OK)
		rc = read_int(&h.id, v, "id");
	if (rc == OM_OK)
		rc = read_int(&h.subject, v, "subject");
	if (rc == OM_OK)
		rc = read_int(&until, v, "until");
	if (rc == OM_OK)
		rc = read_int(&h.member, v, "member");
	if (rc == OM_OK)
		rc = read_int(&h.placed, v, "at");
	if (rc != OM_OK)
		return rc;
	h.until = (int32_t)until;
	h.system = read_text(arena, v, "system");
	h.category = read_text(arena, v, "category");
	h.ground = read_text(arena, v, "ground");
	return insert(store, number, &h,
	    om_value_is(om_value_member(v, "released"), OM_VALUE_TRUE), line);
}
