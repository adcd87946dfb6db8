#include "format/sqlite_file.h"

#include "sqlite_fixture.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct om_fixture_shape small = { 512, 8, 1, "'UTF-16be'", NULL };

static struct om_fixture world;
static struct om_buf bytes;

static void
setup(void)
{
	bytes = OM_BUF(1 << 20);
	om_fixture_open(&world, &small);
	om_fixture_run(&world, "CREATE TABLE t(a); INSERT INTO t VALUES('x');"
			       "INSERT INTO t VALUES(zeroblob(3000));"
			       "DELETE FROM t WHERE rowid = 2");
	ck_ok(om_file_read(&bytes, world.path));
}

static void
teardown(void)
{
	om_buf_free(&bytes);
	om_fixture_close(&world);
}

static int
open_bytes(void)
{
	struct om_sqlite_file *file = NULL;
	int rc = om_sqlite_file_open_memory(
	    &file, om_buf_span(&bytes), OM_SPAN_NONE, NULL);

	om_sqlite_file_close(file);
	return rc;
}

START_TEST(the_header_is_what_the_pragmas_say)
{
	const struct om_sqlite_header *h;
	struct om_sqlite_file *file;

	ck_ok(om_sqlite_file_open(&file, world.path, NULL));
	h = om_sqlite_file_header(file);
	ck_assert_uint_eq(h->page_size, 512);
	ck_assert_uint_eq(h->usable, 504);
	ck_assert_int_eq(h->encoding, OM_SQLITE_UTF16BE);
	ck_assert_int_eq(h->pages, om_fixture_ask(&world, "PRAGMA page_count"));
	ck_assert_int_eq(
	    h->freelist_count, om_fixture_ask(&world, "PRAGMA freelist_count"));
	ck_assert_uint_eq(h->largest_root, 3);
	ck_assert_uint_eq(om_sqlite_file_size(file, OM_SQLITE_MAIN), bytes.n);
	ck_assert_uint_eq(om_sqlite_file_size(file, OM_SQLITE_LOG), 0);
	om_sqlite_file_close(file);
}
END_TEST

START_TEST(pages_are_read_by_number)
{
	struct om_sqlite_file *file;
	char page[512];

	ck_ok(om_sqlite_file_open(&file, world.path, NULL));
	ck_ok(om_sqlite_file_page(page, file, 1));
	ck_assert_int_eq(memcmp(page, bytes.p, 512), 0);
	ck_ok(om_sqlite_file_page(page, file, 3));
	ck_assert_int_eq(memcmp(page, bytes.p + 1024, 512), 0);
	ck_code(om_sqlite_file_page(page, file, 0), OM_CORRUPT);
	ck_code(om_sqlite_file_page(page, file, 4), OM_CORRUPT);
	ck_ok(om_sqlite_file_bytes(page, file, OM_SQLITE_MAIN, 1, 15));
	ck_assert_int_eq(memcmp(page, "QLite format 3", 15), 0);
	ck_code(om_sqlite_file_bytes(page, file, OM_SQLITE_MAIN, bytes.n, 1),
	    OM_CORRUPT);
	om_sqlite_file_close(file);
}
END_TEST

START_TEST(descriptors_stay_the_callers)
{
	struct om_sqlite_file *file;
	char first;
	int fd = open(world.path, O_RDONLY);

	ck_ok(om_sqlite_file_open_fd(&file, "it", fd, -1, NULL));
	ck_assert_uint_eq(om_sqlite_file_header(file)->pages, 3);
	om_sqlite_file_close(file);
	ck_assert_int_eq(pread(fd, &first, 1, 0), 1);
	ck_assert_int_eq(close(fd), 0);
}
END_TEST

/* One byte of the header each: offset, value, code. */
START_TEST(a_header_that_is_wrong_is_refused)
{
	static const struct {
		size_t at;
		int value, code;
	} cases[] = {
		{ 0, 'X', OM_INPUT },	/* magic */
		{ 15, ' ', OM_INPUT },	/* its NUL */
		{ 16, 3, OM_CORRUPT },	/* no power of two */
		{ 16, 1, OM_CORRUPT },	/* 256 */
		{ 17, 1, OM_CORRUPT },	/* 513 */
		{ 19, 3, OM_INPUT },	/* a later version */
		{ 19, 0, OM_INPUT },	/* none */
		{ 20, 33, OM_CORRUPT }, /* 479 usable bytes */
		{ 21, 65, OM_CORRUPT }, /* payload fractions */
		{ 22, 31, OM_CORRUPT }, /* the same */
		{ 23, 31, OM_CORRUPT }, /* the same */
		{ 31, 4, OM_CORRUPT },	/* more pages than there are */
		{ 59, 4, OM_CORRUPT },	/* an unknown encoding */
		{ 56, 1, OM_CORRUPT },	/* the same */
		{ 20, 32, OM_OK },	/* 480 usable bytes */
		{ 59, 0, OM_OK },	/* not chosen yet */
		{ 31, 2, OM_OK },	/* fewer pages */
		{ 18, 9, OM_OK },	/* only for writers */
	};

	ck_ok(open_bytes());
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char kept = bytes.p[cases[i].at];

		bytes.p[cases[i].at] = (char)cases[i].value;
		ck_assert_msg(open_bytes() == cases[i].code, "case %zu", i);
		bytes.p[cases[i].at] = kept;
	}
}
END_TEST

