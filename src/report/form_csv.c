#include "base/memory.h"
#include "render/csv_writer.h"
#include "report/form.h"

/* For spreadsheets: no cell of it is a formula (render/csv_writer.h). */
static int
begin(struct om_report_page *p)
{
	struct om_csv_writer *w = om_new(1, sizeof(*w));

	*w = OM_CSV_WRITER(p->to, true);
	p->state = w;
	return OM_OK;
}

static int
begin_section(struct om_report_page *p)
{
	for (int i = 0; i < p->column_count; i++)
		om_csv_writer_text(p->state, om_span_of(p->columns[i]));
	om_csv_writer_end_row(p->state);
	return OM_OK;
}

static int
row(struct om_report_page *p, const struct om_sql_value *cells)
{
	struct om_buf text = OM_BUF(1 << 20);

	for (int i = 0; i < p->column_count; i++) {
		if (cells[i].type == OM_SQL_INTEGER) {
			om_csv_writer_int(p->state, cells[i].integer);
			continue;
		}
		om_buf_reset(&text);
		om_report_form_cell(&text, &cells[i]);
		om_csv_writer_text(p->state, om_buf_span(&text));
	}
	om_csv_writer_end_row(p->state);
	om_buf_free(&text);
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
	(void)code;
	om_free(p->state);
	return OM_OK;
}

const struct om_report_form om_report_form_csv = {
	.word = "csv",
	.one_section = true,
	.begin = begin,
	.begin_section = begin_section,
	.row = row,
	.end_section = end_section,
	.end = end,
};
