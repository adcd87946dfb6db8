#include "test.h"

#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "scan/walk.h"

/* What a walk tells, a line each: "a/b 3" and "skipped a"; root comes off. */
static struct om_buf told = OM_BUF(1 << 20);
static char *root;
static int answer, answers; /* what is returned, after how many visits */

static void
tell(const char *path)
{
	size_t n = strlen(root);

	om_buf_text(&told, strncmp(path, root, n) == 0 ? path + n + 1 : path);
}

static int
visit(void *state, const char *path, uint64_t size)
{
	(void)state;
	tell(path);
	om_buf_format(&told, " %llu\n", (unsigned long long)size);
	return --answers == 0 ? answer : OM_OK;
}

static int
skipped(void *state, const char *path)
{
	(void)state;
	om_buf_text(&told, "skipped ");
	tell(path);
	om_buf_byte(&told, '\n');
	return OM_OK;
}

static void
begin(void)
{
	om_free(root);
	root = om_strdup(om_test_folder());
	answer = answers = 0;
}

static void
folder(const char *name)
{
	char *path = om_path_join(root, name);

	ck_assert_int_eq(mkdir(path, 0700), 0);
	om_free(path);
}

static void
file(const char *name, const char *text)
{
	char *path = om_path_join(root, name);
	FILE *f = fopen(path, "w");

	ck_assert_ptr_nonnull(f);
	ck_assert_int_ge(fputs(text, f), 0);
	ck_assert_int_eq(fclose(f), 0);
	om_free(path);
}

static void
link_to(const char *target, const char *name)
{
	char *path = om_path_join(root, name);

	ck_assert_int_eq(symlink(target, path), 0);
	om_free(path);
}

/* What is told of a path, with patterns of what is left out, a line each. */
static const char *
walk(const char *path, const char *exclude)
{
	struct om_ignore ignore = { 0 };
	struct om_walk w = { exclude == NULL ? NULL : &ignore, visit, skipped,
		NULL };

	om_buf_reset(&told);
	om_buf_text(&told, "");
	if (exclude != NULL)
		om_ignore_lines(&ignore, om_span_of(exclude));
	ck_code(om_walk(&w, path), answer);
	om_ignore_close(&ignore);
	return told.p;
}

START_TEST(files_come_in_the_order_of_their_names)
{
	begin();
	folder("b");
	file("c", "123");
	file("b/z", "");
	file("b/a b", "1");
	folder("empty");
	file("a", "12");
	ck_assert_str_eq(walk(root, NULL), "a 2\nb/a b 1\nb/z 0\nc 3\n");
}
END_TEST

START_TEST(slashes_at_the_end_of_a_folder_do_not_count)
{
	char *path;

	begin();
	file("a", "12");
	path = om_path_join(root, "//");
	ck_assert_str_eq(walk(path, NULL), "a 2\n");
	om_free(path);
}
END_TEST

START_TEST(links_pipes_and_the_folders_of_git_are_left_out)
{
	char *path;

	begin();
	folder(".git");
	file(".git/config", "x");
	folder("sub");
	folder("sub/.git");
	file("sub/.git/config", "x");
	file("sub/.gitignore", "x");
	link_to("sub", "way");
	link_to("sub/.gitignore", "shortcut");
	link_to(".", "circle");
	link_to("nowhere", "broken");
	path = om_path_join(root, "pipe");
	ck_assert_int_eq(mkfifo(path, 0600), 0);
	om_free(path);
	ck_assert_str_eq(walk(root, NULL), "sub/.gitignore 1\n");
	file(".git-notes", "1");
	ck_assert_str_eq(walk(root, NULL), ".git-notes 1\nsub/.gitignore 1\n");
}
END_TEST

/* gitignore(5): the nearest file decides, and "!" takes back. */
START_TEST(patterns_of_the_nearest_folder_decide)
{
	begin();
	file(".ombudignore", "*.log\n/top\n");
	file("a.log", "");
	file("top", "");
	folder("in");
	file("in/b.log", "");
	file("in/top", "");
	folder("keep");
	file("keep/.ombudignore", "!*.log\n");
	file("keep/c.log", "");
	ck_assert_str_eq(walk(root, NULL),
	    ".ombudignore 11\nin/top 0\nkeep/.ombudignore 7\nkeep/c.log 0\n");
	/* The user's own come last. */
	ck_assert_str_eq(
	    walk(root, ".ombudignore\n*.log\nin/\n"), "keep/c.log 0\n");
}
END_TEST

