#ifndef OM_STORE_COSIGNED_H
#define OM_STORE_COSIGNED_H

#include "crypto/cosignature.h"
#include "store/store.h"

/*
 * The heads that witnesses have cosigned, beside the log: for each witness
 * its key and the newest, in audit/cosigned/ID and ID.vkey.
 */

/* The size of what a witness has cosigned last; 0 for nothing. */
int om_cosigned_size(uint64_t *size, struct om_store *store,
    const struct om_note_key *witness) OM_MUST_CHECK;

/* Keeps a checkpoint that is verified and cosigned already. */
int om_cosigned_put(struct om_store *store, const struct om_note_key *witness,
    struct om_span note) OM_MUST_CHECK;

/*
 * Appends the newest checkpoint that any witness has cosigned, with the
 * cosignatures of all that have cosigned it, each verified, as the log that
 * extends it is. OM_NOTFOUND where there is none.
 */
int om_cosigned_newest(
    struct om_buf *out, struct om_store *store) OM_MUST_CHECK;

#endif
