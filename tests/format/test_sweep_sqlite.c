#include "sqlite_fixture.h"
#include "sweep_fixture.h"

static struct om_fixture f;
static struct om_swept swept;

static void
begin(const struct om_fixture_shape *shape)
{
	om_fixture_open(&f, shape);
	om_swept_open(&swept);
}

static void
end(void)
{
	om_swept_close(&swept);
	om_fixture_close(&f);
}

static void
sweep(void)
{
	om_sweep_path(swept.sweep, f.path, NULL);
}

START_TEST(a_deleted_value_is_found_in_what_was_freed)
{
	const struct om_sweep_options strict = { .strict = true };

	begin(&(struct om_fixture_shape){ 0 });
	om_fixture_run(&f,
	    "CREATE TABLE t(x, n INTEGER);"
	    "INSERT INTO t VALUES('first', 1), ('needle@post.example', "
	    "2025550123), ('last', 2); DELETE FROM t WHERE n > 2;");
	sweep();
	ck_assert_uint_eq(om_swept_count(&swept, "free block", 0), 1);
	ck_assert_uint_eq(om_swept_count(&swept, "free block", 1), 1);
	ck_assert_uint_eq(swept.sweep->finding_count, 2);
	ck_assert_uint_eq(swept.sweep->findings[0].page, 2);
	ck_assert_uint_eq(swept.sweep->database_count, 1);
	ck_assert_uint_eq(om_sweep_sum(swept.sweep).dirty, 0);
	om_sweep_path(swept.sweep, f.path, &strict);
	ck_assert_uint_gt(om_sweep_sum(swept.sweep).dirty, 24);
	end();
}
END_TEST

START_TEST(a_number_is_found_however_it_is_stored)
{
	begin(&(struct om_fixture_shape){ 0 });
	om_fixture_run(&f,
	    "CREATE TABLE a(id INTEGER PRIMARY KEY);"
	    "CREATE TABLE b(r REAL); CREATE TABLE c(t TEXT);"
	    "CREATE TABLE d(k INTEGER, PRIMARY KEY(k)) WITHOUT ROWID;"
	    "INSERT INTO a VALUES(2025550123), (2025550124);"
	    "INSERT INTO b VALUES(2025550123.0), (2025550123.5), (-1.5);"
	    "INSERT INTO d VALUES(2025550123);");
	sweep();
	ck_assert_uint_eq(om_swept_count(&swept, "row", 1), 3);
	ck_assert_uint_eq(swept.sweep->finding_count, 1);
	om_fixture_run(&f, "INSERT INTO c VALUES(2025550123);");
	sweep();
	ck_assert_uint_eq(om_swept_count(&swept, "live", 1), 1);
	end();
}
END_TEST

/* The very bytes of the integer in a blob are not the integer. */
START_TEST(four_bytes_by_chance_are_no_integer)
{
	begin(&(struct om_fixture_shape){ 0 });
	om_fixture_run(
	    &f, "CREATE TABLE t(x); INSERT INTO t VALUES(x'0078bb712b00');");
	sweep();
	ck_assert_uint_eq(swept.sweep->finding_count, 0);
	om_fixture_run(&f, "DELETE FROM t;");
	sweep();
	ck_assert_uint_eq(swept.sweep->finding_count, 1);
	end();
}
END_TEST

/* 1 KiB pages: 1,020 bytes of payload on each overflow page. */
START_TEST(a_value_across_overflow_pages_is_found_once)
{
	struct om_buf sql = OM_BUF(1024);
	uint64_t across = 0;

	begin(&(struct om_fixture_shape){ .page_size = 1024 });
	om_fixture_run(&f, "CREATE TABLE t(x); CREATE INDEX i ON t(x);");
	for (int at = 900; at < 2100; at += 7) {
		uint64_t live, whole;

		om_buf_reset(&sql);
		om_buf_format(&sql,
		    "DELETE FROM t; VACUUM; INSERT INTO t VALUES(substr(hex("
		    "zeroblob(2000)), 1, %d) || 'needle@post.example' || "
		    "substr(hex(zeroblob(2000)), 1, %d));",
		    at, 4000 - at);
		om_fixture_run(&f, sql.p);
		om_swept_close(&swept);
		om_swept_open(&swept);
		sweep();
		live = om_swept_count(&swept, "live", 0);
		whole = om_swept_count(&swept, "overflow pages", 0);
		/* Once in the table's row, once in the index. */
		ck_assert_uint_eq(live + whole, 2);
		across += whole;
	}
	ck_assert_uint_gt(across, 2);
	om_buf_free(&sql);
	end();
}
END_TEST