START_TEST(patterns_of_the_user_begin_at_the_folder_that_was_named)
{
	char *path;

	begin();
	folder("a");
	folder("a/a");
	file("a/a/x", "");
	file("a/x", "");
	path = om_path_join(root, "a");
	ck_assert_str_eq(walk(path, "/a\n"), "a/x 0\n");
	ck_assert_str_eq(walk(path, "/x\n"), "a/a/x 0\n");
	om_free(path);
}
END_TEST

/* All that "/" holds is left out by name: there is nothing to visit. */
START_TEST(patterns_hold_below_the_root_as_well)
{
	struct om_ignore ignore = { 0 };
	struct om_walk w = { &ignore, visit, skipped, NULL };
	DIR *dir = opendir("/");
	const struct dirent *entry;

	begin();
	ck_assert_ptr_nonnull(dir);
	while ((entry = readdir(dir)) != NULL) {
		struct om_buf name = OM_BUF(1024);

		om_buf_format(&name, "/%s", entry->d_name);
		om_ignore_add(&ignore, om_buf_span(&name));
		om_buf_free(&name);
	}
	ck_assert_int_eq(closedir(dir), 0);
	answer = 7;
	answers = 1;
	ck_ok(om_walk(&w, "/"));
	om_ignore_close(&ignore);
}
END_TEST

START_TEST(a_path_that_is_no_folder_is_visited_whatever_it_is)
{
	char *path;

	begin();
	file("a.log", "123");
	folder(".git");
	file(".git/x", "1");
	ck_assert_str_eq(walk("-", "*"), "- 0\n");
	path = om_path_join(root, "a.log");
	ck_assert_str_eq(walk(path, "*"), "a.log 3\n");
	om_free(path);
	path = om_path_join(root, "missing");
	ck_assert_str_eq(walk(path, NULL), "missing 0\n");
	om_free(path);
	path = om_path_join(root, ".git");
	ck_assert_str_eq(walk(path, NULL), ".git/x 1\n");
	om_free(path);
}
END_TEST

START_TEST(whoever_is_told_may_end_the_walk)
{
	begin();
	folder("a");
	file("a/1", "");
	file("a/2", "");
	file("b", "");
	answer = 7;
	answers = 2;
	ck_assert_str_eq(walk(root, NULL), "a/1 0\na/2 0\n");
}
END_TEST

/* A hundred below the one that is named, then it is said. */
START_TEST(folders_that_are_too_deep_are_told_and_the_rest_goes_on)
{
	struct om_buf path = OM_BUF(4096);
	const char *text;

	begin();
	for (int i = 0; i < 101; i++) {
		om_buf_text(&path, i == 0 ? "d" : "/d");
		folder(path.p);
	}
	om_buf_text(&path, "/x");
	file(path.p, "");
	file("e", "");
	text = walk(root, NULL);
	ck_assert_int_eq(strncmp(text, "skipped d/d/d", 13), 0);
	ck_assert_uint_eq(
	    strlen(text), strlen("skipped ") + 2 * 101 + strlen("e 0\n"));
	ck_assert_str_eq(text + strlen(text) - 4, "e 0\n");
	om_buf_free(&path);
}
END_TEST

OM_SUITE(scan_walk)
{
	tcase_add_test(tests, files_come_in_the_order_of_their_names);
	tcase_add_test(tests, slashes_at_the_end_of_a_folder_do_not_count);
	tcase_add_test(tests, links_pipes_and_the_folders_of_git_are_left_out);
	tcase_add_test(tests, patterns_of_the_nearest_folder_decide);
	tcase_add_test(
	    tests, patterns_of_the_user_begin_at_the_folder_that_was_named);
	tcase_add_test(tests, patterns_hold_below_the_root_as_well);
	tcase_add_test(
	    tests, a_path_that_is_no_folder_is_visited_whatever_it_is);
	tcase_add_test(tests, whoever_is_told_may_end_the_walk);
	tcase_add_test(
	    tests, folders_that_are_too_deep_are_told_and_the_rest_goes_on);
}
