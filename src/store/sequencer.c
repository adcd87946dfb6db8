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

static int
open_log(struct om_tlog **out, const struct om_store *store)
{
	char *folder = om_path_join(store->folder, "audit");
	int rc =
	    om_tlog_open(out, folder, om_span_of(store->origin), store->keys);

	om_free(folder);
	return rc;
}

/* The first column of a statement without arguments. */
static int
number_of(int64_t *out, struct om_sql *sql, int s, int column)
{
	int rc = om_sql_first(sql, s, NULL, 0);

	if (rc == 1)
		*out = om_sql_integer(sql, s, column);
	om_sql_stop(sql, s);
	return rc < 0 ? rc : OM_OK;
}

/* Gives up to BATCH entries their leaf; *n of them. */
static int
place(struct om_store *store, int64_t numbers[BATCH], size_t *n)
{
	struct om_sql *sql = store->sql;
	int64_t leaf = 0;
	int rc = number_of(&leaf, sql, S_AUDIT_PLACED, 0);

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
	int rc = open_log(&log, store);

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
	return rc == OM_OK ? extend_up_to(store,
				 store->ledger.mirrors[OM_LEDGER_AUDIT].last)
			   : rc;
}

int
om_audit_place(struct om_store *store)
{
	return place_all(store, NULL);
}

int
om_audit_check_head(uint64_t *size, struct om_store *store)
{
	struct om_tlog *log = NULL;
	int64_t placed = 0;
	int rc = open_log(&log, store);

	if (rc == OM_OK)
		*size = om_tlog_size(log);

	if (rc == OM_OK)
		rc = number_of(&placed, store->sql, S_AUDIT_PLACED, 0);
	if (rc == OM_OK && (uint64_t)placed < om_tlog_size(log))
		rc = om_fail(OM_CORRUPT,
		    "store: the database has %lld entries of the log, its "
		    "signed head %llu: it was replaced by an older copy; use "
		    "`ombud db restore`",
		    (long long)placed, (unsigned long long)om_tlog_size(log));
	/* The first entry is signed before a store is opened. */
	if (rc == OM_OK && placed > 0 && om_tlog_size(log) == 0)
		rc = om_fail(OM_CORRUPT,
		    "store: the signed log of its %lld entries is gone",
		    (long long)placed);
	om_tlog_close(log);
	return rc;
}

static int
entry_of(void *state, struct om_span *out, uint64_t leaf)
{
	struct om_store *store = state;
	int rc = OM_SQL_FIRST(store->sql, S_AUDIT_LEAF, OM_INT((int64_t)leaf));

	if (rc == 1) {
		*out = om_sql_data(store->sql, S_AUDIT_LEAF, 0);
		return OM_OK;
	}
	return rc < 0 ? rc
		      : om_fail(OM_NOTFOUND,
			    "store: entry %llu of the log is missing",
			    (unsigned long long)leaf);
}

static int
compare_mirrored(void *state, uint64_t number, struct om_span line)
{
	struct om_store *store = state;
	int rc = OM_SQL_FIRST(store->sql, S_AUDIT_GET, OM_INT((int64_t)number));
	bool same = rc == 1 && om_span_equal(line,
				   om_sql_data(store->sql, S_AUDIT_GET, 0));

	om_sql_stop(store->sql, S_AUDIT_GET);
	if (rc >= 0 && !same)
		return om_fail(OM_CORRUPT,
		    "audit: entry number %llu differs from its ledger or is "
		    "missing",
		    (unsigned long long)number);
	return rc < 0 ? rc : OM_OK;
}

static int
verify_log(struct om_audit_report *out, struct om_store *store)
{
	struct om_tlog_audit audit = { entry_of, store, 0 };
	struct om_tlog *log = NULL;
	struct om_buf root = OM_BUF(sizeof(out->root));
	struct om_tree_head head;
	int rc = open_log(&log, store);

	if (rc != OM_OK)
		return rc;
	rc = om_tlog_verify(log, &audit);
	om_sql_stop(store->sql, S_AUDIT_LEAF);
	if (rc == OM_OK) {
		head = om_tlog_head(log);
		out->size = head.size;
		om_buf_hex(
		    &root, om_span_bytes(head.root.b, sizeof(head.root.b)));
		memcpy(out->root, root.p, root.n + 1);
	}
	om_buf_free(&root);
	om_tlog_close(log);
	return rc;
}

/* How far numbers and leaves of the table go, and how many rows it has. */
static int
count_rows(struct om_audit_report *out, struct om_store *store, int64_t *placed)
{
	int64_t entries = 0, last = 0;
	int rc = number_of(&entries, store->sql, S_AUDIT_SIZE, 0);

	if (rc == OM_OK)
		rc = number_of(placed, store->sql, S_AUDIT_SIZE, 1);
	if (rc == OM_OK)
		rc = number_of(&last, store->sql, S_AUDIT_LAST, 0);
	if (rc == OM_OK && entries != last)
		rc = om_fail(OM_CORRUPT,
		    "audit: %lld entries, but %lld were numbered",
		    (long long)entries, (long long)last);
	out->entries = (uint64_t)entries;
	return rc;
}

/* Each line of the ledger and each leaf of the log is the table's entry. */
static int
compare(struct om_audit_report *out, struct om_store *store, int64_t *placed)
{
	struct om_mirror *mirror = &store->ledger.mirrors[OM_LEDGER_AUDIT];
	int rc = om_mirror_read(mirror, 1, compare_mirrored, store);

	if (rc == OM_OK)
		rc = verify_log(out, store);
	out->mirrored = mirror->last;
	return rc == OM_OK ? count_rows(out, store, placed) : rc;
}

int
om_audit_compare(struct om_store *store)
{
	struct om_audit_report report = { 0 };
	int64_t placed = 0;

	return compare(&report, store, &placed);
}

int
om_audit_verify(struct om_audit_report *out, struct om_store *store)
{
	struct om_audit_report report = { 0 };
	int64_t placed = 0;
	int rc = compare(&report, store, &placed);

	if (rc == OM_OK && (int64_t)report.size != placed)
		rc = om_fail(OM_CORRUPT,
		    "audit: %lld entries have a place in the log, its signed "
		    "head says %llu",
		    (long long)placed, (unsigned long long)report.size);
	if (rc == OM_OK && report.mirrored != report.entries)
		rc = om_fail(OM_CORRUPT,
		    "audit: %llu entries, but %llu in their ledger",
		    (unsigned long long)report.entries,
		    (unsigned long long)report.mirrored);
	if (rc == OM_OK)
		*out = report;
	return rc;
}

int
om_audit_checkpoint(struct om_store *store, struct om_buf *out)
{
	struct om_tlog *log = NULL;
	int rc = open_log(&log, store);

	if (rc == OM_OK)
		om_tlog_checkpoint(log, out);
	om_tlog_close(log);
	return rc;
}

int
om_audit_prove(struct om_store *store, struct om_buf *out, uint64_t leaf)
{
	struct om_tlog *log = NULL;
	struct om_span entry;
	int rc = open_log(&log, store);

	if (rc == OM_OK)
		rc = entry_of(store, &entry, leaf);
	if (rc == OM_OK)
		rc = om_tlog_prove(log, out, leaf, entry);
	om_sql_stop(store->sql, S_AUDIT_LEAF);
	om_tlog_close(log);
	return rc;
}

int
om_audit_export(struct om_store *store, const char *folder)
{
	struct om_tlog *log = NULL;
	int rc = open_log(&log, store);

	if (rc == OM_OK)
		rc = om_tlog_export(log, folder);
	om_tlog_close(log);
	return rc;
}
