#ifndef OM_REQUEST_REQUEST_H
#define OM_REQUEST_REQUEST_H

#include "base/json.h"
#include "context/context.h"
#include "request/deadline.h"
#include "request/ground.h"
#include "request/notice.h"
#include "request/right.h"
#include "request/state.h"
#include "request/verification.h"

/* What happened to a request, when, by whom; no personal data. */
struct om_request_event {
	enum om_state_event kind;
	int64_t at;  /* when it was recorded */
	int32_t day; /* the day on which it happened: the law counts by it */
	int64_t member, typist;
	const char *by;	   /* the member's name */
	const char *typed; /* who typed it in, where that was another */
	const char *detail;
};

/*
 * One item of the plan: what is done with what, and why (request/item.h). An
 * item of a part says what becomes of it whatever becomes of the rest.
 */
struct om_request_item {
	const char *system;
	const char *reference; /* the id of a profile, or a word */
	const char *part;      /* JSON Pointer into the profile; "": all else */
	const char *source, *type; /* the profile's; "" where it is none */
	int64_t events, identifiers, attributes; /* how much that is */
	const char *action;  /* copy withhold erase mask keep pseudonymize */
	const char *code;    /* of ground_list.h where it is not granted */
	const char *ground;  /* the article */
	const char *statute; /* that obliges to keep it; "" */
	int32_t until;	     /* kept until this day; 0: not stated */
	const char *state;   /* planned done kept ended */
	int64_t hold;	     /* by which it is kept; 0 */
};

/* One system, and how far the plan was carried out there. */
struct om_request_step {
	const char *system;
	const char *state; /* pending running done failed; not_connected */
	const char *grade; /* what the evidence is worth */
	int64_t located, acted, remaining; /* profiles */
	int64_t events, identifiers;	   /* found with them */
};

/* A letter that was made for the person, and how it went out. */
struct om_request_letter {
	int64_t number; /* from 1 */
	const char *kind, *language;
	int64_t made;
	const char *sha256;	       /* of the file that was made */
	int32_t sent;		       /* the day; 0: it was not sent */
	const char *channel, *address; /* how, and from where the address */
	const char *evidence, *signatory;
};

/*
 * A request as it stands. Events are stored, everything else is derived from
 * them; all of it lives in the arena of its case.
 */
struct om_request {
	int64_t id;
	const struct om_right *right;
	const char *asked;  /* the word it was asked by: "know" for access */
	const char *about;  /* the ground, the purposes; "" */
	const char *laws;   /* all of them: "gdpr,ccpa" */
	const char *regime; /* the first */
	const char *country;
	const char *controller;	  /* whose data; "": the workspace's own */
	const char *role;	  /* controller, processor */
	const char *channel;	  /* by which it came */
	const char *capacity;	  /* of who asks: self, agent, parent */
	const char *language;	  /* of its letters */
	int32_t received;	  /* a day */
	int64_t requester;	  /* the member who took it in */
	int64_t subject;	  /* 0: not located, nobody, or erased */
	struct om_span reference; /* of the subject in the log, once erased */
	struct om_request_event *events;
	size_t event_count;
	struct om_request_item *items;
	size_t item_count;
	struct om_request_step *steps;
	size_t step_count;
	struct om_request_letter *letters;
	size_t letter_count;
	struct om_notice *notices; /* to recipients of the data, in turn */
	size_t notice_count;

	enum om_state state;
	bool extended; /* in one of its laws, and it counts */
	bool nobody;   /* looked for, and nobody was found */
	const struct om_request_event *acknowledged, *verified, *approved;
	const struct om_request_event *denied, *withdrawn, *closed;
	const struct om_request_event *forwarded; /* to its controller */
	const struct om_request_event *extension; /* decided on; its reason */
	const struct om_request_event *told;	  /* the outcome was sent */
	const struct om_request_event *held;	  /* NULL where none stands */
	const struct om_request_event *supplemented; /* the last time */
	const struct om_request_event *fee; /* announced; its detail how much */
	bool fee_open;			    /* and not paid */
	const struct om_request_event *executed, *answered;
	struct om_verification verification;
	struct om_due_wait questions[OM_QUESTIONS_MAX]; /* to the person */
	size_t question_count;
	struct om_request_deadline deadlines[OM_REGIMES_MAX];
	size_t regime_count;
	bool has_due;	     /* the rules of one could be read */
	int32_t due;	     /* the earliest */
	bool late;	     /* under one of them, measured at sending */
	const char *outcome; /* granted, partial, denied, ...; NULL so far */
};

/*
 * One request being worked on. The caller sets om, arena and, but for
 * om_request_new, id; each act fills request with the state it leaves. An
 * act is one transaction with its audit entry; with om->dry_run it is tried
 * and undone, and request is what it would be.
 */
struct om_case {
	struct om *om;
	struct om_arena *arena;
	int64_t id;
	struct om_request *request;
};

