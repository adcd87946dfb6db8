#include "store/store.h"

#include "base/file.h"
#include "base/memory.h"
#include "store/audit.h"
#include "store/audit_inside.h"
#include "store/balance.h"
#include "store/store_inside.h"
#include "store/schema.h"
#include "store/statement.h"
#include "store/tag.h"

static const char database[] = OM_STORE_DATABASE;

int
om_store_open_parts(struct om_store **out, const struct om_store_options *o,
    const char *name, bool create)
{
	struct om_store *s = om_new(1, sizeof(*s));
	char *path = om_path_join(o->folder, name);
	int rc = om_sql_open(&s->sql, o->database == NULL ? path : o->database,
	    create, om_statements, OM_STATEMENTS);

	om_free(path);
	s->folder = om_strdup(o->folder);
	s->origin = om_strdup(o->origin);
	s->keys = o->keys;
	s->identity = o->identity;
	s->treatment = o->treatment;
	if (rc == OM_OK)
		om_balance_watch(s->sql);
	if (rc == OM_OK)
		rc = om_sealer_open(&s->sealer);
	if (rc == OM_OK)
		rc = om_tagger_open(&s->tagger, o->keys, o->identity);
	if (rc == OM_OK)
		rc = om_audit_open(s);
	if (rc == OM_OK)
		rc = om_ledger_open(&s->ledger, o->folder);
	if (rc == OM_OK)
		*out = s;
	else
		om_store_close_parts(s);
	return rc;
}

void
om_store_close_parts(struct om_store *s)
{
	if (s == NULL)
		return;
	om_ledger_close(&s->ledger);
	om_audit_close(s);
	om_tagger_close(s->tagger);
	om_sealer_close(s->sealer);
	om_sql_close(s->sql);
	om_free(s->folder);
	om_free(s->origin);
	om_free(s);
}

/* A new database beside the ledgers of an old one would belie them. */
static int
check_free(const char *folder)
{
	static const char *const parts[] = { "ledger", "audit" };

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		char *path = om_path_join(folder, parts[i]);
		bool there = om_file_exists(path);

		om_free(path);
		if (there)
			return om_fail(OM_EXISTS,
			    "%s: has the %s of a store already", folder,
			    parts[i]);
	}
	return OM_OK;
}

int
om_store_create(const struct om_store_options *options)
{
	struct om_audit_entry made = { .act = OM_ACT_INIT };
	struct om_store *s = NULL;
	int rc = check_free(options->folder);

	if (rc == OM_OK)
		rc = om_store_open_parts(&s, options, database, true);
	if (rc == OM_OK)
		rc = om_schema_migrate(s->sql);
	if (rc == OM_OK)
		rc = om_store_begin(s);
	if (rc == OM_OK) {
		rc = om_audit_add(s, &made);
		rc = om_store_end(s, rc);
	}
	if (rc == OM_OK)
		rc = om_audit_integrate(s, NULL);
	om_store_close_parts(s);
	return rc;
}

static int
check_version(struct om_store *s)
{
	int version, rc = om_schema_version(&version, s->sql);

	if (rc == OM_OK && version == 0)
		rc = om_fail(OM_CORRUPT, "store: not an Ombud store");
	else if (rc == OM_OK && version < om_schema_newest())
		rc = om_fail(OM_USAGE,
		    "store: of schema version %d, this program's is %d; run "
		    "`ombud db migrate`",
		    version, om_schema_newest());
	return rc;
}

int
om_store_open(struct om_store **out, const struct om_store_options *options)
{
	struct om_store *s = NULL;
	uint64_t size = 0;
	int rc = om_store_open_parts(&s, options, database, false);

	if (rc == OM_OK)
		rc = check_version(s);
	if (rc == OM_OK)
		rc = om_audit_check_head(&size, s);
	if (rc == OM_OK)
		rc = om_ledger_check(s, size);
	if (rc == OM_OK)
		rc = om_ledger_catch_up(s);
	if (rc != OM_OK) {
		om_store_close_parts(s);
		return rc;
	}
	*out = s;
	return OM_OK;
}

static int
migrate(struct om_store *s)
{
	struct om_audit_entry entry = { .act = OM_ACT_MIGRATE,
		.counts = { { "schema", om_schema_newest() } } };
	int rc = om_sql_begin(s->sql);

	if (rc != OM_OK)
		return rc;
	rc = om_schema_migrate(s->sql);
	if (rc == OM_OK)
		rc = om_audit_add(s, &entry);
	rc = om_store_end(s, rc);
	return rc == OM_OK ? om_audit_integrate(s, NULL) : rc;
}

