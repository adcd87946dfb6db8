#ifndef OM_REQUEST_NOTICE_H
#define OM_REQUEST_NOTICE_H

#include "base/arena.h"
#include "base/error.h"

struct om_case;

/*
 * What those who have a person's data from us are told when a right of hers
 * was carried out (GDPR Art. 19; 11 CCR 7022(b), 7023(c), 7026(f), 7027(g)):
 * a row for each recipient that the record of processing names for the
 * sources of her data. After an erasure nobody knows her identifiers any
 * more: those that a recipient knows her by are sealed with the row, under a
 * key of its own, until its notice is sent or cannot be, at the latest until
 * the request is closed.
 */
enum om_notice_state {
#define OM_NOTICE_STATE(code, word, event, from) OM_NOTICE_##code,
#include "request/notice_state_list.h"
#undef OM_NOTICE_STATE
	OM_NOTICE_STATES
};

struct om_notice {
	int64_t number;
	const char *recipient; /* by name */
	const char *role;      /* processor, controller, joint */
	const char *type;      /* erasure, rectification, ... */
	const char *reference; /* a random UUID: what both may call it */
	enum om_notice_state state;
	int64_t made;	    /* when its message was made last; 0: never */
	int64_t at;	    /* of its state */
	const char *reason; /* why it is impossible or too much; "" */
};

const char *om_notice_state_word(enum om_notice_state state);

/* OM_USAGE where it is no word of a state. */
int om_notice_state_parse(
    enum om_notice_state *out, struct om_span word) OM_MUST_CHECK;

/* Whether it still has to be sent, or reasoned why not. */
bool om_notice_is_open(const struct om_notice *n);

/* To whom a right is told. */
enum {
	OM_NOTICE_PROCESSORS = 1, /* who works for us */
	OM_NOTICE_BUYERS = 2,	  /* to whom data was sold or shared */
	OM_NOTICE_ALL = 4,
};

struct om_notice_duty {
	const char *right, *regime;
	unsigned whom;
	const char *type, *cite, *asks;
};

/* What a right under a law obliges to; NULL where it does not. */
const struct om_notice_duty *om_notice_duty(
    const char *right, const char *regime);

/*
 * The duty of a request: of several laws the one that means the most people.
 * NULL where none obliges.
 */
struct om_request;
const struct om_notice_duty *om_notice_duty_of(const struct om_request *r);

/* Notices that are to be, drafted while the person is still known. */
struct om_notice_draft {
	const char *recipient, *role;
	struct om_span *identities; /* JSON objects, as OpenDSR has them */
	size_t n, room;
};
struct om_notice_drafts {
	const struct om_notice_duty *duty;
	struct om_notice_draft *p;
	size_t n;
};

/*
 * Before the act: whom to tell of the located subject, in the arena of the
 * case; nobody where the right obliges to nothing.
 */
int om_notice_gather(
    struct om_notice_drafts *out, struct om_case *c) OM_MUST_CHECK;

/* After it, in the same transaction: the rows, and what is sealed. */
int om_notice_write(
    struct om_case *c, const struct om_notice_drafts *drafts) OM_MUST_CHECK;

/* Reads the notices of c->request into it. */
int om_notice_load(struct om_case *c) OM_MUST_CHECK;

/* OM_DENIED, naming the recipients, while notices are open. */
int om_notice_check_sent(const struct om_case *c) OM_MUST_CHECK;

/* Forgets what is sealed for one notice; 0 for all of the request. */
int om_notice_forget(struct om_case *c, int64_t number) OM_MUST_CHECK;

/* The message for a recipient, an OpenDSR 2.0 request, into a buffer. */
struct om_buf;
int om_notice_message(struct om_buf *out, struct om_case *c,
    const struct om_notice *notice) OM_MUST_CHECK;

/*
 * Makes the message that tells one recipient what was done to the person's
 * data above, a new file (0600) at path: an OpenDSR 2.0 request
 * with those identifiers alone by which that recipient knows people. Without
 * a recipient it is for the one that is not told yet. OM_USAGE naming them
 * where there are more; OM_DENIED where the notice was sent already, or
 * nothing is known by which they know the person.
 */
int om_request_notify(
    struct om_case *c, const char *recipient, const char *path) OM_MUST_CHECK;

/*
 * What became of the notice to a recipient. What its message was made from is
 * forgotten then. because: why it is impossible or disproportionate, in a few
 * plain words; NULL else. OM_USAGE; OM_DENIED for a state that cannot follow.
 */
struct om_request_notified {
	const char *recipient;
	enum om_notice_state state;
	const char *because;
};
int om_request_notified(
    struct om_case *c, const struct om_request_notified *what) OM_MUST_CHECK;

#endif
