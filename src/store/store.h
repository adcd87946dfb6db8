#ifndef OM_STORE_STORE_H
#define OM_STORE_STORE_H

#include "base/arena.h"
#include "crypto/keys.h"
#include "crypto/seal.h"
#include "policy/identity.h"
#include "policy/treatment.h"
#include "sql/sql.h"
#include "store/ledger.h"

/*
 * What a subject's or a request's row wraps: 32 random bytes that seal its
 * values, and 32 that other keys are derived from.
 */
struct om_secret {
	uint8_t seal[OM_KEY_SIZE];
	uint8_t derive[OM_KEY_SIZE];
};

/*
 * The store of one workspace: database, ledgers beside it, keys and the
 * policy of identity. One object serves one thread. What changes data runs
 * between om_store_begin and om_store_commit together with its audit entry
 * (store/audit.h): one transaction.
 */
struct om_store {
	char *folder;
	struct om_sql *sql;
	struct om_keys *keys; /* borrowed, as are the policies */
	const struct om_identity_policy *identity;
	const struct om_treatment_policy *treatment;
	struct om_sealer *sealer;
	struct om_tagger *tagger;
	struct om_audit *audit;
	struct om_ledger ledger;
	char *origin;
	int64_t member;	 /* who acts: the id of a member, 0 for nobody */
	int64_t request; /* for which is read; 0: for none */
	bool behind;	 /* the ledgers lack what was committed */
};

/* What a store is opened with. keys and policies must outlive it. */
struct om_store_options {
	const char *folder; /* the workspace */
	/* Of the store's server (sql/sql.h); NULL for a file in the folder. */
	const char *database;
	const char *origin; /* the log's name for ever */
	struct om_keys *keys;
	const struct om_identity_policy *identity;
	const struct om_treatment_policy *treatment;
	const char *user; /* who restores or migrates, by name; or NULL */
};

/* The database's file in the workspace. */
#define OM_STORE_DATABASE "ombud.db"

/* Makes the store's files in a workspace; OM_EXISTS where there are some. */
int om_store_create(const struct om_store_options *options) OM_MUST_CHECK;

/*
 * Opens the store, finishing what a crash interrupted between the database
 * and its ledgers. OM_NOTFOUND without one; OM_CORRUPT where the database is
 * none, is of a newer program, or stands behind its ledgers or its signed
 * log: it was replaced by an older copy, and only `db restore` may go on.
 */
int om_store_open(struct om_store **out,
    const struct om_store_options *options) OM_MUST_CHECK;

/*
 * Brings the store of an older program to the newest schema, with its audit
 * entry; *from is its version before. With dry_run it only looks.
 */
int om_store_migrate(int *from, int *newest,
    const struct om_store_options *options, bool dry_run) OM_MUST_CHECK;

/*
 * Writes what is queued, integrates and signs the log, closes. store may be
 * NULL. The code is that of what could not be written.
 */
int om_store_close(struct om_store *store);

/*
 * Begins, joins, commits, undoes a transaction, its ledger lines with it.
 * What is committed is done, even where a ledger cannot be written: then
 * nothing more is begun before it has caught up, and om_store_close, if it
 * cannot catch up either, fails and says so. A begin reads keys anew that
 * another process rotated; OM_BUSY where the newest is not there.
 */
int om_store_begin(struct om_store *store) OM_MUST_CHECK;
int om_store_commit(struct om_store *store) OM_MUST_CHECK;
void om_store_rollback(struct om_store *store);

/* Commits where rc is OM_OK, else undoes; gives the code of the whole. */
int om_store_end(struct om_store *store, int rc) OM_MUST_CHECK;

/* Counts for people and reports: subjects, profiles, ... in the store. */
struct om_store_counts {
	int64_t subjects, profiles, events, identifiers, suppressed, requests;
};
int om_store_count(
    struct om_store_counts *out, struct om_store *store) OM_MUST_CHECK;

#endif
