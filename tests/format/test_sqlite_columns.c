#include "format/sqlite_columns.h"

#include "test.h"

#include <sqlite3.h>

#include "base/buf.h"
#include "base/memory.h"

static struct om_arena arena;
static struct om_sqlite_columns columns;

static void
teardown(void)
{
	om_arena_free(&arena);
}

/* "name=value" of each column, "rowid" or "none" where it has no value. */
static const char *
show(const char *sql)
{
	static struct om_buf b = OM_BUF(4096);

	om_buf_reset(&b);
	ck_ok(om_sqlite_columns_read(&columns, &arena, om_span_of(sql)));
	for (size_t i = 0; i < columns.count; i++) {
		const struct om_sqlite_column *c = &columns.columns[i];

		om_buf_format(
		    &b, "%s%.*s=", i == 0 ? "" : " ", OM_SPAN_ARG(c->name));
		if (c->is_rowid)
			om_buf_text(&b, "rowid");
		else if (!c->is_stored)
			om_buf_text(&b, "none");
		else
			om_buf_format(&b, "%zu", c->value);
	}
	return b.p;
}

START_TEST(columns_stand_in_the_order_of_the_text)
{
	ck_assert_str_eq(
	    show("CREATE TABLE t(a, b TEXT, c VARCHAR(20, 3))"), "a=0 b=1 c=2");
	ck_assert_str_eq(
	    show("create table if not exists main.t (a\n,b)"), "a=0 b=1");
	ck_assert_str_eq(show("CREATE TEMP TABLE x.\"t(\"(a);"), "a=0");
	ck_assert_str_eq(
	    show("CREATE TABLE t(a /* b, */, -- c,\n d DEFAULT ',')"),
	    "a=0 d=1");
}
END_TEST

START_TEST(names_lose_their_quotes)
{
	ck_assert_str_eq(
	    show(
		"CREATE TABLE t(\"a \"\"b\", `c``d`, [e, f], 'g''h', \303\251)"),
	    "a \"b=0 c`d=1 e, f=2 g'h=3 \303\251=4");
}
END_TEST

START_TEST(constraints_are_no_columns)
{
	ck_assert_str_eq(
	    show("CREATE TABLE t(a INT NOT NULL DEFAULT (1, 2) CHECK(a > 0),"
		 " b REFERENCES u(x, y) ON DELETE SET NULL,"
		 " c COLLATE nocase CONSTRAINT z UNIQUE,"
		 " CONSTRAINT p PRIMARY KEY(a, b), UNIQUE(c),"
		 " CHECK(a IN (1, 2)), FOREIGN KEY(b, c) REFERENCES v)"),
	    "a=0 b=1 c=2");
	/* SQLite does without the commas between them. */
	ck_assert_str_eq(show("CREATE TABLE t(a, b, PRIMARY KEY(b, a) "
			      "UNIQUE(a)) WITHOUT ROWID"),
	    "a=1 b=0");
}
END_TEST

START_TEST(an_integer_primary_key_is_the_rowid)
{
	ck_assert_str_eq(show("CREATE TABLE t(a, id INTEGER PRIMARY KEY, b)"),
	    "a=0 id=rowid b=2");
	ck_assert_str_eq(
	    show("CREATE TABLE t(id integer constraint c primary key asc)"),
	    "id=rowid");
	ck_assert_str_eq(
	    show("CREATE TABLE t(a, id INTEGER, PRIMARY KEY(ID DESC))"),
	    "a=0 id=rowid");
	ck_assert_str_eq(
	    show("CREATE TABLE t(id INTEGER PRIMARY KEY DESC)"), "id=0");
	ck_assert_str_eq(show("CREATE TABLE t(id INT PRIMARY KEY)"), "id=0");
	ck_assert_str_eq(
	    show("CREATE TABLE t(id BIG INTEGER PRIMARY KEY)"), "id=0");
	ck_assert_str_eq(
	    show("CREATE TABLE t(id INTEGER(4) PRIMARY KEY)"), "id=0");
	ck_assert_str_eq(
	    show("CREATE TABLE t(a INTEGER, b INTEGER, PRIMARY KEY(a, b))"),
	    "a=0 b=1");
}
END_TEST

START_TEST(without_rowid_the_key_comes_first)
{
	ck_assert_str_eq(show("CREATE TABLE t(a, b, c, d, PRIMARY KEY(d, b "
			      "COLLATE nocase DESC)) STRICT, WITHOUT ROWID"),
	    "a=2 b=1 c=3 d=0");
	ck_assert(!columns.has_rowid);
	ck_assert_str_eq(show("CREATE TABLE t(a, id INTEGER PRIMARY KEY) "
			      "without rowid"),
	    "a=1 id=0");
}
END_TEST

START_TEST(computed_columns_have_a_value_only_where_stored)
{
	ck_assert_str_eq(
	    show("CREATE TABLE t(a, b AS (a || ','), c INT GENERATED ALWAYS "
		 "AS (a + 1) STORED, d GENERATED ALWAYS AS (a) VIRTUAL, e)"),
	    "a=0 b=none c=1 d=none e=2");
}
END_TEST

