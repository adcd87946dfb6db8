#ifndef OM_STORE_LOCATE_H
#define OM_STORE_LOCATE_H

#include "store/people.h"

/* What one looks for somebody by; spans are borrowed. */
struct om_query {
	struct om_span source, profile_type; /* none for TYPE:VALUE */
	struct om_span type, value;
};

/*
 * Reads TYPE:VALUE or SOURCE:TYPE:IDTYPE:VALUE; the value of the second may
 * hold colons (split on the first three). Of two readings the second holds
 * where there are three colons or more and the first word is not a type of
 * identifier that the policy names. OM_USAGE for neither, for
 * what is not UTF-8, and where a type
 * that counts within its source only is asked for without one.
 */
int om_query_parse(struct om_query *out, const struct om_store *store,
    struct om_span text) OM_MUST_CHECK;

/*
 * The ids of the subjects to whom the identifier belongs, pseudonymised ones
 * included: *ids, *n in the arena; at most 256 are listed. A query that names
 * source and type takes only subjects with such a profile.
 */
int om_locate_all(struct om_store *store, struct om_arena *arena,
    const struct om_query *query, int64_t **ids, size_t *n) OM_MUST_CHECK;

/*
 * The one subject, in the arena; OM_NOTFOUND for none, OM_DENIED ("ambiguous")
 * for several. Queues the audit entry of the read (om_audit_defer) in each
 * case.
 */
int om_locate(struct om_subject **out, struct om_store *store,
    struct om_arena *arena, const struct om_query *query) OM_MUST_CHECK;

/* As om_locate, by the id of a subject. */
int om_locate_id(struct om_subject **out, struct om_store *store,
    struct om_arena *arena, int64_t id) OM_MUST_CHECK;

#endif
