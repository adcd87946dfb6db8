/*
 * Losses of power. A script of acts is done in a workspace while everything
 * that it does to files is recorded (the functions at the end stand in the
 * place of the C library's, for SQLite too); then the workspace is put
 * together as a disk may show it after a loss of power at any moment
 * (power_disk.h), opened by the program, and compared with what was
 * acknowledged before (model.h). Disks that do not sync what they are told
 * are the controls: their losses must be noticed.
 */
#define _GNU_SOURCE
#include "bench/workspace.h"
#include "fault/hands.h"
#include "fault/power_disk.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"
#include "store/store_inside.h"

enum {
	WORKERS = 2,
	ALL_STATES = 100000,
	SHORT_STATES = 1000,
	CONTROL_PART = 20, /* a control tries that part of the states */
	OF_SCRIPT = 1000,  /* states of one script */
	ACTS = 40,	   /* of one script */
	SHOWN = 5,
};

struct figures {
	_Atomic uint64_t states, acts, lost, corrupt, refused;
};

/* What was acknowledged by a mark of the log. */
struct mark {
	size_t event;
	struct model worlds[STEPS + 1]; /* there, then those of the next act */
	int n;
	struct act next;
	struct promise promise;
};

struct script {
	struct log log;
	struct mark marks[ACTS + 1];
	uint64_t seed;
};

struct worker {
	struct figures *figures;
	enum disk_kind kind;
	uint64_t seed;
	char *made, *left; /* folders: of the script, after the crash */
	struct hands hands;
};

/* ---- the script -----------------------------------------------------------
 */

static void
set_mark(
    struct mark *m, struct hands *h, const struct model *now, uint64_t chance)
{
	m->worlds[0] = *now;
	m->next = model_choose(now, chance);
	m->n = 1 + model_steps(m->worlds + 1, now, &m->next);
	must(hands_promise(&m->promise, h), "promise");
	log_mark();
}

/* Does the acts, and closes the workspace as it is closed in use. */
static void
play(struct worker *w, struct script *s)
{
	struct hands *h = &w->hands;
	struct model now;

	model_begin(&now);
	must(om_folder_remove(w->made), "remove");
	must(om_folder_make(w->made, 0700), "make");
	log_begin(w->made);
	must(hands_make(w->made), "workspace");
	must(hands_begin(h, w->made), "workspace");
	must(hands_open(h), "workspace");
	for (int i = 0; i <= ACTS; i++) {
		struct mark *m = &s->marks[i];

		set_mark(m, h, &now, chance_of(s->seed, (uint64_t)i));
		if (i == ACTS)
			break;
		must(hands_do(h, &now.now, &m->next), kind_word(m->next.kind));
		now = m->worlds[m->n - 1];
		/* Now and then another process goes on. */
		if (chance_of(~s->seed, (uint64_t)i) % 8 == 0) {
			must(om_store_close(h->om->store), "close");
			h->om->store = NULL;
			must(hands_open(h), "open");
		}
	}
	hands_drop(h);
	s->log = log_end();
	w->figures->acts += ACTS;
}

static void
find_marks(struct script *s)
{
	int n = 0;

	for (size_t i = 0; i < s->log.n; i++)
		if (s->log.events[i].kind == EVENT_MARK)
			s->marks[n++].event = i;
}

/* ---- one crash ------------------------------------------------------------
 */

/* Whether SQLite finds nothing wrong with what is left of the database. */
static bool
database_is_whole(struct worker *w)
{
	struct om_store_options options = om_open_options(w->hands.om);
	struct om_store *store = NULL;
	int rc = om_store_open_parts(&store, &options, "ombud.db", false);

	if (rc == OM_OK)
		rc = om_sql_check(store->sql);
	om_store_close_parts(store);
	return rc == OM_OK;
}

/* The world that is there: an index of the mark's, or -1. */
static int
recognise(struct hands *h, const struct mark *m)
{
	for (int i = m->n; i-- > 0;)
		if (look_is(h, &m->worlds[i].now) == OM_OK)
			return i;
	return -1;
}

static void
tell(const struct worker *w, const struct script *s, const struct mark *m,
    const char *what)
{
	if (w->kind == DISK_HONEST &&
	    w->figures->lost + w->figures->corrupt <= SHOWN)
		(void)printf("%s in %s after act %d of seed %llu: %s\n", what,
		    kind_word(m->next.kind), (int)(m - s->marks),
		    (unsigned long long)s->seed, om_failure());
}

static void
judge(struct worker *w, const struct script *s, const struct mark *m)
{
	struct hands *h = &w->hands;
	int rc = hands_open(h);

	w->figures->states++;
	if (rc == OM_OK)
		rc = look_check(h, &m->promise);
	if (rc == OM_OK && recognise(h, m) >= 0) {
		hands_drop(h);
		return;
	}
	if (rc == OM_OK || database_is_whole(w)) {
		w->figures->lost++;
		tell(w, s, m, "lost");
	} else {
		w->figures->corrupt++;
		tell(w, s, m, "corrupt");
	}
	hands_drop(h);
}

