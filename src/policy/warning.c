#include "policy/judge.h"

#include "base/date.h"

/* Where the lines go. */
struct listener {
	void (*warn)(void *state, const char *line);
	void *state;
};

static void
warn_of_day(const struct listener *to, const char *what, int32_t day)
{
	struct om_buf line = OM_BUF(128);

	om_buf_format(&line, "%s ", what);
	om_day_format(&line, day);
	to->warn(to->state, line.p);
	om_buf_free(&line);
}

static void
warn_of_rule(const struct listener *to, const char *id, const char *what)
{
	struct om_buf line = OM_BUF(512);

	om_buf_format(&line, "%s: %s", id, what);
	to->warn(to->state, line.p == NULL ? what : line.p);
	om_buf_free(&line);
}

void
om_policy_warn(const struct om_policy *p, const struct om_verdict *v,
    void (*warn)(void *state, const char *line), void *state)
{
	const struct listener to = { warn, state };

	if (p->from > p->today)
		warn_of_day(&to, "not in force before", p->from);
	for (size_t i = 0; i < p->lapsed_count; i++)
		warn_of_rule(&to, p->lapsed[i],
		    "the decision on it is due for review; until then the "
		    "base's verdict holds");
	for (size_t i = 0; v != NULL && i < v->n; i++)
		if (v->spoken[i].rule->confidence == OM_CONFIDENCE_UNCONFIRMED)
			warn_of_rule(&to, v->spoken[i].rule->id,
			    "unconfirmed; have it confirmed before it is "
			    "relied on");
}
