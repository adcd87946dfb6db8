#ifndef OM_STORE_EPOCH_H
#define OM_STORE_EPOCH_H

#include "store/store.h"

/*
 * The life of epoch keys. All secrets of people and requests stand wrapped
 * under the current epoch's key. It is replaced when it is rotate_days old:
 * whoever is left is wrapped anew under the next. What was replaced
 * destroy_after_days ago is destroyed, and with it everybody in backups who
 * was erased before. An erasure's promise has two stages: unreadable in the
 * store at once, unreadable everywhere by om_epoch_gone_by.
 */
struct om_epoch_rules {
	int64_t rotate_days;	    /* 1 .. 30 */
	int64_t destroy_after_days; /* 0 .. 30; as long as backups are kept */
};

/*
 * By when (milliseconds since 1970) the key of the current epoch will have
 * been destroyed at the latest, if `key tend` runs each day: whoever is
 * erased at `now` is unreadable in every copy of the database then. Allows
 * a day for the run that replaces the key, and one for that which destroys
 * it.
 */
int64_t om_epoch_gone_by(const struct om_keys *keys,
    const struct om_epoch_rules *rules, int64_t now);

/* One epoch that still has a key. */
struct om_epoch {
	uint32_t version;
	bool current;
	int64_t created;
	int64_t replaced; /* creation of the next; 0 for the current one */
	int64_t due;  /* when to be destroyed; of the current one: gone_by */
	int64_t rows; /* that need it */
};

/*
 * The i-th epoch, oldest first: 1, 0 behind the last. One that is not
 * current and whose `due` has passed is overdue.
 */
int om_epoch_get(struct om_epoch *out, struct om_store *store,
    const struct om_epoch_rules *rules, size_t i, int64_t now) OM_MUST_CHECK;

/*
 * How many epochs should have been destroyed a day ago or more: nobody has
 * run `key tend`, or rows need them still.
 */
int om_epoch_overdue(uint64_t *out, struct om_store *store,
    const struct om_epoch_rules *rules, int64_t now) OM_MUST_CHECK;

/* Whether the current epoch is old enough to be replaced. */
bool om_epoch_rotation_due(const struct om_keys *keys,
    const struct om_epoch_rules *rules, int64_t now);

/* When a version of a kind was replaced: creation of the next; or 0. */
int64_t om_epoch_replaced(
    const struct om_keys *keys, enum om_key_kind kind, uint32_t version);

/*
 * Makes the next epoch current and records it; processes that know older
 * ones read the keys anew before they write. A crash between the two is
 * made good by om_epoch_record, which *recorded counts (may be NULL).
 */
int om_epoch_rotate(struct om_store *store, uint32_t *version) OM_MUST_CHECK;
int om_epoch_record(struct om_store *store, uint64_t *recorded) OM_MUST_CHECK;

/*
 * The same within the open transaction of a restoration: the log has entries
 * up to the epoch `logged`, of which an older database may know nothing.
 */
int om_epoch_record_beyond(
    struct om_store *store, uint32_t logged) OM_MUST_CHECK;

/* How many rows wait to be wrapped anew (om_store_rewrap). */
int om_epoch_stale(int64_t *out, struct om_store *store) OM_MUST_CHECK;

#endif
