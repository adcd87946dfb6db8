#define _DEFAULT_SOURCE /* usleep */
#include "test.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"

/* A path in this test's folder, valid until the next call. */
static const char *
at(const char *name)
{
	static const char *folder;
	static char *path;

	if (folder == NULL)
		folder = om_strdup(om_test_folder());
	om_free(path);
	path = om_path_join(folder, name);
	return path;
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
check_holds(const char *path, const char *text)
{
	struct om_buf b = OM_BUF(1 << 20);

	ck_ok(om_file_read(&b, path));
	ck_span_eq(om_buf_span(&b), text);
	om_buf_free(&b);
}

START_TEST(a_created_file_has_its_bytes_and_mode)
{
	struct stat st;

	ck_ok(om_file_create(at("a"), OM_SPAN("hello"), 0600));
	check_holds(at("a"), "hello");
	ck_assert_int_eq(stat(at("a"), &st), 0);
	ck_assert_uint_eq(st.st_mode & 0777, 0600);
	ck_assert_uint_eq(files_below(at("")), 1);
}
END_TEST

START_TEST(creating_what_exists_fails_and_changes_nothing)
{
	ck_ok(om_file_create(at("a"), OM_SPAN("first"), 0600));
	ck_code(om_file_create(at("a"), OM_SPAN("second"), 0600), OM_EXISTS);
	check_holds(at("a"), "first");
	ck_assert_uint_eq(files_below(at("")), 1);
}
END_TEST

START_TEST(replacing_takes_the_place_of_a_file)
{
	struct stat st;

	ck_ok(om_file_replace(at("a"), OM_SPAN("first"), 0600));
	ck_ok(om_file_replace(at("a"), OM_SPAN_NONE, 0644));
	check_holds(at("a"), "");
	ck_assert_int_eq(stat(at("a"), &st), 0);
	ck_assert_uint_eq(st.st_mode & 0777, 0644);
	ck_assert_uint_eq(files_below(at("")), 1);
}
END_TEST

START_TEST(a_full_disk_leaves_the_old_file_and_no_temporary)
{
	struct rlimit small = { 100, 100 };
	char text[1000];

	memset(text, 'x', sizeof(text));
	ck_ok(om_file_replace(at("a"), OM_SPAN("old"), 0600));
	ck_assert_ptr_ne(signal(SIGXFSZ, SIG_IGN), SIG_ERR);
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &small), 0);
	ck_code(
	    om_file_replace(at("a"), om_span_bytes(text, sizeof(text)), 0600),
	    OM_IO);
	check_holds(at("a"), "old");
	ck_assert_uint_eq(files_below(at("")), 1);
}
END_TEST

START_TEST(writing_where_there_is_no_folder_is_not_found)
{
	ck_code(om_file_create(at("no/a"), OM_SPAN("x"), 0600), OM_NOTFOUND);
	ck_code(om_file_replace(at("no/a"), OM_SPAN("x"), 0600), OM_NOTFOUND);
	ck_assert_ptr_nonnull(strstr(om_failure(), "no/a"));
}
END_TEST

START_TEST(reading_what_is_not_there_names_the_path)
{
	struct om_buf b = OM_BUF(10);

	ck_code(om_file_read(&b, at("none")), OM_NOTFOUND);
	ck_assert_ptr_nonnull(strstr(om_failure(), "none: cannot open"));
	ck_code(om_file_read(&b, at("")), OM_IO);
	om_buf_free(&b);
}
END_TEST

START_TEST(a_file_of_the_ceilings_size_is_read_and_a_larger_one_not)
{
	static const size_t sizes[] = { 1, 63, 1024, 65535, 65536, 65537, 70000,
		200000 };
	static char text[200001];

	memset(text, 'x', sizeof(text));
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct om_buf exact = OM_BUF(sizes[i]);
		struct om_buf less = OM_BUF(sizes[i] - 1);

		ck_ok(om_file_replace(
		    at("a"), om_span_bytes(text, sizes[i]), 0600));
		ck_ok(om_file_read(&exact, at("a")));
		ck_assert_uint_eq(exact.n, sizes[i]);
		ck_assert_int_eq(memcmp(exact.p, text, sizes[i]), 0);
		ck_code(om_file_read(&less, at("a")), OM_LIMIT);
		om_buf_free(&exact);
		om_buf_free(&less);
	}
}
END_TEST

