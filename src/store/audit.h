#ifndef OM_STORE_AUDIT_H
#define OM_STORE_AUDIT_H

#include "store/store.h"

/* GDPR Art. 5(2), 24: what was done, by whom, when, with what result. */
enum om_act {
#define OM_ACT(code, word) code,
#include "store/act_list.h"
#undef OM_ACT
	OM_ACTS
};

enum { OM_AUDIT_COUNTS = 10 };

/*
 * One entry to be. It holds no personal data: the subject stands as her
 * reference (store/subject.h), which nobody can link to her once her key is
 * gone. Counts end with a NULL name.
 */
struct om_audit_entry {
	enum om_act act;
	struct om_span reference;   /* of the subject; none */
	int64_t request;	    /* 0 for none */
	const char *detail;	    /* a fixed word, e.g. a state; or NULL */
	struct om_span commitment;  /* store/attestation.h; none for a read */
	struct om_span events_gone; /* of a purge: a struct om_balance_sum */
	struct {
		const char *name;
		int64_t value;
	} counts[OM_AUDIT_COUNTS];
};

/* The word of an act, e.g. "subject.erase". */
const char *om_act_word(enum om_act act);

/* Adds the entry to the open transaction: it stands or falls with it. */
int om_audit_add(
    struct om_store *store, const struct om_audit_entry *entry) OM_MUST_CHECK;

/*
 * Adds the entry of a read (for store->request, where it names none), which
 * changes nothing and so has no transaction of its own: entries wait and are
 * written as a group, with the next commit, when 512 wait, or by
 * om_audit_flush. A front door flushes before it lets the answer out.
 */
int om_audit_defer(
    struct om_store *store, const struct om_audit_entry *entry) OM_MUST_CHECK;
int om_audit_flush(struct om_store *store) OM_MUST_CHECK;

/*
 * The sequencer: gives entries that have none their place in the log, writes
 * tiles, signs the head. *integrated counts them; may be NULL.
 */
int om_audit_integrate(
    struct om_store *store, uint64_t *integrated) OM_MUST_CHECK;

/*
 * The size of the signed log. OM_CORRUPT where the database is behind it, or
 * where the log is gone.
 */
int om_audit_check_head(uint64_t *size, struct om_store *store) OM_MUST_CHECK;

/* What om_audit_verify has looked at. */
struct om_audit_report {
	uint64_t entries;  /* rows of the table */
	uint64_t size;	   /* of the signed log */
	uint64_t mirrored; /* lines of the ledger beside the database */
	char root[65];	   /* hexadecimal */
};

/*
 * Compares table, ledger, tiles and signed head with each other, entry by
 * entry. OM_CORRUPT, naming the first entry that differs or is missing.
 */
int om_audit_verify(
    struct om_audit_report *out, struct om_store *store) OM_MUST_CHECK;

/*
 * Calls each(state, leaf, entry) for the newest `most` entries, oldest
 * first; leaf is -1 for one that is not integrated yet.
 */
int om_audit_list(struct om_store *store, int64_t most,
    int (*each)(void *state, int64_t leaf, struct om_span entry),
    void *state) OM_MUST_CHECK;

/* The signed head; a proof of one leaf; a copy of log for verifiers. */
int om_audit_checkpoint(
    struct om_store *store, struct om_buf *out) OM_MUST_CHECK;
int om_audit_prove(
    struct om_store *store, struct om_buf *out, uint64_t leaf) OM_MUST_CHECK;
int om_audit_export(struct om_store *store, const char *folder) OM_MUST_CHECK;

/* A proof under an older checkpoint: see om_tlog_prove_under. */
int om_audit_prove_under(struct om_store *store, struct om_buf *out,
    uint64_t leaf, struct om_span checkpoint) OM_MUST_CHECK;

/*
 * The head in a checkpoint that this log's key has signed; and whether the
 * log extends it (OM_CORRUPT where not: it was rolled back or rewritten).
 */
struct om_tree_head;
int om_audit_open_head(struct om_tree_head *out, struct om_store *store,
    struct om_span checkpoint) OM_MUST_CHECK;
int om_audit_extends(
    struct om_store *store, struct om_span checkpoint) OM_MUST_CHECK;

/* What a witness is asked with: see om_tlog_consistency. */
int om_audit_consistency(
    struct om_store *store, struct om_buf *out, uint64_t old) OM_MUST_CHECK;

#endif
