#ifndef OM_STORE_PENDING_H
#define OM_STORE_PENDING_H

#include "store/suppression.h"

/*
 * Records of imports that the ledger of erasures kept out and about which a
 * person must decide: an erasure is about the data of before. Each stands
 * sealed under a key of its own (store/fact.h).
 */

/*
 * Why somebody must decide: "later" where the record was collected after the
 * erasure (created_at, else updated_at), "shared" where only a weak identifier
 * is suppressed, "stranger"; NULL where it is plainly the erased person's.
 */
const char *om_pending_reason(
    const struct om_suppression_hit *hit, const struct om_profile *p);

/* Puts it in the place of an earlier record of the same identifiers. */
int om_pending_keep(struct om_store *store, const struct om_profile *p,
    const char *reason) OM_MUST_CHECK;

/* One that waits. */
struct om_pending_row {
	int64_t id;
	const char *reason;
	int64_t at;
};
int om_pending_list(struct om_store *store,
    int (*each)(void *state, const struct om_pending_row *row),
    void *state) OM_MUST_CHECK;

/*
 * Decides, with its entry. Where it is admitted, its erasure entries are
 * lifted and *profile is the record, in the arena, to be imported; else they
 * are renewed, so that what was collected until now stays out, and *profile is
 * empty. OM_NOTFOUND.
 */
int om_pending_decide(struct om_span *profile, struct om_store *store,
    struct om_arena *arena, int64_t id, bool admit) OM_MUST_CHECK;

#endif
