#include "cmd/command.h"

/*
 * A script finds out where in the tree of commands the line stands, `at`
 * (" request new"), by trying whether `at` and the next word are a command,
 * and offers the words known there. bash and zsh differ in how they hand the
 * line over and take the words back; what stands between is the same for
 * both.
 */
struct writing {
	struct om_buf *to;
	void (*write)(struct om_buf *to, const struct om_command *command,
	    const char *at);
};

static void
each_command(const struct writing *w, const struct om_command *command,
    const char *above)
{
	const struct om_command *const *action = command->actions;
	struct om_buf at = OM_BUF(256);

	if (command->word != NULL)
		om_buf_format(&at, "%s %s", above, command->word);
	om_buf_text(&at, "");
	w->write(w->to, command, at.n == 0 ? "" : at.p);
	for (; action != NULL && *action != NULL; action++)
		each_command(w, *action, at.n == 0 ? "" : at.p);
	om_buf_free(&at);
}

static void
write_path(struct om_buf *to, const struct om_command *command, const char *at)
{
	if (command->word != NULL)
		om_buf_format(to, "\t\t'%s') at=\"$at $word\" ;;\n", at);
}

/* " text csv" of "text|csv". */
static void
add_choices(struct om_buf *to, const char *choices)
{
	struct om_span rest = om_span_of(choices), word;

	while (om_span_cut(&word, &rest, rest, '|'))
		om_buf_format(to, " %.*s", OM_SPAN_ARG(word));
	om_buf_format(to, " %.*s", OM_SPAN_ARG(rest));
}

static bool
has_choices(const char *arguments)
{
	return arguments != NULL && strchr(arguments, '|') != NULL &&
	       strpbrk(arguments, " []") == NULL;
}

static void
write_words(struct om_buf *to, const struct om_command *command, const char *at)
{
	const struct om_command *const *action = command->actions;
	const struct om_option *o = command->options;

	om_buf_format(to, "\t'%s') known='", at);
	for (; action != NULL && *action != NULL; action++)
		om_buf_format(to, " %s", (*action)->word);
	if (has_choices(command->arguments))
		add_choices(to, command->arguments);
	for (; o != NULL && o->name != NULL; o++)
		om_buf_format(to, " --%s", o->name);
	for (o = om_options_global; o->name != NULL; o++)
		if (om_option_applies(command, o))
			om_buf_format(to, " --%s", o->name);
	om_buf_text(to, "' ;;\n");
}

static void
write_values(
    struct om_buf *to, const struct om_command *command, const char *at)
{
	const struct om_option *o = command->options;

	for (; o != NULL && o->name != NULL; o++) {
		if (o->kind != OM_OPTION_CHOICE)
			continue;
		om_buf_format(to, "\t'%s --%s') known='", at, o->name);
		add_choices(to, o->placeholder);
		om_buf_text(to, "' ;;\n");
	}
}

static void
write_cases(struct om_buf *to, const char *line)
{
	const struct writing paths = { to, write_path };
	const struct writing words = { to, write_words };
	const struct writing values = { to, write_values };

	om_buf_format(to,
	    "\tfor word in \"%s\"; do\n"
	    "\t\tcase \"$at $word\" in\n",
	    line);
	each_command(&paths, &om_command_root, "");
	om_buf_text(to, "\t\tesac\n\tdone\n\tcase \"$at\" in\n");
	each_command(&words, &om_command_root, "");
	om_buf_text(to, "\tesac\n\tcase \"$at $before\" in\n");
	each_command(&values, &om_command_root, "");
	om_buf_text(to, "\t'') ;;\n\tesac\n");
}

static void
write_bash(struct om_buf *to)
{
	om_buf_text(to, "_ombud()\n{\n"
			"\tlocal word at= known=\n"
			"\tlocal before=${COMP_WORDS[COMP_CWORD-1]}\n");
	write_cases(to, "${COMP_WORDS[@]:1:COMP_CWORD-1}");
	om_buf_text(to, "\tCOMPREPLY=($(compgen -W \"$known\" -- "
			"\"${COMP_WORDS[COMP_CWORD]}\"))\n}\n"
			"complete -o default -F _ombud ombud\n");
}

