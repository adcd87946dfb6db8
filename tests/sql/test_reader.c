#include "test.h"

#include <sqlite3.h>

#include "base/file.h"
#include "base/memory.h"
#include "sql/reader.h"

/* A database with a secret column, and a reader that must not see it. */
static struct om_sql_reader *
reader(void)
{
	char *path = om_path_join(om_test_folder(), "x.db");
	struct om_sql_reader *r;
	sqlite3 *db;

	ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
	ck_assert_int_eq(
	    sqlite3_exec(db,
		"CREATE TABLE person (id INTEGER PRIMARY KEY, secret TEXT);"
		"CREATE TABLE hidden (a);"
		"INSERT INTO person VALUES (7, 'Ana'), (8, 'Ben')",
		NULL, NULL, NULL),
	    SQLITE_OK);
	(void)sqlite3_close(db);
	ck_ok(om_sql_reader_open(&r, path));
	ck_ok(om_sql_reader_define(r,
	    "CREATE TEMP VIEW someone AS SELECT id FROM main.person;"
	    "CREATE TEMP TABLE made (a, b)"));
	ck_ok(om_sql_reader_show(r, "someone"));
	ck_ok(om_sql_reader_show(r, "made"));
	ck_ok(om_sql_reader_hold(r, 200));
	om_free(path);
	return r;
}

START_TEST(a_text_reads_what_is_shown)
{
	struct om_sql_reader *r = reader();
	struct om_sql_value v;

	ck_ok(om_sql_reader_begin(
	    r, OM_SPAN("SELECT id AS n, 1.5, NULL, 'x' || $a FROM someone"
		       " WHERE id > $b ORDER BY 1; -- a remark\n -- another")));
	ck_assert_str_eq(om_sql_reader_parameter(r, 0), "$a");
	ck_assert_str_eq(om_sql_reader_parameter(r, 1), "$b");
	ck_assert_ptr_null(om_sql_reader_parameter(r, 2));
	om_sql_reader_bind_text(r, "$a", OM_SPAN("y"));
	om_sql_reader_bind_int(r, "$b", 7);
	ck_assert_int_eq(om_sql_reader_columns(r), 4);
	ck_assert_str_eq(om_sql_reader_title(r, 0), "n");
	ck_assert_int_eq(om_sql_reader_step(r), 1);
	v = om_sql_reader_value(r, 0);
	ck_assert_int_eq(v.type, OM_SQL_INTEGER);
	ck_assert_int_eq(v.integer, 8);
	v = om_sql_reader_value(r, 1);
	ck_assert_int_eq(v.type, OM_SQL_REAL);
	ck_assert(v.real > 1.4 && v.real < 1.6);
	ck_assert_int_eq(om_sql_reader_value(r, 2).type, OM_SQL_NULL);
	ck_span_eq(om_sql_reader_value(r, 3).text, "xy");
	ck_assert_int_eq(om_sql_reader_step(r), 0);
	ck_ok(om_sql_reader_begin(
	    r, OM_SPAN("WITH c AS (SELECT 1) SELECT (SELECT count(*) FROM c),"
		       " (SELECT count(*) FROM made), count(*) FROM someone")));
	om_sql_reader_close(r);
}
END_TEST

START_TEST(a_text_reads_nothing_else_and_changes_nothing)
{
	static const char *const texts[] = {
		"SELECT secret FROM person",
		"SELECT count(*) FROM hidden",
		"SELECT * FROM main.person",
		("WITH someone AS (SELECT secret FROM person) SELECT * FROM "
		 "someone"),
		"SELECT id FROM someone UNION SELECT secret FROM main.person",
		"SELECT (SELECT group_concat(secret) FROM person)",
		"SELECT * FROM sqlite_master",
		"SELECT * FROM sqlite_temp_master",
		"SELECT * FROM pragma_table_info('person')",
		"PRAGMA table_info(person)",
		"PRAGMA writable_schema=1",
		"INSERT INTO made VALUES (1, 2)",
		"DELETE FROM person",
		"UPDATE person SET secret = ''",
		"CREATE TEMP VIEW v AS SELECT secret FROM main.person",
		"CREATE TABLE t (a)",
		"DROP VIEW someone",
		"ATTACH ':memory:' AS other",
		"BEGIN",
		"SELECT load_extension('x')",
		"SELECT zeroblob(1000000000)",
		"SELECT randomblob(4)",
		"SELECT id FROM someone; SELECT id FROM someone",
		"SELECT",
		"",
		"-- nothing",
	};
	struct om_sql_reader *r = reader();

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		ck_assert_msg(
		    om_sql_reader_begin(r, om_span_of(texts[i])) == OM_USAGE,
		    "%s", texts[i]);
	om_sql_reader_close(r);
}
END_TEST

START_TEST(a_text_that_takes_too_long_is_stopped)
{
	struct om_sql_reader *r = reader();

	ck_ok(om_sql_reader_begin(
	    r, OM_SPAN("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1"
		       " FROM n) SELECT count(*) FROM n")));
	ck_code(om_sql_reader_step(r), OM_LIMIT);
	om_sql_reader_end(r);
	ck_ok(om_sql_reader_begin(r, OM_SPAN("SELECT id FROM someone")));
	ck_assert_int_eq(om_sql_reader_step(r), 1);
	om_sql_reader_close(r);
}
END_TEST

static void
twice(struct om_buf *to, int64_t value)
{
	om_buf_format(to, "%lld", (long long)value * 2);
}

START_TEST(tables_and_functions_may_be_made_before)
{
	struct om_sql_reader *r;
	const struct om_sql_value cells[] = { OM_SQL_VALUE_INT(4),
		OM_SQL_VALUE_TEXT(OM_SPAN("four")) };

	ck_ok(om_sql_reader_open(&r, NULL));
	ck_ok(om_sql_reader_define(r, "CREATE TEMP TABLE made (a, b)"));
	ck_ok(om_sql_reader_function(r, "twice", twice));
	ck_ok(om_sql_reader_insert(r, "made", cells, 2));
	ck_code(om_sql_reader_insert(r, "none", cells, 2), OM_USAGE);
	ck_code(om_sql_reader_define(r, "CREATE"), OM_USAGE);
	ck_ok(om_sql_reader_show(r, "made"));
	ck_ok(om_sql_reader_hold(r, 1000));
	ck_ok(om_sql_reader_begin(
	    r, OM_SPAN("SELECT twice(a), b, twice(b) FROM made")));
	ck_assert_int_eq(om_sql_reader_step(r), 1);
	ck_span_eq(om_sql_reader_value(r, 0).text, "8");
	ck_span_eq(om_sql_reader_value(r, 1).text, "four");
	ck_assert_int_eq(om_sql_reader_value(r, 2).type, OM_SQL_NULL);
	om_sql_reader_close(r);
	ck_code(om_sql_reader_open(&r, "/nowhere/x.db"), OM_IO);
}
END_TEST

OM_SUITE(sql_reader)
{
	tcase_add_test(tests, a_text_reads_what_is_shown);
	tcase_add_test(tests, a_text_reads_nothing_else_and_changes_nothing);
	tcase_add_test(tests, a_text_that_takes_too_long_is_stopped);
	tcase_add_test(tests, tables_and_functions_may_be_made_before);
}
