#include "test.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "sql/sql.h"

enum {
	S_PUT,
	S_GET,
	S_COUNT,
	S_UPDATE,
	S_ALL,
	S_FIVE,
	S_EVERY,
	S_WRONG,
	STATEMENTS
};

/* SQLite numbers $n by first appearance; ours are numbers. */
static const struct om_statement statements[STATEMENTS] = {
	[S_PUT] = { "PUT", "INSERT INTO t (b, a) VALUES ($2, $1)" },
	[S_GET] = { "GET", "SELECT b, a FROM t WHERE a = $1" },
	[S_COUNT] = { "COUNT", "SELECT count(*) FROM t" },
	[S_UPDATE] = { "UPDATE", "UPDATE t SET b = $2 WHERE a = $1" },
	[S_ALL] = { "ALL", "SELECT a FROM t ORDER BY a" },
	[S_FIVE] = { "FIVE", "SELECT $5, $4, $3, $2, $1, $5 || $1" },
	[S_EVERY] = { "EVERY", "SELECT $17, $16, $15, $14, $13, $12, $11, $10,"
			       " $9, $8, $7, $6, $5, $4, $3, $2, $1" },
	[S_WRONG] = { "WRONG", "SELECT nothing FROM nowhere" },
};

static const char schema[] =
    "CREATE TABLE t (a {id} PRIMARY KEY, b {bytes}) {clustered}";

static char *path;

static struct om_sql *
open_new(void)
{
	struct om_sql *sql;

	path = om_path_join(om_test_folder(), "t.db");
	ck_ok(om_sql_open(&sql, path, true, statements, STATEMENTS));
	ck_ok(om_sql_script(sql, schema));
	return sql;
}

static int64_t
count(struct om_sql *sql)
{
	int64_t n;

	ck_assert_int_eq(om_sql_first(sql, S_COUNT, NULL, 0), 1);
	n = om_sql_integer(sql, S_COUNT, 0);
	om_sql_stop(sql, S_COUNT);
	return n;
}

static int
put(struct om_sql *sql, int64_t a)
{
	return OM_SQL_RUN(sql, S_PUT, OM_INT(a), OM_STRING("x"));
}

static void
done(struct om_sql *sql)
{
	om_sql_close(sql);
	om_free(path);
}

START_TEST(what_is_written_is_there_after_reopening)
{
	struct om_sql *sql = open_new();

	ck_ok(OM_SQL_RUN(
	    sql, S_PUT, OM_INT(7), OM_BYTES(om_span_bytes("a\0b", 3))));
	om_sql_close(sql);
	ck_ok(om_sql_open(&sql, path, false, statements, STATEMENTS));
	ck_assert_int_eq(OM_SQL_FIRST(sql, S_GET, OM_INT(7)), 1);
	ck_assert_int_eq(om_sql_integer(sql, S_GET, 1), 7);
	ck_assert(om_span_equal(
	    om_sql_data(sql, S_GET, 0), om_span_bytes("a\0b", 3)));
	om_sql_stop(sql, S_GET);
	done(sql);
}
END_TEST

START_TEST(creating_twice_is_refused)
{
	struct om_sql *sql = open_new(), *other;

	ck_code(
	    om_sql_open(&other, path, true, statements, STATEMENTS), OM_EXISTS);
	done(sql);
}
END_TEST

START_TEST(a_missing_database_is_not_made)
{
	struct om_sql *sql;
	char *missing = om_path_join(om_test_folder(), "none.db");

	ck_code(om_sql_open(&sql, missing, false, statements, STATEMENTS),
	    OM_NOTFOUND);
	ck_assert(!om_file_exists(missing));
	om_free(missing);
}
END_TEST

START_TEST(parameters_bind_by_their_number_in_any_order)
{
	struct om_sql *sql = open_new();

	ck_assert_int_eq(
	    OM_SQL_FIRST(sql, S_FIVE, OM_STRING("one"), OM_INT(2), OM_NULL,
		OM_BYTES(OM_SPAN_NONE), OM_STRING("five")),
	    1);
	ck_span_eq(om_sql_data(sql, S_FIVE, 0), "five");
	ck_assert_uint_eq(om_sql_data(sql, S_FIVE, 1).n, 0);
	ck_assert_uint_eq(om_sql_data(sql, S_FIVE, 2).n, 0);
	ck_assert_int_eq(om_sql_integer(sql, S_FIVE, 3), 2);
	ck_span_eq(om_sql_data(sql, S_FIVE, 4), "one");
	ck_span_eq(om_sql_data(sql, S_FIVE, 5), "fiveone");
	om_sql_stop(sql, S_FIVE);
	done(sql);
}
END_TEST

START_TEST(all_parameters_are_told_apart)
{
	struct om_sql *sql = open_new();
	struct om_cell cells[OM_SQL_ARGUMENTS];

	for (int i = 0; i < OM_SQL_ARGUMENTS; i++)
		cells[i] = OM_INT(i + 1);
	ck_assert_int_eq(
	    om_sql_first(sql, S_EVERY, cells, OM_SQL_ARGUMENTS), 1);
	for (int i = 0; i < OM_SQL_ARGUMENTS; i++)
		ck_assert_int_eq(
		    om_sql_integer(sql, S_EVERY, i), OM_SQL_ARGUMENTS - i);
	om_sql_stop(sql, S_EVERY);
	done(sql);
}
END_TEST

START_TEST(a_taken_key_is_exists_and_its_message_has_no_value)
{
	struct om_sql *sql = open_new();

	ck_ok(put(sql, 4711));
	ck_code(put(sql, 4711), OM_EXISTS);
	ck_assert_ptr_nonnull(strstr(om_failure(), "PUT"));
	ck_assert_ptr_null(strstr(om_failure(), "4711"));
	ck_assert_int_eq(count(sql), 1);
	done(sql);
}
END_TEST