START_TEST(reading_appends)
{
	struct om_buf b = OM_BUF(10);

	ck_ok(om_file_replace(at("a"), OM_SPAN("cd"), 0600));
	om_buf_text(&b, "ab");
	ck_ok(om_file_read(&b, at("a")));
	ck_span_eq(om_buf_span(&b), "abcd");
	ck_assert_int_eq(b.p[4], '\0');
	om_buf_free(&b);
}
END_TEST

START_TEST(a_hyphen_is_standard_input)
{
	struct om_buf b = OM_BUF(100);
	int ends[2];

	ck_assert_int_eq(pipe(ends), 0);
	ck_ok(om_file_write(ends[1], OM_SPAN("from a pipe"), "pipe"));
	ck_assert_int_eq(close(ends[1]), 0);
	ck_assert_int_ge(dup2(ends[0], STDIN_FILENO), 0);
	ck_ok(om_file_read(&b, "-"));
	ck_span_eq(om_buf_span(&b), "from a pipe");
	om_buf_free(&b);
}
END_TEST

START_TEST(a_write_that_fails_says_to_what)
{
	int fd = open("/dev/full", O_WRONLY);

	ck_assert_int_ge(fd, 0);
	ck_code(om_file_write(fd, OM_SPAN("x"), "the log"), OM_IO);
	ck_assert_ptr_nonnull(strstr(om_failure(), "the log: cannot write"));
	ck_assert_int_eq(close(fd), 0);
	ck_code(om_file_write(fd, OM_SPAN("x"), "the log"), OM_IO);
	ck_ok(om_file_write(fd, OM_SPAN_NONE, "the log"));
}
END_TEST

START_TEST(each_errno_has_its_code)
{
	static const struct {
		int number, code;
	} cases[] = {
		{ ENOENT, OM_NOTFOUND },
		{ ENOTDIR, OM_NOTFOUND },
		{ EACCES, OM_DENIED },
		{ EPERM, OM_DENIED },
		{ ELOOP, OM_DENIED },
		{ EEXIST, OM_EXISTS },
		{ ENOSPC, OM_IO },
		{ EIO, OM_IO },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		errno = cases[i].number;
		ck_code(om_file_fail("x", "open"), cases[i].code);
	}
}
END_TEST

START_TEST(folders_are_made_with_their_parents)
{
	struct stat st;

	ck_ok(om_folder_make(at("one/two/three"), 0700));
	ck_ok(om_folder_make(at("one/two/three"), 0700));
	ck_assert_int_eq(stat(at("one/two/three"), &st), 0);
	ck_assert(S_ISDIR(st.st_mode));
	ck_assert_uint_eq(st.st_mode & 0777, 0700);
	ck_ok(om_file_create(at("file"), OM_SPAN("x"), 0600));
	ck_code(om_folder_make(at("file/below"), 0700), OM_NOTFOUND);
}
END_TEST

START_TEST(a_walk_visits_every_regular_file_and_follows_no_link)
{
	size_t n = 0;

	ck_ok(om_folder_make(at("tree/deep/deeper"), 0700));
	ck_ok(om_file_create(at("tree/a"), OM_SPAN("x"), 0600));
	ck_ok(om_file_create(at("tree/deep/deeper/b"), OM_SPAN("x"), 0600));
	ck_ok(om_file_create(at("outside"), OM_SPAN("x"), 0600));
	ck_assert_int_eq(symlink("../outside", at("tree/link")), 0);
	ck_assert_int_eq(symlink("..", at("tree/up")), 0);
	ck_ok(om_folder_walk(at("tree"), count, &n));
	ck_assert_uint_eq(n, 2);
	ck_code(om_folder_walk(at("none"), count, &n), OM_NOTFOUND);
}
END_TEST

