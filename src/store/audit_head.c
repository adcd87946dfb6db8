#include "store/audit.h"
#include "store/audit_inside.h"

#include "crypto/tlog.h"
#include "store/balance.h"
#include "store/statement.h"

/* The first column of a statement without arguments. */
int
om_audit_number(int64_t *out, struct om_sql *sql, int s, int column)
{
	int rc = om_sql_first(sql, s, NULL, 0);

	if (rc == 1)
		*out = om_sql_integer(sql, s, column);
	om_sql_stop(sql, s);
	return rc < 0 ? rc : OM_OK;
}

/* The last entry of the signed log, which nobody without the key can forge. */
static int
check_suppressions(struct om_store *store, struct om_tlog *log)
{
	struct om_buf entry = OM_BUF(OM_TLOG_ENTRY_MAX);
	int64_t last = 0;
	uint64_t told;
	int rc = om_tlog_read_proved(log, &entry, om_tlog_size(log) - 1);

	if (rc == OM_OK)
		rc = om_audit_number(&last, store->sql, S_SUPPRESSION_LAST, 0);
	told = om_balance_suppressions(om_buf_span(&entry));
	if (rc == OM_OK && (uint64_t)last < told)
		rc = om_fail(OM_CORRUPT,
		    "store: it has %lld suppressions, its signed log tells of "
		    "%llu: they were taken out",
		    (long long)last, (unsigned long long)told);
	om_buf_free(&entry);
	return rc;
}

int
om_audit_check_head(uint64_t *size, struct om_store *store)
{
	struct om_tlog *log = NULL;
	int64_t placed = 0;
	int rc = om_audit_open_log(&log, store);

	if (rc == OM_OK)
		rc = om_audit_number(&placed, store->sql, S_AUDIT_PLACED, 0);
	if (rc != OM_OK)
		goto out;
	*size = om_tlog_size(log);
	if ((uint64_t)placed < *size)
		rc = om_fail(OM_CORRUPT,
		    "store: the database has %lld entries of the log, its "
		    "signed head %llu: it was replaced by an older copy; use "
		    "`ombud db restore`",
		    (long long)placed, (unsigned long long)*size);
	/* The first entry is signed before a store is opened. */
	else if (placed > 0 && *size == 0)
		rc = om_fail(OM_CORRUPT,
		    "store: the signed log of its %lld entries is gone",
		    (long long)placed);
	else if (*size > 0)
		rc = check_suppressions(store, log);
out:
	om_tlog_close(log);
	return rc;
}

int
om_audit_checkpoint(struct om_store *store, struct om_buf *out)
{
	struct om_tlog *log = NULL;
	int rc = om_audit_open_log(&log, store);

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
	int rc = om_audit_open_log(&log, store);

	if (rc == OM_OK)
		rc = om_audit_entry_of(store, &entry, leaf);
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
	int rc = om_audit_open_log(&log, store);

	if (rc == OM_OK)
		rc = om_tlog_export(log, folder);
	om_tlog_close(log);
	return rc;
}

int
om_audit_prove_under(struct om_store *store, struct om_buf *out, uint64_t leaf,
    struct om_span checkpoint)
{
	struct om_tlog *log = NULL;
	struct om_span entry;
	int rc = om_audit_open_log(&log, store);

	if (rc == OM_OK)
		rc = om_audit_entry_of(store, &entry, leaf);
	if (rc == OM_OK)
		rc = om_tlog_prove_under(log, out, leaf, entry, checkpoint);
	om_sql_stop(store->sql, S_AUDIT_LEAF);
	om_tlog_close(log);
	return rc;
}

int
om_audit_open_head(
    struct om_tree_head *out, struct om_store *store, struct om_span checkpoint)
{
	uint8_t public[OM_PUBLIC_KEY_SIZE];
	struct om_note_key key;
	int rc;

	om_keys_public(store->keys, public);
	rc = om_note_key_make(&key, om_span_of(store->origin), public);
	return rc == OM_OK ? om_checkpoint_open(out, checkpoint, &key) : rc;
}

int
om_audit_extends(struct om_store *store, struct om_span checkpoint)
{
	struct om_tlog *log = NULL;
	struct om_tree_head head;
	int rc = om_audit_open_head(&head, store, checkpoint);

	if (rc == OM_OK)
		rc = om_audit_open_log(&log, store);
	if (rc == OM_OK)
		rc = om_tlog_extends(log, &head);
	om_tlog_close(log);
	return rc;
}

int
om_audit_consistency(struct om_store *store, struct om_buf *out, uint64_t old)
{
	struct om_tlog *log = NULL;
	int rc = om_audit_open_log(&log, store);

	if (rc == OM_OK)
		rc = om_tlog_consistency(log, out, old);
	om_tlog_close(log);
	return rc;
}
