#include "store/destruction.h"

#include "base/clock.h"
#include "base/json.h"
#include "base/memory.h"
#include "store/backup.h"
#include "store/destruction_inside.h"
#include "store/epoch.h"
#include "store/statement.h"

enum { STATEMENT_CEILING = 4096 };

/* Which key, and where it stands. */
struct work {
	struct om_store *store;
	struct om_key_info key;
	struct om_buf statement;
};

static bool
find_key(struct om_key_info *out, const struct om_keys *keys,
    enum om_key_kind kind, uint32_t version)
{
	for (size_t i = 0; om_keys_list(keys, out, i); i++)
		if (out->kind == kind && out->version == version)
			return true;
	return false;
}

int
om_destruction_check(
    struct om_store *store, enum om_key_kind kind, uint32_t version)
{
	struct om_key_info key;
	int64_t rows = 0;
	int rc = OM_OK;

	if (!find_key(&key, store->keys, kind, version))
		return om_fail(OM_NOTFOUND, "there is no key %s %u",
		    om_key_kind_name(kind), (unsigned)version);
	if (key.current)
		return om_fail(OM_DENIED,
		    "the current key cannot be destroyed: `ombud key rotate "
		    "%s` first",
		    om_key_kind_name(kind));
	if (kind == OM_KEY_EPOCH)
		rc = om_store_epoch_use(&rows, store, version);
	if (rc == OM_OK && rows > 0)
		rc = om_fail(OM_DENIED,
		    "%lld keys of people and requests still need it: `ombud "
		    "key rotate epoch` wraps them anew",
		    (long long)rows);
	return rc;
}

static void
begin_statement(struct om_json *j, struct work *w, const char *state)
{
	*j = OM_JSON(&w->statement, false);
	om_json_object(j, NULL);
	om_json_int(j, "version", 1);
	om_json_string(j, "act", om_act_word(OM_ACT_KEY_DESTROY));
	om_json_string(j, "state", state);
	om_json_string(j, "kind", om_key_kind_name(w->key.kind));
	om_json_int(j, "key", w->key.version);
}

static int
state_begun(struct work *w)
{
	uint8_t fingerprint[OM_HASH_SIZE];
	struct om_json j;
	int rc = om_keys_fingerprint(
	    w->store->keys, fingerprint, w->key.kind, w->key.version);

	if (rc != OM_OK)
		return rc;
	begin_statement(&j, w, "begun");
	om_json_time(&j, "created", w->key.created);
	om_json_time(&j, "replaced",
	    om_epoch_replaced(w->store->keys, w->key.kind, w->key.version));
	om_json_string(&j, "home", w->key.home);
	om_json_hex(
	    &j, "fingerprint", om_span_bytes(fingerprint, OM_HASH_SIZE));
	om_json_end_object(&j);
	return om_buf_check(&w->statement, "a statement");
}

static int
state_done(struct work *w)
{
	struct om_json j;

	begin_statement(&j, w, "done");
	om_json_time(&j, "destroyed", om_clock_now());
	om_json_string(&j, "how", w->key.destruction);
	om_json_end_object(&j);
	return om_buf_check(&w->statement, "a statement");
}

/* 1 where that state was reached, 0. */
static int
is_at(struct work *w, const char *state)
{
	struct om_sql *sql = w->store->sql;
	int rc = OM_SQL_FIRST(sql, S_DESTRUCTION_GET,
	    OM_STRING(om_key_kind_name(w->key.kind)), OM_INT(w->key.version),
	    OM_STRING(state));

	om_sql_stop(sql, S_DESTRUCTION_GET);
	return rc;
}

