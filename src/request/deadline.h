#ifndef OM_REQUEST_DEADLINE_H
#define OM_REQUEST_DEADLINE_H

#include "policy/due.h"

/*
 * The clock of a request under each of its laws, and the acts that it hears.
 */
struct om_case;
struct om_request;

enum { OM_REGIMES_MAX = 4 };

/* The clock of one of the laws that a request is made under. */
struct om_request_deadline {
	const char *regime;
	bool known;	     /* its rules could be read */
	int32_t due;	     /* what comes next is due: deed, then answer */
	int32_t answer;	     /* the person is told by then */
	int32_t first;	     /* the end of the first period */
	int32_t acknowledge; /* receipt is confirmed by then; 0: no such rule */
	bool extends;	     /* the law knows an extension */
	bool extended;	     /* which was told in time, and counts */
	bool late;
	int paused_days; /* not counted, of questions to the person */
	enum om_identity_rule identity;
};

enum { OM_QUESTIONS_MAX = 8 };

/* A question to the person, or its answer, on a day. */
struct om_request_question {
	enum om_wait kind;
	bool large; /* the data are many, and she was told so */
	int32_t day;
};

/*
 * Receipt was confirmed to the person (11 CCR 7021(a)). OM_DENIED the second
 * time.
 */
int om_request_acknowledge(struct om_case *c, int32_t day) OM_MUST_CHECK;

/*
 * The person was asked, and has answered. What that does to the clock each
 * law says for itself (policies/deadlines.json). OM_DENIED where it was asked
 * already, or not at all; for proof that the law lets nobody ask for, and for
 * a second proof.
 */
int om_request_ask(struct om_case *c,
    const struct om_request_question *question) OM_MUST_CHECK;
int om_request_resume(
    struct om_case *c, const struct om_request_question *answer) OM_MUST_CHECK;

/* The question that has no answer yet, the oldest; NULL. */
const struct om_due_wait *om_request_open_question(const struct om_request *r);

/*
 * More time, with its reason (om_request_reason): once, and within the first
 * period (GDPR Art. 12(3); 11 CCR 7021(b)). It counts when the letter that
 * says so (an event `sent` of `extension`) went out within that period.
 * OM_DENIED else, where no law of the request knows an extension, and where
 * the policies know no deadline of the request.
 */
int om_request_extend(struct om_case *c, const char *reason) OM_MUST_CHECK;

/* The i-th word that a reason for more time may be; NULL at the end. */
const char *om_request_reason(size_t i);

#endif
