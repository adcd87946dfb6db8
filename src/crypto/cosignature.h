#ifndef OM_CRYPTO_COSIGNATURE_H
#define OM_CRYPTO_COSIGNATURE_H

#include "crypto/note.h"

/*
 * A witness's signature of a log's head (c2sp.org/tlog-cosignature, key type
 * 0x04): at that time it had seen no other history of the log. Its key is a
 * verifier key of OM_NOTE_COSIGNATURE.
 */

/*
 * The time, in seconds since 1970, at which the witness cosigned the note.
 * OM_NOTFOUND where it did not, OM_CORRUPT where its line is wrong, OM_INPUT
 * for what is no note.
 */
int om_cosignature_check(uint64_t *seconds, struct om_span note,
    const struct om_note_key *witness) OM_MUST_CHECK;

/*
 * Appends the note with those of lines behind it that are cosignatures of
 * the witness and right. OM_NOTFOUND where none is.
 */
int om_cosignature_add(struct om_buf *out, struct om_span note,
    struct om_span lines, const struct om_note_key *witness) OM_MUST_CHECK;

#endif