START_TEST(a_wrong_statement_fails_by_its_name)
{
	struct om_sql *sql = open_new();

	ck_code(om_sql_run(sql, S_WRONG, NULL, 0), OM_IO);
	ck_assert_ptr_nonnull(strstr(om_failure(), "WRONG"));
	done(sql);
}
END_TEST

START_TEST(changes_count_rows)
{
	struct om_sql *sql = open_new();

	ck_ok(put(sql, 1));
	ck_assert_int_eq(om_sql_changes(sql), 1);
	ck_ok(OM_SQL_RUN(sql, S_UPDATE, OM_INT(2), OM_STRING("y")));
	ck_assert_int_eq(om_sql_changes(sql), 0);
	done(sql);
}
END_TEST

START_TEST(rows_are_stepped_through)
{
	struct om_sql *sql = open_new();

	for (int i = 1; i <= 3; i++)
		ck_ok(put(sql, i));
	ck_ok(om_sql_start(sql, S_ALL, NULL, 0));
	for (int i = 1; i <= 3; i++) {
		ck_assert_int_eq(om_sql_step(sql, S_ALL), 1);
		ck_assert_int_eq(om_sql_integer(sql, S_ALL, 0), i);
	}
	ck_assert_int_eq(om_sql_step(sql, S_ALL), 0);
	ck_assert_int_eq(OM_SQL_FIRST(sql, S_GET, OM_INT(9)), 0);
	done(sql);
}
END_TEST

START_TEST(an_inner_commit_writes_nothing_yet)
{
	struct om_sql *sql = open_new(), *other;

	ck_ok(om_sql_open(&other, path, false, statements, STATEMENTS));
	ck_ok(om_sql_begin(sql));
	ck_ok(om_sql_begin(sql));
	ck_assert_uint_eq(om_sql_depth(sql), 2);
	ck_ok(put(sql, 1));
	ck_ok(om_sql_commit(sql));
	ck_assert_int_eq(count(other), 0);
	ck_ok(om_sql_commit(sql));
	ck_assert_int_eq(count(other), 1);
	ck_assert_uint_eq(om_sql_depth(sql), 0);
	om_sql_close(other);
	done(sql);
}
END_TEST

START_TEST(an_inner_rollback_undoes_the_whole)
{
	struct om_sql *sql = open_new();

	ck_ok(om_sql_begin(sql));
	ck_ok(put(sql, 1));
	ck_ok(om_sql_begin(sql));
	ck_ok(put(sql, 2));
	om_sql_rollback(sql);
	ck_code(om_sql_commit(sql), OM_IO);
	ck_assert_uint_eq(om_sql_depth(sql), 0);
	ck_assert_int_eq(count(sql), 0);
	/* The next transaction is not spoilt by it. */
	ck_ok(om_sql_begin(sql));
	ck_ok(put(sql, 3));
	ck_ok(om_sql_commit(sql));
	ck_assert_int_eq(count(sql), 1);
	done(sql);
}
END_TEST

START_TEST(after_an_inner_rollback_nothing_is_written_by_itself)
{
	struct om_sql *sql = open_new();

	ck_ok(om_sql_begin(sql));
	ck_ok(om_sql_begin(sql));
	om_sql_rollback(sql);
	ck_code(put(sql, 1), OM_IO);
	ck_code(om_sql_script(sql, "INSERT INTO t VALUES (2, 'x')"), OM_IO);
	om_sql_rollback(sql);
	ck_assert_int_eq(count(sql), 0);
	done(sql);
}
END_TEST

START_TEST(a_rollback_keeps_the_message_of_the_fault)
{
	struct om_sql *sql = open_new();

	ck_ok(om_sql_begin(sql));
	(void)om_fail(OM_INPUT, "what went wrong");
	om_sql_rollback(sql);
	ck_assert_str_eq(om_failure(), "what went wrong");
	om_sql_rollback(sql); /* one too many does nothing */
	ck_assert_uint_eq(om_sql_depth(sql), 0);
	done(sql);
}
END_TEST

START_TEST(a_script_that_fails_says_so)
{
	struct om_sql *sql = open_new();

	ck_code(om_sql_script(sql, "CREATE TABLE t (x {id})"), OM_IO);
	ck_code(om_sql_script(sql, "nonsense"), OM_IO);
	done(sql);
}
END_TEST

static void
fill_tests(TCase *tests)
{
	tcase_add_test(tests, rows_are_stepped_through);
	tcase_add_test(tests, an_inner_commit_writes_nothing_yet);
	tcase_add_test(tests, an_inner_rollback_undoes_the_whole);
	tcase_add_test(
	    tests, after_an_inner_rollback_nothing_is_written_by_itself);
	tcase_add_test(tests, a_rollback_keeps_the_message_of_the_fault);
	tcase_add_test(tests, a_script_that_fails_says_so);
}

OM_SUITE(sql_sql)
{
	tcase_add_test(tests, what_is_written_is_there_after_reopening);
	tcase_add_test(tests, creating_twice_is_refused);
	tcase_add_test(tests, a_missing_database_is_not_made);
	tcase_add_test(tests, parameters_bind_by_their_number_in_any_order);
	tcase_add_test(tests, all_parameters_are_told_apart);
	tcase_add_test(
	    tests, a_taken_key_is_exists_and_its_message_has_no_value);
	tcase_add_test(tests, a_wrong_statement_fails_by_its_name);
	tcase_add_test(tests, changes_count_rows);
	fill_tests(tests);
}
