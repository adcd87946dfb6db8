#include "report/run.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/memory.h"
#include "report/run_inside.h"
#include "report/tables.h"
#include "request/register.h"
#include "store/audit.h"

static int32_t
of_default(enum om_report_default word, bool from, int32_t today)
{
	int year;

	om_day_civil(today, &year, NULL, NULL);
	switch (word) {
	case OM_REPORT_TODAY:
		return today;
	case OM_REPORT_YEAR_START:
		return om_day_of(year, 1, 1);
	case OM_REPORT_LAST_YEAR_START:
		return om_day_of(year - 1, 1, 1);
	case OM_REPORT_LAST_YEAR_END:
		return om_day_of(year - 1, 12, 31);
	default:
		return from ? om_day_of(1, 1, 1) : om_day_of(9999, 12, 31);
	}
}

/* *out is today before. */
static int
read_day(int32_t *out, bool *has, const char *name, const char *given,
    const struct om_report *report)
{
	for (size_t i = 0; i < report->parameter_count; i++) {
		const struct om_report_parameter *p = &report->parameters[i];

		if (strcmp(p->name, name) != 0)
			continue;
		*has = true;
		*out =
		    of_default(p->otherwise, strcmp(name, "from") == 0, *out);
		if (given != NULL &&
		    om_day_parse(out, om_span_of(given)) != OM_OK)
			return om_fail(
			    OM_USAGE, "--%s must be a day, YYYY-MM-DD", name);
		return OM_OK;
	}
	return given == NULL ? OM_OK
			     : om_fail(OM_USAGE, "%s: the report has no --%s",
				   report->name, name);
}

int
om_report_read_period(struct om_report_period *out,
    const struct om_report *report, const char *from, const char *to,
    int32_t today)
{
	int rc;

	*out = (struct om_report_period){ today, today, today, false, false };
	rc = read_day(&out->from, &out->has_from, "from", from, report);
	if (rc == OM_OK)
		rc = read_day(&out->to, &out->has_to, "to", to, report);
	if (rc == OM_OK && out->has_from && out->has_to && out->from > out->to)
		rc = om_fail(OM_USAGE, "--from is behind --to");
	return rc;
}

static void
write_period(struct om_buf *to, const struct om_report_period *p)
{
	if (p->has_from && p->from > om_day_of(1, 1, 1)) {
		om_buf_text(to, "from ");
		om_day_format(to, p->from);
	}
	if (p->has_to && p->to < om_day_of(9999, 12, 31)) {
		om_buf_text(to, to->n > 0 ? " to " : "to ");
		om_day_format(to, p->to);
	}
}

/* What a parameter of the SQL stands for; false where there is none such. */
static bool
bind(struct om_report_running *r, const char *name)
{
	const struct om_report_period *p = &r->period;
	const struct {
		const char *name, *number;
		bool known;
		int32_t day;
	} known[] = {
		{ "$today", "$today_day", true, p->today },
		{ "$from", "$from_day", p->has_from, p->from },
		{ "$to", "$to_day", p->has_to, p->to },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		struct om_buf text = OM_BUF(16);

		if (known[i].known && strcmp(name, known[i].number) == 0) {
			om_sql_reader_bind_int(r->reader, name, known[i].day);
			return true;
		}
		if (!known[i].known || strcmp(name, known[i].name) != 0)
			continue;
		om_day_format(&text, known[i].day);
		om_sql_reader_bind_text(r->reader, name, om_buf_span(&text));
		om_buf_free(&text);
		return true;
	}
	return false;
}

static int
bind_all(struct om_report_running *r)
{
	const char *name;

	for (int i = 0; (name = om_sql_reader_parameter(r->reader, i)) != NULL;
	     i++)
		if (!bind(r, name))
			return om_fail(
			    OM_USAGE, "the parameter %s is not declared", name);
	return OM_OK;
}