/* What a new request says; texts but right and claim may be NULL. */
struct om_request_new {
	const char *right;
	const char *to;	      /* which of several: "marketing"; may be NULL */
	const char *about;    /* the ground, the purposes; may be NULL */
	struct om_span claim; /* TYPE:VALUE, as it was given */
	const char *regime;   /* one or several: "gdpr,ccpa" */
	const char *country;
	const char *controller, *role, *channel, *capacity, *language;
	int32_t received; /* a day, not in the future */
};

/*
 * Takes a request in. The identifier is kept sealed under a key of the
 * request's own. OM_USAGE for an unknown right, regime or identifier, and for
 * a regime that no letters are written for; OM_INPUT for an identifier that
 * has no canonical form, by which nobody could be found.
 */
int om_request_new(
    struct om_case *c, const struct om_request_new *what) OM_MUST_CHECK;

/* Loads it to be looked at. OM_NOTFOUND. */
int om_request_show(struct om_case *c) OM_MUST_CHECK;

/*
 * The data must be kept for now, on a ground of ground_list.h; with NULL the
 * hold is lifted. Nothing is run while it stands. OM_USAGE for a request
 * that changes no data.
 */
int om_request_hold(struct om_case *c, const char *ground) OM_MUST_CHECK;

/*
 * Looks for the person and writes down, item by item, what is to be done
 * (GDPR Art. 17(3) is per item). Nobody found is a plan too. OM_DENIED where
 * several people share the identifier. Planning again drops an approval.
 */
int om_request_plan(struct om_case *c) OM_MUST_CHECK;

/*
 * What the case worker decides of item `number` (from 1), or of a part of it:
 * keep and mask where the request is to erase, withhold where it is to copy,
 * on a ground; or that it is done after all. A duty to keep names its statute
 * (GDPR Art. 17(3)(b)). The facts are kept sealed (store/fact.h). Drops an
 * approval. OM_USAGE for what does not fit the item.
 */
struct om_request_decision {
	size_t number;
	const char *part;	/* JSON Pointer; NULL: the item itself */
	const char *action;	/* as in om_request_item */
	const char *ground;	/* a word of ground_list.h, or NULL */
	const char *statute;	/* or NULL */
	int32_t until;		/* a day; 0: until somebody decides */
	struct om_span because; /* or none */
};
int om_request_decide_item(
    struct om_case *c, const struct om_request_decision *what) OM_MUST_CHECK;

/*
 * OM_DENIED where `by` is no registered member who may approve, or took an
 * erasure in herself while the workspace asks for two persons.
 */
int om_request_approve(struct om_case *c, const char *by) OM_MUST_CHECK;

/*
 * Refuses it on a ground of ground_list.h against its right. OM_USAGE for
 * another word; OM_DENIED for a ground that tells of data while the person is
 * not verified. The controller bears the burden of showing that a request is
 * unfounded or excessive (GDPR Art. 12(5)): its facts are kept sealed. Abuse
 * needs both of its elements told, the objective and the subjective one (CJEU
 * C-526/24): OM_USAGE else.
 */
struct om_request_denial {
	const char *ground;
	struct om_span because;		      /* or none */
	struct om_span objective, subjective; /* of abuse; else none */
};
int om_request_refuse(
    struct om_case *c, const struct om_request_denial *what) OM_MUST_CHECK;
/* As om_request_refuse, without facts. */
int om_request_deny(struct om_case *c, const char *ground) OM_MUST_CHECK;

/*
 * A fee for a request that is unfounded or excessive, or for a further copy
 * (GDPR Art. 12(5), 15(3)), announced before it is charged: nothing is run
 * until it is paid, or the request withdrawn. amount: "25" or "25.00".
 */
struct om_request_fee {
	const char *amount, *currency; /* EUR */
	struct om_span because;	       /* the facts; kept sealed */
};
int om_request_fee(
    struct om_case *c, const struct om_request_fee *what) OM_MUST_CHECK;
int om_request_fee_paid(struct om_case *c) OM_MUST_CHECK;

/*
 * The facts that were told of a decision, in the arena; none where there are
 * none. about: OM_FACTS_..., or om_item_fact (request/item.h).
 */
#define OM_FACTS_DENIED "denied"
#define OM_FACTS_OBJECTIVE "abuse/objective"
#define OM_FACTS_SUBJECTIVE "abuse/subjective"
#define OM_FACTS_FEE "fee"
int om_request_facts(
    struct om_span *out, struct om_case *c, const char *about) OM_MUST_CHECK;

/*
 * Carries the plan out. What was done before a crash is not done again; a
 * request that was executed stays as it is. OM_BUSY and state `incomplete`
 * where something could not be finished: run it again. With om->sweep the
 * files of the workspace are searched for the erased person's values
 * (context/remains.h); where one was found, or not all could be read, the
 * request is `incomplete`, too. OM_DENIED where an earlier process erased her:
 * what she was known by is forgotten.
 */
int om_request_run(struct om_case *c) OM_MUST_CHECK;

/*
 * Makes the answer for the person: a folder at path, or a file where path
 * ends in .zip; as a whole or not at all. OM_EXISTS where path is there. The
 * detail of its event names what the settings leave unstated; "" for nothing.
 */
int om_request_answer(struct om_case *c, const char *path) OM_MUST_CHECK;

