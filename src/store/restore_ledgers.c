#include "format/json_reader.h"
#include "store/audit.h"
#include "store/audit_inside.h"
#include "store/hold.h"
#include "store/id.h"
#include "store/restore_inside.h"
#include "store/statement.h"
#include "store/suppression.h"

/* The lines of the audit ledger beyond the restored table come back. */
struct returning {
	struct om_store *store;
	uint64_t *count;
	struct om_restoration *done;
	uint64_t *epoch;
	struct om_arena *arena;
};

static bool
says(const struct om_value *line, const char *member, const char *word)
{
	const struct om_value *v = om_value_member(line, member);

	return om_value_is(v, OM_VALUE_STRING) && om_span_is(v->text, word);
}

static void
note_request(struct om_restoration *done, const struct om_value *v)
{
	const struct om_value *id = om_value_member(v, "request");
	struct om_returned *told;
	int64_t request;

	if (!says(v, "act", om_act_word(OM_ACT_REQUEST)) ||
	    !om_value_is(id, OM_VALUE_STRING) ||
	    om_id_parse(&request, id->text) != OM_OK)
		return;
	told = om_restore_returned(done, request);
	told->logged++;
	if (says(v, "detail", "received")) {
		told->taken_in = true;
		done->requests++;
	}
}

/* What came after the backup: what befell requests, epochs begun. */
static void
note_entry(const struct returning *r, struct om_span line)
{
	const struct om_value *count;
	struct om_value *v;
	uint64_t epoch;

	if (om_json_read(&v, r->arena, line, NULL) != OM_OK)
		return;
	count = om_value_member(om_value_member(v, "counts"), "epoch");
	if (says(v, "act", om_act_word(OM_ACT_KEY_ROTATE)) && count != NULL &&
	    om_span_u64(&epoch, count->text) && epoch > *r->epoch)
		*r->epoch = epoch;
	note_request(r->done, v);
	om_arena_wipe(r->arena);
}

static int
return_entry(void *state, uint64_t number, struct om_span line)
{
	struct returning *r = state;

	++*r->count;
	note_entry(r, line);
	return OM_SQL_RUN(r->store->sql, S_AUDIT_INSERT, OM_INT(OM_WRITER),
	    OM_INT((int64_t)number), OM_BYTES(line));
}

static int
member_int(int64_t *out, const struct om_value *line, const char *key)
{
	const struct om_value *v = om_value_member(line, key);
	uint64_t value;

	if (!om_value_is(v, OM_VALUE_NUMBER) || !om_span_u64(&value, v->text) ||
	    value > INT64_MAX)
		return om_fail(OM_CORRUPT, "suppression ledger: bad line");
	*out = (int64_t)value;
	return OM_OK;
}

bool
om_restore_read_tag(struct om_tag *out, const struct om_value *v)
{
	static const char digits[] = "0123456789abcdef";

	if (!om_value_is(v, OM_VALUE_STRING) || v->text.n != 2 * OM_TAG_SIZE)
		return false;
	for (size_t i = 0; i < 2 * OM_TAG_SIZE; i++) {
		const char *at = strchr(digits, v->text.p[i]);

		if (at == NULL || v->text.p[i] == '\0')
			return false;
		out->b[i / 2] = (uint8_t)(out->b[i / 2] << 4 | (at - digits));
	}
	return true;
}

static int
return_suppression(void *state, uint64_t number, struct om_span line)
{
	struct returning *r = state;
	struct om_suppression_entry e = { .number = (int64_t)number };
	struct om_value *v;
	int64_t purpose = 0;
	int rc = om_json_read(&v, r->arena, line, NULL);

	if (rc == OM_OK)
		rc = member_int(&purpose, v, "purpose");
	if (rc == OM_OK)
		rc = member_int(&e.at, v, "at");
	if (rc == OM_OK &&
	    !om_restore_read_tag(&e.tag, om_value_member(v, "tag")))
		rc = om_fail(OM_CORRUPT, "suppression ledger: bad line");
	if (rc != OM_OK)
		return rc;
	e.purpose = (enum om_purpose)purpose;
	e.lifted = om_value_is(om_value_member(v, "lifted"), OM_VALUE_TRUE);
	++*r->count;
	rc = om_suppression_insert(r->store, &e);
	om_arena_wipe(r->arena);
	return rc;
}

static int
return_hold(void *state, uint64_t number, struct om_span line)
{
	struct returning *r = state;
	int rc = om_hold_return(r->store, r->arena, (int64_t)number, line);

	om_arena_wipe(r->arena);
	return rc;
}

static int
last_of(int64_t *out, struct om_sql *sql, int s)
{
	int rc = om_sql_first(sql, s, NULL, 0);

	*out = rc == 1 ? om_sql_integer(sql, s, 0) : 0;
	om_sql_stop(sql, s);
	return rc < 0 ? rc : OM_OK;
}

int
om_restore_ledgers(
    struct om_restoration *out, uint64_t *epoch, struct om_store *store)
{
	struct om_mirror *audit = &store->ledger.mirrors[OM_LEDGER_AUDIT];
	struct om_mirror *suppression =
	    &store->ledger.mirrors[OM_LEDGER_SUPPRESSION];
	struct om_arena arena = { 0 };
	struct returning r = { store, &out->entries, out, epoch, &arena };
	int64_t last;
	int rc = last_of(&last, store->sql, S_AUDIT_LAST);

	if (rc == OM_OK)
		rc =
		    om_mirror_read(audit, (uint64_t)last + 1, return_entry, &r);
	if (rc == OM_OK)
		rc = last_of(&last, store->sql, S_SUPPRESSION_LAST);
	r.count = &out->suppressions;
	if (rc == OM_OK)
		rc = om_mirror_read(
		    suppression, (uint64_t)last + 1, return_suppression, &r);
	if (rc == OM_OK)
		rc = last_of(&last, store->sql, S_HOLD_LAST);
	if (rc == OM_OK)
		rc = om_mirror_read(&store->ledger.mirrors[OM_LEDGER_HOLD],
		    (uint64_t)last + 1, return_hold, &r);
	om_arena_free(&arena);
	return rc;
}
