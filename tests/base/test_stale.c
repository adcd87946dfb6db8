#define _DEFAULT_SOURCE /* flock */
#include "test.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/stale.h"

static const char *folder;

/* The number of a process that is gone. */
static long
gone(void)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(0);
	ck_assert_int_eq(waitpid(pid, NULL, 0), pid);
	return (long)pid;
}

/* folder/NAME with the number in place of %ld, as a file. */
static char *
make(const char *name, long pid)
{
	struct om_buf path = OM_BUF(512);
	const char *at = strstr(name, "PID");

	folder = folder == NULL ? om_strdup(om_test_folder()) : folder;
	om_buf_format(&path, "%s/%.*s", folder,
	    at == NULL ? (int)strlen(name) : (int)(at - name), name);
	if (at != NULL)
		om_buf_format(&path, "%ld%s", pid, at + 3);
	ck_ok(om_file_create(path.p, OM_SPAN("x"), 0600));
	return path.p;
}

static void
check_name(const char *name, long pid, bool stale)
{
	char *path = make(name, pid);

	ck_assert_msg(om_stale_is(path) == stale, "%s", path);
	ck_assert_int_eq(unlink(path), 0);
	om_free(path);
}

START_TEST(only_what_a_process_that_is_gone_was_making_is_stale)
{
	long pid = gone();

	check_name("a.json.PID.0.tmp", pid, true);
	check_name("a.json.PID.17.tmp", pid, true);
	check_name("a.PID.part", pid, true);
	check_name("a.json.PID.0.tmp", (long)getpid(), false);
	check_name("a.PID.part", (long)getpid(), false);
	check_name("a.json.PID.tmp", pid, false);
	check_name("a.json.PID", pid, false);
	check_name("PID.0.tmp", pid, false);
	check_name("a.json.tmp", pid, false);
	check_name("a.part", pid, false);
	check_name("a.0.0.tmp", pid, false);
	check_name("a.1.0.tmp", pid, false);
	check_name("a.99999999999999999999.0.tmp", pid, false);
	check_name("a.xPID.part", pid, false);
}
END_TEST

START_TEST(what_somebody_holds_a_lock_on_is_not_stale)
{
	char *path = make("a.PID.0.tmp", gone());
	int fd = open(path, O_RDONLY);

	ck_assert_int_eq(flock(fd, LOCK_EX), 0);
	ck_assert(!om_stale_is(path));
	om_stale_clear(folder);
	ck_assert(om_file_exists(path));
	ck_assert_int_eq(close(fd), 0);
	om_stale_clear(folder);
	ck_assert(!om_file_exists(path));
	om_free(path);
}
END_TEST

START_TEST(clearing_a_folder_leaves_all_but_stale_temporaries)
{
	long pid = gone();
	char *stale = make("meta.PID.3.tmp", pid);
	char *living = make("meta.PID.3.tmp", (long)getpid());
	char *part = make("letter.PID.part", pid);
	char *other = make("notes.tmp", pid);

	om_stale_clear(folder);
	ck_assert(!om_file_exists(stale));
	ck_assert(om_file_exists(living));
	ck_assert(om_file_exists(part));
	ck_assert(om_file_exists(other));
	om_stale_clear("/no/such/folder");
	om_free(stale);
	om_free(living);
	om_free(part);
	om_free(other);
}
END_TEST

/* A folder, a file, and the temporary that was to become that file. */
START_TEST(clearing_beside_a_path_removes_what_was_to_become_it)
{
	long pid = gone();
	char *file = make("letter.PID.part", pid);
	char *other = make("letter2.PID.part", pid);
	char *path = om_path_join(folder, "letter");
	char *inner, *both;
	struct om_buf name = OM_BUF(64);

	om_buf_format(&name, "letter.%ld.part.PID.0.tmp", pid);
	both = make(name.p, pid);
	ck_ok(om_stale_clear_beside(path));
	ck_assert(!om_file_exists(file));
	ck_assert(!om_file_exists(both));
	ck_assert(om_file_exists(other));
	om_buf_free(&name);
	om_free(both);
	ck_ok(om_folder_make(file, 0700));
	inner = om_path_join(file, "data.json");
	ck_ok(om_file_create(inner, OM_SPAN("{}"), 0600));
	ck_ok(om_stale_clear_beside(path));
	ck_assert(!om_file_exists(file));
	om_free(inner);
	om_free(path);
	om_free(file);
	om_free(other);
}
END_TEST

/* There somebody could put another in the place of what is looked at. */
START_TEST(nothing_is_removed_where_others_may_write)
{
	char *file = make("letter.PID.part", gone());
	char *path = om_path_join(folder, "letter");

	ck_assert_int_eq(chmod(folder, 0777), 0);
	ck_ok(om_stale_clear_beside(path));
	ck_assert(om_file_exists(file));
	ck_assert_int_eq(chmod(folder, 01777), 0);
	ck_ok(om_stale_clear_beside(path));
	ck_assert(!om_file_exists(file));
	ck_assert_int_eq(chmod(folder, 0700), 0);
	om_free(path);
	om_free(file);
}
END_TEST

OM_SUITE(base_stale)
{
	tcase_add_test(
	    tests, only_what_a_process_that_is_gone_was_making_is_stale);
	tcase_add_test(tests, what_somebody_holds_a_lock_on_is_not_stale);
	tcase_add_test(
	    tests, clearing_a_folder_leaves_all_but_stale_temporaries);
	tcase_add_test(
	    tests, clearing_beside_a_path_removes_what_was_to_become_it);
	tcase_add_test(tests, nothing_is_removed_where_others_may_write);
}
