/*
 * Lets the n-th call that changes a file go wrong, for every n and every kind
 * of act, in the three ways of preload.c, which is linked in: the call fails,
 * the disk is full from there on, the process ends there. And the n-th that
 * opens, locks, describes or reads one (preload_read.c) fails.
 */
#define _DEFAULT_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "bench/workspace.h"
#include "fault/call_trial.h"

enum { KILLED = 137 };

/* Of preload.c: counts from nothing again. */
extern void fault_restart(void);
int fault_choose(void);

static const char mark[] = "../mark";
static struct figures *figures;

static const struct way {
	const char *how, *name;
	bool alone; /* the call fails, and that is all */
} ways[] = {
	{ "error", "fails", true },
	{ "full", "finds the disk full", false },
	{ "crash", "is the last", false },
	{ "read", "cannot be read", true },
};

static const struct way *way_now;
static unsigned long at_now;

/* Once in the process that does the act. */
int
fault_choose(void)
{
	static bool chosen;

	if (!places_wanted())
		return -1;
	if (chosen || !place_is_new(0))
		return 0;
	chosen = true;
	return 1;
}

static void
watch(bool begins)
{
	struct om_buf at = OM_BUF(32);

	om_buf_format(&at, "%lu", begins ? at_now : 0);
	(void)setenv("FAULT_MARK", mark, 1);
	(void)setenv("FAULT_HOW", way_now->how, 1);
	(void)setenv("FAULT_AT", at.p, 1);
	fault_restart();
	om_buf_free(&at);
}

static int
run_apart(const char *line)
{
	int status = 0;
	pid_t child;

	(void)unlink(mark);
	child = fork();
	if (child == 0) {
		act_watch = watch;
		child_end(act_run(line));
	}
	if (child < 0 || waitpid(child, &status, 0) != child)
		give_up("fork");
	return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

static bool
try_way(struct trial *t, const struct way *way, unsigned long step)
{
	bool fine = true;

	way_now = way;
	t->crash = strcmp(way->how, "crash") == 0 ? KILLED : 0;
	for (at_now = 1 + (unsigned long)rand() % step;; at_now += step) {
		const char *wrong;
		int status;

		snapshot_put(t->before);
		status = run_apart(t->act->line);
		if (!om_file_exists(mark))
			return fine;
		figures->points++;
		if (status < 0)
			figures->signals++;
		wrong = status < 0 ? "ended by a signal"
				   : trial_judge(t, status, figures);
		if (wrong != NULL)
			trial_tell(t, way->name, at_now, wrong);
		fine = fine && wrong == NULL;
	}
}

static bool
try_act(const struct snapshot *begun, const struct act *act, unsigned long step)
{
	struct trial t;
	bool fine = true;

	trial_begin(&t, begun, act);
	/* Of a place, that the call fails is what callers see. */
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
		if (!places_wanted() || ways[i].alone)
			fine = try_way(&t, &ways[i], step) && fine;
	trial_end(&t);
	return fine;
}

/* An act that writes its parts one after the other must be seen to be. */
static bool
control(void)
{
	static const struct act torn = { "two acts", "",
		"user add third --role approver\nuser add fourth --role intake",
		false };
	struct snapshot *begun = acts_begin();
	unsigned long points = figures->points, stuck = figures->stuck;
	struct trial t;

	trial_begin(&t, begun, &torn);
	t.quiet = true;
	(void)try_way(&t, &ways[2], 3);
	trial_end(&t);
	snapshot_free(begun);
	(void)printf("io: control: two acts as one could not be done again at "
		     "%lu of %lu points\n",
	    figures->stuck - stuck, figures->points - points);
	return figures->stuck > stuck;
}

int
main(int argc, char **argv)
{
	struct part part = { try_act, argc > 1 ? argv[1] : NULL,
		step_wanted(100) };
	bool fine;

	figures = shared_new(sizeof(*figures));
	(void)seconds();
	fine = try_acts(&part);
	(void)printf("io: %zu acts, %lu points, %lu split, %lu false success, "
		     "%lu not to be done again, %lu by a signal, %lu odd "
		     "(%.0f s)\n",
	    act_count, figures->points, figures->split, figures->false_success,
	    figures->stuck, figures->signals, figures->odd, seconds());
	return control() && fine ? 0 : 1;
}
