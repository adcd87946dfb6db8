#include "request/inside.h"
#include "store/statement.h"

/* 1 with the next id behind *id, 0 at the end. */
static int
next(struct om *om, int64_t *id)
{
	struct om_sql *sql = om->store->sql;
	int rc = OM_SQL_FIRST(sql, S_REQUEST_AFTER_ALL, OM_INT(*id));

	if (rc == 1)
		*id = om_sql_integer(sql, S_REQUEST_AFTER_ALL, 0);
	om_sql_stop(sql, S_REQUEST_AFTER_ALL);
	return rc;
}

int
om_request_list(struct om *om,
    int (*each)(void *state, const struct om_request *request), void *state)
{
	struct om_arena arena = { 0 };
	struct om_case c = { om, &arena, 0, NULL };
	int rc = om_permit(om, OM_MAY_LIST);

	if (rc != OM_OK)
		return rc;
	while ((rc = next(om, &c.id)) == 1) {
		rc = om_request_load(&c);
		if (rc == OM_OK)
			rc = each(state, c.request);
		if (rc != OM_OK)
			break;
		om_arena_wipe(&arena);
	}
	om_arena_free(&arena);
	return rc;
}
