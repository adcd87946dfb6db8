#ifndef OM_STORE_ATTESTATION_H
#define OM_STORE_ATTESTATION_H

#include "crypto/proof.h"
#include "format/value.h"
#include "store/audit.h"

/*
 * Statements that the log vouches for without holding them. An entry carries
 * a commitment: SHA-256("ombud attestation v1", LF, salt, statement). Who is
 * given salt and statement can show what was committed to; who is not cannot
 * even test a guess. They travel in one file (crypto/proof.h), which proves
 * the entry of the first; its extra bytes are JSON in just this form, and
 * further ones stand in `later` with proofs of their own under the same head:
 *
 *	{"version":1,"entry":BASE64,"salt":BASE64,"statement":{...},
 *	"later":[{"index":N,"path":[BASE64,...],"entry":...,"salt":...,
 *	"statement":{...}},...]}
 *
 * A statement's members `act` and, where there is one, `request` are those of
 * its entry, so that none can be passed off as another's. An erasure's
 * certificate is such a file (request/certificate.h), and the receipt of a
 * key's destruction.
 */
enum { OM_SALT_SIZE = 32, OM_ATTESTED_MAX = 8 };

/* A statement on its way into the log, and what must be kept of it. */
struct om_attested {
	uint8_t salt[OM_SALT_SIZE];
	struct om_span statement; /* a JSON object without a newline */
	int64_t number;		  /* of its entry */
};

/* Draws the salt; the statement may hold commitments of its own under it. */
void om_attested_begin(struct om_attested *a);

/*
 * Adds the entry with the commitment to a->statement to the open
 * transaction; entry->commitment is not looked at. Sets a->number.
 */
int om_attested_add(struct om_store *store, struct om_attested *a,
    const struct om_audit_entry *entry) OM_MUST_CHECK;

/* The commitment itself. */
int om_attested_commit(uint8_t out[OM_HASH_SIZE],
    const uint8_t salt[OM_SALT_SIZE], struct om_span statement) OM_MUST_CHECK;

/*
 * Appends the file for n statements, oldest first, whose entries are
 * committed; under the newest head that witnesses have cosigned too, where it
 * has them all. Brings the log up to date for that, so that no transaction may
 * be open.
 */
int om_attestation_write(struct om_buf *out, struct om_store *store,
    const struct om_attested *list, size_t n) OM_MUST_CHECK;

/* One statement as a file has it. */
struct om_attestation_part {
	struct om_proof proof; /* of its entry */
	struct om_span entry;
	uint8_t salt[OM_SALT_SIZE];
	struct om_span statement;
	struct om_value *says; /* the statement, read; NULL when writing */
};

struct om_attestation {
	size_t n; /* at least 1 */
	struct om_attestation_part parts[OM_ATTESTED_MAX];
};

/*
 * Reads such a file, all of it in the arena. OM_INPUT for what is not written
 * in just the one way. Nothing of it is to be believed before
 * om_attestation_verify.
 */
int om_attestation_read(struct om_attestation **out, struct om_arena *arena,
    struct om_span text) OM_MUST_CHECK;

/*
 * Whether the log of key, at the head that it signed (*head; may be NULL),
 * holds every entry, and each commits to its statement. OM_CORRUPT where not,
 * OM_INPUT where the checkpoint is malformed.
 */
int om_attestation_verify(struct om_tree_head *head,
    const struct om_attestation *a,
    const struct om_note_key *key) OM_MUST_CHECK;

#endif
