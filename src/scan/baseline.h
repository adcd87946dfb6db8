#ifndef OM_SCAN_BASELINE_H
#define OM_SCAN_BASELINE_H

#include "base/buf.h"
#include "policy/kinds.h"
#include "scan/sink.h"

/*
 * Findings that somebody accepted: how many of a kind in a field of a file,
 * and, where fingerprints were made with a key, of which value. No values.
 * The file: {"baseline":1,"accepted":[{"path","field","kind","count",
 * "fingerprint"}]}.
 */
struct om_baseline;

/* An empty one. */
struct om_baseline *om_baseline_new(void);

/* OM_USAGE, with file, line and place, where it is no such file. */
int om_baseline_load(struct om_baseline **out, const char *path) OM_MUST_CHECK;
void om_baseline_close(struct om_baseline *b);

/* Accepts one more of these. fingerprint may be NULL. */
int om_baseline_add(struct om_baseline *b, const struct om_kinds *kinds,
    const struct om_finding *f, const char *fingerprint) OM_MUST_CHECK;

/* Whether one more of these is accepted; it is used up then. */
bool om_baseline_take(struct om_baseline *b, const struct om_kinds *kinds,
    const struct om_finding *f, const char *fingerprint);

/* Accepts one more, and says how many it are now. */
int om_baseline_number(uint64_t *out, struct om_baseline *b,
    const struct om_kinds *kinds, const struct om_finding *f) OM_MUST_CHECK;

/* Appends the file. */
void om_baseline_write(struct om_buf *out, const struct om_baseline *b);

#endif
