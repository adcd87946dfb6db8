#include "test.h"

#include <sqlite3.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/memory.h"
#include "sql/scrub_vfs.h"

enum { PAGE = 1024 };

static char *path;

static sqlite3 *
open_through(const char *vfs, const char *name)
{
	sqlite3 *db;

	ck_ok(om_scrub_vfs_register());
	path = om_path_join(om_test_folder(), name);
	ck_assert_int_eq(sqlite3_open_v2(path, &db,
			     SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, vfs),
	    SQLITE_OK);
	return db;
}

static void
run(sqlite3 *db, const char *text)
{
	ck_assert_msg(sqlite3_exec(db, text, NULL, NULL, NULL) == SQLITE_OK,
	    "%s: %s", text, sqlite3_errmsg(db));
}

static void
done(sqlite3 *db)
{
	ck_assert_int_eq(sqlite3_close(db), SQLITE_OK);
	om_free(path);
}

/* How often a word stands in a file; 0 where there is none. */
static size_t
count_in(const char *file, const char *word)
{
	struct om_buf b = OM_BUF(64 << 20);
	size_t n = strlen(word), found = 0;

	if (om_file_exists(file))
		ck_ok(om_file_read(&b, file));
	for (size_t i = 0; i + n <= b.n; i++)
		found += memcmp(b.p + i, word, n) == 0;
	om_buf_free(&b);
	return found;
}

static int
put_number(void *out, int columns, char **values, char **names)
{
	(void)columns;
	(void)names;
	*(long long *)out = strtoll(values[0], NULL, 10);
	return 0;
}

/* The first column of the last row of a query. */
static long long
number(sqlite3 *db, const char *text)
{
	long long value = -1;

	ck_assert_int_eq(
	    sqlite3_exec(db, text, put_number, &value, NULL), SQLITE_OK);
	return value;
}

/*
 * Rows as large as a tenth of a page come in at random places, so that pages
 * split and cells are copied; then each is overwritten where it stands now.
 */
static void
churn(sqlite3 *db)
{
	run(db,
	    "PRAGMA page_size=1024; PRAGMA secure_delete=ON;"
	    "PRAGMA synchronous=OFF;"
	    "CREATE TABLE t (k INTEGER PRIMARY KEY, v TEXT);"
	    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
	    " WHERE i < 2000) INSERT INTO t SELECT i * 7919 % 2003,"
	    " printf('erased%.*c', 20 + i % 150, '.') FROM n;"
	    "UPDATE t SET v = replace(v, 'erased', 'kept..')");
}

START_TEST(what_balancing_leaves_is_written_as_zero)
{
	sqlite3 *db = open_through(NULL, "plain.db");

	churn(db); /* the control: SQLite by itself leaves some */
	ck_assert_uint_gt(count_in(path, "erased"), 0);
	done(db);
	db = open_through(OM_SCRUB_VFS, "ours.db");
	churn(db);
	ck_assert_uint_eq(count_in(path, "erased"), 0);
	ck_assert_uint_gt(count_in(path, "kept.."), 1999);
	ck_assert_int_eq(
	    number(db, "SELECT count(*) FROM pragma_integrity_check"
		       " WHERE integrity_check = 'ok'"),
	    1);
	done(db);
}
END_TEST

START_TEST(a_log_is_written_as_it_is_and_can_be_read_back)
{
	sqlite3 *db = open_through(OM_SCRUB_VFS, "log.db"), *other;
	struct om_buf log = OM_BUF(256);

	run(db, "PRAGMA page_size=1024; PRAGMA journal_mode=WAL;"
		"PRAGMA wal_autocheckpoint=0");
	churn(db);
	om_buf_format(&log, "%s-wal", path);
	ck_assert_uint_gt(count_in(log.p, "erased"), 0);
	/* What was scrubbed would no more be as its checksum says. */
	ck_assert_int_eq(
	    sqlite3_open_v2(path, &other, SQLITE_OPEN_READWRITE, OM_SCRUB_VFS),
	    SQLITE_OK);
	ck_assert_int_eq(number(other, "SELECT count(*) FROM t"), 2000);
	ck_assert_int_eq(sqlite3_close(other), SQLITE_OK);
	run(db, "PRAGMA wal_checkpoint(TRUNCATE)");
	ck_assert_uint_eq(count_in(log.p, "erased"), 0);
	ck_assert_uint_eq(count_in(path, "erased"), 0);
	om_buf_free(&log);
	done(db);
}
END_TEST