int
om_store_migrate(int *from, int *newest, const struct om_store_options *options,
    bool dry_run)
{
	struct om_store *s = NULL;
	int version = 0;
	int rc = om_store_open_parts(&s, options, database, false);

	if (rc == OM_OK)
		rc = om_schema_version(&version, s->sql);
	if (rc == OM_OK && version == 0)
		rc = om_fail(OM_CORRUPT, "store: not an Ombud store");
	if (rc == OM_OK && version < om_schema_newest() && !dry_run)
		rc = migrate(s);
	om_store_close_parts(s);
	if (rc != OM_OK)
		return rc;
	*from = version;
	*newest = om_schema_newest();
	return OM_OK;
}

/* What was committed is done, whatever becomes of ledgers and log now. */
static int
settle(struct om_store *store)
{
	int rc = om_audit_integrate(store, NULL);
	struct om_failure why = om_failure_keep();

	if (rc == OM_OK || rc == OM_CORRUPT)
		return rc;
	return om_fail(rc,
	    "what was asked for is done and recorded, do not repeat it; only "
	    "the copy of its record is late, the next command completes it: "
	    "%s",
	    why.text);
}

int
om_store_close(struct om_store *store)
{
	struct om_failure why = om_failure_keep();
	int rc;

	if (store == NULL)
		return OM_OK;
	rc = om_audit_flush(store);
	if (rc == OM_OK)
		rc = settle(store);
	om_store_close_parts(store);
	if (rc == OM_OK)
		om_failure_return(&why);
	return rc;
}

/*
 * Keys that another process rotated since this one read them: what would be
 * wrapped under an old epoch would be lost with it. They are read anew;
 * nobody destroys one meanwhile, since that takes a transaction, too.
 */
static int
check_epoch(struct om_store *store)
{
	int64_t least = 0;
	int rc = OM_SQL_FIRST(store->sql, S_META_GET, OM_STRING("epoch"));

	if (rc == 1)
		least = om_sql_integer(store->sql, S_META_GET, 0);
	om_sql_stop(store->sql, S_META_GET);
	if (rc >= 0 && least > om_keys_epoch_current(store->keys))
		rc = om_keys_refresh(store->keys);
	if (rc >= 0 && least > om_keys_epoch_current(store->keys))
		return om_fail(OM_BUSY,
		    "store: its keys were rotated meanwhile: try again");
	return rc < 0 ? rc : OM_OK;
}

int
om_store_begin(struct om_store *store)
{
	int rc = OM_OK;

	if (store->behind)
		rc = om_ledger_catch_up(store);
	if (rc != OM_OK)
		return rc;
	store->behind = false;
	rc = om_sql_begin(store->sql);
	if (rc != OM_OK || om_sql_depth(store->sql) > 1)
		return rc;
	rc = check_epoch(store);
	if (rc != OM_OK)
		om_sql_rollback(store->sql);
	return rc;
}

int
om_store_commit(struct om_store *store)
{
	bool outermost = om_sql_depth(store->sql) == 1;
	int rc = OM_OK;

	if (outermost)
		rc = om_audit_write_waiting(store);
	if (rc != OM_OK) {
		om_sql_rollback(store->sql);
		return rc;
	}
	rc = om_sql_commit(store->sql);
	if (rc != OM_OK || !outermost)
		return rc;
	om_audit_written(store);
	store->behind = om_ledger_catch_up(store) != OM_OK;
	return OM_OK;
}

void
om_store_rollback(struct om_store *store)
{
	om_sql_rollback(store->sql);
}

int
om_store_end(struct om_store *store, int rc)
{
	if (rc == OM_OK)
		return om_store_commit(store);
	om_store_rollback(store);
	return rc;
}

int
om_store_count(struct om_store_counts *out, struct om_store *store)
{
	int64_t *into[] = { &out->subjects, &out->profiles, &out->events,
		&out->identifiers, &out->suppressed, &out->requests };
	int rc = om_sql_first(store->sql, S_COUNT_ALL, NULL, 0);

	for (int i = 0; rc == 1 && i < 6; i++)
		*into[i] = om_sql_integer(store->sql, S_COUNT_ALL, i);
	om_sql_stop(store->sql, S_COUNT_ALL);
	return rc < 0 ? rc : OM_OK;
}
