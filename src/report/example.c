#include "base/date.h"
#include "report/form.h"
#include "report/run_inside.h"
#include "report/tables.h"

/* The example's own form: a line a row, "| " between cells. */
static int
nothing(struct om_report_page *p)
{
	(void)p;
	return OM_OK;
}

static int
nothing_end(struct om_report_page *p, int code)
{
	(void)p;
	(void)code;
	return OM_OK;
}

static int
line(struct om_report_page *p, const struct om_sql_value *cells)
{
	om_buf_format(p->to, "%zu: ", p->section + 1);
	for (int i = 0; i < p->column_count; i++) {
		size_t before = p->to->n;

		om_report_form_cell(p->to, &cells[i]);
		if (p->to->n == before)
			om_buf_byte(p->to, '-');
		om_buf_text(p->to, i + 1 < p->column_count ? " | " : "\n");
	}
	return OM_OK;
}

static const struct om_report_form lines = {
	.word = "lines",
	.begin = nothing,
	.begin_section = nothing,
	.row = line,
	.end_section = nothing,
	.end = nothing_end,
};

static const char *
with(const struct om_report *report, const char *name)
{
	size_t n = strlen(name);

	for (size_t i = 0; i < report->with_count; i++)
		if (strncmp(report->with[i], name, n) == 0 &&
		    report->with[i][n] == ' ')
			return report->with[i] + n + 1;
	return NULL;
}

static int
compare(const struct om_report *report, struct om_span got)
{
	struct om_buf wanted = OM_BUF(1 << 20);
	struct om_span a, b, left;
	int rc = OM_OK;

	for (size_t i = 0; i < report->expected_count; i++)
		om_buf_format(&wanted, "%zu: %s\n",
		    report->expected[i].section + 1, report->expected[i].row);
	left = om_buf_span(&wanted);
	while (rc == OM_OK && (got.n > 0 || left.n > 0)) {
		a = b = OM_SPAN("no row");
		(void)om_span_cut(&a, &got, got, '\n');
		(void)om_span_cut(&b, &left, left, '\n');
		if (!om_span_equal(a, b))
			rc = om_fail(OM_USAGE,
			    "%s: its example gives '%.*s', not '%.*s'",
			    report->file, OM_SPAN_ARG(a), OM_SPAN_ARG(b));
	}
	om_buf_free(&wanted);
	return rc;
}

int
om_report_try(const struct om_report *report)
{
	struct om_report_running r = { .report = report, .form = &lines };
	struct om_buf got = OM_BUF(1 << 20);
	int32_t today;
	int rc;

	if (report->today == NULL)
		return om_fail(OM_NOTFOUND, "%s: has no example", report->file);
	rc = om_day_parse(&today, om_span_of(report->today));
	if (rc == OM_OK)
		rc = om_report_read_period(&r.period, report,
		    with(report, "from"), with(report, "to"), today);
	if (rc == OM_OK)
		rc = om_tables_open(
		    &r.reader, NULL, today, report->given, report->given_count);
	if (rc != OM_OK)
		return rc;
	r.page = (struct om_report_page){
		.to = &got, .report = report, .today = today
	};
	rc = om_report_write_parts(&r, 0);
	if (rc == OM_OK)
		rc = compare(report, om_buf_span(&got));
	om_sql_reader_close(r.reader);
	om_buf_free(&got);
	return rc;
}
