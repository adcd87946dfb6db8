#ifndef OM_STORE_ERASE_PARTS_H
#define OM_STORE_ERASE_PARTS_H

#include "store/erase.h"
#include "store/people.h"
#include "store/reduce.h"

/*
 * An erasure of which parts stay, on grounds of the law (GDPR Art. 17(3)).
 * What goes is as unreadable afterwards as with om_erase: what stays is
 * sealed anew under a new key of the subject's, whose old one is overwritten.
 * It gets new ids, and the ledger names the parts of the old ones: whatever
 * backup is brought back, they go again. Imports leave out records of the
 * same source and type as those that went as a whole.
 */
struct om_erase_parts {
	/* The action for a part of a profile; path "" for all of it: erase
	 * where nothing of it stays. Negative ends it. */
	int (*at)(void *state, int64_t profile, struct om_span path);
	/* Told of each profile that stays under its new id; may be NULL. */
	int (*moved)(void *state, int64_t was, int64_t is);
	void *state;
	int64_t request;		/* or 0 */
	struct om_erase_attest *attest; /* or NULL */
};

/*
 * In one transaction, re-read at its end. OM_NOTFOUND where there is no such
 * subject; OM_DENIED where nothing would stay: that is om_erase's.
 */
int om_erase_parts(struct om_erasure *out, struct om_store *store,
    int64_t subject, const struct om_erase_parts *how) OM_MUST_CHECK;

/*
 * After a restore: erases of a subject what the ledger says was erased
 * before. OM_NOTFOUND where there is nothing of it.
 */
int om_erase_parts_again(struct om_erasure *out, struct om_store *store,
    int64_t subject) OM_MUST_CHECK;

#endif
