#include "store/statement.h"
#include "store/suppression.h"

struct verifying {
	struct om_store *store;
	uint64_t rows;
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

int
om_suppression_verify(uint64_t *n, struct om_store *store)
{
	struct verifying v = { .store = store };
	int rc = compare_lines(&v);

	if (rc == OM_OK)
		*n = v.rows;
	return rc;
}
