#ifndef OM_CRYPTO_HASH_H
#define OM_CRYPTO_HASH_H

#include "base/error.h"
#include "base/span.h"

/* Bytes of a SHA-256 hash, and of every tag and derived key made with it. */
#define OM_HASH_SIZE 32

/* SHA-256. All of these fail only without memory (OM_LIMIT). */
int om_sha256(uint8_t out[OM_HASH_SIZE], struct om_span s) OM_MUST_CHECK;

/* SHA-256 of what comes piecewise; after om_hash_end it starts afresh. */
struct om_hash;
int om_hash_open(struct om_hash **out) OM_MUST_CHECK;
void om_hash_close(struct om_hash *h);
int om_hash_add(struct om_hash *h, struct om_span s) OM_MUST_CHECK;
int om_hash_end(struct om_hash *h, uint8_t out[OM_HASH_SIZE]) OM_MUST_CHECK;

/*
 * HKDF-SHA-256 (RFC 5869), one block of output. om_hkdf_expand alone is for
 * a key that is uniformly random already (section 3.3 there); info says what
 * the new key is for. OM_LIMIT for a salt of more than 32 bytes.
 */
int om_hkdf_expand(uint8_t out[OM_HASH_SIZE], const uint8_t key[OM_HASH_SIZE],
    struct om_span info) OM_MUST_CHECK;
int om_hkdf(uint8_t out[OM_HASH_SIZE], struct om_span secret,
    struct om_span salt, struct om_span info) OM_MUST_CHECK;

#endif
