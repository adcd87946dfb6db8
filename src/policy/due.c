#include "policy/due.h"

#include "policy/deadlines.h"
#include "policy/due_inside.h"

static int
whole(const struct om_due_progress *p)
{
	return (int)json_integer_value(p->value);
}

static void
step_days(struct om_due_progress *p)
{
	p->date = p->start + whole(p);
}

static void
step_months(struct om_due_progress *p)
{
	p->date = om_day_add_months(p->start, whole(p));
}

static void
step_business_days(struct om_due_progress *p)
{
	p->date = om_calendar_add_working(p->calendar, p->start, whole(p));
	if (!om_calendar_covers(p->calendar, p->start) ||
	    !om_calendar_covers(p->calendar, p->date))
		p->uncovered = true;
}

/* A stricter reading, worth saying only where it gives less time. */
static void
step_chained_months(struct om_due_progress *p)
{
	const json_t *months;
	size_t i;

	p->date = p->start;
	json_array_foreach (p->value, i, months) {
		p->date =
		    om_day_add_months(p->date, (int)json_integer_value(months));
	}
	p->shown = p->date < p->out->due;
}

/* Days that were stated as a number, and those of the questions. */
static void
step_pause(struct om_due_progress *p)
{
	p->date += p->query->paused_days;
	p->shown = p->query->paused_days > 0;
	om_buf_format(&p->why, " (%d)", p->query->paused_days);
	om_due_stop(p);
}

static void
step_start(struct om_due_progress *p)
{
	om_due_start(p);
	p->date = p->start;
	p->shown = false;
}

/* Says what the days are that were passed over. */
static void
add_passed(struct om_due_progress *p, int32_t from, int32_t to)
{
	for (int32_t day = from; day < to; day++) {
		const char *name = om_calendar_holiday(p->calendar, day);
		int weekday = om_day_weekday(day);

		if (name == NULL)
			name = weekday == 6 ? "Saturday" : "Sunday";
		om_buf_text(&p->why, day == from ? ": " : ", ");
		om_day_format(&p->why, day);
		om_buf_format(&p->why, " is %s", name);
	}
}

static void
step_roll(struct om_due_progress *p)
{
	int32_t from = p->date;

	p->shown = false;
	if (om_calendar_roll(&p->date, p->calendar, from) != OM_OK) {
		p->uncovered = true;
		return;
	}
	p->shown = p->date > from;
	add_passed(p, from, p->date);
}

static void
step_stays(struct om_due_progress *p)
{
	(void)p;
}

/* Every way of step_list.h. */
static const struct {
	const char *key;
	void (*run)(struct om_due_progress *);
} ways[] = {
#define OM_STEP(key, type, function) { key, function },
#include "policy/step_list.h"
#undef OM_STEP
};

/* A checked step has one way. */
static size_t
way_of(const json_t *step)
{
	size_t i = 0;

	while (json_object_get(step, ways[i].key) == NULL)
		i++;
	return i;
}

