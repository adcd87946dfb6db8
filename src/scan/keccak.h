#ifndef OM_SCAN_KECCAK_H
#define OM_SCAN_KECCAK_H

#include "base/span.h"

enum { OM_KECCAK_SIZE = 32 };

/*
 * Keccak-256 with the padding of the 2011 submission, which Ethereum took
 * and SHA-3 (FIPS 202) later changed: libcrypto has only the latter. For
 * checks of addresses, not for secrets. data is at most 135 bytes.
 */
void om_keccak(uint8_t out[OM_KECCAK_SIZE], struct om_span data);

#endif
