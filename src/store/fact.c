#include "store/fact.h"

#include "base/memory.h"
#include "crypto/random.h"
#include "store/id.h"
#include "store/statement.h"
#include "store/subject.h"

/* Deletes first, so that the key of what stood there goes with it. */
static int
replace(struct om_store *store, int64_t of, const char *about,
    const struct om_cell *row, size_t n)
{
	int rc =
	    OM_SQL_RUN(store->sql, S_FACT_DELETE, OM_INT(of), OM_STRING(about));

	return rc == OM_OK ? om_sql_run(store->sql, S_FACT_INSERT, row, n) : rc;
}

int
om_fact_put(
    struct om_store *store, int64_t of, const char *about, struct om_span text)
{
	uint32_t epoch = om_keys_epoch_current(store->keys);
	struct om_buf sealed = OM_BUF(OM_FACT_MAX + OM_SEAL_OVERHEAD);
	uint8_t wrapped[OM_WRAPPED_SIZE];
	struct om_secret secret;
	int64_t id = om_id_new();
	struct om_owner owner = { 'F', id, epoch };
	struct om_place place = om_place_of('F', of, id);
	int rc;

	text = om_span_trim(text);
	if (text.n == 0 || text.n > OM_FACT_MAX)
		return om_fail(
		    OM_USAGE, "the facts must have 1 to %d bytes", OM_FACT_MAX);
	om_random(&secret, sizeof(secret));
	rc = om_secret_wrap(store, wrapped, &owner, &secret);
	if (rc == OM_OK)
		rc = om_seal(store->sealer, &sealed, secret.seal, text,
		    om_place_span(&place));
	if (rc == OM_OK) {
		const struct om_cell row[] = { OM_INT(id), OM_INT(of),
			OM_STRING(about), OM_INT(epoch),
			OM_BYTES(om_span_bytes(wrapped, sizeof(wrapped))),
			OM_BYTES(om_buf_span(&sealed)) };

		rc = replace(
		    store, of, about, row, sizeof(row) / sizeof(row[0]));
	}
	om_buf_free(&sealed);
	om_wipe(&secret, sizeof(secret));
	return rc;
}

/* Of the row at which FACT_GET stands. */
static int
open_row(struct om_buf *out, struct om_store *store, int64_t of)
{
	struct om_sql *sql = store->sql;
	int64_t id = om_sql_integer(sql, S_FACT_GET, 0);
	struct om_owner owner = { 'F', id,
		(uint32_t)om_sql_integer(sql, S_FACT_GET, 1) };
	struct om_place place = om_place_of('F', of, id);
	struct om_secret secret;
	int rc = om_secret_unwrap(
	    store, &secret, &owner, om_sql_data(sql, S_FACT_GET, 2));

	if (rc == OM_OK)
		rc = om_unseal(store->sealer, out, secret.seal,
		    om_sql_data(sql, S_FACT_GET, 3), om_place_span(&place));
	om_wipe(&secret, sizeof(secret));
	return rc;
}

int
om_fact_get(struct om_span *out, struct om_store *store, struct om_arena *arena,
    int64_t of, const char *about)
{
	struct om_buf plain = OM_BUF(OM_FACT_MAX);
	int rc =
	    OM_SQL_FIRST(store->sql, S_FACT_GET, OM_INT(of), OM_STRING(about));

	if (rc == 0)
		rc = om_fail(OM_NOTFOUND, "no facts are kept of this");
	else if (rc == 1)
		rc = open_row(&plain, store, of);
	om_sql_stop(store->sql, S_FACT_GET);
	if (rc == OM_OK)
		*out = om_arena_copy(arena, om_buf_span(&plain));
	om_buf_free(&plain);
	return rc;
}

int
om_fact_forget(struct om_store *store, int64_t of, const char *prefix)
{
	return OM_SQL_RUN(
	    store->sql, S_FACT_FORGET, OM_INT(of), OM_STRING(prefix));
}

int
om_fact_forget_subject(struct om_store *store, int64_t subject)
{
	return OM_SQL_RUN(store->sql, S_FACT_FORGET_OF, OM_INT(subject));
}