static void
take_columns(struct om_report_running *r, struct om_arena *arena)
{
	struct om_report_page *p = &r->page;

	p->column_count = om_sql_reader_columns(r->reader);
	p->columns =
	    om_arena_new(arena, (size_t)p->column_count, sizeof(*p->columns));
	r->cells =
	    om_arena_new(arena, (size_t)p->column_count, sizeof(*r->cells));
	for (int i = 0; i < p->column_count; i++)
		p->columns[i] = om_arena_string(
		    arena, om_span_of(om_sql_reader_title(r->reader, i)));
	p->rows = 0;
}

static int
write_rows(struct om_report_running *r)
{
	int rc;

	while ((rc = om_sql_reader_step(r->reader)) == 1) {
		for (int i = 0; i < r->page.column_count; i++)
			r->cells[i] = om_sql_reader_value(r->reader, i);
		rc = r->form->row(&r->page, r->cells);
		if (rc != OM_OK)
			return rc;
		r->page.rows++;
	}
	return rc;
}

/* What is wrong is told with the file and the line of its section. */
static int
write_section(struct om_report_running *r, size_t i)
{
	const struct om_report_section *s = &r->report->sections[i];
	struct om_arena arena = { 0 };
	int rc = om_sql_reader_begin(r->reader, s->sql);

	r->page.section = i;
	if (rc == OM_OK)
		rc = bind_all(r);
	if (rc == OM_OK) {
		take_columns(r, &arena);
		rc = r->form->begin_section(&r->page);
	}
	if (rc == OM_OK)
		rc = write_rows(r);
	if (rc == OM_OK)
		rc = r->form->end_section(&r->page);
	om_sql_reader_end(r->reader);
	om_arena_free(&arena);
	if (rc == OM_USAGE || rc == OM_LIMIT)
		rc = om_fail_at(rc, r->report->file, s->line);
	return rc;
}

int
om_report_write_parts(struct om_report_running *r, size_t section)
{
	struct om_buf period = OM_BUF(64);
	int rc, ended;

	write_period(&period, &r->period);
	r->page.period = period.n == 0 ? "" : period.p;
	rc = r->form->begin(&r->page);
	for (size_t i = 0; rc == OM_OK && i < r->report->section_count; i++)
		if (section == 0 || section == i + 1)
			rc = write_section(r, i);
	ended = r->form->end(&r->page, rc);
	om_buf_free(&period);
	return rc == OM_OK ? ended : rc;
}

static int
check_section(const struct om_report *report, const struct om_report_run *how)
{
	if (how->section > report->section_count)
		return om_fail(OM_USAGE, "%s: has %zu sections", report->name,
		    report->section_count);
	if (how->form->one_section && how->section == 0 &&
	    report->section_count > 1)
		return om_fail(OM_USAGE,
		    "%s: has %zu sections, and %s holds one table: name it "
		    "(--section N)",
		    report->name, report->section_count, how->form->word);
	return OM_OK;
}

static int
record(struct om *om)
{
	const struct om_audit_entry entry = { .act = OM_ACT_REPORT };

	return om_audit_defer(om->store, &entry);
}

int
om_report_write(struct om_buf *to, const struct om_report *report,
    const struct om_report_run *how, struct om *om)
{
	struct om_report_running r = { .report = report, .form = how->form };
	const int32_t today = om_clock_today();
	int rc = om_permit(om, OM_MAY_REPORT);

	if (rc == OM_OK)
		rc = check_section(report, how);
	if (rc == OM_OK)
		rc = om_report_read_period(
		    &r.period, report, how->from, how->to, today);
	if (rc == OM_OK)
		rc = om_request_refresh(om);
	if (rc == OM_OK)
		rc = om_tables_open(&r.reader, om, today, NULL, 0);
	if (rc != OM_OK)
		return rc;
	r.page = (struct om_report_page){ .to = to,
		.report = report,
		.settings = &om->settings,
		.today = today,
		.width = how->width,
		.bold = how->bold };
	rc = om_report_write_parts(&r, how->section);
	om_sql_reader_close(r.reader);
	if (rc == OM_OK)
		rc = record(om);
	return rc == OM_OK ? om_buf_check(to, "a report") : rc;
}
