#ifndef OM_STORE_IMPORT_INSIDE_H
#define OM_STORE_IMPORT_INSIDE_H

#include "store/import.h"
#include "store/people.h"
#include "store/suppression.h"

/* Of import.c, import_read.c and import_take.c. */

/*
 * A batch is one transaction. Large ones keep the index cheap, since each of
 * its pages is written once a batch; these bounds keep memory and the wait
 * of other writers small.
 */
enum { OM_BATCH_RECORDS = 44000, OM_BATCH_BYTES = 36 << 20 };

/* A record that was read and not yet taken. */
struct om_pending {
	uint64_t line;
	struct om_profile profile;
	struct om_tags tags;
	struct om_span *events; /* compact JSON */
	size_t event_count;
};

/* Events wait until their profile is written. */
struct om_pending_events {
	const struct om_subject *subject;
	int64_t profile;
	const struct om_pending *from;
	struct om_pending_events *next;
};

/* A record that was not taken, and why. */
struct om_refusal {
	uint64_t line;
	const char *why;
	bool doubt; /* it was suppressed, and is counted as that */
	struct om_refusal *next;
};

/*
 * What is read at once. While one batch is written, a thread reads the next:
 * the two share nothing but constants and the keys.
 */
struct om_batch {
	struct om_arena arena;
	struct om_pending *pending;
	size_t n;
	size_t used; /* how many there ever were; the last may be a bad one */
	uint64_t records, bytes; /* read in this batch; of the file so far */
	struct om_refusal *refusals, **last_refusal;
	uint64_t refused;
	bool end; /* there is no next batch */
	int code; /* of the reading; its message in failure */
	char failure[OM_ERROR_MAX];
};

/* Where batches are read from. */
struct om_import_reader {
	struct om_records *records;
	struct om_tagger *tagger; /* its own: the writer uses the store's */
	bool strict;
	struct om_batch *into;
};

/* The state of writing one batch. */
struct om_importing {
	struct om_store *store;
	const struct om_import_options *options;
	struct om_import_counts counts; /* of what is committed */
	struct om_import_counts now;	/* of the batch */
	struct om_batch *batch;
	struct om_people *people;
	struct om_pending_events *events;
	bool suppressing, pseudonymous, restricting;
};

/* Wipes r->into and reads the next batch into it. */
void om_import_read(struct om_import_reader *r);

/* Takes one record of the batch to the person to whom it belongs. */
int om_import_take(struct om_importing *im, struct om_pending *p) OM_MUST_CHECK;

/* Keeps a record that is not taken: om_failure says why. */
void om_import_refuse(struct om_batch *batch, uint64_t line);

/* Keeps one that was suppressed by an identifier of that kind, in doubt. */
void om_import_doubt(struct om_batch *batch, uint64_t line,
    const struct om_suppression_hit *hit);

#endif
