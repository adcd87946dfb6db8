#include "store/ledger.h"

#include "base/file.h"
#include "base/memory.h"
#include "store/statement.h"
#include "store/store.h"

static const struct {
	const char *file;
	int last;
	int from;
} ledgers[OM_LEDGERS] = {
#define OM_LEDGER(code, file, last, from) \
	{ "ledger/" file ".ndjson", last, from },
#include "store/ledger_list.h"
#undef OM_LEDGER
};

int
om_ledger_open(struct om_ledger *l, const char *folder)
{
	char *path = om_path_join(folder, "ledger");
	int rc = om_folder_make(path, 0700);

	om_free(path);
	for (int i = 0; rc == OM_OK && i < OM_LEDGERS; i++) {
		path = om_path_join(folder, ledgers[i].file);
		rc = om_mirror_open(&l->mirrors[i], path);
		om_free(path);
		/*
		 * The audit log's lines are in the database, durably, until
		 * then; they are awaited before a head is signed over them.
		 */
		l->mirrors[i].lazy = i == OM_LEDGER_AUDIT;
	}
	if (rc != OM_OK)
		om_ledger_close(l);
	return rc;
}

void
om_ledger_close(struct om_ledger *l)
{
	for (int i = 0; i < OM_LEDGERS; i++)
		om_mirror_close(&l->mirrors[i]);
}

static int
add_rows(struct om_sql *sql, struct om_mirror *m, int from)
{
	int rc = OM_SQL_START(sql, from, OM_INT((int64_t)m->last));

	while (rc == OM_OK && (rc = om_sql_step(sql, from)) == 1) {
		if ((uint64_t)om_sql_integer(sql, from, 0) != m->last + 1) {
			rc = om_fail(OM_CORRUPT,
			    "store: entry %llu of %s is missing",
			    (unsigned long long)m->last + 1, m->path);
			break;
		}
		om_mirror_add(m, om_sql_data(sql, from, 1));
		rc = OM_OK;
	}
	om_sql_stop(sql, from);
	return rc;
}

/*
 * What is copied is what the database has, not what this process did: two
 * processes that commit one after the other may come here in either order.
 */
int
om_ledger_catch_up(struct om_store *store)
{
	int rc = OM_OK;

	for (int i = 0; rc == OM_OK && i < OM_LEDGERS; i++) {
		struct om_mirror *m = &store->ledger.mirrors[i];

		rc = om_mirror_lock(m);
		if (rc == OM_OK)
			rc = om_mirror_write(
			    m, add_rows(store->sql, m, ledgers[i].from));
	}
	return rc;
}

int
om_ledger_sync(struct om_store *store)
{
	int rc = OM_OK;

	for (int i = 0; rc == OM_OK && i < OM_LEDGERS; i++)
		rc = om_mirror_sync(&store->ledger.mirrors[i]);
	return rc;
}

/* The row of the ledger's last line is that line: it is the same store. */
static int
check_line(struct om_sql *sql, const struct om_mirror *m, int from)
{
	int rc;
	bool same;

	if (m->last == 0)
		return OM_OK;
	rc = OM_SQL_FIRST(sql, from, OM_INT((int64_t)m->last - 1));
	same = rc == 1 && om_sql_integer(sql, from, 0) == (int64_t)m->last &&
	       om_span_equal(om_sql_data(sql, from, 1), om_buf_span(&m->line));
	om_sql_stop(sql, from);
	if (rc >= 0 && !same)
		return om_fail(OM_CORRUPT,
		    "store: entry %llu of the database is not that of %s",
		    (unsigned long long)m->last, m->path);
	return rc < 0 ? rc : OM_OK;
}

/* The file as it is now, before the database is asked what it has. */
static int
check_mirror(struct om_mirror *m, uint64_t least)
{
	int rc = om_mirror_lock(m);

	if (rc == OM_OK)
		rc = om_mirror_write(m, OM_OK);
	if (rc == OM_OK && m->last < least)
		rc = om_fail(OM_CORRUPT,
		    "store: %s ends at entry %llu, but %llu are in the signed "
		    "log: it was cut",
		    m->path, (unsigned long long)m->last,
		    (unsigned long long)least);
	return rc;
}

int
om_ledger_check_last(
    const struct om_store *store, enum om_ledger_kind kind, int64_t last)
{
	const struct om_mirror *m = &store->ledger.mirrors[kind];

	if ((uint64_t)last >= m->last)
		return OM_OK;
	return om_fail(OM_CORRUPT,
	    "store: the database ends at entry %lld but %s at %llu: it was "
	    "replaced by an older copy; use `ombud db restore`",
	    (long long)last, m->path, (unsigned long long)m->last);
}

static int
check_last(struct om_store *store, enum om_ledger_kind kind)
{
	int statement = ledgers[kind].last;
	int64_t last = 0;
	int rc = om_sql_first(store->sql, statement, NULL, 0);

	if (rc == 1)
		last = om_sql_integer(store->sql, statement, 0);
	om_sql_stop(store->sql, statement);
	return rc < 0 ? rc : om_ledger_check_last(store, kind, last);
}

int
om_ledger_check(struct om_store *store, uint64_t signed_size)
{
	int rc = OM_OK;

	for (int i = 0; rc == OM_OK && i < OM_LEDGERS; i++) {
		struct om_mirror *m = &store->ledger.mirrors[i];

		rc = check_mirror(m, i == OM_LEDGER_AUDIT ? signed_size : 0);
		if (rc == OM_OK)
			rc = check_last(store, (enum om_ledger_kind)i);
		if (rc == OM_OK)
			rc = check_line(store->sql, m, ledgers[i].from);
	}
	return rc;
}
