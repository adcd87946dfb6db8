#include "fault/kill_child.h"

#include <unistd.h>

#include "store/statement.h"

enum { MOST_ACTS = 200 };

static void
tell(int to, const struct note *note)
{
	if (write(to, note, sizeof(*note)) != sizeof(*note))
		_exit(1);
}

static _Noreturn void
complain(int to, char what)
{
	struct note note = { .what = what };

	memcpy(note.text, om_failure(), strlen(om_failure()) + 1);
	tell(to, &note);
	_exit(1);
}

/* Opens the workspace and says which world it shows. */
static int
recognise(struct child *c, int to)
{
	struct hands *h = &c->hands;
	struct om_failure why;

	if (hands_open(h) != OM_OK || look_check(h, &c->promise) != OM_OK)
		complain(to, 'V');
	for (int i = c->n; i-- > 0;)
		if (look_is(h, &c->worlds[i].now) == OM_OK)
			return i;
	why = om_failure_keep();
	if (look_is(h, &c->before.now) == OM_OK)
		complain(to, 'L');
	om_failure_return(&why);
	complain(to, 'S');
}

/* The control's: an act whose entry is taken out again. */
static int
act_silently(struct hands *h, const struct world *w, const struct act *act)
{
	struct om_store *store = h->om->store;
	int rc = om_store_begin(store);

	if (rc != OM_OK)
		return rc;
	rc = hands_do(h, w, act);
	if (rc == OM_OK)
		rc = om_sql_script(store->sql,
		    "DELETE FROM audit_entry WHERE number ="
		    " (SELECT max(number) FROM audit_entry)");
	return om_store_end(store, rc);
}

static int
act_as(enum manner manner, struct hands *h, const struct world *w,
    const struct act *act)
{
	if (manner == SILENT && (act->kind == SUPPRESS || act->kind == LINK))
		return act_silently(h, w, act);
	return hands_do(h, w, act);
}

static void
act_once(struct child *c, struct model *m, int to)
{
	struct hands *h = &c->hands;
	struct act act = model_choose(m, chance_of(c->seed, c->turn++));
	struct model steps[STEPS];
	struct note note = { .what = 'B' };
	int n = model_steps(steps, m, &act);

	tell(to, &note);
	note.what = 'A';
	note.promise = c->promise;
	if (c->manner == EARLY)
		tell(to, &note);
	if (act_as(c->manner, h, &m->now, &act) != OM_OK ||
	    hands_promise(&note.promise, h) != OM_OK)
		complain(to, 'E');
	if (c->manner != EARLY)
		tell(to, &note);
	*m = steps[n - 1];
}

_Noreturn void
child_work(struct child *c, int to)
{
	struct note ready = { .what = 'R' };
	struct model m;

	ready.which = recognise(c, to);
	tell(to, &ready);
	m = c->worlds[ready.which];
	for (int i = 0; i < MOST_ACTS; i++)
		act_once(c, &m, to);
	for (;;)
		(void)pause();
}