START_TEST(a_copy_by_vacuum_is_scrubbed_too)
{
	sqlite3 *db = open_through(OM_SCRUB_VFS, "old.db");
	char *copy = om_strdup(path), *text;

	memcpy(copy + strlen(copy) - 6, "new", 3);
	churn(db);
	text = sqlite3_mprintf("VACUUM INTO %Q", copy);
	run(db, text);
	sqlite3_free(text);
	ck_assert_uint_eq(count_in(copy, "erased"), 0);
	ck_assert_uint_eq(count_in(copy, "kept.."), 2000);
	om_free(copy);
	done(db);
}
END_TEST

START_TEST(no_temporary_file_can_be_opened)
{
	sqlite3 *db = open_through(OM_SCRUB_VFS, "t.db");

	run(db, "PRAGMA temp_store=FILE; PRAGMA temp.cache_size=2");
	ck_assert_int_ne(sqlite3_exec(db,
			     "CREATE TEMP TABLE t AS WITH RECURSIVE n (i) AS"
			     " (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE"
			     " i < 9000) SELECT i, 'some text' FROM n",
			     NULL, NULL, NULL),
	    SQLITE_OK);
	done(db);
}
END_TEST

START_TEST(a_database_is_never_mapped)
{
	sqlite3 *db = open_through(OM_SCRUB_VFS, "t.db");

	ck_assert_int_eq(number(db, "PRAGMA mmap_size=1000000"), 0);
	done(db);
}
END_TEST

/* A default of a test's own: the one there is, whose openings are counted. */
static sqlite3_vfs counting, *plain;
static int opened;

static int
count_open(
    sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
	(void)vfs;
	opened++;
	return plain->xOpen(plain, name, file, flags, out);
}

START_TEST(the_default_at_the_time_is_what_is_below)
{
	sqlite3 *db;

	ck_ok(om_scrub_vfs_register());
	ck_ok(om_scrub_vfs_register()); /* twice is once */
	plain = sqlite3_vfs_find(NULL);
	ck_assert_str_ne(plain->zName, OM_SCRUB_VFS);
	counting = *plain;
	counting.zName = "counting";
	counting.xOpen = count_open;
	ck_assert_int_eq(sqlite3_vfs_register(&counting, 1), SQLITE_OK);
	db = open_through(OM_SCRUB_VFS, "t.db");
	ck_assert_int_eq(opened, 1);
	run(db, "CREATE TABLE t (x)");
	ck_assert_int_gt(opened, 1); /* a journal */
	done(db);
	ck_assert_int_eq(sqlite3_vfs_unregister(&counting), SQLITE_OK);
}
END_TEST

/* A file of the shim by itself. */
static sqlite3_file *
open_file(const char **name, int kind)
{
	sqlite3_vfs *vfs;
	sqlite3_file *f;
	char *file = om_path_join(om_test_folder(), "file");

	ck_ok(om_scrub_vfs_register());
	vfs = sqlite3_vfs_find(OM_SCRUB_VFS);
	f = om_new(1, (size_t)vfs->szOsFile);
	*name = sqlite3_create_filename(file, "", "", 0, NULL);
	ck_assert_int_eq(
	    vfs->xOpen(vfs, *name, f,
		kind | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL),
	    SQLITE_OK);
	om_free(file);
	return f;
}

static void
close_file(sqlite3_file *f, const char *name)
{
	ck_assert_int_eq(f->pMethods->xClose(f), SQLITE_OK);
	sqlite3_free_filename(name);
	om_free(f);
}

/* An empty leaf of n bytes, the rest of which is dead. */
static void
make_leaf(uint8_t *p, size_t n)
{
	memset(p, 'x', n);
	memcpy(p, "\x0d\0\0\0\0\0\0\0", 8);
	p[5] = (uint8_t)(n >> 8);
}

/* What a page of n bytes, written at a place, is read back as. */
static bool
is_scrubbed(sqlite3_file *f, int n, sqlite3_int64 at)
{
	uint8_t page[PAGE], got[PAGE];

	make_leaf(page, (size_t)n);
	ck_assert_int_eq(f->pMethods->xWrite(f, page, n, at), SQLITE_OK);
	ck_assert_int_eq(f->pMethods->xRead(f, got, n, at), SQLITE_OK);
	ck_assert_int_eq(page[n - 1], 'x');
	return got[n - 1] == 0;
}

START_TEST(only_whole_pages_of_a_database_are_scrubbed)
{
	const char *name;
	sqlite3_file *f = open_file(&name, SQLITE_OPEN_MAIN_DB);

	ck_assert(is_scrubbed(f, PAGE, 3 * PAGE));
	ck_assert(is_scrubbed(f, PAGE / 2, PAGE / 2));
	ck_assert(!is_scrubbed(f, PAGE, PAGE / 2)); /* across two */
	ck_assert(!is_scrubbed(f, PAGE / 4, PAGE)); /* none is so small */
	ck_assert(!is_scrubbed(f, PAGE - 1, PAGE - 1));
	close_file(f, name);
}
END_TEST

