#ifndef OM_CRYPTO_MAC_H
#define OM_CRYPTO_MAC_H

#include "base/error.h"
#include "base/span.h"
#include "crypto/hash.h"

/*
 * HMAC-SHA-256 with one key and many short messages: a lookup tag, a
 * pseudonym, a commitment. One object serves one thread; the key lies in it
 * only as libcrypto's inner state and is wiped on close.
 */
struct om_mac;

int om_mac_open(
    struct om_mac **out, const uint8_t key[OM_HASH_SIZE]) OM_MUST_CHECK;
void om_mac_close(struct om_mac *m);
int om_mac_set_key(
    struct om_mac *m, const uint8_t key[OM_HASH_SIZE]) OM_MUST_CHECK;

/*
 * The tag of n parts, each preceded by its length (u32, little-endian), so
 * that no two lists of parts make the same message. OM_LIMIT for a part of
 * 4 GiB or more.
 */
int om_mac_tag(struct om_mac *m, uint8_t out[OM_HASH_SIZE],
    const struct om_span *parts, size_t n) OM_MUST_CHECK;

/* The tag of the bytes themselves, as RFC 2104 has it. */
int om_mac_raw(struct om_mac *m, uint8_t out[OM_HASH_SIZE],
    struct om_span message) OM_MUST_CHECK;

/* Compares tags, tokens and keys in time that depends on n alone. */
bool om_secret_equal(const void *a, const void *b, size_t n);

#endif
