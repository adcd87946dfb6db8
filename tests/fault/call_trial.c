#define _DEFAULT_SOURCE
#include "fault/call_trial.h"

#include <execinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"

static const char entries[] = "SELECT count(*) FROM audit_entry";

enum { CEILING = 1 << 20, WORKERS = 8, PLACES = 1 << 16, DEPTH = 9 };

void
trial_begin(
    struct trial *t, const struct snapshot *begun, const struct act *act)
{
	*t = (struct trial){ .act = act,
		.before = act_prepare(begun, act),
		.data = OM_BUF(CEILING),
		.log = OM_BUF(CEILING) };
	snapshot_put(t->before);
	t->entries = acts_number(entries);
	if (act_run(act->line) != 0)
		give_up(act->name);
	acts_data(&t->data, act->anew);
	acts_log(&t->log);
}

void
trial_end(struct trial *t)
{
	om_buf_free(&t->data);
	om_buf_free(&t->log);
	snapshot_free(t->before);
}

static bool
is_data(const struct trial *t)
{
	struct om_buf now = OM_BUF(CEILING);
	bool same;

	acts_data(&now, t->act->anew);
	same = om_span_equal(om_buf_span(&now), om_buf_span(&t->data));
	om_buf_free(&now);
	return same;
}

static bool
is_log(const struct trial *t)
{
	struct om_buf now = OM_BUF(CEILING);
	bool same;

	acts_log(&now);
	same = om_span_equal(om_buf_span(&now), om_buf_span(&t->log));
	om_buf_free(&now);
	return same;
}

/* What was printed before it failed shows nobody, or was recorded. */
static bool
has_leaked(const struct trial *t)
{
	struct om_buf out = OM_BUF(CEILING);
	bool leaked;

	if (om_file_read(&out, act_out) != OM_OK)
		give_up("out");
	om_buf_byte(&out, '\0');
	leaked = strstr(out.p, "@example.com") != NULL &&
		 acts_number(entries) <= t->entries;
	om_buf_free(&out);
	return leaked;
}

/* A library that lacks memory makes it seem a fault of what was read. */
static bool
is_failure(const struct trial *t, int status)
{
	return status == 6 || status == t->crash ||
	       (t->lacks_memory && (status == 2 || status == 3 || status == 7));
}

const char *
trial_judge(const struct trial *t, int status, struct figures *figures)
{
	const char *split;

	if (status == 0 && !(is_data(t) && is_log(t))) {
		figures->false_success++;
		return "said that it was done";
	}
	if (status != 0 && has_leaked(t)) {
		figures->false_success++;
		return "printed what it failed to record";
	}
	if (status != 0 && !is_failure(t, status)) {
		figures->odd++;
		return "ended with an odd status";
	}
	if (snapshot_is(t->before))
		return NULL;
	split = acts_split();
	if (split != NULL) {
		figures->split++;
		return split;
	}
	if (status == 0 || is_data(t))
		return NULL;
	if (act_run(t->act->line) != 0 || !is_data(t) || acts_split() != NULL) {
		figures->stuck++;
		return "cannot be done again";
	}
	return NULL;
}

void
trial_tell(
    const struct trial *t, const char *how, unsigned long at, const char *what)
{
	struct om_buf err = OM_BUF(CEILING);

	if (t->quiet)
		return;
	if (om_file_read(&err, act_err) != OM_OK || err.n == 0)
		om_buf_text(&err, "-\n");
	(void)printf("  %s: call %lu %s: %s: %.*s", t->act->name, at, how, what,
	    OM_SPAN_ARG(om_buf_span(&err)));
	(void)fflush(stdout);
	om_buf_free(&err);
}

const struct act *
act_find(const char *name)
{
	for (size_t i = 0; i < act_count; i++)
		if (strcmp(acts[i].name, name) == 0)
			return &acts[i];
	give_up(name);
}

/* Of libgcov, where that is linked in. */
extern void __gcov_dump(void) __attribute__((weak));

void
child_counted(void)
{
	if (__gcov_dump != NULL)
		__gcov_dump();
}

_Noreturn void
child_end(int status)
{
	child_counted();
	_exit(status);
}

void *
shared_new(size_t n)
{
	void *p = mmap(
	    NULL, n, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		give_up("memory");
	return p;
}

/* Hashes of the places where something failed already; shared. */
static atomic_ullong *places;

bool
places_wanted(void)
{
	return places != NULL;
}

bool
place_is_new(unsigned way)
{
	void *callers[DEPTH];
	unsigned long long hash = way + 1;
	int n = backtrace(callers, DEPTH);

	for (int i = 0; i < n; i++)
		hash = (hash ^ (uintptr_t)callers[i]) * 0x100000001b3 + 1;
	for (size_t at = hash >> 24, tries = 0; tries < PLACES; at++, tries++) {
		unsigned long long there = 0;

		if (atomic_compare_exchange_strong(
			&places[at % PLACES], &there, hash))
			return true;
		if (there == hash)
			return false;
	}
	give_up("too many places");
}

unsigned long
step_wanted(unsigned long brief)
{
	const char *step = getenv("FAULT_STEP");
	unsigned long n = step == NULL ? 0 : strtoul(step, NULL, 10);

	if (n == 0)
		n = getenv("FAULT_SHORT") != NULL ? brief : 1;
	return n;
}

/* Every workers-th act, in a folder of this process's own. */
static int
work(const struct part *part, unsigned long me, unsigned long workers)
{
	struct snapshot *begun;
	char folder[] = { (char)('a' + me), '\0' };
	bool fine = true;

	if (mkdir(folder, 0700) != 0 || chdir(folder) != 0)
		give_up(folder);
	srand((unsigned)me);
	begun = acts_begin();
	for (size_t i = me; i < act_count; i += workers)
		if (part->wanted == NULL ||
		    strstr(acts[i].name, part->wanted) != NULL)
			fine =
			    part->try_act(begun, &acts[i], part->step) && fine;
	snapshot_free(begun);
	return fine ? 0 : 1;
}

bool
try_acts(const struct part *part)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	unsigned long workers = processors < 1 ? 1 : (unsigned long)processors;
	bool fine = true;
	int status;

	if (workers > WORKERS)
		workers = WORKERS;
	if (getenv("FAULT_PLACES") != NULL)
		places = shared_new(PLACES * sizeof(*places));
	(void)fflush(stdout);
	for (unsigned long me = 0; me < workers; me++)
		if (fork() == 0)
			exit(work(part, me, workers));
	for (unsigned long me = 0; me < workers; me++)
		fine = wait(&status) > 0 && status == 0 && fine;
	places = NULL;
	return fine;
}
