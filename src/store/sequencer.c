#include "store/audit.h"
#include "store/audit_inside.h"

#include "base/file.h"
#include "base/memory.h"
#include "crypto/tlog.h"
#include "store/statement.h"

/*
 * The log's leaves are numbered in the database first, in one transaction;
 * only then are tiles written and the head signed, from what the database
 * says. A crash between the two is made good by the next run, and two
 * processes write the same tiles.
 */
enum { BATCH = 8192, ATTEMPTS = 8 };

int
om_audit_open_log(struct om_tlog **out, const struct om_store *store)
{
	char *folder = om_path_join(store->folder, "audit");
	int rc =
	    om_tlog_open(out, folder, om_span_of(store->origin), store->keys);

	om_free(folder);
	return rc;
}

/* Gives up to BATCH entries their leaf; *n of them. */
static int
place(struct om_store *store, int64_t numbers[BATCH], size_t *n)
{
	struct om_sql *sql = store->sql;
	int64_t leaf = 0;
	int rc = om_audit_number(&leaf, sql, S_AUDIT_PLACED, 0);

	*n = 0;
	if (rc == OM_OK)
		rc = OM_SQL_START(
		    sql, S_AUDIT_PENDING, OM_INT(OM_WRITER), OM_INT(BATCH));
	while (rc == OM_OK && (rc = om_sql_step(sql, S_AUDIT_PENDING)) == 1) {
		numbers[(*n)++] = om_sql_integer(sql, S_AUDIT_PENDING, 0);
		rc = OM_OK;
	}
	for (size_t i = 0; rc == OM_OK && i < *n; i++)
		rc = OM_SQL_RUN(sql, S_AUDIT_PLACE, OM_INT(OM_WRITER),
		    OM_INT(numbers[i]), OM_INT(leaf + (int64_t)i));
	return rc;
}

static int
place_all(struct om_store *store, uint64_t *integrated)
{
	int64_t *numbers = om_new(BATCH, sizeof(*numbers));
	size_t n = BATCH;
	int rc = OM_OK;

	while (rc == OM_OK && n == BATCH) {
		rc = om_sql_begin(store->sql);
		if (rc != OM_OK)
			break;
		rc = place(store, numbers, &n);
		if (rc == OM_OK)
			rc = om_sql_commit(store->sql);
		else
			om_sql_rollback(store->sql);
		if (rc == OM_OK && integrated != NULL)
			*integrated += n;
	}
	om_free(numbers);
	return rc;
}

/* Stages the entries behind the log's end, up to a size; *n of them. */
static int
stage(struct om_store *store, struct om_tlog *log, uint64_t most, size_t *n)
{
	uint64_t left = most - om_tlog_size(log);
	struct om_sql *sql = store->sql;
	int rc = OM_SQL_START(sql, S_AUDIT_LEAVES,
	    OM_INT((int64_t)om_tlog_size(log)),
	    OM_INT(left < BATCH ? (int64_t)left : BATCH));

	*n = 0;
	while (rc == OM_OK && (rc = om_sql_step(sql, S_AUDIT_LEAVES)) == 1) {
		struct om_span entry = om_sql_data(sql, S_AUDIT_LEAVES, 0);

		rc = om_tlog_append(log, &entry, 1);
		++*n;
	}
	om_sql_stop(sql, S_AUDIT_LEAVES);
	return rc;
}

static int
extend(struct om_store *store, uint64_t most)
{
	struct om_tlog *log = NULL;
	size_t n = BATCH;
	int rc = om_audit_open_log(&log, store);

	while (rc == OM_OK && n == BATCH && om_tlog_size(log) < most) {
		rc = stage(store, log, most, &n);
		if (rc == OM_OK)
			rc = om_tlog_commit(log);
	}
	om_tlog_close(log);
	return rc;
}

static int
extend_up_to(struct om_store *store, uint64_t most)
{
	int rc = OM_BUSY;

	for (int i = 0; rc == OM_BUSY && i < ATTEMPTS; i++)
		rc = extend(store, most);
	return rc;
}

/*
 * What is signed is in the ledger before: a ledger with fewer entries than
 * the signed head was cut. Entry numbers count from 1, leaves from 0.
 */
int
om_audit_integrate(struct om_store *store, uint64_t *integrated)
{
	int rc;

	if (integrated != NULL)
		*integrated = 0;
	rc = place_all(store, integrated);
	if (rc == OM_OK)
		rc = om_ledger_catch_up(store);
	if (rc == OM_OK)
		rc = om_ledger_sync(store);
	return rc == OM_OK ? extend_up_to(store,
				 store->ledger.mirrors[OM_LEDGER_AUDIT].last)
			   : rc;
}

int
om_audit_place(struct om_store *store)
{
	return place_all(store, NULL);
}
