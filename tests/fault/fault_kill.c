/*
 * kill -9 at random moments while a workspace is worked on. A child does acts
 * and acknowledges each through a pipe once it returned; it is killed; the
 * next child opens the workspace, compares it with what must hold (model.h)
 * and goes on. Two workers, each with a workspace of its own. The children of
 * the controls break their promise, which must be noticed.
 */
#define _GNU_SOURCE
#include "bench/workspace.h"
#include "fault/kill_child.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"

enum {
	WORKERS = 2,
	ALL_KILLS = 10000,
	SHORT_KILLS = 100,
	CONTROL_KILLS = 200,
	FRESH = 100,   /* kills until a new workspace */
	OPENINGS = 8,  /* one kill of so many may fall into the opening */
	LATEST = 30,   /* milliseconds until a kill */
	SOON = 2,      /* ... until one within an act of a kind */
	WAIT = 20000,  /* ... until a child must have said something */
	LEFTOVERS = 8, /* temporary files that one workspace may hold */
	MILLISECOND = 1000000,
	SHOWN = 5,
};

/* Of all workers, in memory they share. */
struct figures {
	_Atomic uint64_t kills, acts, inside[KINDS], opening;
	_Atomic uint64_t lost, split, log, refused, leftovers;
};

struct worker {
	struct figures *figures;
	struct child child;
	struct act act; /* that is being done */
	bool acting, failed;
	char *folder;
};

/* ---- the parent -----------------------------------------------------------
 */

static void
note_failure(struct worker *w, const struct note *note)
{
	struct figures *f = w->figures;
	_Atomic uint64_t *count = note->what == 'L'   ? &f->lost
				  : note->what == 'S' ? &f->split
				  : note->what == 'V' ? &f->log
						      : &f->refused;
	uint64_t n = ++*count;

	w->failed = true;
	if (w->child.manner == HONEST && n <= SHOWN)
		(void)printf("%c after turn %llu of seed %llu, %s: %s\n",
		    note->what, (unsigned long long)w->child.turn,
		    (unsigned long long)w->child.seed, kind_word(w->act.kind),
		    note->text);
}

static void
take_note(struct worker *w, const struct note *note)
{
	switch (note->what) {
	case 'R':
		w->child.worlds[0] = w->child.worlds[note->which];
		w->child.n = 1;
		w->acting = false;
		break;
	case 'B':
		w->act = model_choose(&w->child.worlds[0],
		    chance_of(w->child.seed, w->child.turn++));
		w->child.n = 1 + model_steps(w->child.worlds + 1,
				     &w->child.worlds[0], &w->act);
		w->acting = true;
		break;
	case 'A':
		w->child.before = w->child.worlds[0];
		w->child.worlds[0] = w->child.worlds[w->child.n - 1];
		w->child.n = 1;
		w->acting = false;
		w->child.promise = note->promise;
		w->figures->acts++;
		break;
	default:
		note_failure(w, note);
	}
}

/* The next note before a moment: false where there is none. */
static bool
hear(struct note *note, int from, int64_t until)
{
	struct pollfd p = { from, POLLIN, 0 };
	int64_t left = until - om_clock_steady();
	struct timespec wait = { left / 1000000000, left % 1000000000 };

	if (left < 0 || ppoll(&p, 1, &wait, NULL) <= 0)
		return false;
	return read(from, note, sizeof(*note)) == sizeof(*note);
}

/*
 * When a child is killed: a while after it is ready; or, so that short acts
 * have their share, soon after it begins one of a kind; or at any moment.
 */
struct aim {
	bool any, at_kind;
	enum kind kind;
	int64_t late, soon; /* nanoseconds */
};

static struct aim
take_aim(const struct worker *w)
{
	uint64_t chance = chance_of(~w->child.seed, w->figures->kills);
	uint64_t more = chance_of(chance, 0);

	return (struct aim){ .any = chance % OPENINGS == 0,
		.at_kind = chance >> 8 & 1,
		.kind = (enum kind)((chance >> 9) % KINDS),
		.late = (int64_t)(more % (LATEST * MILLISECOND)),
		.soon = (int64_t)((more >> 32) % (SOON * MILLISECOND)) };
}

/* Listens until it is time, kills, and hears what was said before. */
static void
kill_in_time(struct worker *w, pid_t child, int from)
{
	struct aim aim = take_aim(w);
	int64_t until = om_clock_steady() +
			(aim.any ? aim.late : (int64_t)WAIT * MILLISECOND);
	bool ready = false;
	struct note note;

	while (hear(&note, from, until)) {
		take_note(w, &note);
		if (note.what == 'R' && !aim.any)
			until = om_clock_steady() + aim.late;
		if (note.what == 'B' && aim.at_kind && w->act.kind == aim.kind)
			until = om_clock_steady() + aim.soon;
		ready = ready || note.what == 'R';
	}
	(void)kill(child, SIGKILL);
	(void)waitpid(child, NULL, 0);
	while (hear(&note, from, INT64_MAX)) {
		take_note(w, &note);
		ready = ready || note.what == 'R';
	}
	if (!ready && !aim.any && !w->failed)
		must(om_fail(OM_BUSY, "said nothing"), "child");
	w->figures->opening += !ready;
	w->figures->inside[w->act.kind] += ready && w->acting;
}

