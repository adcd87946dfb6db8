#include "test.h"

#include "cmd/command.h"

static const struct om_option new_options[] = {
	{ "subject", 's', OM_OPTION_TEXT, "TYPE:VALUE", "who", true },
	{ "regime", 0, OM_OPTION_TEXT, "NAME", "which law", false },
	{ "limit", 'n', OM_OPTION_NUMBER, "N", "how many", false },
	{ "chance", 0, OM_OPTION_DECIMAL, "N", "how sure", false },
	{ "format", 0, OM_OPTION_CHOICE, "csv|json|text", "shape", false },
	{ "kinds", 'k', OM_OPTION_LIST, "A,B", "which", false },
	{ "extended", 'e', OM_OPTION_FLAG, NULL, "longer", false },
	{ 0 },
};

static int
nothing(struct om_run *run)
{
	(void)run;
	return OM_OK;
}

static const struct om_command new_command = {
	.word = "new",
	.summary = "s",
	.arguments = "RIGHT [FILE]",
	.touches = OM_CHANGES,
	.options = new_options,
	.run = nothing,
};
static const struct om_command list_command = {
	.word = "list",
	.summary = "s",
	.touches = OM_READS,
	.run = nothing,
};
static const struct om_command *const request_actions[] = { &new_command,
	&list_command, NULL };
static const struct om_command request_command = {
	.word = "request",
	.summary = "s",
	.actions = request_actions,
};
static const struct om_command *const report_actions[] = { &list_command,
	NULL };
static const struct om_command report_command = {
	.word = "report",
	.summary = "s",
	.arguments = "NAME",
	.touches = OM_READS,
	.actions = report_actions,
	.run = nothing,
};
static const struct om_command scan_command = {
	.word = "scan",
	.summary = "s",
	.arguments = "PATH...",
	.touches = OM_READS,
	.run = nothing,
};
static const struct om_command *const commands[] = { &request_command,
	&report_command, &scan_command, NULL };
static const struct om_command root = {
	.touches = OM_READS | OM_CHANGES,
	.actions = commands,
};

enum { ARGUMENTS_MAX = 16 };

/* Parses a line that is split at its spaces. */
static int
parse(struct om_run *run, const char *line)
{
	char *argv[ARGUMENTS_MAX + 1];
	int argc = 0;
	struct om_span rest = om_span_of(line), word;

	*run = (struct om_run){ 0 };
	while (rest.n > 0 && argc < ARGUMENTS_MAX) {
		if (!om_span_cut(&word, &rest, rest, ' ')) {
			word = rest;
			rest = OM_SPAN_NONE;
		}
		argv[argc++] = om_arena_string(&run->arena, word);
	}
	argv[argc] = NULL;
	return om_options_parse(run, &root, argc, argv);
}

static void
check_fault(const char *line, const char *message)
{
	struct om_run run;
	int rc = parse(&run, line);

	ck_assert_msg(rc == OM_USAGE, "'%s' gave %d", line, rc);
	ck_assert_str_eq(om_failure(), message);
	om_arena_free(&run.arena);
}

START_TEST(a_command_and_its_action_are_found)
{
	struct om_run run;

	ck_ok(parse(&run, "request list"));
	ck_assert_ptr_eq(run.command, &list_command);
	ck_assert_str_eq(run.name, "request list");
	ck_assert_uint_eq(run.words.n, 0);
	om_arena_free(&run.arena);
	ck_ok(parse(&run, "scan a b - c"));
	ck_assert_ptr_eq(run.command, &scan_command);
	ck_assert_uint_eq(run.words.n, 4);
	ck_assert_str_eq(run.words.p[2], "-");
	ck_assert_ptr_null(run.words.p[4]);
	om_arena_free(&run.arena);
}
END_TEST

START_TEST(a_command_with_actions_may_take_words_itself)
{
	struct om_run run;

	ck_ok(parse(&run, "report list"));
	ck_assert_ptr_eq(run.command, &list_command);
	om_arena_free(&run.arena);
	ck_ok(parse(&run, "report overview"));
	ck_assert_ptr_eq(run.command, &report_command);
	ck_assert_str_eq(run.words.p[0], "overview");
	om_arena_free(&run.arena);
	ck_ok(parse(&run, "report -- list"));
	ck_assert_ptr_eq(run.command, &list_command);
	om_arena_free(&run.arena);
}
END_TEST

