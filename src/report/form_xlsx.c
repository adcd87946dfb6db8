#include "render/xlsx.h"
#include "report/form.h"

/* A sheet a section. */
static int
begin(struct om_report_page *p)
{
	struct om_xlsx *x = NULL;
	int rc = om_xlsx_open(&x);

	p->state = x;
	return rc;
}

static int
begin_section(struct om_report_page *p)
{
	om_xlsx_sheet(p->state, om_report_form_title(p));
	for (int i = 0; i < p->column_count; i++)
		om_xlsx_title(p->state, om_span_of(p->columns[i]));
	om_xlsx_end_row(p->state);
	return OM_OK;
}

static int
row(struct om_report_page *p, const struct om_sql_value *cells)
{
	for (int i = 0; i < p->column_count; i++) {
		const struct om_sql_value *c = &cells[i];

		if (c->type == OM_SQL_INTEGER)
			om_xlsx_number(p->state, (double)c->integer);
		else if (c->type == OM_SQL_REAL)
			om_xlsx_number(p->state, c->real);
		else if (c->type == OM_SQL_TEXT)
			om_xlsx_text(p->state, c->text);
		else
			om_xlsx_skip(p->state);
	}
	om_xlsx_end_row(p->state);
	return OM_OK;
}

static int
end_section(struct om_report_page *p)
{
	(void)p;
	return OM_OK;
}

static int
end(struct om_report_page *p, int code)
{
	if (code == OM_OK)
		return om_xlsx_end(p->to, p->state);
	om_xlsx_drop(p->state);
	return OM_OK;
}

const struct om_report_form om_report_form_xlsx = {
	.word = "xlsx",
	.to_file = true,
	.begin = begin,
	.begin_section = begin_section,
	.row = row,
	.end_section = end_section,
	.end = end,
};
