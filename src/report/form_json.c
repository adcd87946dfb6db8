#include "base/date.h"
#include "base/json.h"
#include "base/memory.h"
#include "report/form.h"

static void
add_day(struct om_json *j, const char *key, int32_t day)
{
	struct om_buf text = OM_BUF(16);

	om_day_format(&text, day);
	om_json_text(j, key, om_buf_span(&text));
	om_buf_free(&text);
}

static int
begin(struct om_report_page *p)
{
	struct om_json *j = om_new(1, sizeof(*j));

	*j = OM_JSON(p->to, true);
	p->state = j;
	om_json_object(j, NULL);
	om_json_string(j, "report", p->report->name);
	om_json_string(j, "title", p->report->title);
	om_json_string(j, "law", p->report->law);
	add_day(j, "made", p->today);
	om_json_string(j, "period", p->period);
	om_json_array(j, "sections");
	return OM_OK;
}

static int
begin_section(struct om_report_page *p)
{
	struct om_json *j = p->state;

	om_json_object(j, "");
	om_json_string(j, "title", om_report_form_title(p));
	om_json_array(j, "rows");
	return OM_OK;
}

static int
row(struct om_report_page *p, const struct om_sql_value *cells)
{
	struct om_json *j = p->state;

	om_json_object(j, "");
	for (int i = 0; i < p->column_count; i++)
		om_report_form_json_cell(j, p->columns[i], &cells[i]);
	om_json_end_object(j);
	return OM_OK;
}

static int
end_section(struct om_report_page *p)
{
	om_json_end_array(p->state);
	om_json_end_object(p->state);
	return OM_OK;
}

static int
end(struct om_report_page *p, int code)
{
	if (code == OM_OK) {
		om_json_end_array(p->state);
		om_json_end_object(p->state);
		om_buf_byte(p->to, '\n');
	}
	om_free(p->state);
	return OM_OK;
}

const struct om_report_form om_report_form_json = {
	.word = "json",
	.begin = begin,
	.begin_section = begin_section,
	.row = row,
	.end_section = end_section,
	.end = end,
};
