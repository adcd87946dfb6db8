#ifndef OM_STORE_SUPPRESSION_H
#define OM_STORE_SUPPRESSION_H

#include "store/people.h"

/*
 * The ledger of who must not come back (GDPR Art. 17, 21(3); 11 CCR
 * 7022(e)): tags under keys of their own, in the database and in an
 * append-only file beside it. Entries are never removed, only lifted.
 */

/* "erasure" etc.; NULL for a number that is no purpose. */
const char *om_suppression_word(enum om_purpose purpose);

/* Whether there is any entry: 1, 0 or negative. */
int om_suppression_any(struct om_store *store) OM_MUST_CHECK;

/* Whether the tag is suppressed for the purpose: 1, 0 or negative. */
int om_suppression_has(struct om_store *store, const struct om_tag *tag,
    enum om_purpose purpose) OM_MUST_CHECK;

/* The same; *at is the time of the entry that stands. */
int om_suppression_since(int64_t *at, struct om_store *store,
    const struct om_tag *tag, enum om_purpose purpose) OM_MUST_CHECK;

/*
 * Whether an identifier of this profile that counts (store/identifier.h) is
 * suppressed: 1, 0 or negative.
 */
int om_suppression_hits(struct om_store *store, const struct om_profile *p,
    enum om_purpose purpose) OM_MUST_CHECK;

/*
 * How a profile is suppressed. By a strong identifier it is the person's
 * beyond doubt; but a mailbox may have been given to somebody else, or the
 * erased person have got a new number: where it has another strong one that is
 * not suppressed, it may be a stranger's. By a weak one alone it may be that
 * of anybody who shares it.
 */
struct om_suppression_hit {
	int64_t at; /* of the newest entry: when she was erased last */
	const char *kind;
	bool strong, stranger;
};
int om_suppression_find(struct om_suppression_hit *out, struct om_store *store,
    const struct om_profile *p, enum om_purpose purpose) OM_MUST_CHECK;

/*
 * Whether it must not be taken in: as om_suppression_find for erasures, and
 * where its person was erased from the records of this source and type alone
 * (store/erase_parts.h).
 */
int om_suppression_bars(struct om_suppression_hit *out, struct om_store *store,
    const struct om_profile *p) OM_MUST_CHECK;

/* Adds all that om_suppression_hits asks for; *added counts new entries. */
int om_suppression_add_profile(struct om_store *store,
    const struct om_profile *p, enum om_purpose purpose,
    uint64_t *added) OM_MUST_CHECK;
/* Takes them out again; *lifted counts those that stood. */
int om_suppression_lift_profile(struct om_store *store,
    const struct om_profile *p, enum om_purpose purpose,
    uint64_t *lifted) OM_MUST_CHECK;
int om_suppression_add(struct om_store *store, const struct om_tag *tag,
    enum om_purpose purpose, bool lifted) OM_MUST_CHECK;

/* That no record of this source and type is taken in again. */
int om_suppression_add_record(struct om_store *store,
    const struct om_profile *p, uint64_t *added) OM_MUST_CHECK;

/* For one identifier, from the command line; with its audit entry. */
int om_suppression_set(struct om_store *store, const struct om_identifier *id,
    enum om_purpose purpose, bool lifted) OM_MUST_CHECK;

/* Calls each for every entry, oldest first. */
struct om_suppression_entry {
	int64_t number;
	struct om_tag tag;
	enum om_purpose purpose;
	bool lifted;
	int64_t at;
};
int om_suppression_insert(
    struct om_store *store, const struct om_suppression_entry *e) OM_MUST_CHECK;
/* The line of an entry in the file. */
void om_suppression_line(
    struct om_buf *b, const struct om_suppression_entry *e);
/* The next row of S_SUPPRESSION_LIST, once started: 1, 0 or negative. */
int om_suppression_next(
    struct om_suppression_entry *out, struct om_store *store) OM_MUST_CHECK;
int om_suppression_list(struct om_store *store,
    int (*each)(void *state, const struct om_suppression_entry *entry),
    void *state) OM_MUST_CHECK;

/*
 * Compares the table with the file beside it, line by line; *n counts them.
 * OM_CORRUPT at the first that differs or is missing. How many there must be
 * the audit log says: store/balance.h.
 */
int om_suppression_verify(uint64_t *n, struct om_store *store) OM_MUST_CHECK;

/*
 * Goes through every subject and erases whom the ledger names by her id or by
 * a strong identifier: after a restore, before anything is served, and
 * whenever one wants. A number that a household shares erases nobody. *erased
 * counts them. With look_only nobody is erased: who reappeared is written
 * down, for reports, in place of who was before.
 */
int om_suppression_replay(
    struct om_store *store, bool look_only, uint64_t *erased) OM_MUST_CHECK;

/*
 * Erasure entries that are older than the backups are lifted: what they kept
 * out is nowhere any more (GDPR Art. 5(1)(e)). *lifted counts them; the log
 * has that number.
 */
int om_suppression_expire(
    struct om_store *store, int64_t before, uint64_t *lifted) OM_MUST_CHECK;

#endif
