#ifndef OM_SCAN_SARIF_H
#define OM_SCAN_SARIF_H

#include "base/buf.h"
#include "policy/kinds.h"
#include "scan/sink.h"

/*
 * A log of SARIF 2.1.0 (OASIS), which code hosts show beside the code. A
 * rule is a kind, under its own name, which never changes; no value is in it.
 * Results are written first, one after the other, the log around them last.
 */

/*
 * Appends a result, after a comma where it is not the first. print is the
 * keyed fingerprint, or NULL; without a key the partial fingerprint is made
 * of path, field and kind and the finding's number among those.
 */
struct om_sarif_result {
	const struct om_finding *finding;
	const char *print;
	uint64_t number;
};
int om_sarif_add(struct om_buf *results, const struct om_kinds *kinds,
    const struct om_sarif_result *result) OM_MUST_CHECK;

/* Appends what could not be read, or not to its end, after a comma as well. */
void om_sarif_skip(
    struct om_buf *skipped, const char *path, const char *reason);

/* What the log is made of: results and what was skipped, and their kinds. */
struct om_sarif_log {
	const struct om_kind_set *used; /* the kinds that results name */
	struct om_span results, skipped;
};
void om_sarif_write(struct om_buf *out, const struct om_kinds *kinds,
    const struct om_sarif_log *log);

#endif
