/*
 * Lets the n-th call of libcrypto fail, for every n: first in each of what
 * src/crypto makes of them, which must say so, leave what it was to write
 * untouched and do it right when it is asked again; then in every kind of
 * act, after which tables and log must agree.
 */
#define _DEFAULT_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"
#include "bench/workspace.h"
#include "fault/call_trial.h"
#include "fault/evp.h"

static struct figures *figures;
static unsigned long at_now;

static void
watch(bool begins)
{
	evp_arm(begins ? at_now : 0);
}

extern void __real_om_memory_end(const char *why);
_Noreturn void __wrap_om_memory_end(const char *why);

/* A child that ends there is counted by `make cover`, too. */
void
__wrap_om_memory_end(const char *why)
{
	child_counted();
	__real_om_memory_end(why);
	abort();
}

static int
run_apart(const char *line)
{
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		act_watch = watch;
		child_end(act_run(line));
	}
	if (child < 0 || waitpid(child, &status, 0) != child)
		give_up("fork");
	return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

static bool
try_act(const struct snapshot *begun, const struct act *act, unsigned long step)
{
	struct trial t;
	bool fine = true;

	trial_begin(&t, begun, act);
	t.lacks_memory = true;
	for (at_now = 1 + (unsigned long)rand() % step;; at_now += step) {
		const char *wrong;
		int status;

		snapshot_put(t.before);
		status = run_apart(act->line);
		if (!evp_struck())
			break;
		figures->points++;
		if (status < 0)
			figures->signals++;
		wrong = status < 0 ? "ended by a signal"
				   : trial_judge(&t, status, figures);
		if (wrong != NULL)
			trial_tell(&t, "fails", at_now, wrong);
		fine = fine && wrong == NULL;
	}
	trial_end(&t);
	return fine;
}

/* Each process its own: what one's child does, another must not see. */
static bool
try_act_apart(
    const struct snapshot *begun, const struct act *act, unsigned long step)
{
	evp_prepare();
	return try_act(begun, act, step);
}

int
main(int argc, char **argv)
{
	struct part part = { try_act_apart, argc > 1 ? argv[1] : NULL,
		step_wanted(100) };
	bool fine;

	evp_prepare();
	fine = evp_try_uses();
	fine = evp_control() && fine;
	figures = shared_new(sizeof(*figures));
	(void)seconds();
	fine = try_acts(&part) && fine;
	(void)printf("crypto: %zu acts, %lu points, %lu split, %lu false "
		     "success, %lu not to be done again, %lu by a signal, %lu "
		     "odd (%.0f s)\n",
	    act_count, figures->points, figures->split, figures->false_success,
	    figures->stuck, figures->signals, figures->odd, seconds());
	return fine ? 0 : 1;
}
