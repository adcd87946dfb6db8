#include "test.h"

#include "capture.h"

static const char *const shells[] = { "bash", "zsh", "fish" };
enum { SHELLS = sizeof(shells) / sizeof(shells[0]) };

static void
check_lists(const char *script, const struct om_command *command)
{
	const struct om_option *o = command->options;

	for (; o != NULL && o->name != NULL; o++)
		ck_assert_msg(strstr(script, o->name) != NULL,
		    "the option %s is missing", o->name);
	for (size_t i = 0; command->actions && command->actions[i]; i++) {
		const char *word = command->actions[i]->word;

		ck_assert_msg(
		    strstr(script, word) != NULL, "%s is missing", word);
		check_lists(script, command->actions[i]);
	}
}

START_TEST(completion_knows_every_command_action_and_option)
{
	for (size_t i = 0; i < SHELLS; i++) {
		struct om_buf line = OM_BUF(100);
		struct capture c;

		om_buf_format(&line, "ombud completion %s", shells[i]);
		c = capture_run(line.p);
		ck_assert_int_eq(c.status, 0);
		check_lists(c.out.p, &om_command_root);
		capture_free(&c);
		om_buf_free(&line);
	}
}
END_TEST

START_TEST(each_script_registers_itself)
{
	static const char *const wanted[] = {
		"\ncomplete -o default -F _ombud ombud\n",
		"\ncompdef _ombud ombud\n",
		"\ncomplete -c ombud ",
	};

	for (size_t i = 0; i < SHELLS; i++) {
		struct om_buf line = OM_BUF(100);
		struct capture c;

		om_buf_format(&line, "ombud completion %s", shells[i]);
		c = capture_run(line.p);
		ck_assert_ptr_nonnull(strstr(c.out.p, wanted[i]));
		capture_free(&c);
		om_buf_free(&line);
	}
}
END_TEST

START_TEST(the_shells_are_offered_behind_completion)
{
	struct capture c = capture_run("ombud completion bash");

	ck_assert_ptr_nonnull(strstr(c.out.p,
	    "\t' completion') known=' bash zsh fish --home --no-input "
	    "--no-progress --help' ;;\n"));
	/* --json has no meaning there and is not offered. */
	ck_assert_ptr_nonnull(strstr(c.out.p,
	    "\t' version') known=' --home --json --ndjson --no-input "
	    "--no-progress --help' ;;\n"));
	capture_free(&c);
}
END_TEST

OM_SUITE(cmd_completion)
{
	tcase_add_test(tests, completion_knows_every_command_action_and_option);
	tcase_add_test(tests, each_script_registers_itself);
	tcase_add_test(tests, the_shells_are_offered_behind_completion);
}
