#ifndef OM_CRYPTO_PROOF_H
#define OM_CRYPTO_PROOF_H

#include "crypto/checkpoint.h"

/*
 * A proof that an entry is in a log, on its own (c2sp.org/tlog-proof@v1):
 * index, inclusion path, checkpoint, and extra bytes that nothing vouches
 * for.
 */
struct om_proof {
	uint64_t index;
	struct om_tree_path path;
	struct om_span checkpoint; /* the signed note */
};

/* Appends the hashes of a path in base 64, a line each. */
void om_proof_path(struct om_buf *b, const struct om_tree_path *path);

/* Appends the file's text; extra.n may be 0. */
void om_proof_write(
    struct om_buf *b, const struct om_proof *proof, struct om_span extra);

/*
 * Reads a proof file; out->checkpoint lies in text; the extra bytes are
 * appended to extra. OM_INPUT where it is malformed.
 */
int om_proof_read(struct om_proof *out, struct om_buf *extra,
    struct om_span text) OM_MUST_CHECK;

/*
 * Whether the log of key holds entry, given whole, at the proof's index;
 * *head (may be NULL) is the signed head then. OM_CORRUPT where not, OM_INPUT
 * where the checkpoint is malformed.
 */
int om_proof_verify(struct om_tree_head *head, const struct om_proof *proof,
    const struct om_note_key *key, struct om_span entry) OM_MUST_CHECK;

#endif
