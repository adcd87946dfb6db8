/*
 * Lets the n-th allocation of an act fail, over an act: that one alone, and
 * all that follow as well, those of libraries included. The program may end
 * by om_memory_end or say that it failed; not by a signal, not with tables
 * and log apart, not with the word that it was done.
 */
#define _DEFAULT_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"
#include "bench/workspace.h"
#include "crypto/warm.h"
#include "fault/call_trial.h"

/* The C library's own, under the names that ours do not hide. */
extern void *__libc_malloc(size_t n);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *p, size_t n);

static struct {
	atomic_ulong calls;
	unsigned long at; /* 0 lets none fail */
	bool from_then_on;
	bool armed;
} fault;

static bool
strikes(void)
{
	unsigned long call;

	if (!fault.armed)
		return false;
	call = ++fault.calls;
	if (fault.at == 0 || call < fault.at ||
	    (call > fault.at && !fault.from_then_on))
		return false;
	errno = ENOMEM;
	return true;
}

void *
malloc(size_t n)
{
	return strikes() ? NULL : __libc_malloc(n);
}

void *
calloc(size_t count, size_t size)
{
	return strikes() ? NULL : __libc_calloc(count, size);
}

void *
realloc(void *p, size_t n)
{
	return strikes() ? NULL : __libc_realloc(p, n);
}

static struct figures *figures;

/* What a child counted, for its parent. */
static struct counted {
	atomic_ulong opening; /* until the store is open */
	atomic_ulong all;
} * counted;

static void
watch(bool begins)
{
	if (begins)
		fault.calls = 0;
	else
		counted->all = fault.calls;
	fault.armed = begins;
}

extern int __real_om_store_open(
    struct om_store **out, const struct om_store_options *options);
int __wrap_om_store_open(
    struct om_store **out, const struct om_store_options *options);

int
__wrap_om_store_open(
    struct om_store **out, const struct om_store_options *options)
{
	int rc = __real_om_store_open(out, options);

	counted->opening = fault.calls;
	return rc;
}

/* The act in a child, which may die; its status, or minus its signal. */
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
try_point(const struct trial *t, unsigned long at, bool from_then_on)
{
	const char *wrong;
	int status;

	fault.at = at;
	fault.from_then_on = from_then_on;
	snapshot_put(t->before);
	status = run_apart(t->act->line);
	fault.at = 0;
	figures->points++;
	if (status < 0)
		figures->signals++;
	wrong =
	    status < 0 ? "ended by a signal" : trial_judge(t, status, figures);
	if (wrong != NULL)
		trial_tell(t, from_then_on ? "and all later fail" : "fails", at,
		    wrong);
	return wrong == NULL;
}

/*
 * Opening the workspace reads its policies and keys in some 20,000 steps and
 * changes nothing: of those every 1,000th will do. An erasure has 13,000
 * more, of which every 7th is tried, at random from which on; so have others
 * that the promise is about. All of them take 40 minutes.
 */
enum { OPENING_STEP = 1000, PROMISED_STEP = 7, OTHERS_STEP = 50 };

static unsigned long
step_of(const struct act *act)
{
	static const char *const promised[] = { "import", "request answer",
		"pseudonymise", "db restore", "request run of access",
		"erase, as a request" };

	for (size_t i = 0; i < sizeof(promised) / sizeof(promised[0]); i++)
		if (strcmp(act->name, promised[i]) == 0)
			return PROMISED_STEP;
	return OTHERS_STEP;
}

/* Every step-th allocation from `at` to `last`. */
static bool
try_points(const struct trial *t, unsigned long at, unsigned long last,
    unsigned long step)
{
	bool fine = true;

	for (at += (unsigned long)rand() % step; at <= last; at += step) {
		fine = try_point(t, at, false) && fine;
		fine = try_point(t, at, true) && fine;
	}
	return fine;
}

static bool
try_act(const struct snapshot *begun, const struct act *act, unsigned long step)
{
	unsigned long opening, all;
	struct trial t;
	bool fine;

	/* Not that of the process that tries other acts. */
	counted = shared_new(sizeof(*counted));
	trial_begin(&t, begun, act);
	t.lacks_memory = true;
	snapshot_put(t.before);
	if (run_apart(act->line) != 0)
		give_up(act->name);
	opening = counted->opening;
	all = counted->all;
	fine = try_points(&t, 1, opening, OPENING_STEP * step);
	fine = try_points(&t, opening + 1, all, step_of(act) * step) && fine;
	trial_end(&t);
	return fine;
}

/* A program that forgets to ask whether there was memory must be seen. */
static bool
control(void)
{
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		volatile char *p;

		fault.at = 1;
		watch(true);
		p = malloc(1);
		*p = 'x';
		_exit(0);
	}
	(void)waitpid(child, &status, 0);
	(void)printf("memory: control: an allocation that nobody asked about "
		     "%s\n",
	    WIFSIGNALED(status) ? "was found" : "was NOT found");
	return WIFSIGNALED(status);
}

int
main(int argc, char **argv)
{
	struct part part = { try_act, argc > 1 ? argv[1] : NULL,
		step_wanted(400) };
	bool fine;

	om_memory_protect();
	must(om_crypto_warm(), "libcrypto");
	figures = shared_new(sizeof(*figures));
	counted = shared_new(sizeof(*counted));
	(void)seconds();
	fine = try_acts(&part);
	(void)printf("memory: %lu points, %lu ended by a signal, %lu split, "
		     "%lu false success, %lu not to be done again, %lu odd "
		     "(%.0f s)\n",
	    figures->points, figures->signals, figures->split,
	    figures->false_success, figures->stuck, figures->odd, seconds());
	return control() && fine ? 0 : 1;
}
