#ifndef OM_STORE_PSEUDONYM_H
#define OM_STORE_PSEUDONYM_H

#include "store/people.h"

struct om_pseudonymisation {
	uint64_t profiles, identifiers, events;
	uint64_t attributes_kept, attributes_generalised, attributes_dropped;
};

/*
 * Replaces a subject's identifiers by pseudonyms (GDPR Art. 4(5)), drops
 * role mailboxes beside them and names, drops or generalises attributes as
 * policies/pseudonym.json says, and keeps of events what they are and when.
 * Sealed anew under a new key, in one transaction with its audit entry. She
 * stays the same subject and can be found by what she is asked by. OM_DENIED
 * where she already is.
 */
int om_pseudonymise(struct om_pseudonymisation *out, struct om_store *store,
    int64_t subject, int64_t request) OM_MUST_CHECK;

/*
 * Pseudonymises again whom the audit log names, where a backup has brought
 * them back plain: after a restore, before anything is served. *count says
 * how many.
 */
int om_pseudonym_replay(struct om_store *store, uint64_t *count) OM_MUST_CHECK;

/* Whether anybody in the store is pseudonymous: 1, 0 or negative. */
int om_pseudonym_any(struct om_store *store) OM_MUST_CHECK;

/* The i-th live version of the pseudonym keys; 0 behind the last. */
uint32_t om_pseudonym_version(const struct om_store *store, size_t i);

/*
 * The tags of the pseudonyms that an identifier has under every live key,
 * added behind those in *tags, all in the arena.
 */
int om_pseudonym_tags(struct om_store *store, struct om_arena *arena,
    struct om_span source, const struct om_identifier *id,
    struct om_tags *tags) OM_MUST_CHECK;

/* What a profile that comes in is, where somebody is pseudonymous. */
enum om_incoming {
	OM_INCOMING_PLAIN,
	OM_INCOMING_PSEUDONYMOUS,
	OM_INCOMING_DOUBTFUL, /* hers or another's: a number both have */
};

/*
 * For imports: where an identifier of the profile leads to somebody who is
 * pseudonymous, the profile is made so too, its tags with it. Its tags were
 * sought already. One that bears a pseudonym of hers itself would tie what
 * else it says to her: OM_INPUT, unless `own` says that it comes from this
 * store; then it is made pseudonymous like the others.
 */
int om_pseudonymise_incoming(enum om_incoming *out, struct om_people *people,
    struct om_profile *p, struct om_tags *tags, bool own) OM_MUST_CHECK;

#endif