static int
refuse(void *state, const char *path)
{
	(void)path;
	++*(int *)state;
	return OM_DENIED;
}

START_TEST(a_visit_that_fails_ends_the_walk)
{
	int calls = 0;

	ck_ok(om_file_create(at("a"), OM_SPAN("x"), 0600));
	ck_ok(om_file_create(at("b"), OM_SPAN("x"), 0600));
	ck_code(om_folder_walk(at(""), refuse, &calls), OM_DENIED);
	ck_assert_int_eq(calls, 1);
}
END_TEST

START_TEST(removing_a_folder_keeps_what_its_links_point_to)
{
	ck_ok(om_folder_make(at("tree/deep"), 0700));
	ck_ok(om_folder_make(at("kept"), 0700));
	ck_ok(om_file_create(at("kept/a"), OM_SPAN("x"), 0600));
	ck_ok(om_file_create(at("tree/deep/b"), OM_SPAN("x"), 0600));
	ck_assert_int_eq(symlink("../kept", at("tree/link")), 0);
	ck_ok(om_folder_remove(at("tree")));
	ck_assert(!om_file_exists(at("tree")));
	check_holds(at("kept/a"), "x");
	ck_ok(om_folder_remove(at("tree")));
}
END_TEST

START_TEST(a_new_folder_is_not_one_that_a_link_or_another_made)
{
	int fd = -1;

	ck_ok(om_folder_make(at("there"), 0700));
	ck_code(om_folder_new(&fd, at("there"), 0700), OM_EXISTS);
	ck_assert_int_eq(symlink("there", at("link")), 0);
	ck_code(om_folder_new(&fd, at("link"), 0700), OM_EXISTS);
	ck_code(om_folder_new(&fd, at("none/new"), 0700), OM_NOTFOUND);
	ck_assert_int_eq(fd, -1);
}
END_TEST

/* Writes a file into an open folder. */
static void
put_into(int folder, const char *name, const char *text)
{
	int fd;

	ck_ok(om_file_begin(&fd, folder, name, 0600));
	ck_ok(om_file_write(fd, om_span_of(text), name));
	ck_assert_int_eq(close(fd), 0);
}

START_TEST(what_is_put_into_an_open_folder_stays_below_it)
{
	static const char *const elsewhere[] = { "", ".", "..", "../x", "/x",
		"a/b", "a/" };
	char *box;
	int fd, file = -1;

	ck_ok(om_folder_new(&fd, at("box"), 0700));
	for (size_t i = 0; i < sizeof(elsewhere) / sizeof(elsewhere[0]); i++)
		ck_code(om_file_begin(&file, fd, elsewhere[i], 0600), OM_USAGE);
	ck_assert_int_eq(symlink("../victim", at("box/link")), 0);
	ck_code(om_file_begin(&file, fd, "link", 0600), OM_EXISTS);
	put_into(fd, "a", "one");
	ck_code(om_file_begin(&file, fd, "a", 0600), OM_EXISTS);
	ck_assert_int_eq(file, -1);
	/* Another folder in its place gets nothing. */
	box = om_strdup(at("box"));
	ck_assert_int_eq(rename(box, at("moved")), 0);
	om_free(box);
	ck_ok(om_folder_make(at("box"), 0700));
	put_into(fd, "b", "three");
	ck_assert_int_eq(close(fd), 0);
	check_holds(at("moved/a"), "one");
	check_holds(at("moved/b"), "three");
	ck_assert(!om_file_exists(at("box/b")));
	ck_assert(!om_file_exists(at("victim")));
}
END_TEST

