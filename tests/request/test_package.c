#include "test.h"

#include <archive.h>
#include <archive_entry.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "request/package.h"

/* A path in this test's folder; the last four stay valid. */
static const char *
at(const char *name)
{
	static char *folder, *paths[4];
	static unsigned next;
	char **path = &paths[next++ % 4];

	if (folder == NULL)
		folder = om_strdup(om_test_folder());
	om_free(*path);
	*path = om_path_join(folder, name);
	return *path;
}

static int
count(void *state, const char *path)
{
	(void)path;
	++*(size_t *)state;
	return OM_OK;
}

static size_t
files_below(const char *folder)
{
	size_t n = 0;

	ck_ok(om_folder_walk(folder, count, &n));
	return n;
}

static void
fill(struct om_package *p)
{
	struct om_buf *out;

	ck_ok(om_package_begin(p, &out, "a.txt", "one"));
	om_buf_text(out, "hello");
	ck_ok(om_package_begin(p, &out, "b.txt", "two"));
}

static int
begin(struct om_package *p, const char *path)
{
	const struct om_package_options options = { .path = path,
		.time = 1000000 };

	return om_package_open(p, &options);
}

static void
check_holds(const char *path, const char *text)
{
	struct om_buf b = OM_BUF(1 << 20);

	ck_ok(om_file_read(&b, path));
	ck_span_eq(om_buf_span(&b), text);
	om_buf_free(&b);
}

START_TEST(a_folder_appears_as_a_whole_and_for_its_owner_alone)
{
	struct om_package p;
	struct stat st;

	ck_ok(begin(&p, at("out")));
	fill(&p);
	ck_ok(om_package_prepare(&p));
	ck_assert(!om_file_exists(at("out")));
	ck_ok(om_package_place(&p));
	om_package_close(&p);
	check_holds(at("out/a.txt"), "hello");
	check_holds(at("out/b.txt"), "");
	ck_assert_int_eq(stat(at("out"), &st), 0);
	ck_assert_uint_eq(st.st_mode & 0777, 0700);
	ck_assert_int_eq(stat(at("out/a.txt"), &st), 0);
	ck_assert_uint_eq(st.st_mode & 0777, 0600);
}
END_TEST

START_TEST(a_zip_holds_the_same_files)
{
	struct archive *a = archive_read_new();
	struct archive_entry *entry;
	struct om_package p;
	char bytes[16] = { 0 };
	struct stat st;

	ck_ok(begin(&p, at("out.zip")));
	fill(&p);
	ck_ok(om_package_prepare(&p));
	ck_ok(om_package_place(&p));
	om_package_close(&p);
	ck_assert_int_eq(stat(at("out.zip"), &st), 0);
	ck_assert_uint_eq(st.st_mode & 0777, 0600);
	ck_assert_int_eq(archive_read_support_format_zip(a), ARCHIVE_OK);
	ck_assert_int_eq(
	    archive_read_open_filename(a, at("out.zip"), 4096), ARCHIVE_OK);
	ck_assert_int_eq(archive_read_next_header(a, &entry), ARCHIVE_OK);
	ck_assert_str_eq(archive_entry_pathname(entry), "a.txt");
	ck_assert_int_eq(archive_entry_mtime(entry), 1000);
	ck_assert_int_eq(archive_read_data(a, bytes, sizeof(bytes)), 5);
	ck_assert_str_eq(bytes, "hello");
	ck_assert_int_eq(archive_read_next_header(a, &entry), ARCHIVE_OK);
	ck_assert_str_eq(archive_entry_pathname(entry), "b.txt");
	ck_assert_int_eq(archive_read_next_header(a, &entry), ARCHIVE_EOF);
	(void)archive_read_free(a);
}
END_TEST

