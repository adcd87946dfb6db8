#ifndef OM_STORE_EVENT_H
#define OM_STORE_EVENT_H

#include "store/people.h"

/*
 * OM_INPUT where value is no Zendesk event: source and type strings of 1 to
 * 40 characters (source not `zendesk`), properties an object, times RFC 3339,
 * nothing unknown.
 */
int om_event_check(const struct om_value *event) OM_MUST_CHECK;

/*
 * Adds a checked event, compact JSON, to a profile of a subject; the same
 * event twice is one (*added false). Within a transaction.
 */
int om_event_add(struct om_store *store, const struct om_subject *subject,
    int64_t profile, struct om_span json, bool *added) OM_MUST_CHECK;

/*
 * Calls each(state, id, json) for the events of a profile, of which there may
 * be any number: reads in pages, and each may take its time. id, 16 bytes, is
 * the event's as long as its subject's key lives. What each returns, if not
 * 0, ends it; 1 is no failure.
 */
int om_event_each(struct om_store *store, const struct om_subject *subject,
    int64_t profile,
    int (*each)(void *state, struct om_span id, struct om_span json),
    void *state) OM_MUST_CHECK;

/* As om_event_each, in one go: for within a transaction. */
int om_event_list(struct om_store *store, const struct om_subject *subject,
    int64_t profile, int (*each)(void *state, struct om_span json),
    void *state) OM_MUST_CHECK;

#endif