START_TEST(journals_and_logs_are_not_scrubbed)
{
	static const int kinds[] = { SQLITE_OPEN_WAL,
		SQLITE_OPEN_MAIN_JOURNAL };

	for (size_t i = 0; i < 2; i++) {
		const char *name;
		sqlite3_file *f = open_file(&name, kinds[i]);

		ck_assert(!is_scrubbed(f, PAGE, 3 * PAGE));
		close_file(f, name);
	}
}
END_TEST

enum { LARGE = 256 << 10, STEP = 1 << 20 };

static void
write_page(sqlite3_file *f, sqlite3_int64 at)
{
	uint8_t page[PAGE];

	memset(page, 'x', PAGE);
	ck_assert_int_eq(f->pMethods->xWrite(f, page, PAGE, at), SQLITE_OK);
}

static sqlite3_int64
size_of(sqlite3_file *f)
{
	sqlite3_int64 size = -1;

	ck_assert_int_eq(f->pMethods->xFileSize(f, &size), SQLITE_OK);
	return size;
}

/* A log of so many bytes, written as one commit and synced. */
static sqlite3_file *
open_log(const char **name, sqlite3_int64 size)
{
	sqlite3_file *f = open_file(name, SQLITE_OPEN_WAL);

	for (sqlite3_int64 at = 0; at < size; at += PAGE)
		write_page(f, at);
	ck_assert_int_eq(f->pMethods->xSync(f, SQLITE_SYNC_NORMAL), SQLITE_OK);
	ck_assert_int_eq(size_of(f), size);
	return f;
}

START_TEST(a_large_log_is_lengthened_by_zeros)
{
	uint8_t got[PAGE], none[PAGE] = { 0 };
	const char *name;
	sqlite3_file *f = open_log(&name, LARGE);

	write_page(f, LARGE);
	ck_assert_int_eq(size_of(f), LARGE + STEP);
	ck_assert_int_eq(f->pMethods->xRead(f, got, PAGE, LARGE), SQLITE_OK);
	ck_assert_int_eq(got[0], 'x');
	for (sqlite3_int64 at = LARGE + PAGE; at < LARGE + STEP; at += PAGE) {
		ck_assert_int_eq(
		    f->pMethods->xRead(f, got, PAGE, at), SQLITE_OK);
		ck_assert_mem_eq(got, none, PAGE);
	}
	close_file(f, name);
}
END_TEST

START_TEST(a_log_is_lengthened_at_the_end_and_once_a_commit)
{
	const char *name;
	sqlite3_file *f = open_log(&name, LARGE);

	write_page(f, LARGE);
	write_page(f, LARGE + STEP);
	ck_assert_int_eq(size_of(f), LARGE + STEP + PAGE);
	ck_assert_int_eq(f->pMethods->xSync(f, SQLITE_SYNC_NORMAL), SQLITE_OK);
	write_page(f, LARGE); /* within */
	ck_assert_int_eq(size_of(f), LARGE + STEP + PAGE);
	close_file(f, name);
}
END_TEST

START_TEST(a_small_log_is_as_long_as_what_was_written)
{
	const char *name;
	sqlite3_file *f = open_log(&name, LARGE - PAGE);

	write_page(f, LARGE - PAGE);
	ck_assert_int_eq(size_of(f), LARGE);
	close_file(f, name);
}
END_TEST

/* A file may not be longer than that, as if the disk were full. */
static void
limit_files(rlim_t bytes)
{
	struct rlimit most = { bytes, bytes };

	ck_assert(signal(SIGXFSZ, SIG_IGN) != SIG_ERR);
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &most), 0);
}

START_TEST(a_log_that_has_no_room_to_be_lengthened_has_what_there_is)
{
	const char *name;
	sqlite3_file *f = open_log(&name, LARGE);

	limit_files(LARGE + STEP / 2);
	write_page(f, LARGE);
	ck_assert_int_eq(size_of(f), LARGE + PAGE);
	close_file(f, name);
}
END_TEST