static int
compare_points(const void *a, const void *b)
{
	const size_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* n crashes at moments by chance, the earlier first. */
static void
crash_all(struct worker *w, const struct script *s, size_t n)
{
	struct disk *d = disk_new(&s->log, w->kind);
	size_t *points = om_new(n, sizeof(*points));
	const struct mark *m = s->marks;
	size_t first = m->event, span = s->log.n - first;

	for (size_t i = 0; i < n; i++)
		points[i] = first + 1 + chance_of(s->seed ^ 1u << 20, i) % span;
	qsort(points, n, sizeof(*points), compare_points);
	for (size_t i = 0; i < n; i++) {
		disk_advance(d, points[i]);
		while (m < s->marks + ACTS && m[1].event < points[i])
			m++;
		must(disk_crash(d, chance_of(s->seed ^ 2u << 20, i), w->left),
		    "crash");
		judge(w, s, m);
	}
	om_free(points);
	disk_free(d);
}

static void
run_worker(struct worker *w, uint64_t states)
{
	for (uint64_t turn = 0; states > 0; turn++) {
		uint64_t n = states < OF_SCRIPT ? states : OF_SCRIPT;
		struct script s = { .seed = chance_of(w->seed, turn) };

		play(w, &s);
		find_marks(&s);
		hands_move(&w->hands, w->left);
		crash_all(w, &s, n);
		hands_end(&w->hands);
		log_free(&s.log);
		states -= n;
	}
	must(om_folder_remove(w->made), "remove");
	must(om_folder_remove(w->left), "remove");
}

/* ---- all of them ----------------------------------------------------------
 */

/* In memory where there is such a folder, else here. */
static char *
make_root(void)
{
	char shared[] = "/dev/shm/ombud-power-XXXXXX", here[] = "power-XXXXXX";
	const char *root = mkdtemp(shared);

	if (root == NULL)
		root = mkdtemp(here);
	if (root == NULL)
		must(om_fail(OM_IO, "no folder"), "root");
	return om_strdup(root);
}

static struct figures *
run_all(const char *root, enum disk_kind kind, uint64_t states, uint64_t seed)
{
	struct figures *f = mmap(NULL, sizeof(*f), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (f == MAP_FAILED)
		must(om_fail(OM_IO, "no memory"), "figures");
	for (int i = 0, status; i < WORKERS; i++) {
		struct worker w = { .figures = f,
			.kind = kind,
			.seed = chance_of(seed, (uint64_t)i) };

		(void)fflush(stdout);
		if (fork() != 0)
			continue;
		status = (int)'0' + i;
		w.made = om_path_join(root, (char[]){ 'm', (char)status, 0 });
		w.left = om_path_join(root, (char[]){ 'l', (char)status, 0 });
		run_worker(&w, states / WORKERS);
		(void)fflush(stdout);
		_exit(0);
	}
	for (int i = 0, status; i < WORKERS; i++)
		if (wait(&status) < 0 || status != 0)
			must(om_fail(OM_IO, "failed"), "worker");
	return f;
}

static const char *const controls[DISK_KINDS] = {
	[DISK_NORMAL] = "NORMAL-like",
	[DISK_OFF] = "OFF-like",
	[DISK_NO_LEDGER] = "ledgers not synced",
	[DISK_NO_AUDIT] = "log not synced",
	[DISK_NO_KEYS] = "keys not synced",
	[DISK_NO_FOLDERS] = "folders not synced",
};

int
main(void)
{
	const char *given = getenv("FAULT_SEED");
	uint64_t states =
	    getenv("FAULT_SHORT") != NULL ? SHORT_STATES : ALL_STATES;
	uint64_t seed = given == NULL ? (uint64_t)om_clock_now()
				      : strtoull(given, NULL, 10);
	char *root = make_root();
	const struct figures *f;
	bool good;

	(void)seconds();
	f = run_all(root, DISK_HONEST, states, seed);
	good = f->lost + f->corrupt == 0;
	(void)printf("power: %llu states, %llu acknowledged, %llu lost, "
		     "%llu corrupt; %.0f states/s, seed %llu\n",
	    (unsigned long long)f->states, (unsigned long long)f->acts,
	    (unsigned long long)f->lost, (unsigned long long)f->corrupt,
	    (double)f->states / seconds(), (unsigned long long)seed);
	for (int kind = DISK_HONEST + 1; kind < DISK_KINDS; kind++) {
		f = run_all(root, (enum disk_kind)kind,
		    states / CONTROL_PART + 100, seed);
		(void)printf("power, %s: %llu states, %llu lost, %llu "
			     "corrupt\n",
		    controls[kind], (unsigned long long)f->states,
		    (unsigned long long)f->lost,
		    (unsigned long long)f->corrupt);
		good = good && f->lost + f->corrupt > 0;
		if (kind == DISK_OFF)
			good = good && f->corrupt > 0;
	}
	must(om_folder_remove(root), "remove");
	om_free(root);
	return good ? 0 : 1;
}
