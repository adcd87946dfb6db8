#ifndef OM_CRYPTO_SEAL_H
#define OM_CRYPTO_SEAL_H

#include "base/buf.h"

#define OM_KEY_SIZE 32

/* What sealing adds: 1 version, 12 nonce, 16 tag (bytes). */
#define OM_SEAL_OVERHEAD 29

/*
 * AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce. A sealed value
 * is: version (1), nonce, ciphertext, tag. aad is bound to it and not
 * stored: name there the place where the value belongs, so that it cannot be
 * moved. One key must seal less than 2^32 values. One object serves one
 * thread; the schedule of the last key is kept, so that many values under
 * one key cost half. Plaintext and aad of 1 GiB or more are OM_LIMIT.
 */
struct om_sealer;

int om_sealer_open(struct om_sealer **out) OM_MUST_CHECK;
void om_sealer_close(struct om_sealer *s);

/* Forgets the keys it keeps; to be called when one was destroyed. */
void om_sealer_forget(struct om_sealer *s);

/* Appends the sealed value to out. */
int om_seal(struct om_sealer *s, struct om_buf *out,
    const uint8_t key[OM_KEY_SIZE], struct om_span plain,
    struct om_span aad) OM_MUST_CHECK;

/*
 * Appends the plaintext to out. OM_CORRUPT, and nothing appended, where
 * value, key or aad are not those of the sealing.
 */
int om_unseal(struct om_sealer *s, struct om_buf *out,
    const uint8_t key[OM_KEY_SIZE], struct om_span sealed,
    struct om_span aad) OM_MUST_CHECK;

/* As om_seal, into plain.n + OM_SEAL_OVERHEAD bytes at out. */
int om_seal_into(struct om_sealer *s, uint8_t *out,
    const uint8_t key[OM_KEY_SIZE], struct om_span plain,
    struct om_span aad) OM_MUST_CHECK;

/*
 * As om_unseal, into sealed.n - OM_SEAL_OVERHEAD bytes at out, which are
 * wiped where it fails. A shorter sealed.n is OM_CORRUPT.
 */
int om_unseal_into(struct om_sealer *s, uint8_t *out,
    const uint8_t key[OM_KEY_SIZE], struct om_span sealed,
    struct om_span aad) OM_MUST_CHECK;

#endif
