#include "cmd/command.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/memory.h"
#include "cmd/help.h"

#define OM_COMMAND(word) extern const struct om_command om_cmd_##word;
#include "cmd/command_list.h"
#undef OM_COMMAND

const struct om_command *const om_commands[] = {
#define OM_COMMAND(word) &om_cmd_##word,
#include "cmd/command_list.h"
#undef OM_COMMAND
	NULL,
};

const struct om_command om_command_root = {
	.summary = "what an organisation's data says about people",
	.touches = OM_READS | OM_CHANGES,
	.actions = om_commands,
};

const struct om_command *
om_command_find(const struct om_command *parent, const char *word)
{
	const struct om_command *const *c = parent->actions;

	for (; c != NULL && *c != NULL; c++)
		if (strcmp((*c)->word, word) == 0)
			return *c;
	return NULL;
}

static void
set_home(struct om_run *run)
{
	const char *home = om_option_text(run, "home");

	if (home == NULL)
		home = getenv("OMBUD_HOME");
	run->home = home == NULL || *home == '\0' ? "." : home;
}

static int
check_workspace(const struct om_run *run)
{
	char *path = om_path_join(run->home, "ombud.json");
	int rc = OM_OK;

	if (!om_file_exists(path))
		rc = om_fail(OM_USAGE,
		    "%s is no workspace (see 'ombud help init')", run->home);
	om_free(path);
	return rc;
}

static int
run_command(struct om_run *run)
{
	int rc = OM_OK;

	if (run->help && run->command->word == NULL) {
		om_help_overview(&run->out.pending);
		return OM_OK;
	}
	if (run->help) {
		om_help_command(&run->out.pending, run->command, run->name);
		return OM_OK;
	}
	set_home(run);
	if (run->command->touches & OM_WORKSPACE)
		rc = check_workspace(run);
	return rc == OM_OK ? run->command->run(run) : rc;
}

static void
complain(const struct om_run *run, int code)
{
	const char *message = om_failure();

	(void)fprintf(stderr, "ombud: %s%s%s\n", run->name,
	    *run->name == '\0' ? "" : ": ",
	    *message == '\0' ? om_error_word(code) : message);
}

/* Done, or "no"; the rest is failure, and a bug where it is no code. */
static bool
is_answer(int rc)
{
	return rc == 0 || rc == 1;
}

int
om_command_main(const struct om_command *root, int argc, char **argv, int out)
{
	struct om_run run = { 0 };
	int rc, written;

	om_output_open(&run.out, out);
	rc = om_options_parse(&run, root, argc - (argc > 0), argv + (argc > 0));
	if (rc == OM_OK)
		rc = run_command(&run);
	if (!is_answer(rc))
		complain(&run, rc);
	written = om_output_end(&run.out);
	if (written < 0 && is_answer(rc)) {
		complain(&run, written);
		rc = written;
	}
	om_arena_free(&run.arena);
	return is_answer(rc) ? rc : om_error_exit(rc);
}
