#include "store/audit.h"
#include "store/audit_inside.h"

#include "crypto/tlog.h"
#include "store/statement.h"

int
om_audit_entry_of(void *state, struct om_span *out, uint64_t leaf)
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

/* The leaves in their order, one after the other, from a statement begun. */
static int
next_leaf(void *state, struct om_span *out, uint64_t leaf)
{
	struct om_store *store = state;
	int rc = om_sql_step(store->sql, S_AUDIT_LEAVES);

	if (rc < 0)
		return rc;
	if (rc == 0 ||
	    om_sql_integer(store->sql, S_AUDIT_LEAVES, 1) != (int64_t)leaf)
		return om_fail(OM_NOTFOUND,
		    "store: entry %llu of the log is missing",
		    (unsigned long long)leaf);
	*out = om_sql_data(store->sql, S_AUDIT_LEAVES, 0);
	return OM_OK;
}

/* The rows are gone through in step with the lines of the ledger. */
static int
compare_mirrored(void *state, uint64_t number, struct om_span line)
{
	struct om_store *store = state;
	int rc = om_sql_step(store->sql, S_AUDIT_FROM);

	if (rc < 0)
		return rc;
	if (rc == 1 &&
	    om_sql_integer(store->sql, S_AUDIT_FROM, 0) == (int64_t)number &&
	    om_span_equal(line, om_sql_data(store->sql, S_AUDIT_FROM, 1)))
		return OM_OK;
	return om_fail(OM_CORRUPT,
	    "audit: entry number %llu differs from its ledger or is missing",
	    (unsigned long long)number);
}

static int
verify_ledger(struct om_audit_report *out, struct om_store *store)
{
	struct om_mirror *mirror = &store->ledger.mirrors[OM_LEDGER_AUDIT];
	int rc = OM_SQL_START(store->sql, S_AUDIT_FROM, OM_INT(0));

	if (rc == OM_OK)
		rc = om_mirror_read(mirror, 1, compare_mirrored, store);
	om_sql_stop(store->sql, S_AUDIT_FROM);
	out->mirrored = mirror->last;
	return rc;
}

static int
verify_log(struct om_audit_report *out, struct om_store *store)
{
	struct om_tlog_audit audit = { .entry = next_leaf, .state = store };
	struct om_tlog *log = NULL;
	struct om_buf root = OM_BUF(sizeof(out->root));
	struct om_tree_head head;
	int rc = om_audit_open_log(&log, store);

	if (rc == OM_OK)
		rc = OM_SQL_START(
		    store->sql, S_AUDIT_LEAVES, OM_INT(0), OM_INT(INT64_MAX));
	if (rc == OM_OK)
		rc = om_tlog_verify(log, &audit);
	om_sql_stop(store->sql, S_AUDIT_LEAVES);
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
	int rc = om_sql_first(store->sql, S_AUDIT_SIZE, NULL, 0);

	if (rc == 1) {
		entries = om_sql_integer(store->sql, S_AUDIT_SIZE, 0);
		*placed = om_sql_integer(store->sql, S_AUDIT_SIZE, 1);
	}
	om_sql_stop(store->sql, S_AUDIT_SIZE);
	if (rc >= 0)
		rc = om_audit_number(&last, store->sql, S_AUDIT_LAST, 0);
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
	int rc = verify_ledger(out, store);

	if (rc == OM_OK)
		rc = verify_log(out, store);
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
