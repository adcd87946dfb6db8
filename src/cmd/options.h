#ifndef OM_CMD_OPTIONS_H
#define OM_CMD_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

struct om_command;
struct om_run;

enum om_option_kind {
	OM_OPTION_FLAG,
	OM_OPTION_TEXT,
	OM_OPTION_NUMBER,  /* decimal digits */
	OM_OPTION_DECIMAL, /* "0.5" */
	OM_OPTION_CHOICE,  /* one of the placeholder's words: "text|csv" */
	OM_OPTION_LIST,	   /* "a,b", and may be given more than once */
};

/*
 * One option of a command. Tables of them end with { 0 }. It is written
 * --name, --name VALUE or --name=VALUE, and -letter VALUE where it has one.
 */
struct om_option {
	const char *name;
	char letter; /* or 0 */
	enum om_option_kind kind;
	const char *placeholder; /* NULL for a flag */
	const char *help;	 /* what it does, lower case, no full stop */
	bool required;
};

/* Strings that live as long as the run; p[n] is NULL. */
struct om_words {
	const char **p;
	size_t n;
};

/* The options that every command has; their table ends with { 0 }. */
extern const struct om_option om_options_global[];

/*
 * Whether command takes an option of om_options_global: --json and --ndjson
 * go with OM_READS, --dry-run with OM_CHANGES, so that no command can be told
 * to change nothing and change it all the same.
 */
bool om_option_applies(
    const struct om_command *command, const struct om_option *global);

/*
 * Reads the arguments behind the program's name: finds the command (and its
 * action) from root down, its options and its words, and fills run. OM_USAGE
 * with one line, and the nearest known word, where they do not fit; the
 * values of options and the words themselves are not in that line, as they
 * may name a person. With --help only the command is looked for.
 */
int om_options_parse(struct om_run *run, const struct om_command *root,
    int argc, char **argv) OM_MUST_CHECK;

/*
 * How many words "TYPE:VALUE [FILE] PATH..." asks for: brackets make one
 * optional, dots stand for any number.
 */
void om_options_arity(const char *arguments, size_t *least, size_t *most);

/*
 * What was given for an option of the command's table or of the global one;
 * asking for a name in neither, or of another kind, is a bug and aborts.
 * Text is NULL where the option was not given, a list is then empty.
 */
bool om_option_flag(const struct om_run *run, const char *name);
const char *om_option_text(const struct om_run *run, const char *name);
uint64_t om_option_number(
    const struct om_run *run, const char *name, uint64_t otherwise);
double om_option_decimal(
    const struct om_run *run, const char *name, double otherwise);
struct om_words om_option_list(const struct om_run *run, const char *name);

#endif
