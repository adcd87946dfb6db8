#include "cmd/manual.h"

#include "test.h"

static const struct om_option options[] = {
	{ "name", 'n', OM_OPTION_TEXT, "FIRST_NAME", "hers, *not* his", true },
	{ "quiet", 0, OM_OPTION_FLAG, NULL, "#1 says nothing", false },
	{ 0 },
};

static int
nothing(struct om_run *run)
{
	(void)run;
	return OM_OK;
}

static const struct om_command add = {
	.word = "add",
	.summary = "add a person",
	.arguments = "FILE...",
	.options = options,
	.run = nothing,
};

static const struct om_command *const actions[] = { &add, NULL };

static const struct om_command people = {
	.word = "people",
	.summary = "who is there",
	.actions = actions,
};

static const struct om_command version = {
	.word = "version",
	.summary = "a back\\slash",
	.run = nothing,
};

static const struct om_command *const commands[] = { &people, &version, NULL };

/* By hand, after scdoc(5): * is bold, _ underlined, \ takes a mark as it is. */
static const char page[] = "# OPTIONS OF COMMANDS\n\n"
			   "## people\n\n"
			   "*ombud people add* *--name* _FIRST\\_NAME_"
			   " [_OPTIONS_] _FILE..._\n"
			   "\tadd a person\n\n"
			   "\t*-n*, *--name* _FIRST\\_NAME_\n"
			   "\t\thers, \\*not\\* his\n\n"
			   "\t*--quiet*\n"
			   "\t\t\\#1 says nothing\n\n"
			   "## version\n\n"
			   "*ombud version*\n"
			   "\ta back\\\\slash\n\n";

START_TEST(each_command_has_its_options_below_it)
{
	const struct om_command root = { .actions = commands };
	struct om_buf b = OM_BUF(1 << 16);
	const char *own;

	om_manual_options(&b, &root);
	own = strstr(b.p, "# OPTIONS OF");
	ck_assert_ptr_nonnull(own);
	ck_assert_str_eq(own, page);
	om_buf_free(&b);
}
END_TEST

START_TEST(options_of_every_command_come_first)
{
	const struct om_command root = { .actions = commands };
	struct om_buf b = OM_BUF(1 << 16);
	static const char first[] = "*-C*, *--home* _DIR_\n\t";
	const struct om_option *o = om_options_global;

	om_manual_options(&b, &root);
	ck_assert_msg(
	    strncmp(b.p, first, sizeof(first) - 1) == 0, "%.40s", b.p);
	for (const char *at = b.p; o->name != NULL; o++) {
		struct om_buf name = OM_BUF(64);

		om_buf_format(&name, "*--%s*", o->name);
		at = strstr(at, name.p);
		ck_assert_msg(
		    at != NULL && at < strstr(b.p, "\n# "), "%s", name.p);
		om_buf_free(&name);
	}
	om_buf_free(&b);
}
END_TEST

OM_SUITE(cmd_manual)
{
	tcase_add_test(tests, each_command_has_its_options_below_it);
	tcase_add_test(tests, options_of_every_command_come_first);
}
