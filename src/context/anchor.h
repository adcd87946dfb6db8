#ifndef OM_CONTEXT_ANCHOR_H
#define OM_CONTEXT_ANCHOR_H

#include "context/context.h"

/*
 * Places outside the workspace that keep the log's signed heads. Whatever is
 * in the workspace goes back with it when somebody puts back an older copy:
 * only what is kept elsewhere shows that.
 */
struct om_anchor {
	enum om_anchor_kind {
		OM_ANCHOR_FILE,	   /* heads are appended to it */
		OM_ANCHOR_URL,	   /* the head is put there */
		OM_ANCHOR_WITNESS, /* c2sp.org/tlog-witness; it cosigns */
	} kind;
	const char *target; /* path, address, the witness's address */
	const char *key;    /* the witness's verifier key */
	bool private_allowed;
};

/*
 * The i-th of "anchors" in ombud.json: {"file": PATH}, {"url": URL} or
 * {"witness": URL, "key": VKEY}, the last two with "private": true where the
 * address may be one of the organisation's own network. OM_NOTFOUND behind
 * the last, OM_USAGE where it errs.
 */
int om_anchor_get(
    struct om_anchor *out, const struct om *om, size_t i) OM_MUST_CHECK;

/*
 * Records that it is done, signs the head and brings it to the anchor; *size
 * is that of the log. OM_CORRUPT where the anchor holds or has seen a head
 * that this log does not extend: it was rolled back or rewritten. OM_REMOTE
 * where it cannot be reached or does not take it.
 */
int om_anchor(uint64_t *size, struct om *om,
    const struct om_anchor *anchor) OM_MUST_CHECK;

/*
 * Whether the log extends every head in a file: a checkpoint, or what
 * anchoring to a file has left. *n counts them. OM_CORRUPT where not,
 * OM_INPUT where the file holds no head of this log.
 */
int om_anchor_verify(
    uint64_t *n, struct om *om, const char *path) OM_MUST_CHECK;

#endif
