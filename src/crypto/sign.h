#ifndef OM_CRYPTO_SIGN_H
#define OM_CRYPTO_SIGN_H

#include "base/error.h"
#include "base/span.h"

#define OM_SIGNATURE_SIZE 64
#define OM_PUBLIC_KEY_SIZE 32
#define OM_SEED_SIZE 32

/* An Ed25519 key pair (RFC 8032) made from its seed. */
struct om_signer;

int om_signer_open(
    struct om_signer **out, const uint8_t seed[OM_SEED_SIZE]) OM_MUST_CHECK;
void om_signer_close(struct om_signer *s);
int om_signer_sign(const struct om_signer *s, uint8_t out[OM_SIGNATURE_SIZE],
    struct om_span message) OM_MUST_CHECK;
void om_signer_public(
    const struct om_signer *s, uint8_t out[OM_PUBLIC_KEY_SIZE]);

/* OM_CORRUPT where sig is not the key's signature of message. */
int om_verify(const uint8_t key[OM_PUBLIC_KEY_SIZE],
    const uint8_t sig[OM_SIGNATURE_SIZE], struct om_span message) OM_MUST_CHECK;

#endif
