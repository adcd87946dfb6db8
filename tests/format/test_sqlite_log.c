#include "format/sqlite_log.h"

#include "sqlite_fixture.h"

#include <fcntl.h>
#include <unistd.h>

/* Offsets as the format's description has them, with pages of 512 bytes. */
enum { PAGE = 512, FRAME = 24 + PAGE };

static const struct om_fixture_shape logged = { 512, 0, 0, NULL, "WAL" };

static struct om_fixture world;
static struct om_buf bytes, log_bytes;

static void
read_both(void)
{
	struct om_buf name = OM_BUF(4096);

	bytes = OM_BUF(1 << 20);
	log_bytes = OM_BUF(1 << 20);
	om_buf_format(&name, "%s-wal", world.path);
	ck_ok(om_file_read(&bytes, world.path));
	ck_ok(om_file_read(&log_bytes, name.p));
	om_buf_free(&name);
}

/* Three commits, the last in the log alone; the files are read. */
static void
setup(void)
{
	om_fixture_open(&world, &logged);
	om_fixture_run(
	    &world, "CREATE TABLE t(a); PRAGMA wal_checkpoint(TRUNCATE);");
	om_fixture_run(&world, "INSERT INTO t VALUES('first')");
	om_fixture_run(&world, "INSERT INTO t VALUES('second')");
	om_fixture_run(&world, "UPDATE t SET a = 'third' WHERE rowid = 2");
	read_both();
}

static void
teardown(void)
{
	om_buf_free(&bytes);
	om_buf_free(&log_bytes);
	om_fixture_close(&world);
}

static struct om_sqlite_file *
open_both(void)
{
	struct om_sqlite_file *file;

	ck_ok(om_sqlite_file_open_memory(
	    &file, om_buf_span(&bytes), om_buf_span(&log_bytes), NULL));
	return file;
}

/* The texts of t in order, a blank behind each. */
static void
rows_are(struct om_sqlite_file *file, const char *wanted)
{
	struct om_buf b = OM_BUF(1024);
	struct om_sqlite_rows *rows;
	struct om_sqlite_row row;
	int rc;

	ck_ok(om_sqlite_rows_open(&rows, file, om_fixture_root(file, "t"), 0));
	om_buf_text(&b, "");
	while ((rc = om_sqlite_rows_next(&row, rows)) > 0) {
		om_buf_add(&b, row.values[0].bytes);
		om_buf_byte(&b, ' ');
	}
	ck_ok(rc);
	ck_assert_str_eq(b.p, wanted);
	om_sqlite_rows_close(rows);
	om_buf_free(&b);
}

static void
rows_of_both_are(const char *wanted)
{
	struct om_sqlite_file *file = open_both();

	rows_are(file, wanted);
	om_sqlite_file_close(file);
}

START_TEST(the_last_commit_of_the_log_is_the_state)
{
	struct om_sqlite_options without = { .no_log = true };
	struct om_sqlite_file *file;

	ck_assert_uint_eq(log_bytes.n, 32 + 3 * FRAME);
	rows_of_both_are("first third ");
	ck_ok(om_sqlite_file_open(&file, world.path, NULL));
	rows_are(file, "first third ");
	ck_assert_uint_eq(om_sqlite_file_frames(file), 3);
	ck_assert_uint_eq(om_sqlite_file_committed(file), 3);
	ck_assert_int_eq(om_sqlite_file_frame_of(file, 2), 2);
	ck_assert_int_eq(om_sqlite_file_frame_of(file, 1), -1);
	om_sqlite_file_close(file);
	ck_ok(om_sqlite_file_open(&file, world.path, &without));
	rows_are(file, "");
	om_sqlite_file_close(file);
}
END_TEST

/* Each flipped bit of a frame ends the log before that frame. */
START_TEST(a_frame_that_is_not_whole_ends_the_log)
{
	static const char *const before[] = { "", "first ", "first second " };

	for (size_t frame = 0; frame < 3; frame++) {
		/* page, size, salts, sums, the page's first and last byte */
		static const size_t places[] = { 3, 7, 8, 15, 16, 23, 24,
			FRAME - 1 };

		for (size_t i = 0; i < 8; i++) {
			size_t at = 32 + frame * FRAME + places[i];

			log_bytes.p[at] ^= 4;
			rows_of_both_are(before[frame]);
			log_bytes.p[at] ^= 4;
		}
	}
}
END_TEST

START_TEST(a_log_cut_anywhere_is_as_old_as_its_last_commit)
{
	static const char *const states[] = { "", "first ", "first second ",
		"first third " };
	size_t whole = log_bytes.n;

	for (size_t n = 0; n <= whole; n++) {
		log_bytes.n = n;
		rows_of_both_are(states[n < 32 ? 0 : (n - 32) / FRAME]);
	}
}
END_TEST

