#include "request/state.h"

static const struct {
	const char *word, *title, *next;
} states[OM_STATES] = {
#define OM_STATE(code, word, title, next) { word, title, next },
#include "request/state_list.h"
#undef OM_STATE
};

/* No event leads to OM_STATE_NEW, so it can stand for "the same". */
#define OM_STATE_SAME OM_STATE_NEW
#define AT(state) (1u << OM_STATE_##state)

static const struct {
	const char *word;
	unsigned at;
	enum om_state to;
	const char *verb, *title;
} events[OM_EVENTS] = {
#define OM_EVENT(code, word, at, to, verb, title) \
	{ word, at, OM_STATE_##to, verb, title },
#include "request/event_list.h"
#undef OM_EVENT
};

const char *
om_state_word(enum om_state state)
{
	return states[state].word;
}

const char *
om_state_title(enum om_state state)
{
	return states[state].title;
}

const char *
om_state_next(enum om_state state)
{
	return states[state].next;
}

const char *
om_state_event_word(enum om_state_event event)
{
	return events[event].word;
}

const char *
om_state_event_title(enum om_state_event event)
{
	return events[event].title;
}

int
om_state_event_parse(enum om_state_event *out, struct om_span word)
{
	for (int i = 0; i < OM_EVENTS; i++)
		if (om_span_is(word, events[i].word)) {
			*out = (enum om_state_event)i;
			return OM_OK;
		}
	return om_fail(OM_CORRUPT, "store: a request has an unknown event");
}

int
om_state_after(enum om_state *out, enum om_state now, enum om_state_event event)
{
	if ((events[event].at & 1u << now) == 0)
		return om_fail(OM_DENIED, "the request cannot %s: it is %s; %s",
		    events[event].verb, states[now].word, states[now].next);
	if (events[event].to != OM_STATE_SAME)
		now = events[event].to;
	*out = now;
	return OM_OK;
}
