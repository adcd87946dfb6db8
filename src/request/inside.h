#ifndef OM_REQUEST_INSIDE_H
#define OM_REQUEST_INSIDE_H

#include "context/remains.h"
#include "context/trial.h"
#include "policy/due.h"
#include "request/request.h"
#include "store/locate.h"
#include "store/restriction.h"

/*
 * What the files of this layer share: acts on a case within its transaction,
 * and the rows beneath.
 */

/* The system that is the profile store itself. */
#define OM_SYSTEM_STORE "store"

/*
 * Runs work(c, what) on the loaded request in one transaction, for a member
 * who may; c->request is loaded before.
 */
int om_case_act(struct om_case *c, enum om_permit permit,
    int (*work)(struct om_case *c, const void *what),
    const void *what) OM_MUST_CHECK;

/*
 * Adds an event, its audit entry, and derives the state anew. by: the member
 * who did it, 0 for who acts. OM_DENIED where it cannot happen now.
 */
int om_case_event(struct om_case *c, enum om_state_event kind, int64_t by,
    const char *detail) OM_MUST_CHECK;

/*
 * The same on a day that is said: neither in the future nor before receipt,
 * OM_USAGE. What has no day of its own is of today, or of the day of the
 * event before where the clock was set back since.
 */
int om_case_event_on(struct om_case *c, enum om_state_event kind, int32_t day,
    const char *detail) OM_MUST_CHECK;

/* Reads all rows of the request c->id into c->request. OM_NOTFOUND. */
int om_request_load(struct om_case *c) OM_MUST_CHECK;

/*
 * The same without what people alone read: the names of members, the plan's
 * items before they are carried out.
 */
int om_request_load_state(struct om_case *c) OM_MUST_CHECK;

/* Keeps what follows from the events of c->request in the register. */
int om_case_keep(struct om_case *c) OM_MUST_CHECK;

/*
 * With this the detail of an answer begins that tells categories where
 * specific pieces were asked for (11 CCR 7024(a)). Stored: never change it.
 */
#define OM_SCOPE_CATEGORIES "categories, not the specific pieces"

/* Whether the answer does. */
bool om_request_downgraded(const struct om_request *r);

/* Sets what follows from the events and the steps. */
int om_request_derive(struct om_request *r) OM_MUST_CHECK;

/*
 * How the date came about on which the answer is due under the i-th of its
 * laws. Errors as om_due.
 */
int om_request_due(struct om_due *out, const struct om_request *r, size_t i,
    struct om *om) OM_MUST_CHECK;

/* Sets the dates of every law; OM_NOTFOUND where one has no rules (now). */
int om_request_set_due(struct om_request *r, struct om *om) OM_MUST_CHECK;

/* The laws that a list names ("gdpr,ccpa"). OM_USAGE for too many, or twice. */
int om_request_set_regimes(
    struct om_case *c, struct om_request *r, const char *list) OM_MUST_CHECK;

/* Whether one of the words of a list ("gdpr,ccpa") is `word`. */
bool om_request_lists(const char *list, const char *word);

/* Sets what was asked of the person, from the events. */
void om_request_set_questions(struct om_request *r);

/* OM_DENIED where as many were put already as a request keeps. */
int om_request_may_ask(const struct om_request *r) OM_MUST_CHECK;

/*
 * An answer is made with a hole in it, too, but does not go out with one, nor
 * is closed upon: OM_USAGE, by the setting's name.
 */
int om_request_check_whole(const struct om_request *r) OM_MUST_CHECK;

/* Sets how she was verified, from the events. */
void om_request_set_verification(struct om_request *r);

/*
 * Whether the code is the one that was sent and still worth something.
 * OM_DENIED where not; a wrong one is kept as an event.
 */
int om_request_try_code(struct om_case *c, struct om_span code) OM_MUST_CHECK;

/* Appends how the dates of every law came about. */
int om_request_explain_due(
    struct om_buf *b, const struct om_request *r, struct om *om) OM_MUST_CHECK;

/* Whether every law of the request forbids to ask for proof. */
bool om_request_waives(const struct om_request *r);

/* Whether the person, or the answer, may still be waited for. */
bool om_request_ended(const struct om_request *r);

/* Replaces the plan's items and steps by those of c->request. */
int om_case_write_plan(struct om_case *c) OM_MUST_CHECK;

/* Writes one step. */
int om_case_write_step(
    struct om_case *c, const struct om_request_step *step) OM_MUST_CHECK;

/* The step of a system; NULL where there is none. */
struct om_request_step *om_request_step_of(
    const struct om_request *r, const char *system);

/* Remembers whom the request concerns; 0 for nobody. */
int om_case_set_subject(
    struct om_case *c, int64_t subject, struct om_span reference) OM_MUST_CHECK;

/* The row of a new request, its claim sealed; tag: of the claim. */
int om_claim_insert(struct om_case *c, struct om_span claim,
    const struct om_tag *tag) OM_MUST_CHECK;

