#include "store/audit.h"
#include "store/audit_inside.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/json.h"
#include "base/memory.h"
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

struct om_audit {
	struct waiting *waiting;
	size_t n, room;
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

/* The entry's bytes; they begin with the number, as ledgers want it. */
static void
write_entry(struct om_buf *out, const struct om_audit_entry *e,
    const struct stamp *stamp, int64_t number)
{
	struct om_json j = OM_JSON(out, false);

	om_json_object(&j, NULL);
	om_json_int(&j, "number", number);
	om_json_int(&j, "writer", OM_WRITER);
	om_json_time(&j, "at", stamp->at);
	om_json_string(&j, "act", words[e->act]);
	write_id(&j, "member", stamp->member);
	if (e->reference.n > 0)
		om_json_hex(&j, "subject", e->reference);
	write_id(&j, "request", e->request);
	if (e->detail != NULL)
		om_json_string(&j, "detail", e->detail);
	if (e->counts[0].name != NULL) {
		om_json_object(&j, "counts");
		for (int i = 0; i < OM_AUDIT_COUNTS && e->counts[i].name; i++)
			om_json_int(&j, e->counts[i].name, e->counts[i].value);
		om_json_end_object(&j);
	}
	om_json_end_object(&j);
}

static int
insert(struct om_store *store, const struct om_audit_entry *e,
    const struct stamp *stamp)
{
	struct om_buf text = OM_BUF(ENTRY_CEILING);
	int64_t number;
	int rc = OM_SQL_FIRST(store->sql, S_AUDIT_NUMBER, OM_INT(OM_WRITER));

	number = rc == 1 ? om_sql_integer(store->sql, S_AUDIT_NUMBER, 0) : 0;
	om_sql_stop(store->sql, S_AUDIT_NUMBER);
	if (rc != 1)
		return rc < 0 ? rc
			      : om_fail(OM_CORRUPT,
				    "store: the audit writer is missing");
	write_entry(&text, e, stamp, number);
	rc = om_buf_check(&text, "an audit entry");
	if (rc == OM_OK)
		rc = OM_SQL_RUN(store->sql, S_AUDIT_INSERT, OM_INT(OM_WRITER),
		    OM_INT(number), OM_BYTES(om_buf_span(&text)));
	om_buf_free(&text);
	return rc;
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
	w->stamp = (struct stamp){ om_clock_now(), store->member };
	if (entry->reference.n == OM_HASH_SIZE)
		memcpy(w->reference, entry->reference.p, OM_HASH_SIZE);
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
	return rc;
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