START_TEST(values_are_read_in_each_way_of_writing)
{
	struct om_run run;
	struct om_words kinds;

	ck_ok(parse(&run, "request new erase --subject=email:a=b --regime "
			  "gdpr -n5 --chance 0.25 --format json -k a,b "
			  "--kinds c -e"));
	ck_assert_str_eq(om_option_text(&run, "subject"), "email:a=b");
	ck_assert_str_eq(om_option_text(&run, "regime"), "gdpr");
	ck_assert_uint_eq(om_option_number(&run, "limit", 1), 5);
	ck_assert_double_eq(om_option_decimal(&run, "chance", 1), 0.25);
	ck_assert_str_eq(om_option_text(&run, "format"), "json");
	ck_assert(om_option_flag(&run, "extended"));
	kinds = om_option_list(&run, "kinds");
	ck_assert_uint_eq(kinds.n, 3);
	ck_assert_str_eq(kinds.p[0], "a");
	ck_assert_str_eq(kinds.p[2], "c");
	ck_assert_ptr_null(kinds.p[3]);
	ck_assert_uint_eq(run.words.n, 1);
	om_arena_free(&run.arena);
}
END_TEST

START_TEST(what_is_not_given_has_its_default)
{
	struct om_run run;

	ck_ok(parse(&run, "request new erase -s x:y"));
	ck_assert_ptr_null(om_option_text(&run, "regime"));
	ck_assert_ptr_null(om_option_text(&run, "format"));
	ck_assert_uint_eq(om_option_number(&run, "limit", 7), 7);
	ck_assert_double_eq(om_option_decimal(&run, "chance", 0.5), 0.5);
	ck_assert_uint_eq(om_option_list(&run, "kinds").n, 0);
	ck_assert(!om_option_flag(&run, "extended"));
	ck_assert(!run.dry_run && !run.no_input && !run.help);
	ck_assert_int_eq(run.out.shape, OM_SHAPE_TABLE);
	om_arena_free(&run.arena);
}
END_TEST

START_TEST(global_options_stand_anywhere)
{
	static const char *const lines[] = {
		"-C dir --dry-run --no-input request new erase -s x:y",
		"request -C dir --dry-run new --no-input erase -s x:y",
		"request new erase -s x:y --no-input --dry-run --home=dir",
		"request new -Cdir erase --dry-run -s x:y --no-input",
	};

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		struct om_run run;

		ck_ok(parse(&run, lines[i]));
		ck_assert_str_eq(om_option_text(&run, "home"), "dir");
		ck_assert(run.dry_run);
		ck_assert(run.no_input);
		ck_assert_ptr_eq(run.command, &new_command);
		om_arena_free(&run.arena);
	}
}
END_TEST

START_TEST(the_shape_of_the_output_is_chosen)
{
	struct om_run run;

	ck_ok(parse(&run, "--json request list"));
	ck_assert_int_eq(run.out.shape, OM_SHAPE_JSON);
	om_arena_free(&run.arena);
	ck_ok(parse(&run, "scan a --ndjson"));
	ck_assert_int_eq(run.out.shape, OM_SHAPE_NDJSON);
	om_arena_free(&run.arena);
	check_fault(
	    "scan a --ndjson --json", "--json and --ndjson exclude each other");
}
END_TEST

START_TEST(behind_two_hyphens_all_are_words)
{
	struct om_run run;

	ck_ok(parse(&run, "scan -- --json -n --"));
	ck_assert_uint_eq(run.words.n, 3);
	ck_assert_str_eq(run.words.p[0], "--json");
	ck_assert_str_eq(run.words.p[2], "--");
	ck_assert_int_eq(run.out.shape, OM_SHAPE_TABLE);
	om_arena_free(&run.arena);
}
END_TEST

START_TEST(an_options_value_may_begin_with_a_hyphen)
{
	struct om_run run;

	ck_ok(parse(&run, "request new erase -s - --regime --json"));
	ck_assert_str_eq(om_option_text(&run, "subject"), "-");
	ck_assert_str_eq(om_option_text(&run, "regime"), "--json");
	om_arena_free(&run.arena);
}
END_TEST

START_TEST(each_fault_is_one_clear_line)
{
	check_fault("", "no command; see 'ombud help'");
	check_fault("--json", "no command; see 'ombud help'");
	check_fault("request", "no action; see 'ombud help request'");
	check_fault("reqest", "unknown command; did you mean 'request'?");
	check_fault("xyzzy", "unknown command; see 'ombud help'");
	check_fault("request nwe", "unknown action; did you mean 'new'?");
	check_fault(
	    "request xyzzy", "unknown action; see 'ombud help request'");
	check_fault("request new", "an argument is missing: RIGHT [FILE]");
	check_fault("scan", "an argument is missing: PATH...");
	check_fault(
	    "request list x", "there is an argument, and it takes none");
	check_fault("request new a b c",
	    "there are 3 arguments, and it takes RIGHT [FILE]");
	check_fault("request new erase", "--subject TYPE:VALUE is missing");
	check_fault(
	    "request new erase --regime", "--regime needs a value: NAME");
	check_fault("request new erase -s", "--subject needs a value: "
					    "TYPE:VALUE");
	check_fault("request new a -s b -s c", "--subject is given twice");
	check_fault(
	    "request new a --extended=yes", "--extended takes no value");
	check_fault("request list --subject x", "unknown option --subject");
	check_fault("request new a --regmie b",
	    "unknown option --regmie; did you mean --regime?");
	check_fault("scan a -q", "unknown option -q");
	check_fault("request new a -ex", "unknown option -ex");
}
END_TEST

