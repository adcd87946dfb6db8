#include "base/clock.h"
#include "base/date.h"
#include "request/inside.h"
#include "request/register.h"
#include "store/audit.h"
#include "store/balance.h"
#include "store/purge.h"
#include "store/statement.h"

/*
 * The register is personal data of those who asked, too: it has an end. What
 * is still needed stays: a complaint that stands, data that is kept or
 * restricted because of the request.
 */
static const struct {
	const char *regime;
	int months, least;
} terms[] = {
#define OM_TERM(regime, months, least) { regime, months, least },
#include "request/term_list.h"
#undef OM_TERM
};

struct purge {
	struct om_case c;
	struct om_purged n;
	struct om_balance_sum events; /* of the rows that went */
	int32_t today;
};

int
om_request_term(const struct om *om, const char *regime)
{
	int months = (int)om->settings.register_months;
	size_t i = 0;

	while (*terms[i].regime != '\0' && strcmp(terms[i].regime, regime) != 0)
		i++;
	if (months == 0)
		return terms[i].months;
	return months < terms[i].least ? terms[i].least : months;
}

/* The day from which its time counts; a complaint that stands: none. */
static bool
begins(int32_t *day, bool *frozen, const struct om_request *r)
{
	*day = 0;
	*frozen = false;
	for (size_t i = 0; i < r->event_count; i++) {
		const struct om_request_event *e = &r->events[i];

		if (e->kind == OM_EVENT_COMPLAINT)
			*frozen = true;
		else if (e->kind == OM_EVENT_SETTLED)
			*frozen = false;
		else if (e->kind != OM_EVENT_CLOSED &&
			 e->kind != OM_EVENT_WITHDRAWN &&
			 e->kind != OM_EVENT_FORWARDED &&
			 e->kind != OM_EVENT_MERGED)
			continue;
		if (e->day > *day)
			*day = e->day;
	}
	return r->state == OM_STATE_CLOSED && *day != 0;
}

/* The longest of its laws. */
static int
term_of(const struct om *om, const struct om_request *r)
{
	int most = 0;

	for (size_t i = 0; i < r->regime_count; i++) {
		int months = om_request_term(om, r->deadlines[i].regime);

		most = months > most ? months : most;
	}
	return most;
}

/* 1 where data is kept or restricted because of the request; 0. */
static int
is_needed(const struct purge *p)
{
	struct om_sql *sql = p->c.om->store->sql;
	int rc = OM_SQL_FIRST(sql, S_REQUEST_NEEDED_ALL, OM_INT(p->c.id));

	om_sql_stop(sql, S_REQUEST_NEEDED_ALL);
	return rc;
}

static int
purge(struct purge *p)
{
	const struct om_request *r = p->c.request;

	p->n.requests++;
	for (size_t i = 0; i < r->event_count; i++)
		om_balance_add_event(&p->events, p->c.id,
		    om_span_of(om_state_event_word(r->events[i].kind)));
	return om_purge(p->c.om->store, p->c.id);
}

static int
judge(struct purge *p)
{
	bool frozen;
	int32_t from;
	int needed, rc = om_request_load_state(&p->c);
	const struct om_request *r;

	if (rc != OM_OK)
		return rc;
	r = p->c.request;
	if (!begins(&from, &frozen, r) ||
	    om_day_add_months(from, term_of(p->c.om, r)) > p->today)
		return OM_OK;
	needed = is_needed(p);
	if (needed < 0)
		return needed;
	if (frozen || needed == 1) {
		p->n.frozen++;
		return OM_OK;
	}
	return purge(p);
}

static int
judge_each(struct purge *p)
{
	struct om_sql *sql = p->c.om->store->sql;
	int rc;

	for (;;) {
		rc = OM_SQL_FIRST(sql, S_REQUEST_CLOSED_ALL, OM_INT(p->c.id));
		if (rc == 1)
			p->c.id = om_sql_integer(sql, S_REQUEST_CLOSED_ALL, 0);
		om_sql_stop(sql, S_REQUEST_CLOSED_ALL);
		if (rc != 1)
			return rc;
		rc = judge(p);
		if (rc != OM_OK)
			return rc;
		om_arena_wipe(p->c.arena);
	}
}

/* The log says how many, not which. */
static int
record(const struct purge *p)
{
	const struct om_audit_entry entry = { .act = OM_ACT_PURGE,
		.events_gone = om_span_bytes(&p->events, sizeof(p->events)),
		.counts = { { "requests", p->n.requests },
		    { "frozen", p->n.frozen } } };

	return om_audit_add(p->c.om->store, &entry);
}

int
om_request_purge(struct om_purged *out, struct om *om)
{
	struct om_arena arena = { 0 };
	struct purge p = { .c = { om, &arena, 0, NULL },
		.today = om_clock_today() };
	int rc = om_permit(om, OM_MAY_MANAGE);

	if (rc == OM_OK)
		rc = om_trial_begin(om);
	if (rc != OM_OK)
		return rc;
	rc = judge_each(&p);
	if (rc == OM_OK)
		rc = record(&p);
	rc = om_trial_end(om, rc);
	om_arena_free(&arena);
	if (rc == OM_OK)
		*out = p.n;
	return rc;
}

static bool
stands(const struct om_request *r)
{
	bool frozen;
	int32_t day;

	(void)begins(&day, &frozen, r);
	return frozen;
}

static int
complain(struct om_case *c, const void *who)
{
	if (who != NULL)
		return om_case_event(c, OM_EVENT_COMPLAINT, 0, who);
	if (!stands(c->request))
		return om_fail(
		    OM_DENIED, "no complaint stands about the request");
	return om_case_event(c, OM_EVENT_SETTLED, 0, "");
}

int
om_request_complaint(struct om_case *c, const char *who)
{
	return om_case_act(c, OM_MAY_RECEIVE, complain, who);
}
