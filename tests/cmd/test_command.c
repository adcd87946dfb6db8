#include "test.h"

#include <fcntl.h>
#include <stdlib.h>

#include "base/memory.h"
#include "capture.h"
#include "ombud.h"

/* Commands that end in each way there is. */
static int
answer_no(struct om_run *run)
{
	om_output_format(&run->out, "%s\n", run->home);
	return 1;
}

static int
fail_late(struct om_run *run)
{
	om_output_text(&run->out, OM_SPAN("half\n"));
	return om_fail(OM_INPUT, "line 2 is odd");
}

static int
fail_silently(struct om_run *run)
{
	(void)run;
	return OM_CORRUPT;
}

static int
go_wrong(struct om_run *run)
{
	(void)run;
	return 2;
}

#define ENTRY(name, uses, function)                                 \
	static const struct om_command name = {                     \
		.word = #name, .touches = (uses), .run = (function) \
	}
ENTRY(no, 0, answer_no);
ENTRY(late, 0, fail_late);
ENTRY(silent, 0, fail_silently);
ENTRY(wrong, 0, go_wrong);
ENTRY(inside, OM_WORKSPACE, answer_no);

static const struct om_command *const entries[] = { &no, &late, &silent, &wrong,
	&inside, NULL };
static const struct om_command root = { .actions = entries };

static void
check_below(const char *line, int status, const char *out, const char *err)
{
	struct capture c = capture_below(&root, line);

	ck_assert_msg(
	    c.status == status, "'%s' exited with %d", line, c.status);
	ck_span_eq(om_buf_span(&c.out), out);
	ck_span_eq(om_buf_span(&c.err), err);
	capture_free(&c);
}

static void
check_run(const char *line, int status, const char *out, const char *err)
{
	struct capture c = capture_run(line);

	ck_assert_msg(
	    c.status == status, "'%s' exited with %d", line, c.status);
	if (out != NULL)
		ck_span_eq(om_buf_span(&c.out), out);
	ck_span_eq(om_buf_span(&c.err), err);
	capture_free(&c);
}

START_TEST(the_version_is_that_of_the_public_header)
{
	struct om_buf text = OM_BUF(100), json = OM_BUF(100);

	ck_assert_str_eq(om_version(), OMBUD_VERSION);
	om_buf_format(&text, "%d.%d.%d", OMBUD_VERSION_MAJOR,
	    OMBUD_VERSION_MINOR, OMBUD_VERSION_PATCH);
	ck_assert_str_eq(text.p, OMBUD_VERSION);
	om_buf_reset(&text);
	om_buf_format(&text, "ombud %s\n", OMBUD_VERSION);
	check_run("ombud version", 0, text.p, "");
	om_buf_format(&json, "{\"version\":\"%s\"}\n", OMBUD_VERSION);
	check_run("ombud version --ndjson", 0, json.p, "");
	om_buf_free(&text);
	om_buf_free(&json);
}
END_TEST

START_TEST(a_fault_is_one_line_on_stderr_and_exit_2)
{
	check_run("ombud", 2, "", "ombud: no command; see 'ombud help'\n");
	check_run("ombud verion", 2, "",
	    "ombud: unknown command; did you mean 'version'?\n");
	check_run("ombud version --jsn", 2, "",
	    "ombud: version: unknown option --jsn; did you mean --json?\n");
	check_run("ombud help nothing", 2, "",
	    "ombud: help: there is no such command\n");
	check_run("ombud completion csh", 2, "",
	    "ombud: completion: the shell must be bash, zsh or fish\n");
}
END_TEST

START_TEST(each_way_to_end_has_its_exit_status)
{
	ck_assert_int_eq(unsetenv("OMBUD_HOME"), 0);
	check_below("ombud no", 1, ".\n", "");
	check_below("ombud late", 3, "half\n", "ombud: late: line 2 is odd\n");
	(void)om_fail(OM_OK, "%s", "");
	check_below("ombud silent", 7, "", "ombud: silent: integrity\n");
	check_below("ombud wrong", 70, "", "ombud: wrong: bug\n");
}
END_TEST

START_TEST(the_workspace_is_named_by_flag_then_environment)
{
	ck_assert_int_eq(setenv("OMBUD_HOME", "/from/environment", 1), 0);
	check_below("ombud no", 1, "/from/environment\n", "");
	check_below("ombud no -C /from/flag", 1, "/from/flag\n", "");
	ck_assert_int_eq(setenv("OMBUD_HOME", "", 1), 0);
	check_below("ombud no", 1, ".\n", "");
}
END_TEST

START_TEST(a_command_of_a_workspace_needs_one)
{
	const char *folder = om_test_folder();
	char *path = om_path_join(folder, "ombud.json");
	struct om_buf line = OM_BUF(1000), wanted = OM_BUF(1000);

	om_buf_format(&line, "ombud -C %s inside", folder);
	om_buf_format(&wanted,
	    "ombud: inside: %s is no workspace (see 'ombud help init')\n",
	    folder);
	check_below(line.p, 2, "", wanted.p);
	ck_ok(om_file_create(path, OM_SPAN("{}"), 0600));
	om_buf_reset(&wanted);
	om_buf_format(&wanted, "%s\n", folder);
	check_below(line.p, 1, wanted.p, "");
	om_buf_free(&line);
	om_buf_free(&wanted);
	om_free(path);
}
END_TEST

START_TEST(no_arguments_at_all_are_a_fault_too)
{
	char *argv[] = { NULL };
	int null = open("/dev/null", O_RDWR);

	ck_assert_int_ge(dup2(null, STDERR_FILENO), 0);
	ck_assert_int_eq(om_command_main(&om_command_root, 0, argv, null), 2);
}
END_TEST

START_TEST(output_that_cannot_be_written_is_exit_6)
{
	char name[] = "ombud", word[] = "version";
	char *argv[] = { name, word, NULL };
	int null = open("/dev/null", O_RDWR);

	ck_assert_int_ge(dup2(null, STDERR_FILENO), 0);
	ck_assert_int_eq(om_command_main(&om_command_root, 2, argv,
			     open("/dev/full", O_WRONLY)),
	    6);
	ck_assert_int_eq(om_command_main(&om_command_root, 2, argv, -1), 6);
}
END_TEST

START_TEST(an_action_is_found_by_its_whole_word_only)
{
	ck_assert_ptr_nonnull(om_command_find(&om_command_root, "help"));
	ck_assert_ptr_null(om_command_find(&om_command_root, "hel"));
	ck_assert_ptr_null(om_command_find(&om_command_root, "helpx"));
	ck_assert_ptr_null(om_command_find(&om_command_root, ""));
	ck_assert_ptr_null(om_command_find(om_commands[0], "x"));
}
END_TEST

OM_SUITE(cmd_command)
{
	tcase_add_test(tests, the_version_is_that_of_the_public_header);
	tcase_add_test(tests, a_fault_is_one_line_on_stderr_and_exit_2);
	tcase_add_test(tests, each_way_to_end_has_its_exit_status);
	tcase_add_test(tests, the_workspace_is_named_by_flag_then_environment);
	tcase_add_test(tests, a_command_of_a_workspace_needs_one);
	tcase_add_test(tests, no_arguments_at_all_are_a_fault_too);
	tcase_add_test(tests, output_that_cannot_be_written_is_exit_6);
	tcase_add_test(tests, an_action_is_found_by_its_whole_word_only);
}
