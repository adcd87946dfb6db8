#ifndef OM_STORE_DESTRUCTION_H
#define OM_STORE_DESTRUCTION_H

#include "store/attestation.h"

/*
 * The end of a key, in three steps that a crash may separate: an entry that
 * commits to which key will go (its fingerprint, crypto/keys.h); then the
 * key; then an entry that it went, when and how. Both statements make a
 * receipt (store/attestation.h), the later one behind the earlier: whoever
 * finds a copy of a key can tell whether it is one that was said to be gone.
 * Statements are
 *
 *	{"version":1,"act":"key.destroy","state":"begun","kind":"epoch",
 *	"key":3,"created":TIME,"replaced":TIME,"home":"file",
 *	"fingerprint":HEX}
 *	{"version":1,"act":"key.destroy","state":"done","kind":"epoch",
 *	"key":3,"destroyed":TIME,"how":"key file overwritten and removed"}
 */

/* Receipts lie in this folder of the workspace: "epoch-3.tlog-proof". */
#define OM_DESTRUCTION_FOLDER "keys-destroyed"

/*
 * Whether a key may be destroyed: OM_NOTFOUND where it is not there,
 * OM_DENIED where it is current or rows need it.
 */
int om_destruction_check(struct om_store *store, enum om_key_kind kind,
    uint32_t version) OM_MUST_CHECK;

/* Destroys it, with both entries; one that was begun is gone on with. */
int om_destruction_run(struct om_store *store, enum om_key_kind kind,
    uint32_t version) OM_MUST_CHECK;

/*
 * Writes the last entry of destructions that a crash cut off behind the end
 * of their key; *n counts them.
 */
int om_destruction_finish(uint64_t *n, struct om_store *store) OM_MUST_CHECK;

/* Appends the receipt. OM_NOTFOUND where no such destruction was done. */
int om_destruction_receipt(struct om_buf *out, struct om_store *store,
    enum om_key_kind kind, uint32_t version) OM_MUST_CHECK;

/* Writes every receipt into its folder that is not there; *n counts them. */
int om_destruction_file(uint64_t *n, struct om_store *store) OM_MUST_CHECK;

#endif
