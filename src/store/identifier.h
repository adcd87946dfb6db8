#ifndef OM_STORE_IDENTIFIER_H
#define OM_STORE_IDENTIFIER_H

#include "store/profile.h"
#include "store/store.h"

/*
 * A profile's identifiers with its user id as one more, of type `user_id`,
 * behind the others: i from 0 to om_identifier_count - 1.
 */
size_t om_identifier_count(const struct om_profile *p);
struct om_identifier om_identifier_at(const struct om_profile *p, size_t i);

/* Whether it is the mailbox of a function and not of a person. */
bool om_identifier_is_role(
    const struct om_store *store, const struct om_identifier *id);

/*
 * Whether an identifier is one person's beyond doubt: its type is, in
 * policies/identifiers.json, and it is no role mailbox.
 */
bool om_identifier_is_strong(
    const struct om_store *store, const struct om_identifier *id);

/*
 * Whether acts on a person may go by this identifier: a strong one, or any
 * where the profile has nothing better. A number that a household shares
 * must not block or mask the spouse.
 */
bool om_identifier_counts(
    const struct om_store *store, const struct om_profile *p, size_t i);

#endif