START_TEST(values_of_the_wrong_kind_are_refused)
{
	check_fault("request new a -n x", "--limit must be a whole number");
	check_fault("request new a -n -1", "--limit must be a whole number");
	check_fault("request new a --limit=", "--limit must be a whole number");
	check_fault("request new a --chance nan", "--chance must be a number");
	check_fault(
	    "request new a --chance 1.2.3", "--chance must be a number");
	check_fault("request new a --chance .", "--chance must be a number");
	check_fault("request new a --chance=", "--chance must be a number");
	check_fault(
	    "request new a --format xml", "--format must be csv|json|text");
	check_fault(
	    "request new a --format cs", "--format must be csv|json|text");
	check_fault("request new a --format csv|json",
	    "--format must be csv|json|text");
	check_fault("request new a --kinds ,", "--kinds must be a list of "
					       "words");
}
END_TEST

START_TEST(a_global_option_is_refused_where_it_means_nothing)
{
	check_fault(
	    "request list --dry-run", "--dry-run is not for this command");
	check_fault(
	    "--json request new a -s b", "--json is not for this command");
	check_fault(
	    "request new a -s b --ndjson", "--ndjson is not for this command");
}
END_TEST

/* What people type may be an identifier: no message repeats it. */
START_TEST(messages_do_not_repeat_what_may_name_a_person)
{
	static const char *const lines[] = { "ana@example.com",
		"request ana@example.com", "request list ana@example.com",
		"request new a b ana@example.com",
		"request new a -n ana@example.com",
		"request new a --format ana@example.com",
		"request new a --ana@example.com",
		"request new a -ana@example.com",
		"request list --subject=email:ana@example.com",
		"request new a -s ana@example.com -s ana@example.com" };

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		struct om_run run;

		ck_code(parse(&run, lines[i]), OM_USAGE);
		ck_assert_msg(
		    strstr(om_failure(), "ana") == NULL, "%s", om_failure());
		om_arena_free(&run.arena);
	}
}
END_TEST

START_TEST(help_is_given_whatever_else_is_missing)
{
	struct om_run run;

	ck_ok(parse(&run, "request new --help"));
	ck_assert(run.help);
	ck_assert_ptr_eq(run.command, &new_command);
	om_arena_free(&run.arena);
	ck_ok(parse(&run, "-h request"));
	ck_assert(run.help);
	ck_assert_ptr_eq(run.command, &request_command);
	om_arena_free(&run.arena);
}
END_TEST

START_TEST(arguments_are_counted_from_their_synopsis)
{
	static const struct {
		const char *arguments;
		size_t least, most;
	} cases[] = {
		{ NULL, 0, 0 },
		{ "", 0, 0 },
		{ "FILE", 1, 1 },
		{ "[FILE]", 0, 1 },
		{ "RIGHT [FILE]", 1, 2 },
		{ "A B", 2, 2 },
		{ "PATH...", 1, SIZE_MAX },
		{ "[PATH...]", 0, SIZE_MAX },
		{ "NAME PATH... [X]", 2, SIZE_MAX },
		{ "bash|zsh|fish", 1, 1 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		size_t least = 9, most = 9;

		om_options_arity(cases[i].arguments, &least, &most);
		ck_assert_uint_eq(least, cases[i].least);
		ck_assert_uint_eq(most, cases[i].most);
	}
}
END_TEST

OM_SUITE(cmd_options)
{
	tcase_add_test(tests, a_command_and_its_action_are_found);
	tcase_add_test(tests, a_command_with_actions_may_take_words_itself);
	tcase_add_test(tests, values_are_read_in_each_way_of_writing);
	tcase_add_test(tests, what_is_not_given_has_its_default);
	tcase_add_test(tests, global_options_stand_anywhere);
	tcase_add_test(tests, the_shape_of_the_output_is_chosen);
	tcase_add_test(tests, behind_two_hyphens_all_are_words);
	tcase_add_test(tests, an_options_value_may_begin_with_a_hyphen);
	tcase_add_test(tests, each_fault_is_one_clear_line);
	tcase_add_test(tests, values_of_the_wrong_kind_are_refused);
	tcase_add_test(
	    tests, a_global_option_is_refused_where_it_means_nothing);
	tcase_add_test(tests, messages_do_not_repeat_what_may_name_a_person);
	tcase_add_test(tests, help_is_given_whatever_else_is_missing);
	tcase_add_test(tests, arguments_are_counted_from_their_synopsis);
}
