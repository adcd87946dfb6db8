#include "store/audit.h"
#include "store/audit_inside.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/json.h"
#include "base/memory.h"
#include "store/balance.h"
#include "store/id.h"
#include "store/ledger.h"
#include "store/statement.h"

/* Who did it and when, which is not when it is written. */
struct stamp {
	int64_t at, member;
};

/* An entry that waits; its reference is copied, the rest are constants. */
struct waiting {
	struct om_audit_entry entry;
	uint8_t reference[OM_HASH_SIZE];
	struct stamp stamp;
};

enum { WAITING_MAX = 512, ENTRY_CEILING = 4096 };

/* Entries that go to the database at once, as S_AUDIT_INSERT_MANY has them. */
enum { GROUP = 14 };

struct om_audit {
	struct waiting *waiting;
	size_t n, room;
	uint64_t serial;	    /* of the transaction that these are of */
	int64_t last, suppressions; /* numbers given */
	struct om_buf staged;	    /* the newest entries, one after another */
	size_t ends[GROUP], staged_count;
};

static const char *const words[OM_ACTS] = {
#define OM_ACT(code, word) word,
#include "store/act_list.h"
#undef OM_ACT
};

const char *
om_act_word(enum om_act act)
{
	return words[act];
}

int
om_audit_open(struct om_store *store)
{
	store->audit = om_new(1, sizeof(*store->audit));
	store->audit->room = WAITING_MAX;
	store->audit->staged = OM_BUF(GROUP * ENTRY_CEILING);
	store->audit->waiting =
	    om_new(WAITING_MAX, sizeof(*store->audit->waiting));
	return OM_OK;
}

void
om_audit_close(struct om_store *store)
{
	if (store->audit == NULL)
		return;
	om_wipe_free(store->audit->waiting,
	    store->audit->room * sizeof(*store->audit->waiting));
	om_buf_free(&store->audit->staged);
	om_free(store->audit);
	store->audit = NULL;
}

static void
write_id(struct om_json *j, const char *key, int64_t id)
{
	struct om_buf text = OM_BUF(16);

	if (id == 0)
		return;
	om_id_format(&text, id);
	om_json_text(j, key, om_buf_span(&text));
	om_buf_free(&text);
}

/* What the store gives an entry: its number, and the account of rows. */
struct account {
	int64_t number;
	int64_t suppressions; /* the last one's number */
	struct om_balance rows, held;
	bool anew; /* held is the account from now on */
};

static void
write_account(struct om_json *j, const struct account *a)
{
	if (a->anew)
		om_balance_write_held(j, &a->held);
	else
		om_balance_write_rows(j, &a->rows);
	if (a->suppressions != 0)
		om_json_int(j, "suppressions", a->suppressions);
}

/* The entry's bytes; they begin with the number, as ledgers want it. */
static void
write_entry(struct om_buf *out, const struct om_audit_entry *e,
    const struct stamp *stamp, const struct account *account)
{
	struct om_json j = OM_JSON(out, false);

	om_json_object(&j, NULL);
	om_json_int(&j, "number", account->number);
	om_json_int(&j, "writer", OM_WRITER);
	om_json_time(&j, "at", stamp->at);
	om_json_string(&j, "act", words[e->act]);
	write_id(&j, "member", stamp->member);
	if (e->reference.n > 0)
		om_json_hex(&j, "subject", e->reference);
	write_id(&j, "request", e->request);
	if (e->detail != NULL)
		om_json_string(&j, "detail", e->detail);
	if (e->commitment.n > 0)
		om_json_hex(&j, "commitment", e->commitment);
	if (e->events_gone.n > 0)
		om_json_hex(&j, "events_gone", e->events_gone);
	if (e->counts[0].name != NULL) {
		om_json_object(&j, "counts");
		for (int i = 0; i < OM_AUDIT_COUNTS && e->counts[i].name; i++)
			om_json_int(&j, e->counts[i].name, e->counts[i].value);
		om_json_end_object(&j);
	}
	write_account(&j, account);
	om_json_end_object(&j);
}

static void
drop_staged(struct om_audit *a)
{
	om_buf_reset(&a->staged);
	a->staged_count = 0;
}

/*
 * Where numbers stand is read once a transaction. What a transaction that
 * was undone has left is dropped. A number that the ledger has is not given
 * again, whoever took its row away.
 */
static int
read_numbers(struct om_store *store)
{
	struct om_audit *a = store->audit;
	struct om_sql *sql = store->sql;
	int64_t last = 0, suppressions = 0;
	int rc;

	if (a->serial == om_sql_serial(sql))
		return OM_OK;
	drop_staged(a);
	rc = om_sql_first(sql, S_AUDIT_NUMBERS, NULL, 0);
	if (rc == 1) {
		last = om_sql_integer(sql, S_AUDIT_NUMBERS, 0);
		suppressions = om_sql_integer(sql, S_AUDIT_NUMBERS, 1);
	}
	om_sql_stop(sql, S_AUDIT_NUMBERS);
	if (rc >= 0)
		rc = om_ledger_check_last(store, OM_LEDGER_AUDIT, last);
	if (rc != OM_OK)
		return rc;
	a->last = last;
	a->suppressions =
	    suppressions - om_balance_pending(sql, OM_BALANCE_SUPPRESSION);
	a->serial = om_sql_serial(sql);
	return OM_OK;
}

/*
 * A restore changes rows that no entry since the backup tells of: it says
 * what there is then.
 */
static int
open_account(struct account *out, struct om_store *store, enum om_act act)
{
	struct om_audit *a = store->audit;
	int rc = read_numbers(store);

	if (rc != OM_OK)
		return rc;
	*out = (struct account){ .anew = act == OM_ACT_RESTORE };
	om_balance_take(&out->rows, store->sql);
	a->suppressions += out->rows.rows[OM_BALANCE_SUPPRESSION];
	out->suppressions = a->suppressions;
	out->number = ++a->last;
	return out->anew ? om_balance_count(&out->held, store->sql) : OM_OK;
}