START_TEST(a_database_of_utf_16_is_read_as_such)
{
	begin(&(struct om_fixture_shape){ .encoding = "'UTF-16be'" });
	om_fixture_run(&f,
	    "CREATE TABLE t(x); INSERT INTO t VALUES('Needle@POST.example');");
	sweep();
	ck_assert_uint_eq(swept.sweep->finding_count, 1);
	ck_assert_int_eq(swept.sweep->findings[0].form, OM_NEEDLE_UTF16);
	ck_assert_str_eq(swept.sweep->findings[0].where, "live");
	end();
}
END_TEST

START_TEST(the_log_is_swept_with_its_database)
{
	char *folder;

	begin(&(struct om_fixture_shape){ .journal = "WAL" });
	om_fixture_run(&f, "CREATE TABLE t(x);");
	om_fixture_run(&f, "INSERT INTO t VALUES('needle@post.example');");
	folder = om_strdup(f.path);
	*strrchr(folder, '/') = '\0';
	om_sweep_path(swept.sweep, folder, NULL);
	ck_assert_uint_eq(om_swept_count(&swept, "log, live", 0), 1);
	ck_assert_uint_eq(swept.sweep->finding_count, 1);
	ck_assert_uint_eq(swept.sweep->problem_count, 0);
	/* The -wal is read with its database, the -shm by itself. */
	ck_assert_uint_eq(swept.sweep->files, 2);
	om_fixture_run(&f, "DELETE FROM t;");
	om_sweep_path(swept.sweep, f.path, NULL);
	ck_assert_uint_eq(om_swept_count(&swept, "log, superseded page", 0), 1);
	om_free(folder);
	end();
}
END_TEST

/* POSIX: a closed descriptor would drop the lock of the library's own. */
START_TEST(a_sweep_leaves_the_locks_of_an_open_store_alone)
{
	sqlite3 *other;

	begin(&(struct om_fixture_shape){ .journal = "DELETE" });
	om_fixture_run(&f, "CREATE TABLE t(x); BEGIN IMMEDIATE;");
	om_fixture_run(&f, "INSERT INTO t VALUES(1);");
	sweep();
	ck_assert_int_eq(sqlite3_open(f.path, &other), SQLITE_OK);
	ck_assert_int_eq(
	    sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL),
	    SQLITE_BUSY);
	ck_assert_int_eq(sqlite3_close(other), SQLITE_OK);
	om_fixture_run(&f, "COMMIT;");
	end();
}
END_TEST

START_TEST(a_damaged_database_is_searched_but_not_mapped)
{
	struct om_buf bytes = OM_BUF(1 << 20);

	begin(&(struct om_fixture_shape){ .page_size = 1024 });
	om_fixture_run(&f,
	    "CREATE TABLE t(x); INSERT INTO t VALUES('needle@post.example');");
	ck_ok(om_file_read(&bytes, f.path));
	bytes.p[1024] = 7; /* no type of page */
	ck_ok(om_file_replace(f.path, om_buf_span(&bytes), 0600));
	sweep();
	ck_assert_uint_eq(om_swept_count(&swept, "bytes", 0), 1);
	ck_assert(om_swept_says(&swept, "a.db", "page 2"));
	ck_assert_uint_eq(swept.sweep->database_count, 0);
	om_buf_free(&bytes);
	end();
}
END_TEST

START_TEST(a_database_in_an_archive_is_a_database)
{
	struct om_buf bytes = OM_BUF(1 << 20), packed = OM_BUF(1 << 20);

	begin(&(struct om_fixture_shape){ 0 });
	om_fixture_run(&f,
	    "CREATE TABLE t(x, n INTEGER); INSERT INTO t VALUES('first', 1), "
	    "('needle@post.example', 2); DELETE FROM t WHERE n = 2;");
	ck_ok(om_file_read(&bytes, f.path));
	om_swept_zip(&packed, "inner.db", om_buf_span(&bytes));
	ck_ok(om_file_replace(f.path, om_buf_span(&packed), 0600));
	sweep();
	ck_assert_uint_eq(swept.sweep->finding_count, 1);
	ck_assert_uint_eq(swept.sweep->database_count, 1);
	ck_assert_str_eq(swept.sweep->databases[0].member, "inner.db");
	ck_assert(!om_sweep_sum(swept.sweep).clean);
	om_buf_free(&bytes);
	om_buf_free(&packed);
	end();
}
END_TEST

OM_SUITE(format_sweep_sqlite)
{
	tcase_add_test(tests, a_deleted_value_is_found_in_what_was_freed);
	tcase_add_test(tests, a_number_is_found_however_it_is_stored);
	tcase_add_test(tests, four_bytes_by_chance_are_no_integer);
	tcase_add_test(tests, a_value_across_overflow_pages_is_found_once);
	tcase_add_test(tests, a_database_of_utf_16_is_read_as_such);
	tcase_add_test(tests, the_log_is_swept_with_its_database);
	tcase_add_test(tests, a_sweep_leaves_the_locks_of_an_open_store_alone);
	tcase_add_test(tests, a_damaged_database_is_searched_but_not_mapped);
	tcase_add_test(tests, a_database_in_an_archive_is_a_database);
}
