#define _DEFAULT_SOURCE
/*
 * Two processes integrate one log at once, and are killed at any moment, also
 * between the tiles and the head: every head that was ever signed must be
 * extended by the last, and no size may have two roots. The control signs a
 * head of its own making, which must be noticed.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "bench/workspace.h"
#include "crypto/tlog.h"

enum { ROUNDS = 2000, ENTRIES = 7, HEADS_MAX = 1 << 16 };

static struct om_keys *keys;
static struct om_tree_head *heads;
static size_t heads_n;

/* Entry i is the same whoever stages it, as the database has it. */
static int
extend(struct om_tlog *log, uint64_t to)
{
	struct om_buf b = OM_BUF(100);
	int rc = OM_OK;

	for (uint64_t i = om_tlog_staged(log); rc == OM_OK && i < to; i++) {
		struct om_span entry;

		om_buf_reset(&b);
		om_buf_format(&b, "entry %llu", (unsigned long long)i);
		entry = om_buf_span(&b);
		rc = om_tlog_append(log, &entry, 1);
	}
	om_buf_free(&b);
	return rc == OM_OK ? om_tlog_commit(log) : rc;
}

static int
open_log(struct om_tlog **out)
{
	return om_tlog_open(out, "log", OM_SPAN("fault.example/log"), keys);
}

static void
work(void)
{
	for (;;) {
		struct om_tlog *log = NULL;
		int rc = open_log(&log);

		if (rc == OM_OK)
			rc = extend(log, om_tlog_size(log) + ENTRIES);
		om_tlog_close(log);
		if (rc != OM_OK && rc != OM_BUSY)
			_exit(1);
	}
}

static pid_t
begin(void)
{
	pid_t pid = fork();

	if (pid == 0)
		work();
	return pid;
}

/* Whether the log extends all heads seen so far; this one is seen then. */
static bool
holds(void)
{
	struct om_tlog *log = NULL;
	bool good = open_log(&log) == OM_OK;

	for (size_t i = 0; good && i < heads_n; i++)
		good = om_tlog_extends(log, &heads[i]) == OM_OK;
	if (good && heads_n < HEADS_MAX)
		heads[heads_n++] = om_tlog_head(log);
	om_tlog_close(log);
	return good;
}

/* Ends both at a random moment; false where one found its log corrupt. */
static bool
strike(void)
{
	pid_t pids[2] = { begin(), begin() };
	bool good = true;

	(void)usleep((useconds_t)(rand() % 100000));
	for (int i = 0; i < 2; i++) {
		int status;

		(void)kill(pids[i], SIGKILL);
		(void)waitpid(pids[i], &status, 0);
		good &= !WIFEXITED(status);
	}
	return good;
}

/* A head over other entries, of a size that was signed already. */
static bool
control_is_caught(void)
{
	struct om_tree_head forged = heads[heads_n - 1];
	struct om_tlog *log = NULL;
	bool caught;

	forged.root.b[0] ^= 1;
	must(open_log(&log), "log");
	caught = om_tlog_extends(log, &forged) == OM_CORRUPT;
	om_tlog_close(log);
	return caught;
}

int
main(void)
{
	unsigned rounds = getenv("FAULT_SHORT") != NULL ? ROUNDS / 100 : ROUNDS;
	unsigned lost = 0;
	struct om_tlog_audit audit = { 0 };
	struct om_tlog *log = NULL;
	bool caught;

	must(om_keys_create("keys"), "keys");
	must(om_keys_open(&keys, "keys"), "keys");
	must(open_log(&log), "log");
	om_tlog_close(log);
	heads = om_new(HEADS_MAX, sizeof(*heads));
	for (unsigned i = 0; i < rounds; i++)
		lost += !strike() || !holds();
	must(open_log(&log), "log");
	if (om_tlog_verify(log, &audit) != OM_OK)
		lost++;
	(void)printf("fault_sequencer: %u tried, %u lost (%llu entries, %zu "
		     "heads)\n",
	    rounds, lost, (unsigned long long)om_tlog_size(log), heads_n);
	om_tlog_close(log);
	caught = control_is_caught();
	(void)printf(
	    "fault_sequencer: control %s\n", caught ? "caught" : "NOT CAUGHT");
	om_free(heads);
	om_keys_close(keys);
	return lost == 0 && caught ? 0 : 1;
}
