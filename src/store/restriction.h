#ifndef OM_STORE_RESTRICTION_H
#define OM_STORE_RESTRICTION_H

#include "store/people.h"

/*
 * The marking of stored data with the aim of limiting its processing (GDPR
 * Art. 4(3), 18; recital 67): every handler of a subject's data asks here
 * before it uses it. Storing and showing it to her is no use of it.
 */
enum om_restricted {
#define OM_RESTRICTION(code, word, cite) code,
#include "store/restriction_list.h"
#undef OM_RESTRICTION
	OM_RESTRICTIONS
};

/* One that stands. It goes with its subject, or with its lifting. */
struct om_restriction {
	int64_t request; /* that brought it about */
	enum om_restricted ground;
	const char *purpose; /* the one it is about; "" for every use */
	int64_t at;
};

const char *om_restriction_word(enum om_restricted ground);
const char *om_restriction_cite(enum om_restricted ground);
/* OM_CORRUPT for another word. */
int om_restriction_parse(
    enum om_restricted *out, struct om_span word) OM_MUST_CHECK;

/*
 * Restricts, within the open transaction, with its entry. The same request
 * for the same purpose again puts its ground in the place of the old one.
 */
int om_restriction_add(struct om_store *store, const struct om_subject *s,
    const struct om_restriction *what) OM_MUST_CHECK;

/*
 * Takes away what a request has brought about, with its entry. *lifted
 * counts; none is no failure.
 */
int om_restriction_lift(uint64_t *lifted, struct om_store *store,
    const struct om_subject *s, int64_t request) OM_MUST_CHECK;

/* Those that stand, oldest first, in the arena. */
int om_restriction_list(struct om_restriction **out, size_t *n,
    struct om_store *store, struct om_arena *arena,
    int64_t subject) OM_MUST_CHECK;

/* Whether anybody's data is restricted: 1, 0 or negative. */
int om_restriction_any(struct om_store *store) OM_MUST_CHECK;

/*
 * Whether a subject's data is restricted in every use, by another request
 * than this one (0: by any): 1, 0 or negative.
 */
int om_restriction_stands(
    struct om_store *store, int64_t subject, int64_t but) OM_MUST_CHECK;

/* OM_DENIED where it is, in words for people. */
int om_restriction_check(
    struct om_store *store, int64_t subject, int64_t but) OM_MUST_CHECK;

/* Those of a subject that was merged into another; that was split. */
int om_restriction_move(
    struct om_store *store, int64_t from, int64_t into) OM_MUST_CHECK;
int om_restriction_copy(
    struct om_store *store, int64_t from, int64_t to) OM_MUST_CHECK;

/*
 * The event that keeps a record which must not take the place of a profile:
 * its members, under type "restricted.record", compact JSON in the arena.
 */
int om_restriction_event(struct om_span *out, struct om_arena *arena,
    const struct om_profile *p) OM_MUST_CHECK;

#endif
