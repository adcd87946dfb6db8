#ifndef OM_STORE_ATTESTATION_INSIDE_H
#define OM_STORE_ATTESTATION_INSIDE_H

#include "store/attestation.h"

/* A statement is a few KiB; base 64 of base 64 doubles it. */
enum { OM_ATTESTATION_MAX = 4 << 20 };

/* Appends the extra bytes of a file: the one way in which they are written. */
void om_attestation_render(struct om_buf *b, const struct om_attestation *a);

#endif
