#ifndef OM_STORE_LINK_H
#define OM_STORE_LINK_H

#include "store/people.h"

/*
 * Two subjects are one person: all of `from` moves to `into`, sealed anew
 * under her key; the id of `from` stays as an alias. One audited
 * transaction. OM_DENIED where they are the same or one is pseudonymised and
 * the other is not. Members of `into` answer for both afterwards.
 */
int om_link(struct om_store *store, int64_t into, int64_t from) OM_MUST_CHECK;

/*
 * A wrong merge undone: the profile and its events move to a new subject,
 * whose id is *out. OM_NOTFOUND where the subject has no such profile,
 * OM_DENIED where it is her only one.
 */
int om_unlink(int64_t *out, struct om_store *store, int64_t subject,
    int64_t profile) OM_MUST_CHECK;

#endif
