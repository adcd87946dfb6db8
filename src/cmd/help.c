#include "cmd/help.h"

#include "cmd/manual.h"

static const struct {
	int status;
	const char *meaning;
} exits[] = {
#define OM_EXIT(status, meaning) { status, meaning },
#include "cmd/exit_list.h"
#undef OM_EXIT
};

/* Room for "  name" before the help of it begins; the width of a page. */
enum { NAME_COLUMN = 30, PAGE_WIDTH = 78 };

/* One line of a text, broken at its spaces; what is indented stays. */
static void
add_line(struct om_buf *b, struct om_span line)
{
	struct om_span word, rest = line;
	size_t column = 0;

	if (om_span_starts(line, OM_SPAN("  "))) {
		om_buf_add(b, line);
		return;
	}
	for (bool more = true; more; column += word.n) {
		more = om_span_cut(&word, &rest, rest, ' ');
		if (!more)
			word = rest;
		if (column > 0 && column + 1 + word.n > PAGE_WIDTH) {
			om_buf_byte(b, '\n');
			column = 0;
		} else if (column > 0) {
			om_buf_byte(b, ' ');
			column++;
		}
		om_buf_add(b, word);
	}
}

static void
add_paragraphs(struct om_buf *b, const char *text)
{
	struct om_span line, rest = om_span_of(text);

	om_buf_byte(b, '\n');
	while (om_span_cut(&line, &rest, rest, '\n')) {
		add_line(b, line);
		om_buf_byte(b, '\n');
	}
	add_line(b, rest);
	om_buf_byte(b, '\n');
}

/* "  left          right", or two lines where left is long. */
static void
add_pair(struct om_buf *b, struct om_span left, const char *right, size_t at)
{
	size_t column = left.n + 2;

	om_buf_text(b, "  ");
	om_buf_add(b, left);
	if (column + 2 > at) {
		om_buf_byte(b, '\n');
		column = 0;
	}
	for (; column < at; column++)
		om_buf_byte(b, ' ');
	om_buf_text(b, right);
	om_buf_byte(b, '\n');
}

static void
add_option(struct om_buf *b, const struct om_option *o)
{
	struct om_buf left = OM_BUF(256);

	if (o->letter != 0)
		om_buf_format(&left, "-%c, ", o->letter);
	om_buf_format(&left, "--%s", o->name);
	if (o->placeholder != NULL)
		om_buf_format(&left, " %s", o->placeholder);
	add_pair(b, om_buf_span(&left), o->help, NAME_COLUMN);
	om_buf_free(&left);
}

static void
add_commands(struct om_buf *b, const struct om_command *const *commands)
{
	for (; *commands != NULL; commands++)
		add_pair(
		    b, om_span_of((*commands)->word), (*commands)->summary, 16);
}

void
om_help_synopsis(
    struct om_buf *b, const struct om_command *command, const char *name)
{
	const struct om_option *o = command->options;

	om_buf_format(b, "ombud %s", name);
	for (; o != NULL && o->name != NULL; o++)
		om_buf_format(b, " %s--%s%s%s%s", o->required ? "" : "[",
		    o->name, o->placeholder == NULL ? "" : " ",
		    o->placeholder == NULL ? "" : o->placeholder,
		    o->required ? "" : "]");
	if (command->arguments != NULL)
		om_buf_format(b, " %s", command->arguments);
}

static void
add_options(struct om_buf *b, const struct om_command *command)
{
	const struct om_option *o = command->options;

	om_buf_text(b, "\nOptions:\n");
	for (; o != NULL && o->name != NULL; o++)
		add_option(b, o);
	for (o = om_options_global; o->name != NULL; o++)
		if (om_option_applies(command, o))
			add_option(b, o);
}

static void
add_exits(struct om_buf *b)
{
	om_buf_text(b, "\nExit status:\n");
	for (size_t i = 0; i < sizeof(exits) / sizeof(exits[0]); i++)
		om_buf_format(
		    b, "  %2d  %s\n", exits[i].status, exits[i].meaning);
}

void
om_help_command(
    struct om_buf *b, const struct om_command *command, const char *name)
{
	om_buf_format(b, "ombud %s: %s\n\nUsage:\n", name, command->summary);
	if (command->run != NULL) {
		om_buf_text(b, "  ");
		om_help_synopsis(b, command, name);
		om_buf_byte(b, '\n');
	}
	if (command->actions != NULL)
		om_buf_format(b, "  ombud %s ACTION ...\n", name);
	if (command->about != NULL)
		add_paragraphs(b, command->about);
	if (command->actions != NULL) {
		om_buf_text(b, "\nActions:\n");
		add_commands(b, command->actions);
	}
	add_options(b, command);
	add_exits(b);
	om_buf_format(b, "\nExample:\n  %s\n", command->example);
}

void
om_help_overview(struct om_buf *b)
{
	om_buf_text(b, "ombud: what an organisation's data says about people, "
		       "and their rights in it\n\nUsage:\n"
		       "  ombud [-C DIR] COMMAND [OPTIONS] [ARGUMENTS]\n"
		       "\nCommands:\n");
	add_commands(b, om_commands);
	om_buf_text(b, "\n'ombud help COMMAND' says more; so does ombud(1).\n");
}

/* The command that the words name, its name for a reader; NULL for none. */
static const struct om_command *
find_words(struct om_buf *name, const struct om_words *words)
{
	const struct om_command *here = &om_command_root;

	for (size_t i = 0; here != NULL && i < words->n; i++) {
		here = om_command_find(here, words->p[i]);
		if (here != NULL)
			om_buf_format(
			    name, "%s%s", i == 0 ? "" : " ", here->word);
	}
	return here;
}

static int
run_help(struct om_run *run)
{
	const struct om_command *command;
	struct om_buf name = OM_BUF(256);
	int rc = OM_OK;

	command = find_words(&name, &run->words);
	if (om_option_flag(run, "manual"))
		om_manual_options(&run->out.pending, &om_command_root);
	else if (command == NULL)
		rc = om_fail(OM_USAGE, "there is no such command");
	else if (command == &om_command_root)
		om_help_overview(&run->out.pending);
	else
		om_help_command(&run->out.pending, command, name.p);
	om_buf_free(&name);
	return rc;
}

static const struct om_option options[] = {
	{ "manual", 0, OM_OPTION_FLAG, NULL,
	    "the options of all commands, as scdoc(5) makes ombud(1) of them",
	    false },
	{ 0 },
};

const struct om_command om_cmd_help = {
	.word = "help",
	.summary = "what the commands do",
	.arguments = "[COMMAND] [ACTION]",
	.about = "Without a command it lists all of them. The same as "
		 "'ombud COMMAND --help'.",
	.example = "ombud help version",
	.options = options,
	.run = run_help,
};
