#include "store/backup.h"

#include <stdio.h>

#include "base/file.h"
#include "base/memory.h"
#include "store/audit.h"
#include "store/audit_inside.h"
#include "store/balance.h"
#include "store/epoch.h"
#include "store/restore_inside.h"
#include "store/store_inside.h"
#include "store/member.h"
#include "store/pseudonym.h"
#include "store/schema.h"
#include "store/statement.h"
#include "store/suppression.h"

static const char current[] = "ombud.db";

/* One restoration: what is asked for, and what came of it. */
struct restore {
	const struct om_store_options *options;
	const char *backup;
	bool dry_run;
	struct om_restoration done;
	uint64_t epoch; /* the last whose beginning came back with an entry */
};

/* Who restores, where the backup knows the name already. */
static int
find_member(struct om_store *store, const char *user)
{
	struct om_member m = { 0 };
	int rc = user == NULL ? OM_NOTFOUND : om_member_find(&m, store, user);

	store->member = m.id;
	return rc == OM_NOTFOUND ? OM_OK : rc;
}

static int
record_restore(struct om_store *store, const struct om_restoration *done)
{
	struct om_audit_entry entry = { .act = OM_ACT_RESTORE,
		.counts = { { "entries", (int64_t)done->entries },
		    { "suppressions", (int64_t)done->suppressions },
		    { "restrictions", (int64_t)done->restrictions } } };

	return om_audit_add(store, &entry);
}

/*
 * The entries get the leaves that the signed log gave them: in the order of
 * numbers, as the sequencer does; comparing looks at every one. Ledgers and
 * log learn of what is done here only when the new database is in its place.
 */
static int
complete(struct restore *r, struct om_store *store)
{
	int rc = om_restore_ledgers(&r->done, &r->epoch, store);

	if (rc == OM_OK)
		rc = om_restore_journal(&r->done, store);
	if (rc == OM_OK)
		rc = om_balance_verify_ledgers(store);
	if (rc == OM_OK)
		rc = om_audit_place(store);
	if (rc == OM_OK)
		rc = om_audit_compare(store);
	if (rc == OM_OK)
		rc = find_member(store, r->options->user);
	if (rc == OM_OK)
		rc = record_restore(store, &r->done);
	if (rc == OM_OK)
		rc = om_restore_mark(store, &r->done);
	if (rc == OM_OK)
		rc = om_suppression_replay(store, false, &r->done.erased);
	if (rc == OM_OK)
		rc = om_pseudonym_replay(store, &r->done.pseudonymised);
	if (rc == OM_OK)
		rc = om_epoch_record_beyond(store, (uint32_t)r->epoch);
	return rc == OM_OK ? om_audit_write_waiting(store) : rc;
}

static int
complete_at_once(struct restore *r, struct om_store *store)
{
	int rc = om_sql_begin(store->sql);

	if (rc != OM_OK)
		return rc;
	rc = complete(r, store);
	if (rc != OM_OK || r->dry_run) {
		om_sql_rollback(store->sql);
		return rc;
	}
	rc = om_sql_commit(store->sql);
	return rc == OM_OK ? om_sql_flush(store->sql) : rc;
}

/*
 * A backup whose epoch key was destroyed is what destruction promised:
 * unreadable. It cannot be brought back in part.
 */
static int
check_epochs(struct om_store *store)
{
	struct om_sql *sql = store->sql;
	int rc = om_sql_start(sql, S_EPOCHS_ALL, NULL, 0);

	while (rc == OM_OK && (rc = om_sql_step(sql, S_EPOCHS_ALL)) == 1) {
		uint32_t epoch = (uint32_t)om_sql_integer(sql, S_EPOCHS_ALL, 0);

		rc =
		    om_keys_epoch_held(store->keys, epoch)
			? OM_OK
			: om_fail(OM_CORRUPT,
			      "the backup needs the key of epoch %u, which was "
			      "destroyed",
			      epoch);
	}
	om_sql_stop(sql, S_EPOCHS_ALL);
	return rc;
}

