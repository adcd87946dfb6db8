#ifndef OM_CRYPTO_CHECKPOINT_H
#define OM_CRYPTO_CHECKPOINT_H

#include "crypto/note.h"
#include "crypto/tree.h"

/*
 * The signed head of a log (c2sp.org/tlog-checkpoint): a note whose text is
 * origin, size and root, a line each. The key's name is the origin.
 */

/* Appends the note. */
int om_checkpoint_write(struct om_buf *b, struct om_span origin,
    const struct om_tree_head *head, const struct om_keys *k) OM_MUST_CHECK;

/*
 * The head in a note that key has signed. Codes as om_note_open; OM_CORRUPT
 * too where the origin is not the key's name.
 */
int om_checkpoint_open(struct om_tree_head *out, struct om_span note,
    const struct om_note_key *key) OM_MUST_CHECK;

/* A decimal number without leading zeros; false where s is none. */
bool om_checkpoint_number(uint64_t *out, struct om_span s);

#endif
