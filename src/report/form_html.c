#include "base/date.h"
#include "base/embed.h"
#include "base/memory.h"
#include "render/bars.h"
#include "render/html.h"
#include "render/template.h"
#include "report/form.h"

/*
 * One page that needs no other (reports/report.html). Below each chart stands
 * the table of its numbers, for those who do not see it.
 */
enum { BARS = 60, PAGE_MAX = 256 << 20 };

struct writing {
	struct om_arena arena; /* of the page */
	struct om_view *view, *section;
	struct om_buf table;
	struct om_bar bars[BARS];
	size_t bar_count;
	int label, value; /* the chart's columns; -1 for no chart */
};

static int
begin(struct om_report_page *p)
{
	struct writing *w = om_new(1, sizeof(*w));
	struct om_buf day = OM_BUF(16);

	p->state = w;
	w->table = OM_BUF(PAGE_MAX);
	w->view = om_view_new(&w->arena);
	om_day_format(&day, p->today);
	om_view_string(w->view, "title", p->report->title);
	om_view_string(w->view, "about", p->report->about);
	om_view_string(w->view, "law", p->report->law);
	om_view_string(w->view, "period", p->period);
	om_view_set(w->view, "made", om_buf_span(&day));
	om_view_string(w->view, "organisation",
	    p->settings == NULL ? "" : p->settings->organisation.name);
	om_view_list(w->view, "sections");
	om_buf_free(&day);
	return OM_OK;
}

static int
column_of(const struct om_report_page *p, const char *name)
{
	for (int i = 0; name != NULL && i < p->column_count; i++)
		if (strcmp(p->columns[i], name) == 0)
			return i;
	return -1;
}

/* "days_late" reads "days late". */
static void
add_heading(struct om_buf *to, const char *column)
{
	for (const char *c = column; *c != '\0'; c++)
		om_html_add(to, *c == '_' ? OM_SPAN(" ") : om_span_bytes(c, 1));
}

static int
begin_section(struct om_report_page *p)
{
	const struct om_report_section *s = &p->report->sections[p->section];
	struct writing *w = p->state;

	w->section = om_view_add(w->view, "sections");
	om_view_string(w->section, "heading", s->title);
	w->bar_count = 0;
	w->label = column_of(p, s->label);
	w->value = column_of(p, s->value);
	if ((s->label != NULL && w->label < 0) ||
	    (s->value != NULL && w->value < 0))
		return om_fail(
		    OM_USAGE, "has a chart of a column that is not there");
	om_buf_reset(&w->table);
	om_buf_text(&w->table, "<table>\n<caption>");
	om_html_add(&w->table, om_span_of(om_report_form_title(p)));
	om_buf_text(&w->table, "</caption>\n<thead><tr>");
	for (int i = 0; i < p->column_count; i++) {
		om_buf_text(&w->table, "<th scope=\"col\">");
		add_heading(&w->table, p->columns[i]);
		om_buf_text(&w->table, "</th>");
	}
	om_buf_text(&w->table, "</tr></thead>\n<tbody>\n");
	return OM_OK;
}

static struct om_span
shown(struct writing *w, const struct om_sql_value *cell)
{
	struct om_buf text = OM_BUF(1 << 20);
	struct om_span s;

	om_report_form_cell(&text, cell);
	s = om_arena_copy(&w->arena, om_buf_span(&text));
	om_buf_free(&text);
	return s;
}

static void
add_bar(struct writing *w, const struct om_sql_value *cells)
{
	const struct om_sql_value *v;

	if (w->label < 0 || w->value < 0 || w->bar_count == BARS)
		return;
	v = &cells[w->value];
	w->bars[w->bar_count++] = (struct om_bar){
		.label = shown(w, &cells[w->label]),
		.value = v->type == OM_SQL_REAL ? v->real : (double)v->integer,
		.shown = shown(w, v),
	};
}

static int
row(struct om_report_page *p, const struct om_sql_value *cells)
{
	struct writing *w = p->state;
	struct om_buf text = OM_BUF(1 << 20);

	om_buf_text(&w->table, "<tr>");
	for (int i = 0; i < p->column_count; i++) {
		om_buf_reset(&text);
		om_report_form_cell(&text, &cells[i]);
		om_buf_text(&w->table, om_report_form_is_number(&cells[i])
					   ? "<td class=\"n\">"
					   : "<td>");
		om_html_add(&w->table, om_buf_span(&text));
		om_buf_text(&w->table, "</td>");
	}
	om_buf_text(&w->table, "</tr>\n");
	om_buf_free(&text);
	add_bar(w, cells);
	return OM_OK;
}

static void
add_chart(struct om_report_page *p)
{
	struct writing *w = p->state;
	struct om_buf chart = OM_BUF(1 << 20), id = OM_BUF(32);
	struct om_buf title = OM_BUF(1024);

	om_buf_format(&id, "chart%zu", p->section + 1);
	om_buf_format(&title,
	    "%s: a bar for each row; the table below has the same numbers",
	    om_report_form_title(p));
	om_bars_add(&chart, id.p, title.p, w->bars, w->bar_count);
	om_view_set(w->section, "chart", om_buf_span(&chart));
	om_buf_free(&title);
	om_buf_free(&id);
	om_buf_free(&chart);
}

static int
end_section(struct om_report_page *p)
{
	struct writing *w = p->state;

	om_buf_text(&w->table, "</tbody>\n</table>");
	add_chart(p);
	om_view_set(w->section, "table",
	    p->rows == 0 ? OM_SPAN_NONE : om_buf_span(&w->table));
	return om_buf_check(&w->table, "a table of a report");
}

static int
end(struct om_report_page *p, int code)
{
	struct writing *w = p->state;
	struct om_template t = { .file = "reports/report.html", .html = true };

	if (code == OM_OK && !om_embed_find(&t.text, t.file))
		code = om_fail(OM_NOTFOUND, "%s: is missing", t.file);
	if (code == OM_OK)
		code = om_template_render(p->to, &t, w->view);
	if (w != NULL) {
		om_buf_free(&w->table);
		om_arena_free(&w->arena);
	}
	om_free(w);
	return code;
}

const struct om_report_form om_report_form_html = {
	.word = "html",
	.begin = begin,
	.begin_section = begin_section,
	.row = row,
	.end_section = end_section,
	.end = end,
};
