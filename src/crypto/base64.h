#ifndef OM_CRYPTO_BASE64_H
#define OM_CRYPTO_BASE64_H

#include "base/buf.h"

/* Base 64 with padding (RFC 4648, section 4). */
void om_base64_encode(struct om_buf *b, struct om_span s);

/*
 * Appends what s encodes. OM_INPUT for anything but the one encoding of some
 * bytes: no white space, no missing padding, no stray bits at the end.
 */
int om_base64_decode(struct om_buf *b, struct om_span s) OM_MUST_CHECK;

/* As om_base64_decode; OM_INPUT unless it is exactly n bytes, to out. */
int om_base64_exact(uint8_t *out, size_t n, struct om_span s) OM_MUST_CHECK;

#endif
