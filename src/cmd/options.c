#include "cmd/options.h"

#include "cmd/command.h"
#include "cmd/nearest.h"
#include "cmd/value.h"

const struct om_option om_options_global[] = {
	{ "home", 'C', OM_OPTION_TEXT, "DIR",
	    "the workspace; else $OMBUD_HOME, else the current folder", false },
	{ "json", 0, OM_OPTION_FLAG, NULL, "print one JSON document", false },
	{ "ndjson", 0, OM_OPTION_FLAG, NULL, "print one JSON object a line",
	    false },
	{ "dry-run", 0, OM_OPTION_FLAG, NULL,
	    "say what would be done and change nothing", false },
	{ "no-input", 0, OM_OPTION_FLAG, NULL, "never ask a question", false },
	{ "no-progress", 0, OM_OPTION_FLAG, NULL, "draw no progress bar",
	    false },
	{ "help", 'h', OM_OPTION_FLAG, NULL, "print this help", false },
	{ 0 },
};

bool
om_option_applies(
    const struct om_command *command, const struct om_option *global)
{
	unsigned needs = 0;

	if (strcmp(global->name, "json") == 0 ||
	    strcmp(global->name, "ndjson") == 0)
		needs = OM_READS;
	else if (strcmp(global->name, "dry-run") == 0)
		needs = OM_CHANGES;
	return (command->touches & needs) == needs;
}

/* The state of one reading. */
struct reading {
	struct om_run *run;
	struct om_words rest; /* words that are no command's */
	struct om_option_value *values;
	size_t count;
};

static size_t
table_length(const struct om_option *table)
{
	size_t n = 0;

	while (table != NULL && table[n].name != NULL)
		n++;
	return n;
}

/*
 * Values for the options of the command just found and the global ones; what
 * was given for global ones before the command's word stays.
 */
static void
set_command(struct reading *r, const struct om_command *command)
{
	size_t own = table_length(command->options);
	size_t global = table_length(om_options_global);
	struct om_option_value *values;

	values =
	    om_arena_new(&r->run->arena, own + global + 1, sizeof(*values));
	for (size_t i = 0; i < own; i++)
		values[i].option = &command->options[i];
	for (size_t i = 0; i < global; i++) {
		values[own + i].option = &om_options_global[i];
		if (r->values != NULL)
			values[own + i] = r->values[r->count - global + i];
	}
	r->values = values;
	r->count = own + global;
	r->run->values = values;
	r->run->command = command;
}

static int
fail_unknown(struct reading *r, const char *dashes, struct om_span name)
{
	struct om_nearest near = { name, NULL, 0 };

	for (size_t i = 0; i < r->count; i++)
		if (om_option_applies(r->run->command, r->values[i].option))
			om_nearest_offer(&near, r->values[i].option->name);
	if (!om_nearest_is_tame(name))
		return om_fail(OM_USAGE, "there is an unknown option");
	if (name.n > 1 && near.best != NULL)
		return om_fail(OM_USAGE,
		    "unknown option %s%.*s; did you mean --%s?", dashes,
		    OM_SPAN_ARG(name), near.best);
	return om_fail(
	    OM_USAGE, "unknown option %s%.*s", dashes, OM_SPAN_ARG(name));
}

static struct om_option_value *
find_long(struct reading *r, struct om_span name)
{
	for (size_t i = 0; i < r->count; i++)
		if (om_span_is(name, r->values[i].option->name))
			return &r->values[i];
	return NULL;
}

static struct om_option_value *
find_short(struct reading *r, char letter)
{
	for (size_t i = 0; i < r->count; i++)
		if (letter != '\0' && r->values[i].option->letter == letter)
			return &r->values[i];
	return NULL;
}

/* *next is what stands behind the option, or NULL; set to NULL when used. */
static int
take_value(struct reading *r, struct om_option_value *v, const char *attached,
    const char **next)
{
	const char *text = attached;

	if (v->option->kind == OM_OPTION_FLAG) {
		if (attached != NULL)
			return om_fail(
			    OM_USAGE, "--%s takes no value", v->option->name);
		return om_value_take(r->run, v, NULL);
	}
	if (text == NULL) {
		text = *next;
		*next = NULL;
	}
	if (text == NULL)
		return om_fail(OM_USAGE, "--%s needs a value: %s",
		    v->option->name, v->option->placeholder);
	return om_value_take(r->run, v, text);
}

static int
read_long(struct reading *r, const char *argument, const char **next)
{
	struct om_span name = om_span_of(argument + 2), rest;
	const char *attached = NULL;
	struct om_option_value *v;

	if (om_span_cut(&name, &rest, name, '='))
		attached = rest.p;
	v = find_long(r, name);
	if (v == NULL)
		return fail_unknown(r, "--", name);
	return take_value(r, v, attached, next);
}

static int
read_short(struct reading *r, const char *argument, const char **next)
{
	struct om_option_value *v = find_short(r, argument[1]);
	const char *attached = argument[2] == '\0' ? NULL : argument + 2;

	if (v == NULL || (attached && v->option->kind == OM_OPTION_FLAG))
		return fail_unknown(r, "-", om_span_of(argument + 1));
	return take_value(r, v, attached, next);
}

