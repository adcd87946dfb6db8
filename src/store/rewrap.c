#include "store/backup.h"

#include "base/memory.h"
#include "store/audit.h"
#include "store/epoch.h"
#include "store/statement.h"
#include "store/subject.h"

/*
 * Rotation: every wrapped key is opened under its epoch and closed under the
 * current one, so that the old epoch's key can be destroyed (and with it
 * every copy of the rows in backups). Values stay as they are.
 */
enum { PAGE = 4096 };

struct row {
	int64_t id;
	uint32_t epoch;
	uint8_t wrapped[OM_WRAPPED_SIZE];
};

/* Which table: its page statement, its update and its kind of key. */
struct table {
	int page, update;
	char kind;
};

static int
read_page(struct om_sql *sql, const struct table *t, struct row *rows,
    size_t *n, const int64_t range[2])
{
	int rc = OM_SQL_START(
	    sql, t->page, OM_INT(range[0]), OM_INT(range[1]), OM_INT(PAGE));

	*n = 0;
	while (rc == OM_OK && (rc = om_sql_step(sql, t->page)) == 1) {
		struct om_span wrapped = om_sql_data(sql, t->page, 2);
		struct row *r = &rows[(*n)++];

		r->id = om_sql_integer(sql, t->page, 0);
		r->epoch = (uint32_t)om_sql_integer(sql, t->page, 1);
		if (wrapped.n != sizeof(r->wrapped)) {
			rc = om_fail(
			    OM_CORRUPT, "store: a wrapped key is damaged");
			break;
		}
		memcpy(r->wrapped, wrapped.p, wrapped.n);
		rc = OM_OK;
	}
	om_sql_stop(sql, t->page);
	return rc;
}

static int
rewrap_row(struct om_store *store, const struct table *t, const struct row *r)
{
	struct om_owner old = { t->kind, r->id, r->epoch };
	struct om_owner new = { t->kind, r->id,
		om_keys_epoch_current(store->keys) };
	uint8_t wrapped[OM_WRAPPED_SIZE];
	struct om_secret secret;
	int rc = om_secret_unwrap(store, &secret, &old,
	    om_span_bytes(r->wrapped, sizeof(r->wrapped)));

	if (rc == OM_OK)
		rc = om_secret_wrap(store, wrapped, &new, &secret);
	if (rc == OM_OK)
		rc = OM_SQL_RUN(store->sql, t->update, OM_INT(r->id),
		    OM_INT(new.epoch),
		    OM_BYTES(om_span_bytes(wrapped, sizeof(wrapped))));
	om_wipe(&secret, sizeof(secret));
	return rc;
}

/* In one transaction: nobody may change a key between reading and writing. */
static int
rewrap_page(struct om_store *store, const struct table *t, struct row *rows,
    size_t *n, const int64_t range[2])
{
	int rc = om_store_begin(store);

	if (rc != OM_OK)
		return rc;
	rc = read_page(store->sql, t, rows, n, range);
	for (size_t i = 0; rc == OM_OK && i < *n; i++)
		rc = rewrap_row(store, t, &rows[i]);
	return om_store_end(store, rc);
}

static int
rewrap_table(struct om_store *store, const struct table *t, uint64_t *count)
{
	struct row *rows = om_new(PAGE, sizeof(*rows));
	int64_t range[2] = { 0, om_keys_epoch_current(store->keys) };
	size_t n = PAGE;
	int rc = OM_OK;

	while (rc == OM_OK && n == PAGE) {
		rc = rewrap_page(store, t, rows, &n, range);
		if (rc == OM_OK && n > 0)
			range[0] = rows[n - 1].id;
		if (rc == OM_OK)
			*count += n;
	}
	om_wipe_free(rows, PAGE * sizeof(*rows));
	return rc;
}

int
om_store_rewrap(struct om_store *store, uint64_t *count)
{
	static const struct table subjects = { S_SUBJECT_EPOCH_ALL,
		S_SUBJECT_REWRAP, 'S' };
	static const struct table requests = { S_REQUEST_EPOCH_ALL,
		S_REQUEST_REWRAP, 'R' };
	static const struct table facts = { S_FACT_EPOCH_ALL, S_FACT_REWRAP,
		'F' };
	struct om_audit_entry entry = { .act = OM_ACT_REWRAP };
	int rc;

	*count = 0;
	/* Whoever has older keys alone is shut out: check_epoch in store.c. */
	rc = om_epoch_record(store, NULL);
	if (rc == OM_OK)
		rc = rewrap_table(store, &subjects, count);
	if (rc == OM_OK)
		rc = rewrap_table(store, &requests, count);
	if (rc == OM_OK)
		rc = rewrap_table(store, &facts, count);
	entry.counts[0].name = "keys";
	entry.counts[0].value = (int64_t)*count;
	if (rc == OM_OK)
		rc = om_store_begin(store);
	if (rc == OM_OK)
		rc = om_store_end(store, om_audit_add(store, &entry));
	return rc == OM_OK ? om_sql_flush(store->sql) : rc;
}

int
om_store_epoch_use(int64_t *out, struct om_store *store, uint32_t epoch)
{
	int rc = OM_SQL_FIRST(store->sql, S_EPOCH_USE_ALL, OM_INT(epoch));

	if (rc == 1)
		*out = om_sql_integer(store->sql, S_EPOCH_USE_ALL, 0);
	om_sql_stop(store->sql, S_EPOCH_USE_ALL);
	return rc < 0 ? rc : OM_OK;
}