START_TEST(what_is_no_table_is_said)
{
	static const char *const cases[] = { "", "CREATE", "CREATE VIEW v(a)",
		"CREATE VIRTUAL TABLE t USING fts5(a)", "CREATE TABLE",
		"CREATE TABLE t", "CREATE TABLE t(", "CREATE TABLE t()",
		"CREATE TABLE t(a", "CREATE TABLE t(a,", "CREATE TABLE t(a,)",
		"CREATE TABLE t(\"a)", "CREATE TABLE t(a DEFAULT (1)",
		"CREATE TABLE t(a) WITHOUT ROWID", "CREATE TABLE t(a) AS b",
		"CREATE TABLE t(a, PRIMARY KEY(b))",
		"CREATE TABLE t(a, PRIMARY KEY a)",
		"CREATE TABLE t(a, PRIMARY KEY(a, a))", "CREATE TABLE IF t(a)",
		"CREATE TABLE t(a PRIMARY)", "CREATE TABLE t(a AS b)",
		"CREATE TABLE t(a, PRIMARY KEY(a" };

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		ck_assert_msg(om_sqlite_columns_read(&columns, &arena,
				  om_span_of(cases[i])) == OM_INPUT,
		    "%s", cases[i]);
}
END_TEST

START_TEST(a_table_has_not_more_columns_than_sqlite_allows)
{
	struct om_buf b = OM_BUF(1 << 20);

	om_buf_text(&b, "CREATE TABLE t(a");
	for (int i = 0; i < 32767; i++)
		om_buf_text(&b, ",a");
	om_buf_text(&b, ")");
	ck_code(om_sqlite_columns_read(&columns, &arena, om_buf_span(&b)),
	    OM_LIMIT);
	om_buf_free(&b);
}
END_TEST

/* Whether SQLite takes the column id for the rowid: both change as one. */
static bool
sqlite_says_rowid(const char *sql)
{
	sqlite3 *db;
	sqlite3_stmt *stmt;
	bool same;

	ck_assert_int_eq(sqlite3_open(":memory:", &db), SQLITE_OK);
	ck_assert_msg(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK,
	    "%s: %s", sql, sqlite3_errmsg(db));
	ck_assert_int_eq(
	    sqlite3_exec(db, "INSERT INTO t(rowid) VALUES(77)", 0, 0, NULL),
	    SQLITE_OK);
	ck_assert_int_eq(
	    sqlite3_prepare_v2(db, "SELECT id FROM t", -1, &stmt, NULL),
	    SQLITE_OK);
	ck_assert_int_eq(sqlite3_step(stmt), SQLITE_ROW);
	same = sqlite3_column_int(stmt, 0) == 77;
	ck_assert_int_eq(sqlite3_finalize(stmt), SQLITE_OK);
	ck_assert_int_eq(sqlite3_close(db), SQLITE_OK);
	return same;
}

START_TEST(sqlite_agrees_on_what_is_the_rowid)
{
	static const char *const cases[] = {
		"CREATE TABLE t(id INTEGER PRIMARY KEY)",
		"CREATE TABLE t(id INTEGER PRIMARY KEY DESC)",
		"CREATE TABLE t(id INTEGER PRIMARY KEY ON CONFLICT ROLLBACK)",
		"CREATE TABLE t(id INTEGER PRIMARY KEY AUTOINCREMENT)",
		"CREATE TABLE t(id INTEGER DEFAULT 5 PRIMARY KEY)",
		"CREATE TABLE t(id \"INTEGER\" PRIMARY KEY)",
		"CREATE TABLE t(id [integer] PRIMARY KEY)",
		"CREATE TABLE t(id \"INTEGER\" \"x\" PRIMARY KEY)",
		"CREATE TABLE t(id INTEGER GENERATED ALWAYS PRIMARY KEY)",
		"CREATE TABLE t(id INTEGER, PRIMARY KEY(id DESC))",
		"CREATE TABLE t(id INTEGER, PRIMARY KEY(\"ID\" COLLATE binary))",
		"CREATE TABLE t(id INTEGER, b, PRIMARY KEY(id, b))",
		"CREATE TABLE t(id BIGINT PRIMARY KEY)",
		"CREATE TABLE t(id LONG INTEGER PRIMARY KEY)",
		"CREATE TABLE t(id INTEGER(8) PRIMARY KEY)",
		"CREATE TABLE t(id INTEGER UNIQUE)",
		"CREATE TABLE t(id iNtEgEr, CONSTRAINT p PRIMARY KEY(`id`))",
		"CREATE TABLE t(id INTEGER, PRIMARY KEY('id'))",
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		ck_ok(om_sqlite_columns_read(
		    &columns, &arena, om_span_of(cases[i])));
		ck_assert_msg(
		    columns.columns[0].is_rowid == sqlite_says_rowid(cases[i]),
		    "%s", cases[i]);
	}
}
END_TEST

OM_SUITE(format_sqlite_columns)
{
	tcase_add_checked_fixture(tests, NULL, teardown);
	tcase_add_test(tests, columns_stand_in_the_order_of_the_text);
	tcase_add_test(tests, names_lose_their_quotes);
	tcase_add_test(tests, constraints_are_no_columns);
	tcase_add_test(tests, an_integer_primary_key_is_the_rowid);
	tcase_add_test(tests, without_rowid_the_key_comes_first);
	tcase_add_test(tests, computed_columns_have_a_value_only_where_stored);
	tcase_add_test(tests, what_is_no_table_is_said);
	tcase_add_test(tests, a_table_has_not_more_columns_than_sqlite_allows);
	tcase_add_test(tests, sqlite_agrees_on_what_is_the_rowid);
}