/* A database and its log as they lie there, as after a loss of power. */
START_TEST(zeros_at_the_end_of_a_log_are_no_commits)
{
	sqlite3 *db = open_through(OM_SCRUB_VFS, "now.db"), *then;
	struct om_buf log = OM_BUF(256), copy = OM_BUF(256);
	struct stat as;

	run(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
		"PRAGMA wal_autocheckpoint=0; CREATE TABLE t (v)");
	for (int i = 0; i < 200; i++)
		run(db, "INSERT INTO t VALUES (zeroblob(3000))");
	om_buf_format(&log, "%s-wal", path);
	ck_assert_int_eq(stat(log.p, &as), 0);
	ck_assert_int_gt(as.st_size, LARGE + STEP);
	om_buf_format(&copy, "%s.then-wal", path);
	ck_ok(om_file_copy(copy.p, log.p, 0600));
	copy.p[copy.n - strlen("-wal")] = '\0';
	ck_ok(om_file_copy(copy.p, path, 0600));
	ck_assert_int_eq(
	    sqlite3_open_v2(copy.p, &then, SQLITE_OPEN_READWRITE, OM_SCRUB_VFS),
	    SQLITE_OK);
	ck_assert_int_eq(number(then, "SELECT count(*) FROM t"), 200);
	ck_assert_int_eq(number(then, "SELECT sum(length(v)) FROM t"), 600000);
	ck_assert_int_eq(sqlite3_close(then), SQLITE_OK);
	om_buf_free(&log);
	om_buf_free(&copy);
	done(db);
}
END_TEST

/* Byte 16 of page 1: how large pages are. */
START_TEST(the_first_page_is_one_only_where_it_says_its_size)
{
	uint8_t page[PAGE], got[PAGE];
	const char *name;
	sqlite3_file *f = open_file(&name, SQLITE_OPEN_MAIN_DB);

	for (int round = 0; round < 2; round++) {
		memset(page, 'x', PAGE);
		page[16] = round == 0 ? PAGE >> 8 : 0x10;
		page[17] = page[20] = 0;
		memcpy(page + 100, "\x0d\0\0\0\0\x04\0\0", 8);
		ck_assert_int_eq(
		    f->pMethods->xWrite(f, page, PAGE, 0), SQLITE_OK);
		ck_assert_int_eq(
		    f->pMethods->xRead(f, got, PAGE, 0), SQLITE_OK);
		ck_assert_int_eq(got[PAGE - 1], round == 0 ? 0 : 'x');
	}
	close_file(f, name);
}
END_TEST

START_TEST(a_malformed_page_is_written_as_it_is)
{
	uint8_t page[PAGE], got[PAGE];
	const char *name;
	sqlite3_file *f = open_file(&name, SQLITE_OPEN_MAIN_DB);

	make_leaf(page, PAGE);
	page[7] = 1; /* a fragment that is not there */
	ck_assert_int_eq(f->pMethods->xWrite(f, page, PAGE, PAGE), SQLITE_OK);
	ck_assert_int_eq(f->pMethods->xRead(f, got, PAGE, PAGE), SQLITE_OK);
	ck_assert_mem_eq(page, got, PAGE);
	close_file(f, name);
}
END_TEST

START_TEST(what_cannot_be_opened_is_closed)
{
	sqlite3 *db = NULL;

	ck_ok(om_scrub_vfs_register());
	ck_assert_int_eq(
	    sqlite3_open_v2("/nowhere/at/all.db", &db,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, OM_SCRUB_VFS),
	    SQLITE_CANTOPEN);
	ck_assert_int_eq(sqlite3_close(db), SQLITE_OK);
}
END_TEST

OM_SUITE(sql_scrub_vfs)
{
	tcase_add_test(tests, what_balancing_leaves_is_written_as_zero);
	tcase_add_test(tests, a_log_is_written_as_it_is_and_can_be_read_back);
	tcase_add_test(tests, a_copy_by_vacuum_is_scrubbed_too);
	tcase_add_test(tests, no_temporary_file_can_be_opened);
	tcase_add_test(tests, a_database_is_never_mapped);
	tcase_add_test(tests, the_default_at_the_time_is_what_is_below);
	tcase_add_test(tests, only_whole_pages_of_a_database_are_scrubbed);
	tcase_add_test(tests, journals_and_logs_are_not_scrubbed);
	tcase_add_test(
	    tests, the_first_page_is_one_only_where_it_says_its_size);
	tcase_add_test(tests, a_malformed_page_is_written_as_it_is);
	tcase_add_test(tests, a_large_log_is_lengthened_by_zeros);
	tcase_add_test(tests, a_log_is_lengthened_at_the_end_and_once_a_commit);
	tcase_add_test(tests, a_small_log_is_as_long_as_what_was_written);
	tcase_add_test(
	    tests, a_log_that_has_no_room_to_be_lengthened_has_what_there_is);
	tcase_add_test(tests, zeros_at_the_end_of_a_log_are_no_commits);
	tcase_add_test(tests, what_cannot_be_opened_is_closed);
}