/* Keeps the hash of a code under the key of the claim, and compares one. */
int om_claim_set_code(struct om_case *c, struct om_span code) OM_MUST_CHECK;
int om_claim_check_code(
    bool *out, struct om_case *c, struct om_span code) OM_MUST_CHECK;

/* The claim, in the arena; OM_NOTFOUND where it was wiped. */
int om_claim_open(struct om_span *out, struct om_case *c) OM_MUST_CHECK;

int om_claim_wipe(struct om_case *c) OM_MUST_CHECK;

/*
 * Gives the subject every request that was made by one of her identifiers
 * but not located yet, so that their claims are wiped with her.
 */
int om_claim_adopt(struct om_case *c, int64_t subject) OM_MUST_CHECK;

/* Who the claim is about: NULL for nobody. OM_DENIED for several. */
int om_claim_locate(struct om_subject **out, struct om_case *c) OM_MUST_CHECK;

/*
 * Whether the plan speaks of just the profiles that the subject has now: what
 * joined her, or left her, since somebody approved it was approved by nobody.
 * OM_DENIED where not.
 */
int om_case_check_plan(
    struct om_case *c, const struct om_subject *s) OM_MUST_CHECK;

/*
 * OM_DENIED where the plan would use data of a person that another request
 * has restricted (GDPR Art. 18(2)).
 */
int om_case_check_use(struct om_case *c) OM_MUST_CHECK;

/* OM_DENIED where a person must decide the request first, and has not. */
int om_case_check_weighed(struct om_case *c) OM_MUST_CHECK;

/* Whether a person decided so. */
bool om_request_weighed_as(const struct om_request *r, const char *result);

/*
 * What was done at once, on receipt or verification, is undone: the person
 * herself took the request back, and so need not be told.
 */
int om_case_undo(struct om_case *c) OM_MUST_CHECK;

/* Restricts the located person's data, for one purpose or ("") every use. */
int om_case_restrict(struct om_case *c, const struct om_subject *s,
    enum om_restricted ground, const char *purpose) OM_MUST_CHECK;

/* `left` of the rights that restrict every use. */
int om_case_restricted_left(
    int64_t *out, struct om_case *c, const struct om_subject *s) OM_MUST_CHECK;

/*
 * `act` of the rights by which a person looks at what a machine decided: the
 * decision is another system's, and only she can tell what she did.
 */
int om_case_review(
    struct om_case *c, struct om_request_step *step) OM_MUST_CHECK;

/* The person of the claim where it leads to one, else NULL: for what is done
 * at once. */
int om_case_presume(struct om_subject **out, struct om_case *c) OM_MUST_CHECK;

/*
 * Enters the claimed identifier, and all that a person has who is known by
 * it, into the ledger under the purpose that the right blocks; takes it out
 * again, where nothing else has brought it in.
 */
int om_case_block(struct om_case *c) OM_MUST_CHECK;
int om_case_unblock(struct om_case *c) OM_MUST_CHECK;

/* `act` and `left` of the rights that block. */
int om_case_block_act(
    struct om_case *c, struct om_request_step *step) OM_MUST_CHECK;
int om_case_block_left(
    int64_t *out, struct om_case *c, const struct om_subject *s) OM_MUST_CHECK;

/* What the request is about (om_request_new), while it is kept. */
int om_case_set_about(struct om_case *c, const char *about) OM_MUST_CHECK;

/*
 * Words that are kept and printed: at most `most` letters, spaces, hyphens,
 * commas and full stops and up to three digits in a row, so that they can
 * hold no identifier.
 */
bool om_case_is_plain(struct om_span text, size_t most);

/*
 * Before the act: gathers what the person is known by, or takes what this
 * process has gathered. OM_DENIED where she is `gone` and nobody knows.
 */
int om_request_search_begin(
    struct om_remains **out, struct om_case *c, bool gone) OM_MUST_CHECK;

/*
 * In the transaction that ends a run: the entry of the search, and where
 * something was found, or not all could be read, the event that says so.
 */
int om_request_search_record(
    struct om_case *c, const struct om_remains *r) OM_MUST_CHECK;

/* Whether a search of the files came to something and none was clean since. */
bool om_request_searched_badly(const struct om_request *r);

/* Whether it is about data that is processed for another (Art. 28(3)(e)). */
bool om_request_is_forwarded(const struct om_request *r);

/* Words kept in the arena of the case. */
const char *om_case_string(struct om_case *c, struct om_span s);
const char *om_case_id(struct om_case *c, int64_t id);

/*
 * An article as the request's law has it: the United Kingdom kept those of
 * the GDPR, as a law of its own.
 */
const char *om_case_cite(struct om_case *c, const char *cite);
const char *om_case_cite_of(
    struct om_case *c, const char *cite, const char *regime);

#endif
