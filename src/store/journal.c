#include "store/journal.h"

#include "store/statement.h"

enum { LINE_CEILING = 32 << 10 };

static int
next_number(int64_t *out, struct om_sql *sql)
{
	int rc = om_sql_first(sql, S_JOURNAL_LAST, NULL, 0);

	if (rc == 1)
		*out = om_sql_integer(sql, S_JOURNAL_LAST, 0) + 1;
	om_sql_stop(sql, S_JOURNAL_LAST);
	return rc < 0 ? rc : OM_OK;
}

int
om_journal_begin(struct om_journal *l, struct om_store *store, int64_t request,
    const char *what)
{
	int64_t number = 1;
	int rc = next_number(&number, store->sql);

	if (rc != OM_OK)
		return rc;
	l->number = number;
	l->line = OM_BUF(LINE_CEILING);
	l->j = OM_JSON(&l->line, false);
	om_json_object(&l->j, NULL);
	om_json_int(&l->j, "number", number);
	om_json_int(&l->j, "request", request);
	om_json_string(&l->j, "what", what);
	return OM_OK;
}

int
om_journal_end(struct om_journal *l, struct om_store *store)
{
	int rc;

	om_json_end_object(&l->j);
	rc = om_buf_check(&l->line, "a line of the journal");
	if (rc == OM_OK)
		rc = OM_SQL_RUN(store->sql, S_JOURNAL_INSERT, OM_INT(l->number),
		    OM_BYTES(om_buf_span(&l->line)));
	om_buf_free(&l->line);
	return rc;
}

int
om_journal_event(
    struct om_store *store, int64_t request, const struct om_journal_event *e)
{
	struct om_journal l;
	int rc = OM_SQL_RUN(store->sql, S_REQUEST_EVENT_INSERT, OM_INT(request),
	    OM_INT(e->number), OM_INT(e->at), OM_INT(e->member),
	    OM_STRING(e->kind), OM_STRING(e->detail), OM_INT(e->day),
	    OM_INT(e->typed));

	if (rc == OM_OK)
		rc = om_journal_begin(&l, store, request, "event");
	if (rc != OM_OK)
		return rc;
	om_json_int(&l.j, "event", e->number);
	om_json_int(&l.j, "at", e->at);
	om_json_int(&l.j, "member", e->member);
	om_json_string(&l.j, "kind", e->kind);
	om_json_string(&l.j, "detail", e->detail);
	om_json_int(&l.j, "day", e->day);
	om_json_int(&l.j, "typed", e->typed);
	return om_journal_end(&l, store);
}
