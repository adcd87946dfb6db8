#include "test.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "sql/sql.h"

enum { S_PUT, S_COUNT, S_ALL, STATEMENTS };

static const struct om_statement statements[STATEMENTS] = {
	[S_PUT] = { "PUT", "INSERT INTO t (b, a) VALUES ($2, $1)" },
	[S_COUNT] = { "COUNT", "SELECT count(*) FROM t" },
	[S_ALL] = { "ALL", "SELECT a FROM t ORDER BY a" },
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

/* A path in the folder of the database. */
static char *
beside(const char *name)
{
	char *folder = om_strdup(path), *joined;

	*strrchr(folder, '/') = '\0';
	joined = om_path_join(folder, name);
	om_free(folder);
	return joined;
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

START_TEST(a_database_is_for_its_owner_alone)
{
	struct om_sql *sql;
	struct stat st;
	mode_t old = umask(0);

	sql = open_new();
	ck_ok(put(sql, 1));
	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert_uint_eq(st.st_mode & 0777, 0600);
	(void)umask(old);
	done(sql);
}
END_TEST

START_TEST(what_is_no_database_is_corrupt)
{
	struct om_sql *sql;
	struct om_buf text = OM_BUF(8192);

	path = om_path_join(om_test_folder(), "text.db");
	for (int i = 0; i < 500; i++)
		om_buf_text(&text, "not a database ");
	ck_ok(om_file_create(path, om_buf_span(&text), 0600));
	ck_code(
	    om_sql_open(&sql, path, false, statements, STATEMENTS), OM_CORRUPT);
	om_buf_free(&text);
	om_free(path);
}
END_TEST

START_TEST(a_workspace_behind_a_link_opens_but_not_a_linked_database)
{
	const char *folder = om_test_folder();
	char *real = om_path_join(folder, "real");
	char *link = om_path_join(folder, "link");
	char *db = om_path_join(link, "t.db");
	char *trap = om_path_join(real, "trap.db");
	struct om_sql *sql;

	ck_ok(om_folder_make(real, 0700));
	ck_assert_int_eq(symlink("real", link), 0);
	ck_ok(om_sql_open(&sql, db, true, statements, STATEMENTS));
	om_sql_close(sql);
	ck_ok(om_sql_open(&sql, db, false, statements, STATEMENTS));
	om_sql_close(sql);
	ck_assert_int_eq(symlink("t.db", trap), 0);
	ck_assert_int_ne(
	    om_sql_open(&sql, trap, false, statements, STATEMENTS), OM_OK);
	om_free(real);
	om_free(link);
	om_free(db);
	om_free(trap);
}
END_TEST

/* What a connection is set to shows only on that connection. */
START_TEST(the_settings_hold_on_every_connection)
{
	static const struct om_statement pragmas[] = {
		{ "journal", "SELECT journal_mode FROM pragma_journal_mode" },
		{ "delete", "SELECT secure_delete FROM pragma_secure_delete" },
		{ "sync", "SELECT synchronous FROM pragma_synchronous" },
		{ "temp", "SELECT temp_store FROM pragma_temp_store" },
	};
	static const char *const wanted[] = { "wal", "1", "2", "2" };
	struct om_sql *sql = open_new();

	for (int round = 0; round < 2; round++) {
		om_sql_close(sql);
		ck_ok(om_sql_open(&sql, path, false, pragmas, 4));
		for (int i = 0; i < 4; i++) {
			ck_assert_int_eq(om_sql_first(sql, i, NULL, 0), 1);
			ck_span_eq(om_sql_data(sql, i, 0), wanted[i]);
			om_sql_stop(sql, i);
		}
	}
	done(sql);
}
END_TEST

START_TEST(an_empty_value_is_not_null)
{
	static const struct om_statement is_null[] = { { "IS",
	    "SELECT $1 IS NULL, $2 IS NULL, $3 IS NULL" } };
	struct om_sql *sql;

	path = om_path_join(om_test_folder(), "t.db");
	ck_ok(om_sql_open(&sql, path, true, is_null, 1));
	ck_assert_int_eq(OM_SQL_FIRST(sql, 0, OM_TEXT(OM_SPAN_NONE),
			     OM_BYTES(OM_SPAN_NONE), OM_NULL),
	    1);
	ck_assert_int_eq(om_sql_integer(sql, 0, 0), 0);
	ck_assert_int_eq(om_sql_integer(sql, 0, 1), 0);
	ck_assert_int_eq(om_sql_integer(sql, 0, 2), 1);
	om_sql_stop(sql, 0);
	done(sql);
}
END_TEST

static void
wal_size(off_t *out)
{
	struct om_buf wal = OM_BUF(4096);
	struct stat st;

	om_buf_format(&wal, "%s-wal", path);
	ck_assert_int_eq(stat(wal.p, &st), 0);
	*out = st.st_size;
	om_buf_free(&wal);
}

START_TEST(a_flush_waits_for_readers_and_then_leaves_nothing_behind)
{
	struct om_sql *sql = open_new(), *reader;
	off_t size;

	ck_ok(put(sql, 1));
	ck_ok(om_sql_open(&reader, path, false, statements, STATEMENTS));
	ck_ok(om_sql_start(reader, S_ALL, NULL, 0));
	ck_assert_int_eq(om_sql_step(reader, S_ALL), 1);
	ck_ok(put(sql, 2));
	ck_code(om_sql_flush(sql), OM_BUSY);
	om_sql_stop(reader, S_ALL);
	ck_ok(om_sql_flush(sql));
	wal_size(&size);
	ck_assert_int_eq(size, 0);
	ck_assert_int_eq(count(reader), 2);
	om_sql_close(reader);
	done(sql);
}
END_TEST

START_TEST(a_copy_has_all_that_is_committed_and_is_its_owners)
{
	struct om_sql *sql = open_new(), *copied;
	char *to = beside("copy.db");
	mode_t old = umask(0);
	struct stat st;

	for (int i = 0; i < 100; i++)
		ck_ok(put(sql, i + 1));
	ck_ok(om_sql_copy(sql, to));
	(void)umask(old);
	ck_assert_int_eq(stat(to, &st), 0);
	ck_assert_uint_eq(st.st_mode & 0777, 0600);
	ck_code(om_sql_copy(sql, to), OM_EXISTS);
	ck_ok(om_sql_open(&copied, to, false, statements, STATEMENTS));
	ck_assert_int_eq(count(copied), 100);
	om_sql_close(copied);
	om_free(to);
	done(sql);
}
END_TEST

START_TEST(a_copy_that_fails_leaves_no_file)
{
	struct om_sql *sql = open_new();
	char *nowhere = beside("none/copy.db"), *to = beside("copy.db");

	ck_assert_int_ne(om_sql_copy(sql, nowhere), OM_OK);
	ck_ok(om_sql_begin(sql)); /* in a transaction no copy is possible */
	ck_code(om_sql_copy(sql, to), OM_IO);
	ck_assert(!om_file_exists(to));
	om_sql_rollback(sql);
	om_free(nowhere);
	om_free(to);
	done(sql);
}
END_TEST

START_TEST(a_damaged_page_is_noticed)
{
	struct om_sql *sql = open_new();
	struct om_buf b = OM_BUF(1 << 20);

	for (int i = 0; i < 500; i++)
		ck_ok(put(sql, i + 1));
	ck_ok(om_sql_check(sql));
	om_sql_close(sql);
	ck_ok(om_file_read(&b, path));
	memset(b.p + 4096, 'x', 64); /* the head of the table's page */
	ck_ok(om_file_replace(path, om_buf_span(&b), 0600));
	ck_ok(om_sql_open(&sql, path, false, statements, STATEMENTS));
	ck_code(om_sql_check(sql), OM_CORRUPT);
	om_buf_free(&b);
	done(sql);
}
END_TEST

OM_SUITE(sql_sqlite)
{
	tcase_add_test(tests, a_database_is_for_its_owner_alone);
	tcase_add_test(tests, what_is_no_database_is_corrupt);
	tcase_add_test(
	    tests, a_workspace_behind_a_link_opens_but_not_a_linked_database);
	tcase_add_test(tests, the_settings_hold_on_every_connection);
	tcase_add_test(tests, an_empty_value_is_not_null);
	tcase_add_test(
	    tests, a_flush_waits_for_readers_and_then_leaves_nothing_behind);
	tcase_add_test(
	    tests, a_copy_has_all_that_is_committed_and_is_its_owners);
	tcase_add_test(tests, a_copy_that_fails_leaves_no_file);
	tcase_add_test(tests, a_damaged_page_is_noticed);
}
