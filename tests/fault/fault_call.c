/*
 * Lets the n-th call of the database driver fail, for every n and every kind
 * of act, in three ways: the disk failed, another process holds the lock, and
 * nothing works from there on. After each the tables must agree with the
 * log, an act that said it was done must be done, and one that failed must go
 * through when it is done again.
 */
#include <stdio.h>
#include <stdlib.h>

#include "bench/workspace.h"
#include "fault/call_trial.h"
#include "sql/sql.h"

/* The linker puts our driver in the place of the real one (--wrap). */
extern const struct om_sql_driver __real_om_sql_sqlite;
extern struct om_sql_driver __wrap_om_sql_sqlite;
struct om_sql_driver __wrap_om_sql_sqlite;
static const struct om_sql_driver *const real = &__real_om_sql_sqlite;

static struct {
	unsigned long calls, at; /* at: 0 lets none fail */
	unsigned long struck_at;
	int code;
	bool from_then_on;
	bool struck;
	bool torn; /* the control: no transaction is one */
} fault;

static bool
is_due(void)
{
	if (fault.struck)
		return fault.from_then_on;
	return places_wanted()
		   ? place_is_new((unsigned)fault.code + fault.from_then_on)
		   : fault.calls == fault.at;
}

static int
strike(void)
{
	fault.calls++;
	if (fault.at == 0 || !is_due())
		return OM_OK;
	if (!fault.struck)
		fault.struck_at = fault.calls;
	fault.struck = true;
	return om_fail(fault.code, "a failure was injected");
}

static int
fault_open(void **out, const char *where, bool create)
{
	int rc = strike();

	return rc == OM_OK ? real->open(out, where, create) : rc;
}

/* A transaction that could not be undone is undone by SQLite. */
static int
fault_script(void *db, const char *text)
{
	bool undoes = strcmp(text, "ROLLBACK") == 0;
	int rc = strike(), undone = OM_OK;

	if (fault.torn && (undoes || strcmp(text, "COMMIT") == 0 ||
			      strcmp(text, "BEGIN IMMEDIATE") == 0))
		return rc;
	if (rc == OM_OK || undoes)
		undone = real->script(db, text);
	return rc == OM_OK ? undone : rc;
}

static int
fault_prepare(void **out, void *db, const struct om_statement *s)
{
	int rc = strike();

	return rc == OM_OK ? real->prepare(out, db, s) : rc;
}

static int
fault_start(void *statement, const struct om_cell *cells, size_t n)
{
	int rc = strike();

	return rc == OM_OK ? real->start(statement, cells, n) : rc;
}

/* As SQLite does, a statement that fails is reset. */
static int
fault_step(void *statement)
{
	int rc = strike();

	if (rc == OM_OK)
		return real->step(statement);
	real->reset(statement);
	return rc;
}

static int
fault_flush(void *db)
{
	int rc = strike();

	return rc == OM_OK ? real->flush(db) : rc;
}

static int
fault_copy(void *db, const char *to)
{
	int rc = strike();

	return rc == OM_OK ? real->copy(db, to) : rc;
}

static int
fault_check(void *db)
{
	int rc = strike();

	return rc == OM_OK ? real->check(db) : rc;
}

static void
take_the_place(void)
{
	__wrap_om_sql_sqlite = *real;
	__wrap_om_sql_sqlite.open = fault_open;
	__wrap_om_sql_sqlite.script = fault_script;
	__wrap_om_sql_sqlite.prepare = fault_prepare;
	__wrap_om_sql_sqlite.start = fault_start;
	__wrap_om_sql_sqlite.step = fault_step;
	__wrap_om_sql_sqlite.flush = fault_flush;
	__wrap_om_sql_sqlite.copy = fault_copy;
	__wrap_om_sql_sqlite.check = fault_check;
}

static const struct way {
	const char *name;
	int code;
	bool from_then_on;
} ways[] = {
	{ "fails", OM_IO, false },
	{ "is busy", OM_BUSY, false },
	{ "and all later fail", OM_IO, true },
};

static struct figures *figures;

static void
arm(const struct way *way, unsigned long at)
{
	fault.calls = 0;
	fault.at = at;
	fault.struck = false;
	fault.code = way->code;
	fault.from_then_on = way->from_then_on;
}

/* All calls of an act, every step-th of them; whether all went well. */
static bool
try_way(const struct trial *t, const struct way *way, unsigned long step)
{
	unsigned long at = 1 + (unsigned long)rand() % step;
	bool fine = true;

	do {
		const char *wrong;
		int status;

		snapshot_put(t->before);
		arm(way, at);
		status = act_run(t->act->line);
		fault.at = 0;
		if (!fault.struck)
			break;
		figures->points++;
		wrong = trial_judge(t, status, figures);
		if (wrong != NULL)
			trial_tell(t, way->name, fault.struck_at, wrong);
		fine = fine && wrong == NULL;
		at += step;
	} while (true);
	return fine;
}

static bool
try_act(const struct snapshot *begun, const struct act *act, unsigned long step)
{
	struct trial t;
	bool fine = true;

	trial_begin(&t, begun, act);
	t.quiet = fault.torn;
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
		/* Of a place it is enough what callers see of one failure. */
		if (!places_wanted() || !ways[i].from_then_on)
			fine = try_way(&t, &ways[i], step) && fine;
	trial_end(&t);
	return fine;
}

/* Without transactions an erasure must be seen to be split. */
static bool
control(void)
{
	struct snapshot *begun = acts_begin();

	*figures = (struct figures){ 0 };
	fault.torn = true;
	(void)try_act(begun, act_find("erase, as a request"), 15);
	fault.torn = false;
	snapshot_free(begun);
	(void)printf("call: control: an act without a transaction was found "
		     "split at %lu of %lu points\n",
	    figures->split, figures->points);
	return figures->split > 0;
}

int
main(int argc, char **argv)
{
	struct part part = { try_act, argc > 1 ? argv[1] : NULL,
		step_wanted(100) };
	bool fine;

	take_the_place();
	figures = shared_new(sizeof(*figures));
	(void)seconds();
	fine = try_acts(&part);
	(void)printf("call: %zu acts, %lu points, %lu split, %lu false "
		     "success, %lu not to be done again, %lu odd (%.0f s)\n",
	    act_count, figures->points, figures->split, figures->false_success,
	    figures->stuck, figures->odd, seconds());
	return control() && fine ? 0 : 1;
}
