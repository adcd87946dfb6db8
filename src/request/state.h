#ifndef OM_REQUEST_STATE_H
#define OM_REQUEST_STATE_H

#include "base/error.h"
#include "base/span.h"

/* Where a request stands (reference: the lists). */
enum om_state {
#define OM_STATE(code, word, title, next) code,
#include "request/state_list.h"
#undef OM_STATE
	OM_STATES
};

/* What happens to one. */
enum om_state_event {
#define OM_EVENT(code, word, at, to, verb, title) code,
#include "request/event_list.h"
#undef OM_EVENT
	OM_EVENTS
};

const char *om_state_word(enum om_state state);
const char *om_state_title(enum om_state state);
const char *om_state_next(enum om_state state);

const char *om_state_event_word(enum om_state_event event);
const char *om_state_event_title(enum om_state_event event);

/* OM_CORRUPT for a word of no event. */
int om_state_event_parse(
    enum om_state_event *out, struct om_span word) OM_MUST_CHECK;

/*
 * The state that follows; OM_DENIED, saying what is missing, where the event
 * cannot happen in this one.
 */
int om_state_after(enum om_state *out, enum om_state now,
    enum om_state_event event) OM_MUST_CHECK;

#endif