/* Entry and row of the statement, in the open transaction. */
static int
add(struct work *w, const char *state)
{
	const struct om_audit_entry entry = { .act = OM_ACT_KEY_DESTROY,
		.detail = state,
		.counts = {
		    { om_key_kind_name(w->key.kind), w->key.version } } };
	struct om_attested a;
	int rc;

	om_attested_begin(&a);
	a.statement = om_buf_span(&w->statement);
	rc = om_attested_add(w->store, &a, &entry);
	if (rc != OM_OK)
		return rc;
	return OM_SQL_RUN(w->store->sql, S_DESTRUCTION_ADD,
	    OM_STRING(om_key_kind_name(w->key.kind)), OM_INT(w->key.version),
	    OM_STRING(state), OM_INT(a.number),
	    OM_BYTES(om_span_bytes(a.salt, sizeof(a.salt))),
	    OM_BYTES(a.statement));
}

/* What one transaction does, as a whole. */
static int
together(struct work *w, int (*step)(struct work *w))
{
	int rc = om_store_begin(w->store);

	if (rc == OM_OK)
		rc = om_store_end(w->store, step(w));
	om_buf_reset(&w->statement);
	return rc;
}

static int
step_begin(struct work *w)
{
	int rc = om_destruction_check(w->store, w->key.kind, w->key.version);

	if (rc == OM_OK)
		rc = is_at(w, "begun");
	if (rc != 0)
		return rc < 0 ? rc : OM_OK;
	rc = state_begun(w);
	return rc == OM_OK ? add(w, "begun") : rc;
}

static int
step_end(struct work *w)
{
	int rc = is_at(w, "done");

	if (rc != 0)
		return rc < 0 ? rc : OM_OK;
	rc = state_done(w);
	return rc == OM_OK ? add(w, "done") : rc;
}

/* Nobody can write while the key goes: no row comes to need it. */
static int
step_destroy(struct work *w)
{
	int rc = om_destruction_check(w->store, w->key.kind, w->key.version);

	if (rc == OM_OK)
		rc = om_keys_destroy(
		    w->store->keys, w->key.kind, w->key.version);
	return rc == OM_OK ? step_end(w) : rc;
}

int
om_destruction_run(
    struct om_store *store, enum om_key_kind kind, uint32_t version)
{
	struct work w = { store, { 0 }, OM_BUF(STATEMENT_CEILING) };
	int rc = om_destruction_check(store, kind, version);

	if (rc != OM_OK)
		return rc;
	(void)find_key(&w.key, store->keys, kind, version);
	rc = together(&w, step_begin);
	if (rc == OM_OK)
		rc = together(&w, step_destroy);
	om_buf_free(&w.statement);
	return rc;
}

int
om_destruction_next(
    struct om_key_info *key, struct om_sql *sql, int list, size_t skip)
{
	int rc = om_sql_start(sql, list, NULL, 0);

	while (rc == OM_OK && (rc = om_sql_step(sql, list)) == 1 && skip-- > 0)
		rc = OM_OK;
	if (rc == 1) {
		struct om_span kind = om_sql_data(sql, list, 0);

		key->kind = om_span_is(kind, om_key_kind_name(OM_KEY_EPOCH))
				? OM_KEY_EPOCH
				: OM_KEY_PSEUDONYM;
		key->version = (uint32_t)om_sql_integer(sql, list, 1);
	}
	om_sql_stop(sql, list);
	return rc;
}

int
om_destruction_finish(uint64_t *n, struct om_store *store)
{
	struct work w = { store, { 0 }, OM_BUF(STATEMENT_CEILING) };
	size_t skip = 0;
	int rc;

	*n = 0;
	while ((rc = om_destruction_next(
		    &w.key, store->sql, S_DESTRUCTION_OPEN, skip)) == 1) {
		struct om_key_info held;

		if (find_key(&held, store->keys, w.key.kind, w.key.version)) {
			skip++;
			continue;
		}
		w.key.destruction = "found gone after an interruption";
		rc = together(&w, step_end);
		if (rc != OM_OK)
			break;
		++*n;
	}
	om_buf_free(&w.statement);
	return rc;
}