START_TEST(a_log_whose_header_is_none_is_passed_over)
{
	struct om_sqlite_file *file;
	struct om_sqlite_map map;

	log_bytes.p[24] ^= 1;
	rows_of_both_are("");
	log_bytes.p[24] ^= 1;
	log_bytes.p[0] = 0;
	rows_of_both_are("");
	file = open_both();
	ck_ok(om_sqlite_map(&map, file, NULL));
	ck_assert_uint_eq(
	    map.total[OM_SQLITE_LOG][OM_SQLITE_REMNANT].bytes, log_bytes.n);
	ck_assert_uint_eq(map.total[OM_SQLITE_LOG][OM_SQLITE_REMNANT].first, 1);
	om_sqlite_file_close(file);
}
END_TEST

static void
put(size_t at, uint32_t value)
{
	for (size_t i = 0; i < 4; i++)
		log_bytes.p[at + i] = (char)(value >> (24 - 8 * i));
}

static uint32_t
get(size_t at)
{
	const unsigned char *p = (const unsigned char *)log_bytes.p + at;

	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	       (uint32_t)p[2] << 8 | p[3];
}

/* SQLite's sums, over n bytes more. */
static void
add_sums(uint32_t sums[2], size_t at, size_t n)
{
	for (size_t i = at; i < at + n; i += 8) {
		sums[0] += get(i) + sums[1];
		sums[1] += get(i + 4) + sums[0];
	}
}

/* A header that is right but for what the test wants. */
static void
put_header(uint32_t version, uint32_t page_size, uint32_t sums[2])
{
	put(0, 0x377f0683);
	put(4, version);
	put(8, page_size);
	sums[0] = sums[1] = 0;
	add_sums(sums, 0, 24);
	put(24, sums[0]);
	put(28, sums[1]);
}

START_TEST(a_log_of_another_database_is_refused)
{
	struct om_sqlite_file *file;
	uint32_t sums[2];

	put_header(3007000, PAGE, sums);
	put(8 + 32, 77);
	rows_of_both_are("");
	put_header(3007001, PAGE, sums);
	ck_code(om_sqlite_file_open_memory(
		    &file, om_buf_span(&bytes), om_buf_span(&log_bytes), NULL),
	    OM_INPUT);
	put_header(3007000, 1024, sums);
	ck_code(om_sqlite_file_open_memory(
		    &file, om_buf_span(&bytes), om_buf_span(&log_bytes), NULL),
	    OM_INPUT);
}
END_TEST

START_TEST(every_byte_of_the_log_has_a_class)
{
	struct om_sqlite_map map;
	const struct om_sqlite_total *t = map.total[OM_SQLITE_LOG];

	om_fixture_map(&world, &map, NULL);
	/* Two frames of page 2 are old; the file's page 2 as well. */
	ck_assert_uint_eq(t[OM_SQLITE_FRAME].bytes, 32 + 3 * 24);
	ck_assert_uint_eq(t[OM_SQLITE_SUPERSEDED].bytes, 2 * PAGE);
	ck_assert_uint_eq(t[OM_SQLITE_REMNANT].bytes, 0);
	t = map.total[OM_SQLITE_MAIN];
	ck_assert_uint_eq(t[OM_SQLITE_SUPERSEDED].bytes, PAGE);
}
END_TEST

START_TEST(what_was_copied_to_the_file_is_live_in_both)
{
	struct om_sqlite_map map;

	om_fixture_run(&world, "PRAGMA wal_checkpoint(PASSIVE)");
	om_fixture_map(&world, &map, NULL);
	ck_assert_uint_eq(
	    map.total[OM_SQLITE_MAIN][OM_SQLITE_SUPERSEDED].bytes, 0);
	ck_assert_uint_eq(map.total[OM_SQLITE_MAIN][OM_SQLITE_GAP].dirty, 0);
	ck_assert_uint_eq(
	    map.total[OM_SQLITE_LOG][OM_SQLITE_SUPERSEDED].bytes, 2 * PAGE);
}
END_TEST

START_TEST(frames_behind_a_new_beginning_are_remnants)
{
	struct om_sqlite_map map;
	const struct om_sqlite_total *t = map.total[OM_SQLITE_LOG];

	om_fixture_run(&world, "PRAGMA wal_checkpoint(RESTART)");
	om_fixture_run(&world, "UPDATE t SET a = 'fourth' WHERE rowid = 1");
	om_fixture_map(&world, &map, NULL);
	ck_assert_uint_eq(t[OM_SQLITE_FRAME].bytes, 32 + 24);
	ck_assert_uint_eq(t[OM_SQLITE_REMNANT].bytes, 2 * FRAME);
	ck_assert_uint_eq(t[OM_SQLITE_REMNANT].first, 32 + FRAME + 3);
	ck_assert_uint_eq(t[OM_SQLITE_SUPERSEDED].bytes, 0);
}
END_TEST

