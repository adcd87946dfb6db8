#include "store/suppression.h"

#include "store/audit.h"
#include "store/statement.h"

enum { PAGE = 256 };

/* The tags whose erasure entry stands and is older, some at a time. */
static int
read_page(struct om_tag *tags, size_t *n, struct om_sql *sql, int64_t before)
{
	int s = S_SUPPRESSION_OLD;
	int rc = OM_SQL_START(
	    sql, s, OM_INT(OM_PURPOSE_ERASURE), OM_INT(before), OM_INT(PAGE));

	*n = 0;
	while (rc == OM_OK && (rc = om_sql_step(sql, s)) == 1) {
		struct om_span tag = om_sql_data(sql, s, 0);

		if (tag.n != OM_TAG_SIZE)
			rc = om_fail(OM_CORRUPT,
			    "store: a suppression entry is damaged");
		else {
			memcpy(tags[(*n)++].b, tag.p, OM_TAG_SIZE);
			rc = OM_OK;
		}
	}
	om_sql_stop(sql, s);
	return rc;
}

static int
lift_all(struct om_store *store, int64_t before, uint64_t *lifted)
{
	struct om_tag tags[PAGE];
	size_t n = PAGE;
	int rc = OM_OK;

	while (rc == OM_OK && n == PAGE) {
		rc = read_page(tags, &n, store->sql, before);
		for (size_t i = 0; rc == OM_OK && i < n; i++)
			rc = om_suppression_add(
			    store, &tags[i], OM_PURPOSE_ERASURE, true);
		*lifted += rc == OM_OK ? n : 0;
	}
	return rc;
}

int
om_suppression_expire(struct om_store *store, int64_t before, uint64_t *lifted)
{
	struct om_audit_entry entry = { .act = OM_ACT_EXPIRE,
		.detail = om_suppression_word(OM_PURPOSE_ERASURE) };
	uint64_t n = 0;
	int rc = om_store_begin(store);

	if (rc != OM_OK)
		return rc;
	rc = lift_all(store, before, &n);
	entry.counts[0].name = "entries";
	entry.counts[0].value = (int64_t)n;
	if (rc == OM_OK && n > 0)
		rc = om_audit_add(store, &entry);
	rc = om_store_end(store, rc);
	if (rc == OM_OK)
		*lifted = n;
	return rc;
}
