#ifndef OM_STORE_IMPORT_H
#define OM_STORE_IMPORT_H

#include "format/records.h"
#include "store/store.h"

/* What became of the records of an import; each is counted once above. */
struct om_import_counts {
	uint64_t records;
	uint64_t fresh;		/* new profiles ("new") */
	uint64_t replaced;	/* profiles that were there and differ now */
	uint64_t unchanged;	/* profiles that were there just so */
	uint64_t ambiguous;	/* matched several people: kept apart */
	uint64_t suppressed;	/* of people who asked not to come back */
	uint64_t refused;	/* bad records */
	uint64_t doubtful;	/* of those suppressed: maybe a stranger's */
	uint64_t pending;	/* of those suppressed: a person decides */
	uint64_t linked;	/* of the above: joined a person known before */
	uint64_t pseudonymised; /* of the above: of a pseudonymised person */
	uint64_t restricted; /* of the above: of one whose data is restricted */
	uint64_t events, events_unchanged;
};

struct om_import_options {
	bool merge;   /* PATCH instead of PUT */
	bool strict;  /* stop at the first bad record; nothing is kept */
	bool dry_run; /* count, change nothing */
	bool own;     /* the records may bear this store's own pseudonyms */
	/* Told of each record that was not taken; may be NULL. */
	void (*refused)(void *state, uint64_t line, const char *why);
	/* Told of each that is suppressed and doubtful; may be NULL. */
	void (*doubted)(void *state, uint64_t line, const char *why);
	/* Told after each batch; may be NULL. */
	void (*progress)(void *state, uint64_t bytes, uint64_t records);
	void *state;
};

/*
 * Takes all records into the store: Zendesk profile objects, {"profile":{}},
 * or {"profile":{},"event":{}}. Works in batches, each one transaction with
 * its audit entry; without `strict` a batch that is written stays when a
 * later one fails. Returns OM_OK also when records were refused: see counts.
 */
int om_import(struct om_import_counts *counts, struct om_store *store,
    struct om_records *records,
    const struct om_import_options *options) OM_MUST_CHECK;

#endif
