#include "store/pending.h"

#include "base/clock.h"
#include "format/json_reader.h"
#include "store/audit.h"
#include "store/fact.h"
#include "store/id.h"
#include "store/identifier.h"
#include "store/statement.h"

static const char fact[] = "pending";

/* When the record was collected; 0 where it does not say. */
static int64_t
collected(const struct om_profile *p)
{
	struct om_span text =
	    p->created_at.n > 0 ? p->created_at : p->updated_at;
	int64_t at = 0;

	if (text.n > 0 && om_time_parse(&at, text) != OM_OK)
		at = 0;
	return at;
}

const char *
om_pending_reason(
    const struct om_suppression_hit *hit, const struct om_profile *p)
{
	if (!hit->strong)
		return "shared";
	if (hit->stranger)
		return "stranger";
	return collected(p) > hit->at ? "later" : NULL;
}

/* The tag of the first identifier that counts: what the row is found by. */
static int
tag_of(struct om_tag *out, struct om_store *store, const struct om_profile *p)
{
	size_t i = 0;
	struct om_identifier id;

	while (i + 1 < om_identifier_count(p) &&
	       !om_identifier_counts(store, p, i))
		i++;
	id = om_identifier_at(p, i);
	return om_tag_suppression(
	    store->tagger, out, OM_PURPOSE_ERASURE, p->source, &id);
}

static int
forget(struct om_store *store, int64_t id)
{
	int rc = OM_SQL_RUN(store->sql, S_PENDING_DELETE, OM_INT(id));

	return rc == OM_OK ? om_fact_forget(store, id, "") : rc;
}

static int
forget_tag(struct om_store *store, const struct om_tag *tag)
{
	int64_t id = 0;
	int rc =
	    OM_SQL_FIRST(store->sql, S_PENDING_OF, OM_BYTES(om_tag_span(tag)));

	if (rc == 1)
		id = om_sql_integer(store->sql, S_PENDING_OF, 0);
	om_sql_stop(store->sql, S_PENDING_OF);
	return rc == 1 ? forget(store, id) : rc;
}

int
om_pending_keep(
    struct om_store *store, const struct om_profile *p, const char *reason)
{
	struct om_buf text = OM_BUF((size_t)32 << 20);
	struct om_json j = OM_JSON(&text, false);
	int64_t id = om_id_new();
	struct om_tag tag;
	int rc = tag_of(&tag, store, p);

	om_json_object(&j, NULL);
	om_profile_json(&j, p);
	om_json_end_object(&j);
	if (rc == OM_OK)
		rc = om_buf_check(&text, "a record");
	if (rc == OM_OK)
		rc = forget_tag(store, &tag);
	if (rc == OM_OK)
		rc = om_fact_put(store, id, fact, om_buf_span(&text));
	if (rc == OM_OK)
		rc = OM_SQL_RUN(store->sql, S_PENDING_INSERT, OM_INT(id),
		    OM_BYTES(om_tag_span(&tag)), OM_STRING(reason),
		    OM_INT(om_clock_now()));
	om_buf_free(&text);
	/* Too large to wait: it stays out, and its line was told. */
	return rc == OM_USAGE ? OM_OK : rc;
}

int
om_pending_list(struct om_store *store,
    int (*each)(void *state, const struct om_pending_row *row), void *state)
{
	struct om_sql *sql = store->sql;
	int s = S_PENDING_ALL;
	int rc = om_sql_start(sql, s, NULL, 0);

	while (rc == OM_OK && (rc = om_sql_step(sql, s)) == 1) {
		struct om_buf reason = OM_BUF(64);
		struct om_pending_row row = { .id = om_sql_integer(sql, s, 0),
			.at = om_sql_integer(sql, s, 2) };

		om_buf_add(&reason, om_sql_data(sql, s, 1));
		row.reason = reason.p;
		rc = each(state, &row);
		om_buf_free(&reason);
	}
	om_sql_stop(sql, s);
	return rc;
}

static int
read_profile(
    struct om_profile *out, struct om_arena *arena, struct om_span text)
{
	const struct om_value *events;
	struct om_value *v;
	int rc = om_json_read(&v, arena, text, NULL);

	return rc == OM_OK ? om_profile_read(out, arena, v, &events) : rc;
}

/* Admitted, she is one again; else the erasure is about until now. */
static int
renew(struct om_store *store, const struct om_profile *p, bool admit)
{
	uint64_t n = 0;
	int rc = om_suppression_lift_profile(store, p, OM_PURPOSE_ERASURE, &n);

	return rc == OM_OK && !admit ? om_suppression_add_profile(
					   store, p, OM_PURPOSE_ERASURE, &n)
				     : rc;
}

static int
decide(struct om_span *profile, struct om_store *store, struct om_arena *arena,
    int64_t id, bool admit)
{
	const struct om_audit_entry entry = { .act = OM_ACT_DECIDE,
		.detail = admit ? "admitted" : "kept_out" };
	struct om_profile p;
	struct om_span text;
	int rc = om_fact_get(&text, store, arena, id, fact);

	if (rc == OM_OK)
		rc = read_profile(&p, arena, text);
	if (rc == OM_OK)
		rc = renew(store, &p, admit);
	if (rc == OM_OK)
		rc = forget(store, id);
	if (rc == OM_OK)
		rc = om_audit_add(store, &entry);
	if (rc == OM_OK)
		*profile = admit ? text : OM_SPAN_NONE;
	return rc;
}

int
om_pending_decide(struct om_span *profile, struct om_store *store,
    struct om_arena *arena, int64_t id, bool admit)
{
	int rc = om_store_begin(store);

	return rc == OM_OK ? om_store_end(store,
				 decide(profile, store, arena, id, admit))
			   : rc;
}
