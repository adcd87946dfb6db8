#include "base/json.h"
#include "report/form.h"

static int
pass(struct om_report_page *p)
{
	(void)p;
	return OM_OK;
}

/* Where there are several sections, a row says of which it is. */
static int
row_alone(struct om_report_page *p, const struct om_sql_value *cells)
{
	struct om_json j = OM_JSON(p->to, false);

	om_json_object(&j, NULL);
	if (p->report->section_count > 1)
		om_json_string(&j, "section", om_report_form_title(p));
	for (int i = 0; i < p->column_count; i++)
		om_report_form_json_cell(&j, p->columns[i], &cells[i]);
	om_json_end_object(&j);
	om_buf_byte(p->to, '\n');
	return OM_OK;
}

static int
pass_end(struct om_report_page *p, int code)
{
	(void)p;
	(void)code;
	return OM_OK;
}

const struct om_report_form om_report_form_ndjson = {
	.word = "ndjson",
	.begin = pass,
	.begin_section = pass,
	.row = row_alone,
	.end_section = pass,
	.end = pass_end,
};
