#ifndef OM_STORE_BALANCE_H
#define OM_STORE_BALANCE_H

#include "base/json.h"
#include "crypto/hash.h"
#include "store/store.h"

/*
 * The account of rows: every audit entry says how many rows of each table
 * its transaction has added or removed, counted where the statements run, so
 * that no act can leave it out. The sum over the log is what the tables must
 * hold: a row put in or taken out by hand is noticed.
 */
enum om_balance_table {
#define OM_BALANCE(code, word, anew) code,
#include "store/balance_list.h"
#undef OM_BALANCE
	OM_BALANCES
};

/*
 * Rows by table; and for the two tables whose single rows the entries name
 * (what befell a request, who may what) the sum of the rows' hashes, which
 * is the same in any order.
 */
struct om_balance_sum {
	uint64_t lane[OM_HASH_SIZE / sizeof(uint64_t)];
};
struct om_balance {
	int64_t rows[OM_BALANCES];
	struct om_balance_sum events, members;
};

/* Adds the hash of one row of request_event. */
void om_balance_add_event(
    struct om_balance_sum *sum, int64_t request, struct om_span word);

/* Has the connection count. */
void om_balance_watch(struct om_sql *sql);

/* Adds what was counted since the last taking; what will be, of one table. */
void om_balance_take(struct om_balance *b, struct om_sql *sql);
int64_t om_balance_pending(
    const struct om_sql *sql, enum om_balance_table table);

/* What the tables hold now. */
int om_balance_count(struct om_balance *out, struct om_sql *sql) OM_MUST_CHECK;

/* Writes members of an entry: the rows added; all that is held. */
void om_balance_write_rows(struct om_json *j, const struct om_balance *b);
void om_balance_write_held(struct om_json *j, const struct om_balance *b);

/* Adds what an entry of the log tells of. OM_CORRUPT: it is damaged. */
int om_balance_add(struct om_balance *b, struct om_span entry) OM_MUST_CHECK;

/*
 * Compares the tables with the sum over all entries, which must have been
 * verified before. OM_CORRUPT, naming the account that does not close.
 */
int om_balance_verify(struct om_store *store) OM_MUST_CHECK;

/* The ledgers alone that a restore must not lose a line of. */
int om_balance_verify_ledgers(struct om_store *store) OM_MUST_CHECK;

/*
 * The number that the suppression table had come to when an entry was
 * written; 0 where the entry says nothing.
 */
uint64_t om_balance_suppressions(struct om_span entry);

#endif
