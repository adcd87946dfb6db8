#ifndef OM_STORE_BACKUP_H
#define OM_STORE_BACKUP_H

#include "store/store.h"

/*
 * A consistent copy of the database in a new file, and its audit entry. Keys
 * and ledgers are not in it: they must not be restored with it. It gets its
 * name when it is whole and durable; until then it is PATH.part.
 */
int om_store_backup(struct om_store *store, const char *path) OM_MUST_CHECK;

/* What a restoration works on, inside the workspace; gone at its end. */
#define OM_STORE_RESTORING "ombud.db.restoring"

/* A request that the backup did not know as the log does. */
struct om_returned {
	int64_t request;
	bool taken_in;	   /* since the backup: whose it is, is lost */
	uint64_t logged;   /* events that the log tells of since */
	uint64_t events;   /* of them brought back: fewer, all was not */
	char last[32];	   /* the word of the last of them; "" for none */
	uint64_t unplaced; /* restrictions of people the backup has not */
};

struct om_restoration {
	uint64_t entries;	/* audit entries brought back from the ledger */
	uint64_t suppressions;	/* suppression entries brought back */
	uint64_t erased;	/* people erased again */
	uint64_t pseudonymised; /* people pseudonymised again */
	uint64_t requests;	/* taken in since the backup */
	uint64_t restrictions;	/* that stand again */
	struct om_returned *returned; /* in the order in which they moved */
	size_t returned_count;
};

void om_restoration_free(struct om_restoration *r);

/*
 * Puts a backup in the place of the database: checks it, brings back the
 * entries that the ledgers hold beyond it, erases and pseudonymises again
 * whoever was since, records itself, and only then lets the store be opened.
 * Requests get their events back, and an event `restored` that says that what
 * stood beside them (whose it is, plan, letters, notices) is that of the
 * backup or lost; restrictions stand again. out is to be freed.
 * The store must not be open (OM_BUSY where somebody reads it). Until the
 * moment of replacement a failure changes nothing. backup is NULL for a
 * store on a server, which was put back there by the server's own tools.
 */
int om_store_restore(struct om_restoration *out,
    const struct om_store_options *options, const char *backup) OM_MUST_CHECK;

/* As om_store_restore, in a copy that is thrown away. */
int om_store_try_restore(struct om_restoration *out,
    const struct om_store_options *options, const char *backup) OM_MUST_CHECK;

/*
 * Wraps all subjects' and requests' keys under the current epoch. Processes
 * that know older epochs only read the keys anew before they write: what was
 * written under an old one could not be read once that key is destroyed.
 */
int om_store_rewrap(struct om_store *store, uint64_t *count) OM_MUST_CHECK;

/* How many rows still need an epoch's key. */
int om_store_epoch_use(
    int64_t *out, struct om_store *store, uint32_t epoch) OM_MUST_CHECK;

#endif
