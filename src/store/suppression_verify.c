#include "format/json_reader.h"
#include "store/audit.h"
#include "store/statement.h"
#include "store/suppression.h"

struct verifying {
	struct om_store *store;
	struct om_arena arena; /* of an entry of the audit log */
	uint64_t rows;
	int64_t announced; /* by the audit log */
};

/* The rows are gone through in step with the lines of the file. */
static int
compare_line(void *state, uint64_t number, struct om_span line)
{
	struct verifying *v = state;
	struct om_suppression_entry e;
	struct om_buf row = OM_BUF(512);
	int rc = om_suppression_next(&e, v->store);
	bool same = false;

	if (rc == 1) {
		om_suppression_line(&row, &e);
		same = om_span_equal(om_buf_span(&row), line);
	}
	om_buf_free(&row);
	if (rc >= 0 && !same)
		return om_fail(OM_CORRUPT,
		    "suppression: entry number %llu differs from its ledger or "
		    "is missing",
		    (unsigned long long)number);
	v->rows = number;
	return rc < 0 ? rc : OM_OK;
}

static int
compare_lines(struct verifying *v)
{
	struct om_mirror *m = &v->store->ledger.mirrors[OM_LEDGER_SUPPRESSION];
	struct om_suppression_entry e;
	int rc = om_sql_start(v->store->sql, S_SUPPRESSION_LIST, NULL, 0);

	if (rc == OM_OK)
		rc = om_mirror_read(m, 1, compare_line, v);
	if (rc == OM_OK)
		rc = om_suppression_next(&e, v->store);
	om_sql_stop(v->store->sql, S_SUPPRESSION_LIST);
	if (rc == 1)
		rc = om_fail(OM_CORRUPT,
		    "suppression: its ledger ends at entry %llu, the table "
		    "does not",
		    (unsigned long long)v->rows);
	return rc;
}

/* How many entries of the ledger an act of the log is. */
static int
count_act(void *state, int64_t leaf, struct om_span text)
{
	struct verifying *v = state;
	struct om_value *entry;
	const struct om_value *act, *n;
	uint64_t added = 0;
	int rc;

	(void)leaf;
	om_arena_wipe(&v->arena);
	rc = om_json_read(&entry, &v->arena, text, NULL);
	if (rc != OM_OK)
		return rc == OM_LIMIT
			   ? rc
			   : om_fail(OM_CORRUPT, "audit: an entry is damaged");
	act = om_value_member(entry, "act");
	if (act == NULL)
		return OM_OK;
	if (om_span_is(act->text, om_act_word(OM_ACT_SUPPRESS)) ||
	    om_span_is(act->text, om_act_word(OM_ACT_LIFT)))
		added = 1;
	n = om_value_member(om_value_member(entry, "counts"), "suppressed");
	if (om_span_is(act->text, om_act_word(OM_ACT_ERASE)) && n != NULL &&
	    !om_span_u64(&added, n->text))
		return om_fail(OM_CORRUPT, "audit: an entry is damaged");
	v->announced += (int64_t)added;
	return OM_OK;
}

int
om_suppression_verify(uint64_t *n, struct om_store *store)
{
	struct verifying v = { .store = store };
	int rc = compare_lines(&v);

	if (rc == OM_OK)
		rc = om_audit_list(store, INT64_MAX, count_act, &v);
	if (rc == OM_OK && v.announced != (int64_t)v.rows)
		rc = om_fail(OM_CORRUPT,
		    "suppression: %llu entries, but the audit log tells of "
		    "%lld",
		    (unsigned long long)v.rows, (long long)v.announced);
	om_arena_free(&v.arena);
	if (rc == OM_OK)
		*n = v.rows;
	return rc;
}
