#include "base/memory.h"
#include "render/table.h"
#include "report/form.h"

/* What a table being written needs; titles are those of the columns. */
struct writing {
	struct om_table table;
	struct om_table_column columns[OM_TABLE_COLUMNS];
};

static int
begin(struct om_report_page *p)
{
	p->state = om_new(1, sizeof(struct writing));
	om_buf_format(p->to, "%s", p->report->title);
	if (*p->period != '\0')
		om_buf_format(p->to, " (%s)", p->period);
	om_buf_byte(p->to, '\n');
	return OM_OK;
}

static int
begin_section(struct om_report_page *p)
{
	const char *title = p->report->sections[p->section].title;

	if (p->column_count > OM_TABLE_COLUMNS)
		return om_fail(
		    OM_USAGE, "has more than %d columns", OM_TABLE_COLUMNS);
	om_buf_byte(p->to, '\n');
	if (title != NULL)
		om_buf_format(p->to, "%s\n", title);
	return OM_OK;
}

/* The first row shows which columns are of numbers. */
static void
open_table(struct om_report_page *p, const struct om_sql_value *cells)
{
	struct writing *w = p->state;

	for (int i = 0; i < p->column_count; i++)
		w->columns[i] = (struct om_table_column){ p->columns[i],
			om_report_form_is_number(&cells[i]) };
	om_table_open(&w->table, p->to, w->columns, (size_t)p->column_count);
	w->table.width = p->width;
	w->table.bold = p->bold;
}

static int
row(struct om_report_page *p, const struct om_sql_value *cells)
{
	struct writing *w = p->state;
	struct om_buf text = OM_BUF(1 << 20);

	if (p->rows == 0)
		open_table(p, cells);
	for (int i = 0; i < p->column_count; i++) {
		om_buf_reset(&text);
		om_report_form_cell(&text, &cells[i]);
		om_table_cell(
		    &w->table, text.n == 0 ? OM_SPAN("-") : om_buf_span(&text));
	}
	om_buf_free(&text);
	return OM_OK;
}

static int
end_section(struct om_report_page *p)
{
	struct writing *w = p->state;

	if (p->rows == 0)
		om_buf_text(p->to, "nothing\n");
	else
		om_table_close(&w->table);
	w->table = (struct om_table){ 0 };
	return OM_OK;
}

static int
end(struct om_report_page *p, int code)
{
	struct writing *w = p->state;

	(void)code;
	if (w != NULL)
		om_table_drop(&w->table);
	om_free(w);
	return OM_OK;
}

const struct om_report_form om_report_form_table = {
	.word = "table",
	.begin = begin,
	.begin_section = begin_section,
	.row = row,
	.end_section = end_section,
	.end = end,
};