START_TEST(a_log_may_make_the_database_longer_and_shorter)
{
	struct om_sqlite_file *file;
	struct om_sqlite_map map;

	om_fixture_run(
	    &world, "INSERT INTO t VALUES(zeroblob(20000)), ('end')");
	ck_ok(om_sqlite_file_open(&file, world.path, NULL));
	ck_assert_uint_gt(om_sqlite_file_header(file)->pages, 40);
	ck_assert_uint_eq(om_sqlite_file_size(file, OM_SQLITE_MAIN), 1024);
	om_sqlite_file_close(file);
	om_fixture_map(&world, &map, NULL);
	om_fixture_run(&world, "PRAGMA wal_checkpoint(TRUNCATE); "
			       "DELETE FROM t; VACUUM;");
	ck_ok(om_sqlite_file_open(&file, world.path, NULL));
	ck_assert_uint_eq(om_sqlite_file_header(file)->pages, 2);
	rows_are(file, "");
	om_sqlite_file_close(file);
	om_fixture_map(&world, &map, NULL);
	/* The file's pages behind the new end: 20,004 bytes took 39. */
	ck_assert_uint_eq(
	    map.total[OM_SQLITE_MAIN][OM_SQLITE_UNREFERENCED].bytes, 39 * PAGE);
}
END_TEST

START_TEST(a_log_that_names_too_many_pages_is_corrupt)
{
	struct om_sqlite_file *file;
	struct om_sqlite_map map;

	/* The log holds one page alone of those that it counts. */
	om_fixture_run(
	    &world, "INSERT INTO t VALUES(zeroblob(20000)), ('end')");
	om_fixture_run(&world, "PRAGMA wal_checkpoint(RESTART)");
	om_fixture_run(&world, "INSERT INTO t VALUES('more')");
	om_buf_free(&bytes);
	om_buf_free(&log_bytes);
	read_both();
	bytes.n = 1024;
	ck_code(om_sqlite_file_open_memory(
		    &file, om_buf_span(&bytes), om_buf_span(&log_bytes), NULL),
	    OM_CORRUPT);
	bytes.n = 40 * PAGE;
	ck_ok(om_sqlite_file_open_memory(
	    &file, om_buf_span(&bytes), om_buf_span(&log_bytes), NULL));
	ck_code(om_sqlite_map(&map, file, NULL), OM_CORRUPT);
	om_sqlite_file_close(file);
}
END_TEST

/* One frame, of a page that the file's header does not count. */
START_TEST(a_page_of_the_log_that_the_header_does_not_count_is_superseded)
{
	struct om_sqlite_file *file;
	struct om_sqlite_map map;
	uint32_t sums[2];

	om_fixture_run(
	    &world, "DROP TABLE t; VACUUM; PRAGMA wal_checkpoint(RESTART)");
	om_buf_free(&bytes);
	om_buf_free(&log_bytes);
	read_both();
	bytes.n = PAGE;
	log_bytes.n = 32 + FRAME;
	put_header(3007000, PAGE, sums);
	put(32, 2);
	put(36, 2);
	put(40, get(16));
	put(44, get(20));
	add_sums(sums, 32, 8);
	add_sums(sums, 32 + 24, PAGE);
	put(48, sums[0]);
	put(52, sums[1]);
	file = open_both();
	ck_assert_uint_eq(om_sqlite_file_committed(file), 1);
	ck_assert_uint_eq(om_sqlite_file_header(file)->pages, 1);
	ck_assert_int_eq(om_sqlite_file_frame_of(file, 2), -1);
	ck_ok(om_sqlite_map(&map, file, NULL));
	ck_assert_uint_eq(
	    map.total[OM_SQLITE_LOG][OM_SQLITE_SUPERSEDED].bytes, PAGE);
	om_sqlite_file_close(file);
}
END_TEST

OM_SUITE(format_sqlite_log)
{
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, the_last_commit_of_the_log_is_the_state);
	tcase_add_test(tests, a_frame_that_is_not_whole_ends_the_log);
	tcase_add_test(tests, a_log_cut_anywhere_is_as_old_as_its_last_commit);
	tcase_add_test(tests, a_log_whose_header_is_none_is_passed_over);
	tcase_add_test(tests, a_log_of_another_database_is_refused);
	tcase_add_test(tests, every_byte_of_the_log_has_a_class);
	tcase_add_test(tests, what_was_copied_to_the_file_is_live_in_both);
	tcase_add_test(tests, frames_behind_a_new_beginning_are_remnants);
	tcase_add_test(tests, a_log_may_make_the_database_longer_and_shorter);
	tcase_add_test(tests,
	    a_page_of_the_log_that_the_header_does_not_count_is_superseded);
	tcase_add_test(tests, a_log_that_names_too_many_pages_is_corrupt);
}
