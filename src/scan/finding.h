#ifndef OM_SCAN_FINDING_H
#define OM_SCAN_FINDING_H

#include "base/buf.h"
#include "crypto/mac.h"
#include "policy/kinds.h"
#include "scan/sink.h"

enum { OM_FINGERPRINT = 32 }; /* hexadecimal digits */

/*
 * The same value of the same kind has the same fingerprint wherever it is
 * found, under one key: HMAC-SHA-256 of kind and value, its first half.
 */
int om_finding_fingerprint(char out[OM_FINGERPRINT + 1], struct om_mac *mac,
    const struct om_kinds *kinds, const struct om_finding *f) OM_MUST_CHECK;

/*
 * Appends the finding as one JSON object without a line break. fingerprint
 * may be NULL; the value is there only where show says so.
 */
void om_finding_json(struct om_buf *out, const struct om_kinds *kinds,
    const struct om_finding *f, const char *fingerprint, bool show);

#endif