START_TEST(nothing_that_is_there_is_replaced)
{
	struct om_package p;

	ck_ok(om_file_create(at("there"), OM_SPAN("x"), 0600));
	ck_code(begin(&p, at("there")), OM_EXISTS);
	om_package_close(&p);
	ck_ok(begin(&p, at("later")));
	fill(&p);
	ck_ok(om_package_prepare(&p));
	ck_ok(om_folder_make(at("later"), 0700));
	ck_code(om_package_place(&p), OM_EXISTS);
	om_package_close(&p);
	ck_assert_uint_eq(files_below(at("later")), 0);
	ck_ok(begin(&p, at("later.zip")));
	fill(&p);
	ck_ok(om_package_prepare(&p));
	ck_ok(om_file_create(at("later.zip"), OM_SPAN("x"), 0600));
	ck_code(om_package_place(&p), OM_EXISTS);
	om_package_close(&p);
	check_holds(at("later.zip"), "x");
}
END_TEST

/* In a folder that others may write, they could lay a trap there. */
START_TEST(what_others_put_beside_the_place_is_neither_used_nor_removed)
{
	static const char *const ends[] = { "", ".zip" };

	for (int i = 0; i < 2; i++) {
		struct om_buf trap = OM_BUF(64), path = OM_BUF(64);
		struct om_package p;

		om_buf_format(&path, "out%s", ends[i]);
		om_buf_format(&trap, "out%s.%ld.part", ends[i], (long)getpid());
		ck_assert_int_eq(symlink("victim", at(trap.p)), 0);
		ck_code(begin(&p, at(path.p)), OM_EXISTS);
		om_package_close(&p);
		ck_assert(om_file_exists(at(trap.p)));
		ck_assert(!om_file_exists(at("victim")));
		om_buf_free(&trap);
		om_buf_free(&path);
	}
}
END_TEST

START_TEST(what_was_not_put_in_place_is_removed)
{
	struct om_package p;

	ck_ok(om_folder_make(at("box"), 0700));
	ck_ok(begin(&p, at("box/out")));
	fill(&p);
	ck_ok(om_package_prepare(&p));
	ck_assert_uint_eq(files_below(at("box")), 2);
	om_package_close(&p);
	ck_ok(begin(&p, at("box/out.zip")));
	fill(&p);
	ck_ok(om_package_prepare(&p));
	ck_assert_uint_eq(files_below(at("box")), 1);
	om_package_close(&p);
	ck_assert_uint_eq(files_below(at("box")), 0);
	ck_assert_int_eq(rmdir(at("box")), 0);
}
END_TEST

START_TEST(a_path_without_a_folder_or_a_name_is_refused)
{
	struct om_package p;

	ck_code(begin(&p, ""), OM_USAGE);
	ck_code(begin(&p, "out/"), OM_USAGE);
	ck_code(begin(&p, at("none/out.zip")), OM_NOTFOUND);
	om_package_close(&p);
}
END_TEST

/* A message that names the cause, and no leftover where there is none. */
START_TEST(the_failure_that_came_first_is_told)
{
	struct om_package p;

	ck_code(begin(&p, at("none/out.zip")), OM_NOTFOUND);
	(void)om_fail(OM_NOTFOUND, "the cause");
	om_package_close(&p);
	ck_assert_str_eq(om_failure(), "the cause");
	ck_ok(begin(&p, at("out.zip")));
	fill(&p);
	ck_ok(om_package_prepare(&p));
	(void)om_fail(OM_IO, "the cause");
	om_package_close(&p);
	ck_assert_str_eq(om_failure(), "the cause");
}
END_TEST

START_TEST(what_is_left_of_an_answer_is_named_behind_the_cause)
{
	struct om_package p;
	struct om_buf wanted = OM_BUF(OM_ERROR_MAX);

	ck_ok(begin(&p, at("out.zip")));
	fill(&p);
	ck_ok(om_package_prepare(&p));
	/* No folder can be unlinked. */
	ck_assert_int_eq(unlink(p.temporary), 0);
	ck_ok(om_folder_make(p.temporary, 0700));
	om_buf_format(&wanted,
	    "the cause; %s: a part of an answer is left here and must be "
	    "removed",
	    p.temporary);
	(void)om_fail(OM_IO, "the cause");
	om_package_close(&p);
	ck_assert_str_eq(om_failure(), wanted.p);
	om_buf_free(&wanted);
}
END_TEST