static void
write_zsh(struct om_buf *to)
{
	om_buf_text(to, "#compdef ombud\n_ombud()\n{\n"
			"\tsetopt localoptions shwordsplit\n"
			"\tlocal word at= known=\n"
			"\tlocal before=${words[CURRENT-1]}\n");
	write_cases(to, "${(@)words[2,CURRENT-1]}");
	om_buf_text(to, "\tcompadd -- $known\n\t_files\n}\n"
			"compdef _ombud ombud\n");
}

/* In fish's single quotes two characters alone are special. */
static void
add_fish_text(struct om_buf *to, const char *s)
{
	om_buf_byte(to, '\'');
	for (; *s != '\0'; s++) {
		if (*s == '\'' || *s == '\\')
			om_buf_byte(to, '\\');
		om_buf_byte(to, *s);
	}
	om_buf_byte(to, '\'');
}

static void
begin_fish(struct om_buf *to, const char *at, const char *help)
{
	om_buf_format(to, "complete -c ombud -n '__ombud_at \"%s\"' -d ", at);
	add_fish_text(to, help);
}

static void
write_fish_option(struct om_buf *to, const struct om_option *o, const char *at)
{
	begin_fish(to, at, o->help);
	om_buf_format(to, " -l %s", o->name);
	if (o->letter != 0)
		om_buf_format(to, " -s %c", o->letter);
	if (o->kind == OM_OPTION_CHOICE) {
		om_buf_text(to, " -x -a '");
		add_choices(to, o->placeholder);
		om_buf_byte(to, '\'');
	} else if (o->kind != OM_OPTION_FLAG) {
		om_buf_text(to, " -r");
	}
	om_buf_byte(to, '\n');
}

static void
write_fish_command(
    struct om_buf *to, const struct om_command *command, const char *at)
{
	const struct om_command *const *action = command->actions;
	const struct om_option *o = command->options;

	for (; action != NULL && *action != NULL; action++) {
		begin_fish(to, at, (*action)->summary);
		om_buf_format(to, " -f -a %s\n", (*action)->word);
	}
	if (has_choices(command->arguments)) {
		begin_fish(to, at, command->summary);
		om_buf_text(to, " -f -a '");
		add_choices(to, command->arguments);
		om_buf_text(to, "'\n");
	}
	for (; o != NULL && o->name != NULL; o++)
		write_fish_option(to, o, at);
	for (o = om_options_global; o->name != NULL; o++)
		if (om_option_applies(command, o))
			write_fish_option(to, o, at);
}

static void
write_fish_path(
    struct om_buf *to, const struct om_command *command, const char *at)
{
	if (command->word != NULL)
		om_buf_format(
		    to, "\t\t\tcase '%s'\n\t\t\t\tset at \"$at $word\"\n", at);
}

static void
write_fish(struct om_buf *to)
{
	const struct writing paths = { to, write_fish_path };
	const struct writing commands = { to, write_fish_command };

	om_buf_text(to, "function __ombud_at\n\tset -l at ''\n"
			"\tfor word in (commandline -opc)[2..-1]\n"
			"\t\tswitch \"$at $word\"\n");
	each_command(&paths, &om_command_root, "");
	om_buf_text(to, "\t\tend\n\tend\n"
			"\ttest \"$at\" = \"$argv[1]\"\nend\n");
	each_command(&commands, &om_command_root, "");
}

static int
run_completion(struct om_run *run)
{
	static const struct {
		const char *shell;
		void (*write)(struct om_buf *to);
	} shells[] = {
		{ "bash", write_bash },
		{ "zsh", write_zsh },
		{ "fish", write_fish },
	};

	for (size_t i = 0; i < sizeof(shells) / sizeof(shells[0]); i++)
		if (strcmp(run->words.p[0], shells[i].shell) == 0) {
			shells[i].write(&run->out.pending);
			return OM_OK;
		}
	return om_fail(OM_USAGE, "the shell must be bash, zsh or fish");
}

const struct om_command om_cmd_completion = {
	.word = "completion",
	.summary = "a completion script for a shell",
	.arguments = "bash|zsh|fish",
	.about = "The script knows the commands, their actions and their "
		 "options.",
	.example = "ombud completion bash > /etc/bash_completion.d/ombud",
	.run = run_completion,
};
