/*
 * What it takes the program to start and end: the median of many runs. The
 * limit is held against processor time, which other programs do not change.
 */
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "bench/workspace.h"

static const double limit_ms = 10;

enum { RUNS = 101 };

extern char **environ;

static int
by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Milliseconds of processor time of all children that have ended. */
static double
children(void)
{
	struct rusage u;

	(void)getrusage(RUSAGE_CHILDREN, &u);
	return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1e3 +
	       (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e3;
}

static double
run(char *program)
{
	char version[] = "version";
	char *const argv[] = { program, version, NULL };
	posix_spawn_file_actions_t quiet;
	double begun = seconds();
	pid_t child;
	int status;

	(void)posix_spawn_file_actions_init(&quiet);
	(void)posix_spawn_file_actions_addopen(
	    &quiet, 1, "/dev/null", 1 /* O_WRONLY */, 0);
	if (posix_spawn(&child, program, &quiet, NULL, argv, environ) != 0 ||
	    waitpid(child, &status, 0) != child || status != 0)
		must(om_fail(OM_IO, "cannot run"), program);
	(void)posix_spawn_file_actions_destroy(&quiet);
	return (seconds() - begun) * 1e3;
}

int
main(void)
{
	char *program = getenv("OMBUD"), built[] = "../ombud";
	double wall[RUNS], cpu[RUNS];

	if (program == NULL)
		program = built;
	for (int i = 0; i < RUNS; i++) {
		double before = children();

		wall[i] = run(program);
		cpu[i] = children() - before;
	}
	qsort(wall, RUNS, sizeof(*wall), by_value);
	qsort(cpu, RUNS, sizeof(*cpu), by_value);
	(void)printf("start-up: median %.1f ms, of it %.1f ms on a processor"
		     " (limit %.0f)\n",
	    wall[RUNS / 2], cpu[RUNS / 2], limit_ms);
	return cpu[RUNS / 2] > limit_ms;
}
