#ifndef OM_CRYPTO_NOTE_H
#define OM_CRYPTO_NOTE_H

#include "base/buf.h"
#include "crypto/keys.h"

/*
 * Signed notes (c2sp.org/signed-note) with Ed25519 keys: a text, an empty
 * line, and lines "— NAME BASE64(key id, signature)".
 */
#define OM_NOTE_MAX (256 << 10)
#define OM_NOTE_NAME_MAX 255

/* A key that verifies notes: its name, id and public key. */
struct om_note_key {
	char name[OM_NOTE_NAME_MAX + 1];
	uint8_t id[4];
	uint8_t key[OM_PUBLIC_KEY_SIZE];
};

/*
 * OM_INPUT where name is empty, longer than OM_NOTE_NAME_MAX, not UTF-8, or
 * has white space, control characters or '+'.
 */
int om_note_key_make(struct om_note_key *out, struct om_span name,
    const uint8_t key[OM_PUBLIC_KEY_SIZE]) OM_MUST_CHECK;

/* Reads a verifier key ("NAME+ID+BASE64"); a newline may follow. */
int om_note_key_read(
    struct om_note_key *out, struct om_span vkey) OM_MUST_CHECK;

/* Appends it as a verifier key, without a newline. */
void om_note_key_write(struct om_buf *b, const struct om_note_key *key);

/*
 * Appends text, which ends in a newline, and its signature by the signing
 * key of k under name. OM_INPUT for a text that cannot be a note's.
 */
int om_note_sign(struct om_buf *b, struct om_span text, struct om_span name,
    const struct om_keys *k) OM_MUST_CHECK;

/*
 * *text is the part of note that key has signed. Signatures of other keys (a
 * witness's, say) are passed over. OM_INPUT for what is no note, OM_CORRUPT
 * where key has not signed it or a signature of key is wrong.
 */
int om_note_open(struct om_span *text, struct om_span note,
    const struct om_note_key *key) OM_MUST_CHECK;

#endif