/* A database that was put back, checked and completed. */
static int
take_up(struct restore *r, const char *name)
{
	struct om_store *store = NULL;
	int version = 0;
	int rc = om_store_open_parts(&store, r->options, name, false);

	if (rc == OM_OK)
		rc = om_sql_check(store->sql);
	if (rc == OM_OK)
		rc = om_schema_version(&version, store->sql);
	if (rc == OM_OK && version == 0)
		rc = om_fail(OM_CORRUPT, "%s: not a backup of an Ombud store",
		    r->backup == NULL ? "database" : r->backup);
	if (rc == OM_OK)
		rc = om_schema_migrate(store->sql);
	if (rc == OM_OK)
		rc = check_epochs(store);
	if (rc == OM_OK)
		rc = complete_at_once(r, store);
	om_store_close_parts(store);
	return rc;
}

/*
 * What the database that is to go has committed and a crash kept from the
 * ledgers must not be lost, an erasure least of all. A database that is
 * damaged or not the right one has nothing to say: hence the restoring.
 */
static int
settle_current(const struct restore *r)
{
	struct om_store *store = NULL;
	int rc = om_store_open(&store, r->options);

	if (rc == OM_OK)
		rc = om_sql_flush(store->sql);
	om_store_close_parts(store);
	return rc == OM_BUSY ? rc : OM_OK;
}

/* path with a suffix of SQLite's side files removed. */
static void
remove_beside(const char *path, const char *suffix)
{
	struct om_buf name = OM_BUF(64 << 10);

	om_buf_format(&name, "%s%s", path, suffix);
	(void)remove(name.p);
	om_buf_free(&name);
}

static void
remove_all(const char *path)
{
	(void)remove(path);
	remove_beside(path, "-wal");
	remove_beside(path, "-shm");
}

static int
replace(const char *next, const char *now)
{
	/* The old log must not be replayed into the new database. */
	remove_beside(now, "-wal");
	remove_beside(now, "-shm");
	if (rename(next, now) != 0)
		return om_file_fail(now, "replace");
	return om_file_sync_folder(now);
}

/* The ledgers and the log catch up with the new database. */
static int
announce(const struct restore *r)
{
	struct om_store *store = NULL;
	int rc = om_store_open_parts(&store, r->options, current, false);

	if (rc == OM_OK)
		rc = om_audit_integrate(store, NULL);
	om_store_close_parts(store);
	return rc;
}

/* The backup becomes a database beside the old one, then takes its place. */
static int
restore_file(struct restore *r, const char *now, const char *next)
{
	int rc = OM_OK;

	remove_all(next);
	if (!om_file_exists(r->backup))
		rc = om_fail(OM_NOTFOUND, "%s: no such file", r->backup);
	if (rc == OM_OK)
		rc = settle_current(r);
	if (rc == OM_OK)
		rc = om_file_copy(next, r->backup, 0600);
	if (rc == OM_OK)
		rc = take_up(r, OM_STORE_RESTORING);
	if (rc == OM_OK && !r->dry_run)
		rc = replace(next, now);
	if (rc != OM_OK || r->dry_run)
		remove_all(next);
	return rc;
}

static int
restore(struct restore *r)
{
	char *now = om_path_join(r->options->folder, current);
	char *next = om_path_join(r->options->folder, OM_STORE_RESTORING);
	bool server = r->options->database != NULL;
	int rc;

	if (server && r->backup != NULL)
		rc = om_fail(OM_USAGE,
		    "the store is on a PostgreSQL server: put its backup back "
		    "with pg_restore, then run this without a file");
	else if (!server && r->backup == NULL)
		rc = om_fail(OM_USAGE, "the file of the backup is missing");
	else if (server)
		rc = take_up(r, current);
	else
		rc = restore_file(r, now, next);
	if (rc == OM_OK && !r->dry_run)
		rc = announce(r);
	om_free(now);
	om_free(next);
	return rc;
}

static int
run(struct om_restoration *out, struct restore r)
{
	int rc = restore(&r);

	if (rc == OM_OK)
		*out = r.done;
	else
		om_restoration_free(&r.done);
	return rc;
}

void
om_restoration_free(struct om_restoration *r)
{
	om_free(r->returned);
	r->returned = NULL;
	r->returned_count = 0;
}

int
om_store_restore(struct om_restoration *out,
    const struct om_store_options *options, const char *backup)
{
	return run(
	    out, (struct restore){ .options = options, .backup = backup });
}

int
om_store_try_restore(struct om_restoration *out,
    const struct om_store_options *options, const char *backup)
{
	return run(
	    out, (struct restore){
		     .options = options, .backup = backup, .dry_run = true });
}
