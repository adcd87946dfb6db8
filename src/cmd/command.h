#ifndef OM_CMD_COMMAND_H
#define OM_CMD_COMMAND_H

#include "base/arena.h"
#include "cmd/options.h"
#include "cmd/output.h"

/* What a command touches; decides which global options it takes. */
enum {
	OM_READS = 1,	  /* has data to print: --json, --ndjson */
	OM_CHANGES = 2,	  /* changes something: --dry-run, which it obeys */
	OM_WORKSPACE = 4, /* works on the workspace at run->home */
	OM_RESERVED = 8,  /* carries out a right: may use the disk's reserve */
};

/*
 * A command, or an action of one ("request" has "new", "list", ...). Its
 * help is made from this, so each is written for a reader. A command has
 * actions, or run, or both: with both, run gets what is no action's word.
 */
struct om_command {
	const char *word;
	const char *summary;   /* one line, lower case, no full stop */
	const char *arguments; /* "PATH...", "TYPE:VALUE [FILE]" or NULL */
	const char *about;     /* paragraphs; NULL where summary says it all */
	const char *example;   /* lines as they are typed */
	unsigned touches;      /* OM_READS | ... */
	const struct om_option *options;	 /* ends with { 0 }, or NULL */
	const struct om_command *const *actions; /* ends with NULL, or NULL */

	/*
	 * Does it. 0 is done; 1 is "findings" or "the answer is no"; else a
	 * code of base/error.h with its message. Prints data through
	 * run->out alone.
	 */
	int (*run)(struct om_run *run);
};

/* One call of the program. */
struct om_run {
	const struct om_command *command; /* the action that was found */
	const char *name;		  /* its words: "request new" */
	const char *home;		  /* the workspace's folder */
	bool help;
	bool dry_run;
	bool no_input; /* nothing may ask a question */
	bool no_progress;
	struct om_words words;		/* the arguments that are no options */
	struct om_option_value *values; /* of options; see om_option_text */
	struct om_output out;
	struct om_arena arena; /* wiped when the command is over */
};

/* Every command of command_list.h, NULL at the end, below a nameless root. */
extern const struct om_command *const om_commands[];
extern const struct om_command om_command_root;

/* The action of that word; NULL where parent has none. */
const struct om_command *om_command_find(
    const struct om_command *parent, const char *word);

/*
 * Runs one command line (argv[0] is the program's name) of the commands below
 * root, with data going to the descriptor out, and prints
 * `ombud: COMMAND: message` on stderr where it fails. Returns the exit
 * status.
 */
int om_command_main(
    const struct om_command *root, int argc, char **argv, int out);

#endif
