#ifndef OM_CRYPTO_RANDOM_H
#define OM_CRYPTO_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/*
 * Unpredictable bytes for keys, salts, nonces and ids, from the operating
 * system's generator by way of libcrypto's private one. A small pool per
 * thread makes short requests cheap; what was handed out is wiped from it,
 * and a child of fork starts with an empty one. Ends the program
 * (om_memory_end) where the generator fails: nothing that follows would be
 * safe.
 */
void om_random(void *p, size_t n);
uint64_t om_random_u64(void);

#endif
