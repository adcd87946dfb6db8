#include "base/clock.h"
#include "base/date.h"
#include "request/answer.h"

/*
 * Where the person was looked for, what was done there, and where it was not
 * done: what the letter must not hide.
 */

static void
set_day(struct om_view *v, const char *name, bool known, int32_t day)
{
	struct om_buf text = OM_BUF(32);

	if (known)
		om_day_format(&text, day);
	om_view_set(v, name, om_buf_span(&text));
	om_buf_free(&text);
}

/* "1 record", "0 records". */
static void
set_amount(struct om_view *v, const char *name, int64_t n, const char *one,
    const char *many)
{
	struct om_buf text = OM_BUF(64);

	om_buf_format(&text, "%lld %s", (long long)n, n == 1 ? one : many);
	om_view_set(v, name, om_buf_span(&text));
	om_buf_free(&text);
}

static void
show_store(struct om_view *v, const struct om_request_step *s)
{
	struct om_view *row = om_view_add(v, "systems");

	om_view_string(row, "name", "our profile store (ombud)");
	om_view_int(row, "located", s->located);
	om_view_int(row, "acted", s->acted);
	om_view_int(row, "remaining", s->remaining);
	om_view_string(row, "grade", s->grade);
}

/* "crm, shop": what nobody has dealt with. */
static void
show_sources(struct om_view *v, const struct om_request *r)
{
	struct om_buf names = OM_BUF(1 << 20);
	bool attested = false;

	for (size_t i = 0; i < r->step_count; i++) {
		const struct om_request_step *s = &r->steps[i];
		bool done = strcmp(s->state, "done") == 0;

		if (strcmp(s->system, OM_SYSTEM_STORE) == 0)
			continue;
		om_view_string(om_view_add(v, done ? "attested" : "open"),
		    "name", s->system);
		attested = attested || done;
		if (!done)
			om_buf_format(&names, "%s%s", names.n == 0 ? "" : ", ",
			    s->system);
	}
	om_view_flag(v, "attested_any", attested);
	om_view_flag(v, "open_any", names.n > 0);
	om_view_set(v, "open_names", om_buf_span(&names));
	om_buf_free(&names);
}

static void
show_amounts(struct om_view *v, const struct om_request_step *s)
{
	static const struct om_request_step none;

	if (s == NULL)
		s = &none;
	set_amount(v, "records", s->acted, "record", "records");
	set_amount(v, "entries", s->events, "entry", "entries");
	set_amount(v, "handles", s->identifiers, "entry", "entries");
	set_amount(v, "left", s->remaining, "record was", "records were");
}

void
om_answer_show_where(struct om_view *v, const struct om_answer *a)
{
	const struct om_request *r = a->c->request;
	const struct om_request_step *own =
	    om_request_step_of(r, OM_SYSTEM_STORE);
	int64_t days = a->c->om->settings.backup_days;

	om_view_list(v, "systems");
	om_view_list(v, "attested");
	om_view_list(v, "open");
	if (own != NULL)
		show_store(v, own);
	show_sources(v, r);
	show_amounts(v, own);
	/* A refusal must not tell whether there is anything. */
	om_view_flag(v, "show_systems", r->denied == NULL);
	/* A day that has passed is nothing to promise. */
	set_day(v, "promise", r->has_due && r->due >= om_clock_day(a->as_of),
	    r->due);
	set_day(v, "backup_until", days > 0 && r->executed != NULL,
	    r->executed == NULL
		? 0
		: om_clock_day(r->executed->at) + (int32_t)days);
}
