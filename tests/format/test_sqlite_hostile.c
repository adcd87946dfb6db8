#include "sqlite_fixture.h"

#include "sqlite_exercise.h"

/*
 * Files that nobody's library wrote. That nothing is read beside them is for
 * AddressSanitizer to say.
 */
enum { FLIPS = 5000, PAGE = 512 };

static struct om_fixture world;
static struct om_buf bytes;
static struct om_sqlite_map map;

static const struct om_fixture_shape shapes[] = {
	{ PAGE, 0, 0, NULL, NULL },
	{ PAGE, 16, 1, "'UTF-16le'", NULL },
};

/* A table of three levels, overflow pages, free pages of both kinds. */
static void
write_small(const struct om_fixture_shape *shape)
{
	bytes = OM_BUF(1 << 20);
	om_fixture_open(&world, shape);
	om_fixture_run(&world,
	    "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT);"
	    "CREATE INDEX i ON t(a);"
	    "CREATE TABLE k(a PRIMARY KEY) WITHOUT ROWID;"
	    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
	    " WHERE i < 40) INSERT INTO t SELECT i, hex(zeroblob(i)) FROM n;"
	    "INSERT INTO t(a) VALUES(hex(zeroblob(900)));"
	    "INSERT INTO k SELECT a FROM t;"
	    "CREATE TABLE gone(a); INSERT INTO gone VALUES(zeroblob(4000));"
	    "DROP TABLE gone; DELETE FROM t WHERE id % 5 = 0");
	ck_ok(om_file_read(&bytes, world.path));
	om_fixture_close(&world);
}

START_TEST(a_file_cut_at_any_byte_does_no_harm)
{
	struct om_sqlite_file *file;
	size_t whole;

	write_small(&shapes[_i]);
	whole = bytes.n;
	for (bytes.n = 0; bytes.n < whole; bytes.n++)
		ck_assert_int_ne(om_sqlite_file_open_memory(&file,
				     om_buf_span(&bytes), OM_SPAN_NONE, NULL),
		    OM_OK);
	/* The same where the header does not say how long it was. */
	bytes.p[95]++;
	for (bytes.n = 0; bytes.n < whole; bytes.n += 7)
		(void)om_exercise(om_buf_span(&bytes), OM_SPAN_NONE);
	bytes.n = whole;
	ck_assert_uint_gt(om_exercise(om_buf_span(&bytes), OM_SPAN_NONE), 0);
	om_buf_free(&bytes);
}
END_TEST

START_TEST(random_flips_do_no_harm)
{
	struct om_buf copy = OM_BUF(1 << 20);

	write_small(&shapes[_i]);
	for (int i = 0; i < FLIPS; i++) {
		int flips = 1 + (int)(om_fixture_random(&world) % 4);

		om_buf_reset(&copy);
		om_buf_add(&copy, om_buf_span(&bytes));
		for (int k = 0; k < flips; k++)
			copy.p[om_fixture_random(&world) % copy.n] ^=
			    (char)(1 << om_fixture_random(&world) % 8);
		(void)om_exercise(om_buf_span(&copy), OM_SPAN_NONE);
	}
	om_buf_free(&copy);
	om_buf_free(&bytes);
}
END_TEST

/* What the map says once byte at of page number has this value. */
static void
spoiled(uint32_t number, size_t at, int value, const char *message)
{
	size_t place = (number - 1) * (size_t)PAGE + at;
	char kept = bytes.p[place];
	struct om_sqlite_file *file;

	bytes.p[place] = (char)value;
	ck_ok(om_sqlite_file_open_memory(
	    &file, om_buf_span(&bytes), OM_SPAN_NONE, NULL));
	ck_code(om_sqlite_map(&map, file, NULL), OM_CORRUPT);
	ck_assert_str_eq(om_failure(), message);
	om_sqlite_file_close(file);
	bytes.p[place] = kept;
}

static void
write_with(const char *sql)
{
	bytes = OM_BUF(1 << 20);
	om_fixture_open(&world, &shapes[0]);
	om_fixture_run(&world, sql);
	ck_ok(om_file_read(&bytes, world.path));
	om_fixture_close(&world);
}

/* Two cells of five bytes: at 507 and 502, of two values below ten. */
START_TEST(cells_that_overlap_are_corrupt)
{
	write_with("CREATE TABLE t(a); INSERT INTO t VALUES(5), (7)");
	ck_assert_int_eq(bytes.p[PAGE + 11], (char)(502 & 255));
	spoiled(2, 11, 507 & 255, "page 2: two cells overlap");
	spoiled(2, 11, 505 & 255, "page 2: cells or free blocks overlap");
	spoiled(2, 11, 509 & 255, "page 2: cell 1 leaves the page");
	/* A free block over the second cell, or over the first one's end. */
	bytes.p[PAGE + 502 + 2] = 0;
	bytes.p[PAGE + 502 + 3] = 4;
	bytes.p[PAGE + 1] = 1;
	spoiled(2, 2, 502 & 255, "page 2: cells or free blocks overlap");
	spoiled(2, 2, 503 & 255, "page 2: cells or free blocks overlap");
	spoiled(2, 2, 501 & 255, "page 2: a free block lies before the cells");
	om_buf_free(&bytes);
}
END_TEST

