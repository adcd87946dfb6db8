#ifndef OM_STORE_ERASE_H
#define OM_STORE_ERASE_H

#include "store/attestation.h"

/* What an erasure removed, and what the re-reading found afterwards. */
struct om_erasure {
	uint64_t profiles, events, identifiers;
	uint64_t suppressed; /* entries written so that nobody comes back */
	uint64_t remaining;  /* rows still found: 0 */
	uint64_t reduced;    /* profiles of which a part stays */
	uint64_t parts;	     /* that were erased of these */
	uint64_t masked;     /* parts: there still, and not to be read */
	uint64_t kept;	     /* parts */
	bool flushed;	     /* the log is empty: (0,0,0) was seen */
	uint8_t reference[OM_HASH_SIZE]; /* of the subject, as in the log */
	uint32_t epoch;			 /* whose key wrapped hers last */
};

/*
 * Erases a subject (GDPR Art. 17): in one transaction her key is overwritten
 * first, then rows, index entries, aliases and the claims of her requests go,
 * suppression entries and the audit entry are written. request: the request
 * that asked for it, or 0. Erasing twice is OM_NOTFOUND. Rows that remain
 * are OM_CORRUPT.
 */
int om_erase(struct om_erasure *out, struct om_store *store, int64_t subject,
    int64_t request) OM_MUST_CHECK;

/*
 * As om_erase, and the entry commits to a statement: make() is called in the
 * transaction, after the re-reading, and sets attested->statement to what
 * was done; `attested` is filled then. attest may be NULL.
 */
struct om_erase_attest {
	int (*make)(void *state, struct om_attested *attested,
	    const struct om_erasure *done);
	void *state;
	struct om_attested attested;
};
int om_erase_attested(struct om_erasure *out, struct om_store *store,
    int64_t subject, int64_t request,
    struct om_erase_attest *attest) OM_MUST_CHECK;

/* The entry of an erasure, within its transaction; attest may be NULL. */
int om_erase_record(const struct om_erasure *out, struct om_store *store,
    int64_t request, struct om_erase_attest *attest) OM_MUST_CHECK;

/*
 * The second half, repeatable: empties the write-ahead log (OM_BUSY while a
 * reader holds it) so that no older page stays on disk. Many erasures may
 * share one.
 */
int om_erase_settle(
    struct om_erasure *out, struct om_store *store) OM_MUST_CHECK;

#endif
