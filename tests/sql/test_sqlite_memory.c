#include "test.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"
#include "heap.h"
#include "sql/sql.h"

enum { S_PUT, S_CHANGE, S_DELETE, S_ALL, STATEMENTS };

static const struct om_statement statements[STATEMENTS] = {
	[S_PUT] = { "PUT", "INSERT INTO t (a, b) VALUES ($1, $2)" },
	[S_CHANGE] = { "CHANGE", "UPDATE t SET b = upper(b) WHERE a = $1" },
	[S_DELETE] = { "DELETE", "DELETE FROM t WHERE a < $1" },
	[S_ALL] = { "ALL", "SELECT b || 'x' FROM t ORDER BY b DESC, a" },
};

/* Values that hold the marker pass through all that SQLite has. */
static void
use_store(void)
{
	char *path = om_path_join(om_test_folder(), "t.db");
	struct om_buf value = OM_BUF(512);
	struct om_sql *sql;
	char marker[MARKER];
	size_t rows = 0;

	ck_ok(om_sql_open(&sql, path, true, statements, STATEMENTS));
	ck_ok(om_sql_script(sql, "CREATE TABLE t (a {id} PRIMARY KEY, b TEXT);"
				 "CREATE INDEX t_b ON t (b)"));
	ck_ok(om_sql_begin(sql));
	write_marker(marker);
	for (int i = 0; i < 300; i++) {
		om_buf_reset(&value);
		om_buf_format(&value, "%d%*s", i, i, "");
		om_buf_add(&value, om_span_bytes(marker, MARKER));
		ck_ok(OM_SQL_RUN(
		    sql, S_PUT, OM_INT(i), OM_TEXT(om_buf_span(&value))));
	}
	om_wipe(marker, sizeof(marker));
	om_buf_free(&value);
	ck_ok(om_sql_commit(sql));
	ck_ok(OM_SQL_RUN(sql, S_CHANGE, OM_INT(7)));
	ck_ok(OM_SQL_RUN(sql, S_DELETE, OM_INT(100)));
	ck_ok(om_sql_start(sql, S_ALL, NULL, 0));
	while (om_sql_step(sql, S_ALL) == 1)
		rows++;
	ck_assert_uint_eq(rows, 200);
	ck_assert_uint_gt(count_marker(), 0);
	ck_ok(om_sql_flush(sql));
	om_sql_close(sql);
	om_free(path);
}

START_TEST(a_closed_store_leaves_none_of_its_values_in_memory)
{
	choose_marker((uint64_t)om_clock_steady());
	use_store();
	ck_assert_uint_eq(count_marker(), 0);
}
END_TEST

/* A heap like the C library's, of which each block knows its size. */
static void *
plain_take(int n)
{
	int64_t *p = malloc((size_t)n + 16);

	if (p != NULL)
		*p = n;
	return p == NULL ? NULL : p + 2;
}

static void
plain_give(void *p)
{
	free((int64_t *)p - 2);
}

static void *
plain_move(void *p, int n)
{
	int64_t *q = realloc((int64_t *)p - 2, (size_t)n + 16);

	if (q != NULL)
		*q = n;
	return q == NULL ? NULL : q + 2;
}

static int
plain_size(void *p)
{
	return p == NULL ? 0 : (int)((int64_t *)p)[-2];
}

static int
plain_round(int n)
{
	return (n + 7) & ~7;
}

static int
plain_start(void *state)
{
	(void)state;
	return SQLITE_OK;
}

static void
plain_end(void *state)
{
	(void)state;
}

/* The control: the same with a heap that does not wipe. */
START_TEST(with_a_heap_that_does_not_wipe_some_are_left)
{
	static const sqlite3_mem_methods plain = { plain_take, plain_give,
		plain_move, plain_size, plain_round, plain_start, plain_end,
		NULL };

	(void)sqlite3_shutdown();
	ck_assert_int_eq(
	    sqlite3_config(SQLITE_CONFIG_MALLOC, &plain), SQLITE_OK);
	choose_marker((uint64_t)om_clock_steady());
	use_store();
	ck_assert_uint_gt(count_marker(), 0);
}
END_TEST

OM_SUITE(sql_sqlite_memory)
{
	tcase_add_test(
	    tests, a_closed_store_leaves_none_of_its_values_in_memory);
	tcase_add_test(tests, with_a_heap_that_does_not_wipe_some_are_left);
}
