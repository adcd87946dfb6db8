#ifndef OM_REQUEST_KEPT_H
#define OM_REQUEST_KEPT_H

#include "request/request.h"
#include "store/erase.h"

/*
 * What stays of a person although a request asks to erase her data: by the
 * items of its plan, each with its ground. It is restricted meanwhile (GDPR
 * Art. 18), and erased under the same request when its time is over.
 */

/* Whether something stays. */
bool om_kept_any(const struct om_request *r);

/* Whether something stays of the profile with this id. */
bool om_kept_has(const struct om_request *r, const char *reference);

/*
 * Erases what the items do not keep, in the open transaction; the items
 * follow what stays to its new ids. attest may be NULL.
 */
int om_kept_erase(struct om_erasure *out, struct om_case *c,
    struct om_erase_attest *attest) OM_MUST_CHECK;

/* Restricts what stays, and remembers under which reference. */
int om_kept_restrict(struct om_case *c) OM_MUST_CHECK;

/* Whether something is kept still, of which the time is not over. */
bool om_kept_waits(const struct om_request *r);

/*
 * Erases, for every request, what it kept and whose time is over: the hold is
 * released, the day of the duty past. Each in a transaction of its own, with
 * event `supplemented` and a supplementary certificate. Thirty days later
 * what that is made from is wiped. *erased counts items. For every night.
 */
struct om_kept_tending {
	uint64_t requests, erased, wiped;
};
int om_kept_tend(struct om_kept_tending *out, struct om *om) OM_MUST_CHECK;

/* Writes how the items ended: kept, or done. */
int om_kept_settle_items(struct om_case *c) OM_MUST_CHECK;

#endif