START_TEST(a_move_replaces_nothing)
{
	char *a = om_strdup(at("a"));

	ck_ok(om_file_create(a, OM_SPAN("one"), 0600));
	ck_ok(om_file_create(at("b"), OM_SPAN("two"), 0600));
	ck_code(om_file_move(at("b"), a), OM_EXISTS);
	check_holds(at("a"), "one");
	check_holds(at("b"), "two");
	ck_ok(om_file_move(at("c"), a));
	check_holds(at("c"), "one");
	ck_assert(!om_file_exists(a));
	ck_code(om_file_move(at("d"), a), OM_NOTFOUND);
	om_free(a);
}
END_TEST

START_TEST(paths_are_joined_with_one_slash)
{
	static const char *const cases[][3] = {
		{ "a", "b", "a/b" },
		{ "a/", "b", "a/b" },
		{ "/", "b", "/b" },
		{ "", "b", "b" },
		{ "a", "", "a/" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char *path = om_path_join(cases[i][0], cases[i][1]);

		ck_assert_str_eq(path, cases[i][2]);
		om_free(path);
	}
}
END_TEST

static void
nothing(int number)
{
	(void)number;
}

/* A signal comes while another has the lock, which then lets it go. */
START_TEST(a_lock_is_waited_for_whatever_interrupts)
{
	struct sigaction act = { .sa_handler = nothing };
	int ends[2], status, fd;
	pid_t child;
	char c;

	ck_ok(om_file_replace(at("locked"), OM_SPAN_NONE, 0600));
	ck_assert_int_eq(pipe(ends), 0);
	ck_assert_int_eq(sigaction(SIGALRM, &act, NULL), 0);
	child = fork();
	ck_assert_int_ge(child, 0);
	fd = open(at("locked"), O_RDONLY);
	if (child == 0) {
		ck_ok(om_file_lock(fd, "locked"));
		(void)!write(ends[1], "", 1);
		for (int i = 0; i < 5; i++) {
			(void)usleep(20000);
			(void)kill(getppid(), SIGALRM);
		}
		_exit(0);
	}
	ck_assert_int_eq(read(ends[0], &c, 1), 1);
	ck_ok(om_file_lock(fd, "locked"));
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_int_eq(status, 0);
	(void)close(fd);
	ck_code(om_file_lock(fd, "locked"), OM_IO);
	ck_assert_ptr_nonnull(strstr(om_failure(), "locked: cannot lock"));
	(void)close(ends[0]);
	(void)close(ends[1]);
}
END_TEST

OM_SUITE(base_file)
{
	tcase_add_test(tests, a_lock_is_waited_for_whatever_interrupts);
	tcase_add_test(tests, a_created_file_has_its_bytes_and_mode);
	tcase_add_test(tests, creating_what_exists_fails_and_changes_nothing);
	tcase_add_test(tests, replacing_takes_the_place_of_a_file);
	tcase_add_test(tests, a_full_disk_leaves_the_old_file_and_no_temporary);
	tcase_add_test(tests, writing_where_there_is_no_folder_is_not_found);
	tcase_add_test(tests, reading_what_is_not_there_names_the_path);
	tcase_add_test(
	    tests, a_file_of_the_ceilings_size_is_read_and_a_larger_one_not);
	tcase_add_test(tests, reading_appends);
	tcase_add_test(tests, a_hyphen_is_standard_input);
	tcase_add_test(tests, a_write_that_fails_says_to_what);
	tcase_add_test(tests, each_errno_has_its_code);
	tcase_add_test(tests, folders_are_made_with_their_parents);
	tcase_add_test(
	    tests, a_walk_visits_every_regular_file_and_follows_no_link);
	tcase_add_test(tests, a_visit_that_fails_ends_the_walk);
	tcase_add_test(tests, removing_a_folder_keeps_what_its_links_point_to);
	tcase_add_test(
	    tests, a_new_folder_is_not_one_that_a_link_or_another_made);
	tcase_add_test(tests, what_is_put_into_an_open_folder_stays_below_it);
	tcase_add_test(tests, a_move_replaces_nothing);
	tcase_add_test(tests, paths_are_joined_with_one_slash);
}
