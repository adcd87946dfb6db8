#include "test.h"

#include "capture.h"
#include "cmd/help.h"

/* The table of the interface contract, typed by hand. */
static const struct {
	int status;
	const char *meaning;
} exits[] = {
	{ 0, "done, clean" },
	{ 1, "findings, or the answer is no" },
	{ 2, "usage, configuration or policy error" },
	{ 3, "input unreadable, or only partly read" },
	{ 4, "not found" },
	{ 5, "refused: identity, approval, hold, restriction, ambiguity" },
	{ 6, "store, broker or remote system down: try again" },
	{ 7, "integrity failure" },
	{ 70, "a bug" },
};
enum { EXITS = sizeof(exits) / sizeof(exits[0]), LINE_MAX_WIDTH = 100 };

START_TEST(the_exit_statuses_are_those_of_the_interface)
{
	size_t n = 0;

#define OM_EXIT(number, text)                      \
	ck_assert_int_eq(exits[n].status, number); \
	ck_assert_str_eq(exits[n].meaning, text);  \
	n++;
#include "cmd/exit_list.h"
#undef OM_EXIT
	ck_assert_uint_eq(n, EXITS);
}
END_TEST

START_TEST(every_error_exits_with_a_status_that_help_explains){
#define OM_ERROR(code, number, word, exit, http)                \
	{                                                       \
		size_t i = 0;                                   \
		while (i < EXITS && exits[i].status != exit)    \
			i++;                                    \
		ck_assert_msg(i<EXITS && exit> 1, "%s", #code); \
	}
#include "base/error_list.h"
#undef OM_ERROR
} END_TEST

    /* Calls check for each command and action, with the words that name it. */
    static void each(const struct om_command *parent, const char *above,
	void (*check)(const struct om_command *command, const char *name))
{
	for (size_t i = 0; parent->actions && parent->actions[i]; i++) {
		const struct om_command *c = parent->actions[i];
		struct om_buf name = OM_BUF(200);

		om_buf_format(
		    &name, "%s%s%s", above, *above ? " " : "", c->word);
		check(c, name.p);
		each(c, name.p, check);
		om_buf_free(&name);
	}
}

static void
has(const struct om_buf *help, const char *name, const char *part)
{
	ck_assert_msg(strstr(help->p, part) != NULL, "the help of %s lacks %s",
	    name, part);
}

static void
check_parts(const struct om_command *command, const char *name)
{
	struct om_buf help = OM_BUF(1 << 20);
	const struct om_option *o = command->options;

	om_help_command(&help, command, name);
	has(&help, name, command->summary);
	has(&help, name, "\nUsage:\n  ombud ");
	has(&help, name, name);
	has(&help, name, "\nOptions:\n");
	has(&help, name, "  -h, --help ");
	has(&help, name, "  -C, --home DIR ");
	has(&help, name, "\nExit status:\n   0  done, clean\n");
	has(&help, name, "\n  70  a bug\n");
	has(&help, name, "\nExample:\n  ");
	has(&help, name, command->example);
	for (; o != NULL && o->name != NULL; o++) {
		has(&help, name, o->name);
		has(&help, name, o->help);
	}
	om_buf_free(&help);
}

START_TEST(the_help_of_every_command_has_all_parts)
{
	each(&om_command_root, "", check_parts);
}
END_TEST

static void
check_same(const struct om_command *command, const char *name)
{
	struct om_buf line = OM_BUF(200);
	struct capture first, second;

	(void)command;
	om_buf_format(&line, "ombud help %s", name);
	first = capture_run(line.p);
	om_buf_reset(&line);
	om_buf_format(&line, "ombud %s --help", name);
	second = capture_run(line.p);
	ck_assert_int_eq(first.status, 0);
	ck_assert_int_eq(second.status, 0);
	ck_assert_uint_eq(first.err.n + second.err.n, 0);
	ck_assert_uint_gt(first.out.n, 0);
	ck_assert_str_eq(first.out.p, second.out.p);
	capture_free(&first);
	capture_free(&second);
	om_buf_free(&line);
}

START_TEST(help_command_and_command_help_are_the_same)
{
	each(&om_command_root, "", check_same);
}
END_TEST

static bool
is_sentence_free(const char *text)
{
	size_t n = strlen(text);

	return n > 0 && text[n - 1] != '.' && strchr(text, '\n') == NULL;
}

static void
check_option(const char *name, const struct om_option *o)
{
	bool flag = o->kind == OM_OPTION_FLAG;

	ck_assert_msg(o->help != NULL && is_sentence_free(o->help),
	    "%s --%s: help", name, o->name);
	ck_assert_msg((o->placeholder == NULL) == flag, "%s --%s: placeholder",
	    name, o->name);
	ck_assert_msg(
	    !flag || !o->required, "%s --%s: required flag", name, o->name);
	for (const struct om_option *g = om_options_global; g->name; g++)
		ck_assert_msg(strcmp(g->name, o->name) != 0 &&
				  (o->letter == 0 || g->letter != o->letter),
		    "%s --%s is a global option", name, o->name);
	for (const struct om_option *p = o + 1; p->name; p++)
		ck_assert_msg(strcmp(p->name, o->name) != 0 &&
				  (o->letter == 0 || p->letter != o->letter),
		    "%s --%s is there twice", name, o->name);
}

static void
check_entry(const struct om_command *command, const char *name)
{
	size_t least, most;

	ck_assert_msg(command->word != NULL, "%s: word", name);
	ck_assert_msg(
	    command->summary != NULL && is_sentence_free(command->summary),
	    "%s: summary", name);
	ck_assert_msg(command->example != NULL &&
			  strstr(command->example, "ombud") != NULL,
	    "%s: example", name);
	ck_assert_msg(command->run != NULL || command->actions != NULL,
	    "%s does nothing", name);
	om_options_arity(command->arguments, &least, &most);
	ck_assert_msg(command->run != NULL || most == 0,
	    "%s: arguments of nothing", name);
	for (const struct om_option *o = command->options; o && o->name; o++)
		check_option(name, o);
}

START_TEST(every_command_is_well_described)
{
	each(&om_command_root, "", check_entry);
}
END_TEST

/* The first word of an example after "ombud" is the command's own. */
static void
check_example(const struct om_command *command, const char *name)
{
	struct om_buf wanted = OM_BUF(200);

	if (command->actions == NULL) {
		om_buf_format(&wanted, "ombud %s", name);
		ck_assert_msg(strstr(command->example, wanted.p) != NULL,
		    "the example of %s does not use it", name);
	}
	om_buf_free(&wanted);
}

START_TEST(every_example_shows_its_own_command)
{
	each(&om_command_root, "", check_example);
}
END_TEST

START_TEST(the_overview_lists_every_command)
{
	struct om_buf overview = OM_BUF(1 << 20);
	struct capture c = capture_run("ombud --help");

	om_help_overview(&overview);
	for (size_t i = 0; om_commands[i] != NULL; i++) {
		has(&overview, "ombud", om_commands[i]->word);
		has(&overview, "ombud", om_commands[i]->summary);
	}
	ck_assert_int_eq(c.status, 0);
	ck_assert_str_eq(c.out.p, overview.p);
	capture_free(&c);
	om_buf_free(&overview);
}
END_TEST

static void
check_width(const struct om_command *command, const char *name)
{
	struct om_buf help = OM_BUF(1 << 20);
	struct om_span rest, line;

	om_help_command(&help, command, name);
	rest = om_buf_span(&help);
	while (om_span_cut(&line, &rest, rest, '\n'))
		ck_assert_msg(line.n <= LINE_MAX_WIDTH ||
				  om_span_starts(line, OM_SPAN("  ombud ")),
		    "the help of %s has a long line: %.*s", name,
		    OM_SPAN_ARG(line));
	om_buf_free(&help);
}

START_TEST(no_line_of_help_is_too_long_for_a_terminal)
{
	each(&om_command_root, "", check_width);
}
END_TEST

START_TEST(a_synopsis_marks_what_may_be_left_out)
{
	static const struct om_option options[] = {
		{ "regime", 0, OM_OPTION_TEXT, "R", "h", true },
		{ "extended", 0, OM_OPTION_FLAG, NULL, "h", false },
		{ "right", 0, OM_OPTION_TEXT, "R", "h", false },
		{ 0 },
	};
	static const struct om_command command = {
		.word = "due", .arguments = "[FILE]", .options = options
	};
	struct om_buf b = OM_BUF(1000);

	om_help_synopsis(&b, &command, "due");
	ck_span_eq(om_buf_span(&b),
	    "ombud due --regime R [--extended] [--right R] [FILE]");
	om_buf_free(&b);
}
END_TEST

OM_SUITE(cmd_help)
{
	tcase_add_test(tests, the_exit_statuses_are_those_of_the_interface);
	tcase_add_test(
	    tests, every_error_exits_with_a_status_that_help_explains);
	tcase_add_test(tests, the_help_of_every_command_has_all_parts);
	tcase_add_test(tests, help_command_and_command_help_are_the_same);
	tcase_add_test(tests, every_command_is_well_described);
	tcase_add_test(tests, every_example_shows_its_own_command);
	tcase_add_test(tests, the_overview_lists_every_command);
	tcase_add_test(tests, no_line_of_help_is_too_long_for_a_terminal);
	tcase_add_test(tests, a_synopsis_marks_what_may_be_left_out);
}
