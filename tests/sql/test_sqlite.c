#include "test.h"

#include <pthread.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "sql/sql.h"

enum { S_PUT, S_COUNT, S_ALL, S_LONG, STATEMENTS };

static const struct om_statement statements[STATEMENTS] = {
	[S_PUT] = { "PUT", "INSERT INTO t (b, a) VALUES ($2, $1)" },
	[S_COUNT] = { "COUNT", "SELECT count(*) FROM t" },
	[S_ALL] = { "ALL", "SELECT a FROM t ORDER BY a" },
	[S_LONG] = { "LONG",
	    "WITH RECURSIVE n (i) AS (SELECT count(*) FROM t UNION ALL SELECT"
	    " i + 1 FROM n WHERE i < 1000000000) SELECT max(i) FROM n" },
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
static const struct {
	struct om_statement statement;
	const char *wanted;
} held[] = {
	{ { "journal", "SELECT journal_mode FROM pragma_journal_mode" },
	    "wal" },
	{ { "delete", "SELECT secure_delete FROM pragma_secure_delete" }, "1" },
	{ { "sync", "SELECT synchronous FROM pragma_synchronous" }, "2" },
	{ { "temp", "SELECT temp_store FROM pragma_temp_store" }, "2" },
	{ { "vacuum", "SELECT auto_vacuum FROM pragma_auto_vacuum" }, "0" },
	{ { "encoding", "SELECT encoding FROM pragma_encoding" }, "UTF-8" },
	{ { "cells", "SELECT cell_size_check FROM pragma_cell_size_check" },
	    "1" },
	{ { "pages", "SELECT max_page_count FROM pragma_max_page_count" },
	    "33554431" },
	{ { "page", "SELECT page_size FROM pragma_page_size" }, "4096" },
};

START_TEST(the_settings_hold_on_every_connection)
{
	struct om_sql *sql = open_new();

	for (int round = 0; round < 2; round++) {
		om_sql_close(sql);
		ck_ok(om_sql_open(&sql, path, false, &held[_i].statement, 1));
		ck_assert_int_eq(om_sql_first(sql, 0, NULL, 0), 1);
		ck_span_eq(om_sql_data(sql, 0, 0), held[_i].wanted);
		om_sql_stop(sql, 0);
	}
	done(sql);
}
END_TEST

/* Databases that somebody else made, on which scrubbing would be wrong. */
static const char *const foreign[] = {
	"PRAGMA auto_vacuum=FULL; CREATE TABLE t (a)",
	"PRAGMA auto_vacuum=INCREMENTAL; CREATE TABLE t (a)",
	"PRAGMA encoding='UTF-16'; CREATE TABLE t (a)",
};

static void
make_foreign(const char *text, int reserved)
{
	sqlite3 *db;

	path = om_path_join(om_test_folder(), "t.db");
	ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
	(void)sqlite3_file_control(
	    db, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserved);
	ck_assert_int_eq(sqlite3_exec(db, text, NULL, NULL, NULL), SQLITE_OK);
	ck_assert_int_eq(sqlite3_close(db), SQLITE_OK);
}

START_TEST(a_database_with_other_settings_is_refused)
{
	struct om_sql *sql;

	make_foreign(foreign[_i], 0);
	ck_code(
	    om_sql_open(&sql, path, false, statements, STATEMENTS), OM_CORRUPT);
	om_free(path);
}
END_TEST

START_TEST(a_database_whose_pages_reserve_bytes_is_refused)
{
	struct om_sql *sql;

	make_foreign("CREATE TABLE t (a)", 8);
	ck_code(
	    om_sql_open(&sql, path, false, statements, STATEMENTS), OM_CORRUPT);
	ck_assert_ptr_nonnull(strstr(om_failure(), "8 bytes"));
	om_free(path);
}
END_TEST

/* Made by the schema's own table, since Debian's ANALYZE takes no samples. */
START_TEST(samples_that_analyze_took_are_dropped)
{
	static const struct om_statement count_samples = { "SAMPLES",
		"SELECT count(*) FROM sqlite_schema WHERE name IN"
		" ('sqlite_stat1', 'sqlite_stat4')" };
	struct om_sql *sql;

	make_foreign("CREATE TABLE t (a PRIMARY KEY); INSERT INTO t VALUES (1);"
		     "ANALYZE; PRAGMA writable_schema=ON;"
		     "CREATE TABLE samples (tbl, idx, sample);"
		     "UPDATE sqlite_schema SET name = 'sqlite_stat4',"
		     " tbl_name = 'sqlite_stat4', sql = 'CREATE TABLE"
		     " sqlite_stat4 (tbl, idx, sample)'"
		     " WHERE name = 'samples'",
	    0);
	ck_ok(om_sql_open(&sql, path, false, &count_samples, 1));
	ck_assert_int_eq(om_sql_first(sql, 0, NULL, 0), 1);
	ck_assert_int_eq(om_sql_integer(sql, 0, 0), 1);
	om_sql_stop(sql, 0);
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

static void *
stop_later(void *reader)
{
	(void)sqlite3_sleep(300);
	om_sql_stop(reader, S_ALL);
	return NULL;
}

START_TEST(a_flush_is_tried_again_until_readers_have_ended)
{
	struct om_sql *sql = open_new(), *reader;
	pthread_t thread;
	off_t size;

	ck_ok(put(sql, 1));
	ck_ok(om_sql_open(&reader, path, false, statements, STATEMENTS));
	ck_ok(om_sql_start(reader, S_ALL, NULL, 0));
	ck_assert_int_eq(om_sql_step(reader, S_ALL), 1);
	ck_ok(put(sql, 2));
	ck_assert_int_eq(pthread_create(&thread, NULL, stop_later, reader), 0);
	ck_ok(om_sql_flush(sql));
	wal_size(&size);
	ck_assert_int_eq(size, 0);
	ck_assert_int_eq(pthread_join(thread, NULL), 0);
	om_sql_close(reader);
	done(sql);
}
END_TEST

START_TEST(a_reader_that_takes_too_long_lets_go_of_the_log)
{
	struct om_sql *sql = open_new(), *reader;

	for (int i = 1; i <= 3; i++)
		ck_ok(put(sql, i));
	ck_ok(om_sql_open(&reader, path, false, statements, STATEMENTS));
	om_sql_limit_reading(reader, 50);
	ck_ok(om_sql_start(reader, S_ALL, NULL, 0));
	ck_assert_int_eq(om_sql_step(reader, S_ALL), 1);
	ck_ok(put(sql, 4));
	ck_code(om_sql_flush(sql), OM_BUSY);
	ck_code(om_sql_step(reader, S_ALL), OM_BUSY);
	ck_assert_ptr_nonnull(strstr(om_failure(), "ALL: held the log"));
	ck_ok(om_sql_flush(sql));
	/* The next reading has its own time. */
	ck_assert_int_eq(count(reader), 4);
	om_sql_close(reader);
	done(sql);
}
END_TEST

START_TEST(a_single_step_that_takes_too_long_is_ended)
{
	struct om_sql *sql = open_new();

	om_sql_limit_reading(sql, 50);
	ck_code(om_sql_first(sql, S_LONG, NULL, 0), OM_BUSY);
	ck_ok(put(sql, 1));
	ck_ok(om_sql_flush(sql));
	done(sql);
}
END_TEST

START_TEST(who_writes_is_not_hurried)
{
	struct om_sql *sql = open_new();
	char *to = beside("copy.db");

	for (int i = 1; i <= 3; i++)
		ck_ok(put(sql, i));
	om_sql_limit_reading(sql, 0);
	ck_ok(om_sql_begin(sql));
	ck_assert_int_eq(count(sql), 3);
	ck_ok(om_sql_start(sql, S_ALL, NULL, 0));
	for (int i = 1; i <= 3; i++)
		ck_assert_int_eq(om_sql_step(sql, S_ALL), 1);
	om_sql_stop(sql, S_ALL);
	ck_ok(om_sql_commit(sql));
	ck_ok(om_sql_check(sql));
	ck_ok(om_sql_copy(sql, to));
	om_free(to);
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
	tcase_add_loop_test(tests, the_settings_hold_on_every_connection, 0,
	    (int)(sizeof(held) / sizeof(held[0])));
	tcase_add_loop_test(tests, a_database_with_other_settings_is_refused, 0,
	    (int)(sizeof(foreign) / sizeof(foreign[0])));
	tcase_add_test(tests, a_database_whose_pages_reserve_bytes_is_refused);
	tcase_add_test(tests, samples_that_analyze_took_are_dropped);
	tcase_add_test(tests, an_empty_value_is_not_null);
	tcase_add_test(
	    tests, a_flush_waits_for_readers_and_then_leaves_nothing_behind);
	tcase_add_test(tests, a_flush_is_tried_again_until_readers_have_ended);
	tcase_add_test(tests, a_reader_that_takes_too_long_lets_go_of_the_log);
	tcase_add_test(tests, a_single_step_that_takes_too_long_is_ended);
	tcase_add_test(tests, who_writes_is_not_hurried);
	tcase_add_test(
	    tests, a_copy_has_all_that_is_committed_and_is_its_owners);
	tcase_add_test(tests, a_copy_that_fails_leaves_no_file);
	tcase_add_test(tests, a_damaged_page_is_noticed);
}