/* Pages 3 to 8 hold what a cell leaves of a payload of 3,503 bytes. */
START_TEST(overflow_pages_that_are_not_as_long_as_they_should_are_corrupt)
{
	write_with("CREATE TABLE t(a); INSERT INTO t VALUES(zeroblob(3500))");
	for (size_t i = 3; i < 8; i++)
		ck_assert_uint_eq((size_t)bytes.p[(i - 1) * PAGE + 3], i + 1);
	ck_assert_uint_eq(bytes.n, 8 * PAGE);
	spoiled(4, 3, 4, "page 4 has two owners");
	spoiled(4, 3, 2, "page 2 has two owners");
	spoiled(4, 3, 0, "page 0 is none of the database");
	spoiled(4, 0, 1, "page 16777221 is none of the database");
	spoiled(8, 3, 1, "page 8 goes on behind the end of its payload");
	om_buf_free(&bytes);
}
END_TEST

/* How the rows of the tree at page 2 end. */
static void
rows_end(int code, const char *message)
{
	struct om_sqlite_file *file;
	struct om_sqlite_rows *rows = NULL;
	struct om_sqlite_row row;
	int rc;

	ck_ok(om_sqlite_file_open_memory(
	    &file, om_buf_span(&bytes), OM_SPAN_NONE, NULL));
	rc = om_sqlite_rows_open(&rows, file, 2, 0);
	while (rc == OM_OK && (rc = om_sqlite_rows_next(&row, rows)) > 0)
		rc = OM_OK;
	ck_code(rc, code);
	if (rc != OM_OK)
		ck_assert_str_eq(om_failure(), message);
	/* It does not go on behind a fault. */
	if (rc != OM_OK && rows != NULL)
		ck_code(om_sqlite_rows_next(&row, rows), code);
	om_sqlite_rows_close(rows);
	om_sqlite_file_close(file);
}

START_TEST(rows_do_not_follow_a_page_twice)
{
	write_with("CREATE TABLE t(a); INSERT INTO t VALUES(zeroblob(3500))");
	rows_end(OM_OK, NULL);
	bytes.p[3 * PAGE + 3] = 4;
	rows_end(OM_CORRUPT, "page 4 has two owners");
	bytes.p[3 * PAGE + 3] = 99;
	rows_end(OM_CORRUPT, "page 99 is none of the database");
	/* An interior page without cells, its right child itself. */
	memcpy(bytes.p + PAGE, "\005\0\0\0\0\002\0\0\0\0\0\002", 12);
	rows_end(OM_CORRUPT, "page 2 has two owners");
	om_buf_free(&bytes);
}
END_TEST

/* Interior pages without cells, each the right child of the one before. */
static void
write_chain(size_t levels)
{
	for (size_t i = 0; i < levels; i++) {
		char *p = bytes.p + (i + 1) * PAGE;

		memcpy(p, "\005\0\0\0\0\002\0\0\0\0\0", 11);
		p[11] = (char)(i + 3);
		if (i == levels - 1)
			p[0] = 13;
	}
}

START_TEST(a_tree_has_twenty_levels_at_most)
{
	struct om_sqlite_file *file;

	write_with("CREATE TABLE t(a); INSERT INTO t VALUES(zeroblob(12000))");
	write_chain(20);
	ck_ok(om_sqlite_file_open_memory(
	    &file, om_buf_span(&bytes), OM_SPAN_NONE, NULL));
	ck_ok(om_sqlite_map(&map, file, NULL));
	om_sqlite_file_close(file);
	rows_end(OM_OK, NULL);
	write_chain(21);
	spoiled(21, 0, 5, "page 22 lies too deep in its tree");
	rows_end(OM_CORRUPT, "page 22 lies too deep in its tree");
	om_buf_free(&bytes);
}
END_TEST

START_TEST(a_page_of_another_kind_than_its_tree_is_corrupt)
{
	write_with("CREATE TABLE t(a); INSERT INTO t VALUES(zeroblob(12000))");
	write_chain(3);
	spoiled(4, 0, 10, "page 4 is of another kind than its tree");
	bytes.p[3 * PAGE] = 10;
	rows_end(OM_CORRUPT, "page 4 is of another kind than its tree");
	om_buf_free(&bytes);
}
END_TEST

START_TEST(a_freelist_that_contradicts_itself_is_corrupt)
{
	write_with("CREATE TABLE t(a); CREATE TABLE u(a);"
		   "INSERT INTO u VALUES(zeroblob(2000)); DROP TABLE u");
	spoiled(1, 39, 2, "the freelist has 5 pages and should have 2");
	spoiled(1, 35, 2, "page 2 has two owners");
	spoiled(1, 35, 77, "page 77 is none of the database");
	om_buf_free(&bytes);
}
END_TEST

OM_SUITE(format_sqlite_hostile)
{
	tcase_add_loop_test(tests, a_file_cut_at_any_byte_does_no_harm, 0, 2);
	tcase_add_loop_test(tests, random_flips_do_no_harm, 0, 2);
	tcase_add_test(tests, cells_that_overlap_are_corrupt);
	tcase_add_test(tests,
	    overflow_pages_that_are_not_as_long_as_they_should_are_corrupt);
	tcase_add_test(tests, rows_do_not_follow_a_page_twice);
	tcase_add_test(tests, a_tree_has_twenty_levels_at_most);
	tcase_add_test(tests, a_page_of_another_kind_than_its_tree_is_corrupt);
	tcase_add_test(tests, a_freelist_that_contradicts_itself_is_corrupt);
}