static struct om_span
staged_at(const struct om_audit *a, size_t i)
{
	size_t from = i == 0 ? 0 : a->ends[i - 1];

	return om_span_bytes(a->staged.p + from, a->ends[i] - from);
}

/* A statement for each entry costs more than its row does. */
static int
write_staged(struct om_store *store)
{
	struct om_audit *a = store->audit;
	int64_t first = a->last - (int64_t)a->staged_count + 1;
	struct om_cell cells[2 + GROUP] = { OM_INT(OM_WRITER), OM_INT(first) };
	int rc = om_buf_check(&a->staged, "an audit entry");

	for (size_t i = 0; i < a->staged_count; i++)
		cells[2 + i] = OM_BYTES(staged_at(a, i));
	if (rc == OM_OK && a->staged_count == GROUP)
		rc = om_sql_run(
		    store->sql, S_AUDIT_INSERT_MANY, cells, 2 + GROUP);
	else
		for (size_t i = 0; rc == OM_OK && i < a->staged_count; i++)
			rc = OM_SQL_RUN(store->sql, S_AUDIT_INSERT, cells[0],
			    OM_INT(first + (int64_t)i), cells[2 + i]);
	drop_staged(a);
	return rc;
}

static int
insert(struct om_store *store, const struct om_audit_entry *e,
    const struct stamp *stamp)
{
	struct om_audit *a = store->audit;
	struct account account;
	size_t from;
	int rc = open_account(&account, store, e->act);

	if (rc != OM_OK)
		return rc;
	from = a->staged.n;
	write_entry(&a->staged, e, stamp, &account);
	a->ends[a->staged_count++] = a->staged.n;
	rc = om_buf_check(&a->staged, "an audit entry");
	if (rc == OM_OK && a->staged.n - from > ENTRY_CEILING)
		rc = om_fail(OM_LIMIT, "an audit entry is larger than %d bytes",
		    ENTRY_CEILING);
	if (rc == OM_OK && a->staged_count == GROUP)
		rc = write_staged(store);
	return rc;
}

/* What the transaction has added is in the table. */
static int
write_added(struct om_store *store)
{
	return store->audit->serial == om_sql_serial(store->sql)
		   ? write_staged(store)
		   : OM_OK;
}

int64_t
om_audit_last(const struct om_store *store)
{
	return store->audit->last;
}

int
om_audit_add(struct om_store *store, const struct om_audit_entry *entry)
{
	struct stamp now = { om_clock_now(), store->member };

	return insert(store, entry, &now);
}

int
om_audit_defer(struct om_store *store, const struct om_audit_entry *entry)
{
	struct om_audit *a = store->audit;
	struct waiting *w;
	int rc = OM_OK;

	/* Within a transaction, which may be undone, reads go on waiting. */
	if (a->n >= WAITING_MAX && om_sql_depth(store->sql) == 0)
		rc = om_audit_flush(store);
	if (rc != OM_OK)
		return rc;
	if (a->n == a->room) {
		a->room *= 2;
		a->waiting = om_resize(a->waiting, a->room, sizeof(*w));
	}
	w = &a->waiting[a->n++];
	w->entry = *entry;
	if (entry->request == 0)
		w->entry.request = store->request;
	w->stamp = (struct stamp){ om_clock_now(), store->member };
	if (entry->reference.n == OM_HASH_SIZE)
		memcpy(w->reference, entry->reference.p, OM_HASH_SIZE);
	return OM_OK;
}

/* Rows that changed behind their act's entry are told of all the same. */
static int
add_rest(struct om_store *store)
{
	const struct om_audit_entry entry = { .act = OM_ACT_CHANGE };

	for (int i = 0; i < OM_BALANCES; i++)
		if (om_balance_pending(store->sql, (enum om_balance_table)i) !=
		    0)
			return om_audit_add(store, &entry);
	return OM_OK;
}

int
om_audit_write_waiting(struct om_store *store)
{
	struct om_audit *a = store->audit;
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < a->n; i++) {
		struct waiting *w = &a->waiting[i];

		if (w->entry.reference.n > 0)
			w->entry.reference =
			    om_span_bytes(w->reference, OM_HASH_SIZE);
		rc = insert(store, &w->entry, &w->stamp);
	}
	if (rc == OM_OK)
		rc = add_rest(store);
	return rc == OM_OK ? write_added(store) : rc;
}

void
om_audit_written(struct om_store *store)
{
	struct om_audit *a = store->audit;

	om_wipe(a->waiting, a->n * sizeof(*a->waiting));
	a->n = 0;
}

int
om_audit_flush(struct om_store *store)
{
	int rc;

	if (store->audit->n == 0)
		return OM_OK;
	rc = om_store_begin(store); /* the commit writes what waits */
	return rc == OM_OK ? om_store_commit(store) : rc;
}

int
om_audit_list(struct om_store *store, int64_t most,
    int (*each)(void *state, int64_t leaf, struct om_span entry), void *state)
{
	struct om_sql *sql = store->sql;
	int rc =
	    OM_SQL_START(sql, S_AUDIT_LIST, OM_INT(OM_WRITER), OM_INT(most));

	while (rc == OM_OK && (rc = om_sql_step(sql, S_AUDIT_LIST)) == 1)
		rc = each(state, om_sql_integer(sql, S_AUDIT_LIST, 0),
		    om_sql_data(sql, S_AUDIT_LIST, 1));
	om_sql_stop(sql, S_AUDIT_LIST);
	return rc;
}
