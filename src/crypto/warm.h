#ifndef OM_CRYPTO_WARM_H
#define OM_CRYPTO_WARM_H

#include "base/error.h"

/*
 * Uses every algorithm once, so that what libcrypto sets up at first use is
 * there before any act begins: a lack of memory within that set-up has been
 * seen to crash it (3.0). Takes 1 ms the first time, and nothing after.
 */
int om_crypto_warm(void) OM_MUST_CHECK;

#endif
