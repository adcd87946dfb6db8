#ifndef OM_FAULT_CALL_TRIAL_H
#define OM_FAULT_CALL_TRIAL_H

#include <stdatomic.h>

#include "fault/call_acts.h"

/* One act, and what it comes to when nothing fails. */
struct trial {
	const struct act *act;
	struct snapshot *before;
	struct om_buf data, log;
	int64_t entries;   /* in the log before */
	bool lacks_memory; /* then libraries say this and that */
	int crash;	   /* the status by which it may end, too; or 0 */
	bool quiet;	   /* nothing is told of it */
};

/* What was found; shared by the processes that part the acts between them. */
struct figures {
	atomic_ulong points; /* at which something was made to fail */
	atomic_ulong split;  /* tables and log disagreed */
	atomic_ulong false_success;
	atomic_ulong stuck;   /* could not be done again */
	atomic_ulong odd;     /* ended otherwise than by a failure's status */
	atomic_ulong signals; /* ended by a signal */
};

/* Does the act once, without failures. */
void trial_begin(
    struct trial *t, const struct snapshot *begun, const struct act *act);
void trial_end(struct trial *t);

/*
 * What is wrong after the act has ended with a status, counted in figures;
 * NULL for nothing. It does the act again where it failed.
 */
const char *trial_judge(
    const struct trial *t, int status, struct figures *figures);

/* Prints that, with what the act itself said. */
void trial_tell(
    const struct trial *t, const char *how, unsigned long at, const char *what);

/* The act of that name. */
const struct act *act_find(const char *name);

/* What one process does: try_act for its share of the acts. */
struct part {
	bool (*try_act)(const struct snapshot *begun, const struct act *act,
	    unsigned long step);
	const char *wanted; /* a part of the names; NULL for all */
	unsigned long step; /* every how many-th call */
};

/* Zeroed memory that processes share; never released. */
void *shared_new(size_t n);

/* Of FAULT_STEP; else 1, or `brief` with FAULT_SHORT. */
unsigned long step_wanted(unsigned long brief);

/*
 * Ends a child at once; child_counted only sees to it that what it did counts
 * where coverage is measured.
 */
_Noreturn void child_end(int status);
void child_counted(void);

/*
 * With FAULT_PLACES=1 not every step-th call fails but one from each place of
 * the program, whichever act comes there first: `make cover` has not the time
 * for more. A place is the innermost callers; way tells apart what is tried
 * there. place_is_new says so once for each.
 */
bool places_wanted(void);
bool place_is_new(unsigned way);

/* One process for each processor; whether all found all well. */
bool try_acts(const struct part *part);

#endif
