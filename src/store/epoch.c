#include "store/epoch.h"

#include "store/audit.h"
#include "store/backup.h"
#include "store/statement.h"

enum { HOUR = 3600 * 1000, DAY = 24 * HOUR };

/* The run of a night may come earlier than that of the night before. */
enum { JITTER = 2 * HOUR };

int64_t
om_epoch_replaced(
    const struct om_keys *keys, enum om_key_kind kind, uint32_t version)
{
	struct om_key_info key;

	/* By version: the first behind it is the one that came next. */
	for (size_t i = 0; om_keys_list(keys, &key, i); i++)
		if (key.kind == kind && key.version > version)
			return key.created;
	return 0;
}

/* The i-th epoch of the key list. */
static bool
find_key(struct om_key_info *out, const struct om_keys *keys, size_t i)
{
	struct om_key_info key;

	for (size_t at = 0; om_keys_list(keys, &key, at); at++)
		if (key.kind == OM_KEY_EPOCH && i-- == 0) {
			*out = key;
			return true;
		}
	return false;
}

static int64_t
created_now(const struct om_keys *keys)
{
	struct om_key_info key = { 0 };

	for (size_t i = 0; find_key(&key, keys, i) && !key.current; i++)
		;
	return key.created;
}

static int64_t
rotation_due(const struct om_keys *keys, const struct om_epoch_rules *rules)
{
	return created_now(keys) + rules->rotate_days * DAY;
}

bool
om_epoch_rotation_due(
    const struct om_keys *keys, const struct om_epoch_rules *rules, int64_t now)
{
	return now >= rotation_due(keys, rules) - JITTER;
}

int64_t
om_epoch_gone_by(
    const struct om_keys *keys, const struct om_epoch_rules *rules, int64_t now)
{
	int64_t from = rotation_due(keys, rules);

	if (from < now)
		from = now;
	return from + DAY + rules->destroy_after_days * DAY + DAY;
}

int
om_epoch_get(struct om_epoch *out, struct om_store *store,
    const struct om_epoch_rules *rules, size_t i, int64_t now)
{
	struct om_epoch e = { 0 };
	struct om_key_info key;
	int rc;

	if (!find_key(&key, store->keys, i))
		return 0;
	e.version = key.version;
	e.current = key.current;
	e.created = key.created;
	e.replaced = om_epoch_replaced(store->keys, OM_KEY_EPOCH, key.version);
	e.due = e.current ? om_epoch_gone_by(store->keys, rules, now)
			  : e.replaced + rules->destroy_after_days * DAY;
	rc = om_store_epoch_use(&e.rows, store, key.version);
	if (rc != OM_OK)
		return rc;
	*out = e;
	return 1;
}

int
om_epoch_overdue(uint64_t *out, struct om_store *store,
    const struct om_epoch_rules *rules, int64_t now)
{
	struct om_epoch e = { 0 };
	uint64_t n = 0;
	int rc = 1;

	for (size_t i = 0; rc == 1; i++) {
		rc = om_epoch_get(&e, store, rules, i, now);
		n += rc == 1 && !e.current && e.due + DAY <= now;
	}
	if (rc == OM_OK)
		*out = n;
	return rc;
}

/*
 * The least epoch that may write: once it is known, whoever has older keys
 * alone is refused (check_epoch in store.c).
 */
static int
read_least(uint32_t *out, struct om_store *store)
{
	int rc = OM_SQL_FIRST(store->sql, S_META_GET, OM_STRING("epoch"));

	*out =
	    rc == 1 ? (uint32_t)om_sql_integer(store->sql, S_META_GET, 0) : 1;
	om_sql_stop(store->sql, S_META_GET);
	return rc < 0 ? rc : OM_OK;
}

/* In the open transaction: refuses processes that know older keys alone. */
static int
shut_out(struct om_store *store)
{
	return OM_SQL_RUN(store->sql, S_META_SET, OM_STRING("epoch"),
	    OM_INT(om_keys_epoch_current(store->keys)));
}

/*
 * In the open transaction; one entry for each epoch that has none, where the
 * log has those up to `logged` at least.
 */
static int
record(struct om_store *store, uint32_t logged, uint64_t *recorded)
{
	uint32_t least = 0, current = om_keys_epoch_current(store->keys);
	int rc = read_least(&least, store);

	if (least < logged)
		least = logged;
	for (; rc == OM_OK && least < current; least++) {
		const struct om_audit_entry entry = { .act = OM_ACT_KEY_ROTATE,
			.counts = { { "epoch", least + 1 } } };

		rc = om_audit_add(store, &entry);
		if (recorded != NULL)
			++*recorded;
	}
	if (rc == OM_OK)
		rc = shut_out(store);
	return rc;
}

int
om_epoch_record_beyond(struct om_store *store, uint32_t logged)
{
	return record(store, logged, NULL);
}

int
om_epoch_record(struct om_store *store, uint64_t *recorded)
{
	uint32_t least = 0;
	int rc = read_least(&least, store);

	if (rc != OM_OK || least == om_keys_epoch_current(store->keys))
		return rc;
	rc = om_store_begin(store);
	return rc == OM_OK ? om_store_end(store, record(store, 0, recorded))
			   : rc;
}

int
om_epoch_rotate(struct om_store *store, uint32_t *version)
{
	int rc = om_epoch_record(store, NULL);

	if (rc == OM_OK)
		rc = om_keys_add(store->keys, version, OM_KEY_EPOCH);
	return rc == OM_OK ? om_epoch_record(store, NULL) : rc;
}

int
om_epoch_stale(int64_t *out, struct om_store *store)
{
	int rc = OM_SQL_FIRST(store->sql, S_EPOCH_STALE_ALL,
	    OM_INT(om_keys_epoch_current(store->keys)));

	if (rc == 1)
		*out = om_sql_integer(store->sql, S_EPOCH_STALE_ALL, 0);
	om_sql_stop(store->sql, S_EPOCH_STALE_ALL);
	return rc < 0 ? rc : OM_OK;
}
