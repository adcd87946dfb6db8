#ifndef OM_FAULT_CALL_ACTS_H
#define OM_FAULT_CALL_ACTS_H

#include "base/buf.h"

/*
 * Every kind of act as a command line, for the programs here that let each of
 * its calls fail. They are run inside the program, in the folder `now` below
 * the caller's, whose workspace is `w`.
 */
struct act {
	const char *name;
	const char *prepare; /* command lines, one behind the other */
	const char *line;
	/* Does all again in a new request: only people count then. */
	bool anew;
};

extern const struct act acts[];
extern const size_t act_count;

/* All files of `now` at a moment. */
struct snapshot;

/* Makes `now` with three people, two members, a suppression, a backup. */
struct snapshot *acts_begin(void);

/* The same with an act prepared. */
struct snapshot *act_prepare(
    const struct snapshot *begun, const struct act *act);

/* Puts all files back; whether they are just so; releases. */
void snapshot_put(const struct snapshot *s);
bool snapshot_is(const struct snapshot *s);
void snapshot_free(struct snapshot *s);

/*
 * Runs command lines; the exit status of the first that fails, or 0. @1 to @3
 * are the subjects in the order in which they came, @P the newest profile of
 * the first of them, @R the newest request, @W and @K the address and the key
 * of a witness. "@old N" is no command: it makes epoch N years old. What was
 * printed is in the files act_out and act_err.
 */
int act_run(const char *lines);
extern const char *act_out, *act_err;

/* Told when a command begins and ends; NULL for nobody. */
extern void (*act_watch)(bool begins);

/* The tables in short, and what the log says was done, in order. */
void acts_data(struct om_buf *b, bool people_only);
void acts_log(struct om_buf *b);

/*
 * NULL, or what is split: a count of rows that the audit entries contradict,
 * a copy that no entry tells of, a log or a store that does not verify.
 */
const char *acts_split(void);

/* The number that a query of the database gives. */
int64_t acts_number(const char *query);

/* Ends the program. */
_Noreturn void give_up(const char *what);

#endif