static const char *
string_of(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

static const char *
keep(struct om_due *d, const char *s)
{
	return s == NULL ? NULL : om_arena_string(&d->arena, om_span_of(s));
}

static bool
applies(struct om_due_progress *p, const json_t *step)
{
	const char *when = string_of(step, "when");
	bool extended = when != NULL && strcmp(when, "extended") == 0;

	p->out->extends |= extended;
	return when == NULL || extended == p->query->extended;
}

void
om_due_show(struct om_due_progress *p, const char *rule, const char *cite)
{
	struct om_due *d = p->out;
	struct om_due_step *more;

	/* Room is made by doubling: 0, 1, 2, 4, 8 ... */
	if ((d->n & (d->n - 1)) == 0) {
		more = om_arena_new(
		    &d->arena, d->n == 0 ? 1 : 2 * d->n, sizeof(*more));
		if (d->n > 0)
			memcpy(more, d->steps, d->n * sizeof(*more));
		d->steps = more;
	}
	d->steps[d->n++] =
	    (struct om_due_step){ keep(d, rule), p->date, keep(d, cite) };
}

/* The last step that says so has the date. */
static void
set_dates(struct om_due_progress *p, const json_t *step)
{
	struct om_due *d = p->out;

	if (json_is_true(json_object_get(step, "due")))
		d->due = d->answer = p->date;
	if (json_is_true(json_object_get(step, "answer")))
		d->answer = p->date;
	if (json_is_true(json_object_get(step, "acknowledge"))) {
		d->acknowledge = p->date;
		d->has_acknowledge = true;
	}
}

static void
run_step(struct om_due_progress *p, const json_t *step)
{
	struct om_buf rule = OM_BUF(4096);
	size_t way = way_of(step);

	p->step = step;
	p->value = json_object_get(step, ways[way].key);
	p->shown = true;
	om_buf_reset(&p->why);
	ways[way].run(p);
	set_dates(p, step);
	if (p->shown) {
		om_buf_format(&rule, "%s%s", string_of(step, "rule"),
		    p->why.n == 0 ? "" : p->why.p);
		om_due_show(p, rule.p, string_of(step, "cite"));
	}
	om_buf_free(&rule);
}

/* The one thing that a reader most needs to know. */
static void
add_warning(struct om_due_progress *p)
{
	struct om_buf text = OM_BUF(OM_ERROR_MAX);
	struct om_due *d = p->out;

	if (p->uncovered)
		om_buf_format(&text,
		    "the holidays of %s in that year are not known: they were "
		    "not taken into account",
		    d->country);
	else if (!om_calendar_lists(p->calendar))
		om_buf_format(&text,
		    "%s has no holidays of its own here: those of %.2s count",
		    d->country, d->country);
	else if (!p->stops &&
		 (p->query->paused_days > 0 || p->query->wait_count > 0))
		om_buf_format(&text,
		    "under %s no question to the person stops the clock",
		    d->regime);
	else if (p->query->extended && !d->extends)
		om_buf_format(
		    &text, "under %s this cannot be extended", d->regime);
	if (text.n > 0)
		d->warning = keep(d, text.p);
	om_buf_free(&text);
}

static int
derive(struct om_due *d, const struct om_due_query *q,
    struct om_due_rules *rules, const json_t *regime, const json_t *steps)
{
	struct om_due_progress p = { .query = q,
		.out = d,
		.start = q->received,
		.date = q->received,
		.waits = json_object_get(regime, "waits"),
		.why = OM_BUF(4096) };
	const json_t *step;
	const char *hash;
	size_t i;
	int rc = om_due_rules_calendar(&p.calendar, &hash, rules, d->country);

	if (rc != OM_OK)
		return rc;
	memcpy(d->hash, hash, sizeof(d->hash));
	json_array_foreach (steps, i, step)
		if (applies(&p, step))
			run_step(&p, step);
	add_warning(&p);
	om_buf_free(&p.why);
	return d->n > 0 ? OM_OK
			: om_fail(OM_USAGE,
			      "deadlines.json: a clock of %s has no step "
			      "that gives this deadline",
			      d->regime);
}

/*
 * "US-CA" is of "US": the business days of a state's law are those of the
 * state, wherever the organisation sits. EU and none are no states.
 */
static const char *
calendar_of(const struct om_due_query *q, const char *own)
{
	bool state = strcmp(own, "EU") != 0 && strcmp(own, "none") != 0;

	if (q->country == NULL)
		return own;
	return q->home && state && strncmp(q->country, own, 2) != 0
		   ? own
		   : q->country;
}

static int
derive_by(
    struct om_due *d, const struct om_due_query *q, struct om_due_rules *rules)
{
	const struct om_config *file = om_due_rules_file(rules);
	const json_t *regime, *clock;
	int rc = om_deadlines_regime(&regime, file, q->regime);

	if (rc == OM_OK)
		rc = om_deadlines_clock(&clock, regime, q->right);
	if (rc != OM_OK)
		return rc;
	d->regime = keep(d, q->regime);
	d->right = keep(d, q->right);
	d->country = keep(d, calendar_of(q, string_of(regime, "country")));
	d->identity = om_deadlines_identity(clock);
	return derive(d, q, rules, regime, json_object_get(clock, "steps"));
}

int
om_due(struct om_due *out, const struct om_due_query *q)
{
	struct om_due d = { .received = q->received, .extended = q->extended };
	struct om_due_rules *own = NULL;
	int rc = OM_OK;

	if (q->paused_days < 0 || q->paused_days > 3660)
		return om_fail(OM_USAGE, "days paused are from 0 to 3660");
	if (q->rules == NULL)
		rc = om_due_rules_open(&own, q->folder);
	if (rc == OM_OK)
		rc = derive_by(&d, q, own == NULL ? q->rules : own);
	if (rc == OM_OK)
		*out = d;
	else
		om_due_close(&d);
	om_due_rules_close(own);
	return rc;
}

void
om_due_close(struct om_due *d)
{
	om_arena_free(&d->arena);
	*d = (struct om_due){ 0 };
}

int
om_due_each(const char *folder,
    int (*visit)(void *state, const char *regime, const char *title),
    void *state)
{
	struct om_config file = { 0 };
	const json_t *regime;
	size_t i;
	int rc = om_deadlines_open(&file, folder);

	json_array_foreach (json_object_get(file.root, "regimes"), i, regime) {
		if (rc != OM_OK)
			break;
		rc = visit(state, string_of(regime, "regime"),
		    string_of(regime, "title"));
	}
	om_config_close(&file);
	return rc;
}
