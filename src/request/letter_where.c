#include "base/clock.h"
#include "request/letter.h"

/*
 * Where the person was looked for, what was done there, and where it was not
 * done: what a letter must not hide.
 */

/* What evidence is worth, as steps have it; other words stay as they are. */
static const struct {
	const char *grade, *key;
} grades[] = {
	{ "verified by re-read", "grade.reread" },
	{ "attested by hand", "grade.attested" },
	{ "looked up twice, nobody found", "grade.nobody" },
};

static int
set_grade(struct om_view *row, const struct om_letter *l, const char *grade)
{
	om_view_string(row, "grade", grade);
	for (size_t i = 0; i < sizeof(grades) / sizeof(grades[0]); i++)
		if (strcmp(grade, grades[i].grade) == 0)
			return om_letter_say(row, l, "grade", grades[i].key);
	return OM_OK;
}

static void
set_number(
    struct om_view *row, const struct om_letter *l, const char *name, int64_t n)
{
	struct om_buf text = OM_BUF(64);

	om_language_number(&text, l->language, n);
	om_view_set(row, name, om_buf_span(&text));
	om_buf_free(&text);
}

static int
show_store(const struct om_letter *l, const struct om_request_step *s)
{
	struct om_view *row = om_view_add(l->v, "systems");
	int rc = om_letter_say(row, l, "name", "where.store");

	set_number(row, l, "located", s->located);
	set_number(row, l, "acted", s->acted);
	set_number(row, l, "remaining", s->remaining);
	return rc == OM_OK ? set_grade(row, l, s->grade) : rc;
}

static bool
is_open(const struct om_request_step *s)
{
	return strcmp(s->system, OM_SYSTEM_STORE) != 0 &&
	       strcmp(s->state, "done") != 0;
}

/* "crm and shop": what nobody has dealt with. */
static void
name_open(const struct om_letter *l)
{
	const struct om_request *r = l->c->request;
	struct om_buf names = OM_BUF(1 << 20);
	size_t n = 0, i = 0;

	for (size_t s = 0; s < r->step_count; s++)
		n += is_open(&r->steps[s]);
	for (size_t s = 0; s < r->step_count; s++)
		if (is_open(&r->steps[s]))
			om_language_list(&names, l->language,
			    om_span_of(r->steps[s].system), i++, n);
	om_view_flag(l->v, "open_any", n > 0);
	om_view_set(l->v, "open_names", om_buf_span(&names));
	om_buf_free(&names);
}

static void
show_sources(const struct om_letter *l)
{
	const struct om_request *r = l->c->request;
	bool attested = false;

	for (size_t i = 0; i < r->step_count; i++) {
		const struct om_request_step *s = &r->steps[i];

		if (strcmp(s->system, OM_SYSTEM_STORE) == 0)
			continue;
		om_view_string(
		    om_view_add(l->v, is_open(s) ? "open" : "attested"), "name",
		    s->system);
		attested = attested || !is_open(s);
	}
	om_view_flag(l->v, "attested_any", attested);
	name_open(l);
}

static void
show_amounts(const struct om_letter *l, const struct om_request_step *s)
{
	static const struct om_request_step none;

	if (s == NULL)
		s = &none;
	om_letter_amount(l->v, l, "records", s->acted);
	om_letter_amount(l->v, l, "entries", s->events);
	om_letter_amount(l->v, l, "handles", s->identifiers);
	om_letter_amount(l->v, l, "left", s->remaining);
}

static void
show_days(const struct om_letter *l)
{
	const struct om_request *r = l->c->request;
	int64_t days = l->c->om->settings.backup_days;

	om_view_string(l->v, "promise", "");
	om_view_string(l->v, "backup_until", "");
	/* A day that has passed is nothing to promise. */
	if (r->has_due && r->due >= om_clock_day(l->as_of))
		om_letter_day(l->v, l, "promise", r->due);
	if (days > 0 && r->executed != NULL)
		om_letter_day(
		    l->v, l, "backup_until", r->executed->day + (int32_t)days);
}

int
om_letter_where(const struct om_letter *l)
{
	const struct om_request *r = l->c->request;
	const struct om_request_step *own =
	    om_request_step_of(r, OM_SYSTEM_STORE);

	om_view_list(l->v, "systems");
	om_view_list(l->v, "attested");
	om_view_list(l->v, "open");
	show_sources(l);
	show_amounts(l, own);
	show_days(l);
	/* A refusal must not tell whether there is anything. */
	om_view_flag(l->v, "show_systems", r->denied == NULL);
	return own == NULL ? OM_OK : show_store(l, own);
}
