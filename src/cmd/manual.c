#include "cmd/manual.h"

/* What scdoc would take for markup, in the middle of a line or before it. */
static void
add_plain(struct om_buf *b, const char *text)
{
	static const char marks[] = "\\_*", first[] = "#-.;'[]|`";

	if (strchr(first, *text) != NULL && *text != '\0')
		om_buf_byte(b, '\\');
	for (; *text != '\0'; text++) {
		if (strchr(marks, *text) != NULL)
			om_buf_byte(b, '\\');
		om_buf_byte(b, *text);
	}
}

static void
add_marked(struct om_buf *b, char mark, const char *text)
{
	om_buf_byte(b, mark);
	add_plain(b, text);
	om_buf_byte(b, mark);
}

static void
add_name(struct om_buf *b, const struct om_option *o)
{
	om_buf_format(b, "*--%s*", o->name);
	if (o->placeholder == NULL)
		return;
	om_buf_byte(b, ' ');
	add_marked(b, '_', o->placeholder);
}

/* Its name, and a line below what it does, so many tabs further in. */
static void
add_option(struct om_buf *b, const struct om_option *o, const char *tabs)
{
	om_buf_text(b, tabs);
	if (o->letter != 0)
		om_buf_format(b, "*-%c*, ", o->letter);
	add_name(b, o);
	om_buf_format(b, "\n%s\t", tabs);
	add_plain(b, o->help);
	om_buf_text(b, "\n\n");
}

/* Options that can be left out are not repeated: they follow. */
static void
add_synopsis(
    struct om_buf *b, const struct om_command *command, const char *name)
{
	const struct om_option *o = command->options;
	bool more = false;

	om_buf_format(b, "*ombud %s*", name);
	for (; o != NULL && o->name != NULL; o++) {
		more |= !o->required;
		if (!o->required)
			continue;
		om_buf_byte(b, ' ');
		add_name(b, o);
	}
	if (more)
		om_buf_text(b, " [_OPTIONS_]");
	if (command->arguments != NULL) {
		om_buf_byte(b, ' ');
		add_marked(b, '_', command->arguments);
	}
}

static void
add_command(
    struct om_buf *b, const struct om_command *command, const char *name)
{
	const struct om_option *o = command->options;

	add_synopsis(b, command, name);
	om_buf_text(b, "\n\t");
	add_plain(b, command->summary);
	om_buf_text(b, "\n\n");
	for (; o != NULL && o->name != NULL; o++)
		add_option(b, o, "\t");
}

static void
add_commands(
    struct om_buf *b, const struct om_command *parent, const char *above)
{
	const struct om_command *const *c = parent->actions;

	for (; c != NULL && *c != NULL; c++) {
		struct om_buf name = OM_BUF(256);

		om_buf_format(&name, "%s%s%s", above, *above == '\0' ? "" : " ",
		    (*c)->word);
		if (*above == '\0')
			om_buf_format(b, "## %s\n\n", (*c)->word);
		if ((*c)->run != NULL)
			add_command(b, *c, name.p);
		add_commands(b, *c, name.p);
		om_buf_free(&name);
	}
}

void
om_manual_options(struct om_buf *b, const struct om_command *root)
{
	const struct om_option *o = om_options_global;

	for (; o->name != NULL; o++)
		add_option(b, o, "");
	om_buf_text(b, "# OPTIONS OF COMMANDS\n\n");
	add_commands(b, root, "");
}
