/*
 * What a scan of everything costs beside a plain search: processor time of
 * `ombud scan --summary` and of `rg -o` with twelve patterns over the same
 * file, in turns, so that what else the machine does meets both. Then the
 * library's calls for one record, and what an empty file takes.
 */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"
#include "bench/corpus.h"
#include "bench/workspace.h"
#include "ombud.h"

enum { FULL_MIB = 256, SHORT_MIB = 8, ROUNDS = 3, RECORDS = 100000 };

static const char patterns[] =
    "(?-u:[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}"
    "|\\b(?:[0-9]{1,3}\\.){3}[0-9]{1,3}\\b"
    "|\\b[0-9]{3}-[0-9]{2}-[0-9]{4}\\b"
    "|\\b(?:[0-9][ -]?){13,19}\\b"
    "|\\b[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}\\b"
    "|\\b(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}\\b"
    "|\\+[0-9]{1,3}[ -]?[0-9]{2,4}[ -]?[0-9]{3,4}[ -]?[0-9]{3,4}"
    "|\\b[A-HJ-NPR-Z0-9]{17}\\b"
    "|\\b(?:[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}\\b"
    "|\\b[0-9]{8}[A-Z]\\b"
    "|\\bAKIA[0-9A-Z]{16}\\b"
    "|\\b(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}\\b)";

extern char **environ;

struct cost {
	double seconds; /* of processor time */
	double mib;	/* resident at most */
};

/* Runs a program without its output; false where there is none such. */
static bool
run(struct cost *out, char *const argv[])
{
	posix_spawn_file_actions_t quiet;
	struct rusage before, after;
	pid_t child;
	int status, failed;

	(void)getrusage(RUSAGE_CHILDREN, &before);
	(void)posix_spawn_file_actions_init(&quiet);
	(void)posix_spawn_file_actions_addopen(
	    &quiet, 1, "/dev/null", 1 /* O_WRONLY */, 0);
	failed = posix_spawnp(&child, argv[0], &quiet, NULL, argv, environ);
	(void)posix_spawn_file_actions_destroy(&quiet);
	if (failed != 0 || waitpid(child, &status, 0) != child ||
	    !WIFEXITED(status) || WEXITSTATUS(status) > 1)
		return false;
	(void)getrusage(RUSAGE_CHILDREN, &after);
	out->seconds =
	    (double)(after.ru_utime.tv_sec - before.ru_utime.tv_sec +
		     after.ru_stime.tv_sec - before.ru_stime.tv_sec) +
	    (double)(after.ru_utime.tv_usec - before.ru_utime.tv_usec +
		     after.ru_stime.tv_usec - before.ru_stime.tv_usec) /
		1e6;
	out->mib = (double)after.ru_maxrss / 1024;
	return true;
}

static void
keep_best(struct cost *best, struct cost now)
{
	if (best->seconds == 0 || now.seconds < best->seconds)
		*best = now;
}

static void
measure(char *program, const struct corpus *c, size_t size)
{
	char scan[] = "scan", summary[] = "--summary", lines[] = "--ndjson";
	char rg[] = "rg", options[] = "-oN", one[] = "-j1",
	     none[] = "--no-config";
	char *path = om_strdup(c->name), *text = om_strdup(patterns);
	char *const ours[] = { program, scan, summary, path, NULL };
	char *const each[] = { program, scan, lines, path, NULL };
	char *const theirs[] = { rg, options, one, none, text, path, NULL };
	struct cost now, own = { 0 }, own_each = { 0 }, rival = { 0 };
	double bytes = (double)size / 1e9;

	corpus_write(c->name, c, size);
	for (int round = 0; round < ROUNDS; round++) {
		must(run(&now, ours) ? OM_OK : OM_IO, program);
		keep_best(&own, now);
		must(run(&now, each) ? OM_OK : OM_IO, program);
		keep_best(&own_each, now);
		if (run(&now, theirs))
			keep_best(&rival, now);
	}
	printf("scan: %-14s %5.2f GB/s, a line each finding %5.2f", c->name,
	    bytes / own.seconds, bytes / own_each.seconds);
	if (rival.seconds > 0)
		printf("; ripgrep -o %5.2f: %.2f times (%.0f asked)",
		    bytes / rival.seconds, rival.seconds / own.seconds,
		    c->least);
	printf("\n");
	(void)remove(c->name);
	om_free(path);
	om_free(text);
}

static int
found(void *state, const struct ombud_finding *f)
{
	(void)f;
	++*(uint64_t *)state;
	return 0;
}

/* A record of one KiB through the library's calls, again and again. */
static void
measure_records(const struct corpus *c)
{
	struct om_buf text = OM_BUF(1 << 20);
	struct ombud_scan *scan;
	uint64_t n = 0;
	double start;

	for (uint64_t i = 1; text.n < 1024; i++)
		c->line(&text, i);
	must(om_scan_open(&scan, NULL, found, &n), "om_scan_open");
	start = cpu_seconds();
	for (int i = 0; i < RECORDS; i++) {
		must(om_scan_feed(scan, text.p, 1024), "om_scan_feed");
		must(om_scan_end(scan), "om_scan_end");
	}
	printf(
	    "scan: 1 KiB of %s through the library: %.2f us, %.1f findings\n",
	    c->name, (cpu_seconds() - start) * 1e6 / RECORDS,
	    (double)n / RECORDS);
	om_scan_close(scan);
	om_buf_free(&text);
}

static void
measure_start(char *program)
{
	char scan[] = "scan", summary[] = "--summary", path[] = "empty";
	char *const argv[] = { program, scan, summary, path, NULL };
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	struct cost now, best = { 0 };

	must(fd < 0 ? OM_IO : OM_OK, path);
	(void)close(fd);
	for (int i = 0; i < 20; i++) {
		must(run(&now, argv) ? OM_OK : OM_IO, program);
		keep_best(&best, now);
	}
	printf("scan: an empty file: %.1f ms\n", best.seconds * 1e3);
	(void)remove(path);
}

int
main(int argc, char **argv)
{
	size_t mib = getenv("BENCH_SHORT") != NULL ? SHORT_MIB : FULL_MIB;
	struct om_buf program = OM_BUF(4096);
	char *slash = strrchr(argv[0], '/');

	if (argc > 0 && slash != NULL)
		om_buf_add(&program,
		    om_span_bytes(argv[0], (size_t)(slash - argv[0]) + 1));
	om_buf_text(&program, "ombud");
	om_buf_byte(&program, '\0');
	for (const struct corpus *c = corpora; c->name != NULL; c++)
		measure(program.p, c, mib << 20);
	measure_records(&corpora[1]);
	measure_records(&corpora[2]);
	measure_start(program.p);
	om_buf_free(&program);
	return 0;
}