static int
fail_word(const struct om_command *parent, const char *word)
{
	struct om_nearest near = { om_span_of(word), NULL, 0 };
	const char *what = parent->word == NULL ? "command" : "action";

	for (size_t i = 0; parent->actions[i] != NULL; i++)
		om_nearest_offer(&near, parent->actions[i]->word);
	if (near.best != NULL)
		return om_fail(OM_USAGE, "unknown %s; did you mean '%s'?", what,
		    near.best);
	return om_fail(OM_USAGE, "unknown %s; see 'ombud help%s%s'", what,
	    parent->word == NULL ? "" : " ",
	    parent->word == NULL ? "" : parent->word);
}

/* "request" and "new" as "request new". */
static const char *
join(struct om_run *run, const char *a, const char *b)
{
	struct om_buf name = OM_BUF(256);
	const char *joined;

	om_buf_format(&name, "%s%s%s", a, *a == '\0' ? "" : " ", b);
	joined = om_arena_string(&run->arena, om_buf_span(&name));
	om_buf_free(&name);
	return joined;
}

static int
read_word(struct reading *r, const char *word)
{
	const struct om_command *here = r->run->command, *action = NULL;

	if (here->actions != NULL && r->rest.n == 0)
		action = om_command_find(here, word);
	if (action != NULL) {
		r->run->name = join(r->run, r->run->name, word);
		set_command(r, action);
		return OM_OK;
	}
	if (here->actions != NULL && here->run == NULL)
		return fail_word(here, word);
	r->rest.p[r->rest.n++] = word;
	return OM_OK;
}

static bool
given(const struct reading *r, const char *global)
{
	size_t n = table_length(om_options_global);

	for (size_t i = r->count - n; i < r->count; i++)
		if (strcmp(r->values[i].option->name, global) == 0)
			return r->values[i].text != NULL;
	return false;
}

static int
check_options(const struct reading *r)
{
	const struct om_command *command = r->run->command;

	for (size_t i = 0; i < r->count; i++) {
		const struct om_option_value *v = &r->values[i];

		if (v->text == NULL && v->option->required)
			return om_fail(OM_USAGE, "--%s %s is missing",
			    v->option->name, v->option->placeholder);
		if (v->text != NULL && !om_option_applies(command, v->option))
			return om_fail(OM_USAGE, "--%s is not for this command",
			    v->option->name);
	}
	if (given(r, "json") && given(r, "ndjson"))
		return om_fail(
		    OM_USAGE, "--json and --ndjson exclude each other");
	return OM_OK;
}

void
om_options_arity(const char *arguments, size_t *least, size_t *most)
{
	struct om_span rest = om_span_of(arguments), word;
	bool more = rest.n > 0;

	*least = *most = 0;
	while (more) {
		more = om_span_cut(&word, &rest, rest, ' ');
		if (!more)
			word = rest;
		*least += word.p[0] != '[';
		if (*most != SIZE_MAX)
			++*most;
		for (size_t i = 0; i + 2 < word.n; i++)
			if (memcmp(word.p + i, "...", 3) == 0)
				*most = SIZE_MAX;
	}
}

static int
check_words(const struct reading *r)
{
	const struct om_command *command = r->run->command;
	size_t least, most;

	if (command->run == NULL && command->word == NULL)
		return om_fail(OM_USAGE, "no command; see 'ombud help'");
	if (command->run == NULL)
		return om_fail(
		    OM_USAGE, "no action; see 'ombud help %s'", r->run->name);
	om_options_arity(command->arguments, &least, &most);
	if (r->rest.n < least)
		return om_fail(
		    OM_USAGE, "an argument is missing: %s", command->arguments);
	if (r->rest.n > most && most == 0)
		return om_fail(OM_USAGE, "there is an argument, and it "
					 "takes none");
	if (r->rest.n > most)
		return om_fail(OM_USAGE,
		    "there are %zu arguments, and it "
		    "takes %s",
		    r->rest.n, command->arguments);
	return OM_OK;
}

static int
read_all(struct reading *r, int argc, char **argv)
{
	bool options = true;
	int rc = OM_OK;

	for (int i = 0; rc == OM_OK && i < argc; i++) {
		const char *next = i + 1 < argc ? argv[i + 1] : NULL;
		const char *before = next;

		if (!options || argv[i][0] != '-' || argv[i][1] == '\0')
			rc = read_word(r, argv[i]);
		else if (strcmp(argv[i], "--") == 0)
			options = false;
		else if (argv[i][1] == '-')
			rc = read_long(r, argv[i], &next);
		else
			rc = read_short(r, argv[i], &next);
		i += next != before;
	}
	return rc;
}

int
om_options_parse(
    struct om_run *run, const struct om_command *root, int argc, char **argv)
{
	struct reading r = { .run = run };
	int rc;

	run->name = "";
	r.rest.p = om_arena_new(&run->arena, (size_t)argc + 1, sizeof(char *));
	set_command(&r, root);
	rc = read_all(&r, argc, argv);
	run->help = given(&r, "help");
	if (rc == OM_OK && !run->help)
		rc = check_words(&r);
	if (rc == OM_OK && !run->help)
		rc = check_options(&r);
	run->words = r.rest;
	run->dry_run = given(&r, "dry-run");
	run->no_input = given(&r, "no-input");
	run->no_progress = given(&r, "no-progress");
	if (given(&r, "json"))
		run->out.shape = OM_SHAPE_JSON;
	if (given(&r, "ndjson"))
		run->out.shape = OM_SHAPE_NDJSON;
	return rc;
}
