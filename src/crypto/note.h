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

/* What a signature is over, by the number in keys. */
enum om_note_algorithm {
	OM_NOTE_ED25519 = 1,
	OM_NOTE_COSIGNATURE = 4, /* crypto/cosignature.h */
};

/* A key that verifies notes: its name, id and public key. */
struct om_note_key {
	enum om_note_algorithm algorithm;
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

/*
 * Reads a verifier key of an algorithm ("NAME+ID+BASE64"); a newline may
 * follow.
 */
int om_note_key_read(
    struct om_note_key *out, struct om_span vkey) OM_MUST_CHECK;
int om_note_key_read_as(struct om_note_key *out, struct om_span vkey,
    enum om_note_algorithm algorithm) OM_MUST_CHECK;

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

/*
 * The parts of a note: its text, and its signature lines. false where it is
 * none.
 */
bool om_note_cut(struct om_span *text, struct om_span *lines,
    struct om_span note) OM_MUST_CHECK;

/*
 * Whether a line without its newline is a signature of that name and id:
 * what stands behind the id is appended then. OM_INPUT where it is no
 * signature line at all.
 */
int om_note_line(bool *is, struct om_buf *out, struct om_span line,
    const struct om_note_key *key) OM_MUST_CHECK;

#endif