/* Only where the change counter is that of the count. */
START_TEST(an_old_writer_leaves_the_count_of_pages_to_the_size)
{
	struct om_sqlite_file *file;

	bytes.p[31] = 2;
	bytes.p[95]++;
	ck_ok(om_sqlite_file_open_memory(
	    &file, om_buf_span(&bytes), OM_SPAN_NONE, NULL));
	ck_assert_uint_eq(om_sqlite_file_header(file)->pages, 3);
	om_sqlite_file_close(file);
}
END_TEST

START_TEST(what_is_too_short_is_no_database)
{
	size_t whole = bytes.n;

	for (bytes.n = 0; bytes.n < 100; bytes.n++)
		ck_code(open_bytes(), OM_INPUT);
	for (; bytes.n < whole; bytes.n++)
		ck_code(open_bytes(), OM_CORRUPT);
	ck_ok(open_bytes());
}
END_TEST

START_TEST(files_that_are_none_are_refused)
{
	struct om_sqlite_options tiny = { .size = 1000 };
	struct om_sqlite_file *file;
	char *other = om_path_join(om_test_folder(), "pipe");

	ck_code(om_sqlite_file_open(&file, other, NULL), OM_NOTFOUND);
	ck_code(om_sqlite_file_open(&file, "/", NULL), OM_INPUT);
	ck_assert_int_eq(mkfifo(other, 0600), 0);
	ck_code(om_sqlite_file_open(&file, other, NULL), OM_INPUT);
	om_free(other);
	ck_code(om_sqlite_file_open_memory(
		    &file, om_buf_span(&bytes), OM_SPAN_NONE, &tiny),
	    OM_LIMIT);
	ck_code(om_sqlite_file_open_memory(
		    &file, om_buf_span(&bytes), om_buf_span(&bytes), &tiny),
	    OM_LIMIT);
}
END_TEST

START_TEST(an_unfinished_write_is_busy_unless_it_does_not_matter)
{
	struct om_sqlite_options unsettled = { .unsettled = true };
	struct om_sqlite_file *file;

	/* The journal is written with the first page that leaves the cache. */
	om_fixture_run(&world, "PRAGMA cache_size = 2; BEGIN;"
			       "INSERT INTO t VALUES(zeroblob(9000))");
	ck_code(om_sqlite_file_open(&file, world.path, NULL), OM_BUSY);
	ck_ok(om_sqlite_file_open(&file, world.path, &unsettled));
	om_sqlite_file_close(file);
	om_fixture_run(&world, "ROLLBACK");
	ck_ok(om_sqlite_file_open(&file, world.path, NULL));
	om_sqlite_file_close(file);
}
END_TEST

START_TEST(a_settled_journal_is_none)
{
	struct om_sqlite_file *file;
	struct om_buf name = OM_BUF(4096);

	om_fixture_run(&world, "PRAGMA journal_mode = PERSIST;"
			       "INSERT INTO t VALUES(1)");
	om_buf_format(&name, "%s-journal", world.path);
	ck_assert(om_file_exists(name.p));
	ck_ok(om_sqlite_file_open(&file, world.path, NULL));
	om_sqlite_file_close(file);
	om_buf_free(&name);
}
END_TEST

START_TEST(a_write_meanwhile_is_noticed)
{
	struct om_sqlite_file *file;

	ck_ok(om_sqlite_file_open(&file, world.path, NULL));
	ck_ok(om_sqlite_file_quiet(file));
	om_fixture_run(&world, "INSERT INTO t VALUES(zeroblob(9000))");
	ck_code(om_sqlite_file_quiet(file), OM_BUSY);
	om_sqlite_file_close(file);
	ck_ok(om_sqlite_file_open(&file, world.path, NULL));
	om_fixture_run(&world, "PRAGMA journal_mode = WAL;"
			       "INSERT INTO t VALUES(1)");
	ck_code(om_sqlite_file_quiet(file), OM_BUSY);
	om_sqlite_file_close(file);
}
END_TEST

START_TEST(a_file_cut_while_it_is_read_is_busy)
{
	struct om_sqlite_file *file;
	char page[512];

	ck_ok(om_sqlite_file_open(&file, world.path, NULL));
	ck_assert_int_eq(truncate(world.path, 700), 0);
	ck_code(om_sqlite_file_page(page, file, 3), OM_BUSY);
	om_sqlite_file_close(file);
}
END_TEST

OM_SUITE(format_sqlite_file)
{
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, the_header_is_what_the_pragmas_say);
	tcase_add_test(tests, pages_are_read_by_number);
	tcase_add_test(tests, descriptors_stay_the_callers);
	tcase_add_test(tests, a_header_that_is_wrong_is_refused);
	tcase_add_test(
	    tests, an_old_writer_leaves_the_count_of_pages_to_the_size);
	tcase_add_test(tests, what_is_too_short_is_no_database);
	tcase_add_test(tests, files_that_are_none_are_refused);
	tcase_add_test(
	    tests, an_unfinished_write_is_busy_unless_it_does_not_matter);
	tcase_add_test(tests, a_settled_journal_is_none);
	tcase_add_test(tests, a_write_meanwhile_is_noticed);
	tcase_add_test(tests, a_file_cut_while_it_is_read_is_busy);
}