/*
 * The certificate of the erasure alone, as it is by now: with what was erased
 * when a duty or a hold ended, after the answer or the end. OM_DENIED where
 * none is kept.
 */
int om_request_certificate(struct om_case *c, const char *path) OM_MUST_CHECK;

/*
 * The same, otherwise. OM_USAGE where a record of processing was imported and
 * lacks what the answer must state, naming it, unless it is to be a draft:
 * which says on its first page that it is one, and is entered as no answer.
 * Where none was imported the letter itself says what was not stated.
 */
struct om_request_answering {
	const char *path;
	bool draft;
	bool categories; /* California: no specific pieces were asked for */
	bool all;	 /* California: since 2022, not the last 12 months */
};
int om_request_answer_as(
    struct om_case *c, const struct om_request_answering *how) OM_MUST_CHECK;

/*
 * Makes a letter of a kind (letter_list.h), at a path that ends in .html or,
 * as KIND-LANGUAGE.html, in a folder; it is entered, and waits to be sent.
 * OM_DENIED where the request's state, right or law has no such letter now;
 * OM_USAGE, naming it, where the settings lack what it must say.
 */
struct om_request_writing {
	const char *kind, *path;
	const char *language; /* NULL: the request's */
	struct om_span text;  /* the writer's own words; or none */
	int32_t until;	      /* a day; 0 */
};
int om_request_letter(
    struct om_case *c, const struct om_request_writing *what) OM_MUST_CHECK;

/*
 * The newest letter of that kind went out; lateness is measured by it.
 * evidence is told as a method of verification is. OM_DENIED where no such
 * letter waits; OM_USAGE for a day before it was made.
 */
struct om_request_sending {
	const char *kind;
	const char *channel; /* post mail portal hand */
	const char *address; /* request profile register */
	const char *evidence;
	int32_t day; /* 0: today */
};
int om_request_send(
    struct om_case *c, const struct om_request_sending *what) OM_MUST_CHECK;

/*
 * Somebody dealt with a system that is not connected by hand. OM_DENIED where
 * the request was not executed, or is closed.
 */
int om_request_attest(struct om_case *c, const char *system) OM_MUST_CHECK;

/* What a person has decided: a word of the right, and why; NULL for nothing. */
struct om_weighing {
	const char *result;
	const char *grounds;
};

/*
 * Where the law wants a person to decide: whose grounds prevail (GDPR Art.
 * 21(1)), what an automated decision comes to (Art. 22(3)). OM_USAGE for
 * another result, for grounds that could hold an identifier, and where the
 * controller's are to prevail and are not told.
 */
int om_request_weigh(
    struct om_case *c, const struct om_weighing *what) OM_MUST_CHECK;

/*
 * What is right (GDPR Art. 16): a JSON object of `name` and `attributes`, kept
 * sealed until the request is run. OM_USAGE for another text or another
 * right; OM_DENIED once it was decided.
 */
int om_request_correct(struct om_case *c, struct om_span text) OM_MUST_CHECK;

/*
 * Ends the restriction that the request brought about. OM_DENIED before the
 * person was told of it (the letter `lifting` was sent: GDPR Art. 18(3)) and
 * for an objection that was upheld; OM_NOTFOUND where none stands.
 */
int om_request_lift(struct om_case *c) OM_MUST_CHECK;

/*
 * Whoever processes data for another answers nobody: the request goes to the
 * controller, in a new file (0600) at path, and is closed here (GDPR Art.
 * 28(3)(e)). Its identifier is wiped with that. OM_DENIED for a request of
 * the organisation's own data, and for all but this, taking it in,
 * acknowledging it and its withdrawal where it is another's.
 */
int om_request_forward(struct om_case *c, const char *path) OM_MUST_CHECK;

/*
 * The person took the request back: what was stopped at once by it, and what
 * it restricted, is as it was before.
 */
int om_request_withdraw(struct om_case *c) OM_MUST_CHECK;

/*
 * It goes on as the earlier one that it repeats. OM_DENIED where it repeats
 * none.
 */
int om_request_merge(struct om_case *c) OM_MUST_CHECK;

/*
 * Ends it, and wipes the sealed identifier and what the certificate of an
 * erasure is made from: they are of no more use. OM_DENIED, naming them,
 * while recipients were not told, and while systems that delivered data of the
 * person were not dealt with, unless they are to be left so.
 */
int om_request_close(struct om_case *c, bool leave_open) OM_MUST_CHECK;

/*
 * The first event by which a letter of that kind (the detail of an event
 * `sent`) went out; NULL.
 */
const struct om_request_event *om_request_sent(
    const struct om_request *r, const char *letter);

/* The members of `request show --json`, into an open object. */
void om_request_json(struct om_json *j, const struct om_request *r);

/* What must be done next, for people. */
const char *om_request_next(const struct om_request *r);

/*
 * Appends in plain words what happened, on what ground, until when the
 * answer is due and how that date came about, and what comes next.
 */
int om_request_explain(struct om_buf *b, struct om_case *c) OM_MUST_CHECK;

#endif