/* A process that was killed left it: the next answer removes it. */
START_TEST(what_was_left_of_an_answer_goes_with_the_next)
{
	struct om_package p;
	struct om_buf left = OM_BUF(512);
	const char *path = at("letter");
	pid_t pid = fork();

	if (pid == 0)
		_exit(0);
	ck_assert_int_eq(waitpid(pid, NULL, 0), pid);
	om_buf_format(&left, "%s.%ld.part", path, (long)pid);
	ck_ok(om_folder_make(left.p, 0700));
	ck_ok(begin(&p, path));
	ck_assert(!om_file_exists(left.p));
	om_package_close(&p);
	om_buf_free(&left);
}
END_TEST

/* Written as they come, so the digest is of what was written. */
START_TEST(large_files_pass_through_and_are_hashed)
{
	static const char *const paths[] = { "large", "large.zip" };
	struct om_buf whole = OM_BUF(8 << 20), read = OM_BUF(8 << 20);
	uint8_t hash[OM_HASH_SIZE];

	for (int i = 0; i < 200000; i++)
		om_buf_format(&whole, "line %d\n", i);
	ck_ok(om_sha256(hash, om_buf_span(&whole)));
	for (int i = 0; i < 2; i++) {
		struct om_package p;
		struct om_buf *out;

		ck_ok(begin(&p, at(paths[i])));
		ck_ok(om_package_begin(&p, &out, "a.txt", "one"));
		for (int k = 0; k < 200000; k++) {
			om_buf_format(out, "line %d\n", k);
			ck_ok(om_package_flow(&p));
			ck_assert_uint_lt(out->n, 65 << 10);
		}
		ck_ok(om_package_end(&p));
		ck_assert_uint_eq(p.files[0].size, whole.n);
		ck_assert_mem_eq(p.files[0].hash, hash, sizeof(hash));
		ck_ok(om_package_prepare(&p));
		ck_ok(om_package_place(&p));
		om_package_close(&p);
	}
	ck_ok(om_file_read(&read, at("large/a.txt")));
	ck_assert(om_span_equal(om_buf_span(&read), om_buf_span(&whole)));
	om_buf_free(&whole);
	om_buf_free(&read);
}
END_TEST

START_TEST(a_dry_package_writes_nothing_and_is_hashed_all_the_same)
{
	const struct om_package_options options = { .path = at("dry"),
		.dry = true };
	uint8_t hash[OM_HASH_SIZE];
	struct om_package p;

	ck_ok(om_package_open(&p, &options));
	fill(&p);
	ck_ok(om_package_end(&p));
	ck_ok(om_sha256(hash, OM_SPAN("hello")));
	ck_assert_mem_eq(p.files[0].hash, hash, sizeof(hash));
	om_package_close(&p);
	ck_assert(!om_file_exists(at("dry")));
}
END_TEST

OM_SUITE(request_package)
{
	tcase_add_test(tests, large_files_pass_through_and_are_hashed);
	tcase_add_test(
	    tests, a_dry_package_writes_nothing_and_is_hashed_all_the_same);
	tcase_add_test(tests, what_was_left_of_an_answer_goes_with_the_next);
	tcase_add_test(
	    tests, a_folder_appears_as_a_whole_and_for_its_owner_alone);
	tcase_add_test(tests, a_zip_holds_the_same_files);
	tcase_add_test(tests, nothing_that_is_there_is_replaced);
	tcase_add_test(tests,
	    what_others_put_beside_the_place_is_neither_used_nor_removed);
	tcase_add_test(tests, what_was_not_put_in_place_is_removed);
	tcase_add_test(tests, the_failure_that_came_first_is_told);
	tcase_add_test(
	    tests, what_is_left_of_an_answer_is_named_behind_the_cause);
	tcase_add_test(tests, a_path_without_a_folder_or_a_name_is_refused);
}