static int
count_temporary(void *state, const char *path)
{
	size_t n = strlen(path);

	*(uint64_t *)state += n > 4 && strcmp(path + n - 4, ".tmp") == 0;
	return OM_OK;
}

static void
renew(struct worker *w)
{
	uint64_t left = 0;

	if (om_file_exists(w->folder))
		must(om_folder_walk(w->folder, count_temporary, &left),
		    "leftovers");
	if (left > w->figures->leftovers)
		w->figures->leftovers = left;
	hands_end(&w->child.hands);
	must(om_folder_remove(w->folder), "remove");
	must(hands_make(w->folder), "workspace");
	must(hands_begin(&w->child.hands, w->folder), "workspace");
	model_begin(&w->child.worlds[0]);
	w->child.before = w->child.worlds[0];
	w->child.n = 1;
	w->child.promise = (struct promise){ 0, 0 };
	w->failed = w->acting = false;
}

static void
kill_once(struct worker *w)
{
	int ends[2];
	pid_t child;

	if (pipe2(ends, O_CLOEXEC) != 0)
		must(om_fail(OM_IO, "no pipe"), "pipe");
	child = fork();
	if (child == 0) {
		(void)close(ends[0]);
		child_work(&w->child, ends[1]);
	}
	(void)close(ends[1]);
	kill_in_time(w, child, ends[0]);
	(void)close(ends[0]);
}

static void
run_worker(struct worker *w, uint64_t kills)
{
	for (uint64_t i = 0; i < kills; i++) {
		if (i % FRESH == 0 || w->failed)
			renew(w);
		kill_once(w);
		w->figures->kills++;
	}
	renew(w);
	must(om_folder_remove(w->folder), "remove");
}

/* All workers until they are through. */
static void
run_all(struct figures *f, enum manner manner, uint64_t kills, uint64_t seed)
{
	for (int i = 0; i < WORKERS; i++) {
		struct worker w = { .figures = f,
			.child.manner = manner,
			.child.seed = chance_of(seed, (uint64_t)i) };

		(void)fflush(stdout);
		if (fork() != 0)
			continue;
		w.folder = om_strdup((char[]){ 'k', (char)('0' + i), '\0' });
		run_worker(&w, kills / WORKERS);
		(void)fflush(stdout);
		_exit(0);
	}
	for (int i = 0, status; i < WORKERS; i++)
		if (wait(&status) < 0 || status != 0)
			must(om_fail(OM_IO, "failed"), "worker");
}

static struct figures *
share(void)
{
	void *p = mmap(NULL, sizeof(struct figures), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		must(om_fail(OM_IO, "no memory"), "figures");
	return p;
}

static bool
tell_kinds(const struct figures *f, bool all)
{
	bool good = true;

	(void)printf("kills inside:");
	for (int i = 0; i < KINDS; i++) {
		(void)printf("%s %s %llu", i == 0 ? "" : ",",
		    kind_word((enum kind)i), (unsigned long long)f->inside[i]);
		good = good && (!all || f->inside[i] > 0);
	}
	(void)printf(", opening %llu\n", (unsigned long long)f->opening);
	return good;
}

static bool
try_control(enum manner manner, const char *what, uint64_t seed)
{
	struct figures *f = share();
	uint64_t noticed;

	run_all(f, manner, CONTROL_KILLS, seed);
	noticed = f->lost + f->split + f->log;
	(void)printf("control: a child that %s: noticed %llu times in %llu\n",
	    what, (unsigned long long)noticed, (unsigned long long)f->kills);
	return noticed > 0;
}

int
main(void)
{
	const char *given = getenv("FAULT_SEED");
	bool quick = getenv("FAULT_SHORT") != NULL, good;
	uint64_t seed = given == NULL ? (uint64_t)om_clock_now()
				      : strtoull(given, NULL, 10);
	struct figures *f = share();
	double took;

	(void)seconds();
	run_all(f, HONEST, quick ? SHORT_KILLS : ALL_KILLS, seed);
	took = seconds();
	(void)printf("kill: %llu kills, %llu acknowledged acts, %llu lost, "
		     "%llu split, %llu audit failures\n",
	    (unsigned long long)f->kills, (unsigned long long)f->acts,
	    (unsigned long long)f->lost, (unsigned long long)f->split,
	    (unsigned long long)f->log);
	(void)printf("%llu refused afterwards, at most %llu temporary files "
		     "left, %.0f kills/s, seed %llu\n",
	    (unsigned long long)f->refused, (unsigned long long)f->leftovers,
	    (double)f->kills / took, (unsigned long long)seed);
	good = tell_kinds(f, !quick) && f->leftovers <= LEFTOVERS &&
	       f->lost + f->split + f->log + f->refused == 0;
	if (!try_control(EARLY, "acknowledges before it acts", seed))
		good = false;
	if (!try_control(SILENT, "drops entries of the log", seed))
		good = false;
	return good ? 0 : 1;
}
