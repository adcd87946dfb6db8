#include "base/clock.h"
#include "cmd/scan.h"
#include "render/html.h"

/*
 * One file that needs no other: the style is inside, the chart is SVG with a
 * table of the same numbers beside it for those who do not see it.
 */
enum { BAR_HEIGHT = 22, BAR_WIDTH = 420, LABEL_WIDTH = 200, BARS = 60 };

static const char head[] =
    "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width\">\n"
    "<title>Personal data found</title>\n<style>\n"
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem "
    "auto;padding:0 1rem;color:#1a1a1a;background:#fff;overflow-wrap:"
    "anywhere}\n"
    "table{border-collapse:collapse;width:100%}\n"
    "th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid "
    "#ccc;overflow-wrap:anywhere}\n"
    "td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}\n"
    "svg{max-width:100%;height:auto}\nsvg text{font:14px "
    "system-ui,sans-serif;fill:#1a1a1a}\n"
    "</style>\n</head>\n<body>\n<main>\n<h1>Personal data found</h1>\n";

static void
add_text(struct om_buf *out, const char *s)
{
	om_html_add(out, om_span_of(s));
}

static void
add_totals(struct om_buf *out, const struct om_scan *s)
{
	struct om_buf time = OM_BUF(64);

	om_time_format(&time, om_clock_now());
	om_buf_format(out,
	    "<p>%llu findings in %llu records (%llu bytes). "
	    "The scan is %s. Written %s.</p>\n",
	    (unsigned long long)s->reading.findings,
	    (unsigned long long)s->reading.records,
	    (unsigned long long)s->reading.bytes,
	    s->skipped_count == 0 ? "complete" : "<strong>incomplete</strong>",
	    time.p);
	om_buf_free(&time);
}

static uint64_t
largest(const struct om_scan *s)
{
	uint64_t most = 1;

	for (size_t i = 0; i < s->kinds->n; i++)
		if (s->reading.by_kind[i] > most)
			most = s->reading.by_kind[i];
	return most;
}

static void
add_bar(struct om_buf *out, const struct om_scan *s, size_t kind, unsigned row)
{
	uint64_t n = s->reading.by_kind[kind];
	unsigned width =
	    (unsigned)((double)n * BAR_WIDTH / (double)largest(s)) + 1;

	om_buf_format(
	    out, "<text x=\"0\" y=\"%u\">", row * BAR_HEIGHT + BAR_HEIGHT - 6);
	add_text(out, s->kinds->list[kind].name);
	om_buf_format(out,
	    "</text><rect x=\"%d\" y=\"%u\" width=\"%u\" height=\"%d\" "
	    "fill=\"#22577a\"/><text x=\"%u\" y=\"%u\">%llu</text>\n",
	    LABEL_WIDTH, row * BAR_HEIGHT + 4, width, BAR_HEIGHT - 6,
	    LABEL_WIDTH + width + 6, row * BAR_HEIGHT + BAR_HEIGHT - 6,
	    (unsigned long long)n);
}

static void
add_chart(struct om_buf *out, const struct om_scan *s)
{
	unsigned rows = 0, row = 0;

	for (size_t i = 0; i < s->kinds->n; i++)
		rows += s->reading.by_kind[i] > 0 && rows < BARS;
	if (rows == 0)
		return;
	om_buf_format(out,
	    "<h2>By kind</h2>\n<svg role=\"img\" viewBox=\"0 0 %d %u\" "
	    "aria-labelledby=\"chart\"><title id=\"chart\">Findings by kind; "
	    "the table below has the numbers</title>\n",
	    LABEL_WIDTH + BAR_WIDTH + 90, rows * BAR_HEIGHT);
	for (size_t i = 0; i < s->kinds->n && row < rows; i++)
		if (s->reading.by_kind[i] > 0)
			add_bar(out, s, i, row++);
	om_buf_text(out, "</svg>\n");
}

static void
add_kinds(struct om_buf *out, const struct om_scan *s)
{
	om_buf_text(out,
	    "<table><thead><tr><th scope=\"col\">Kind</th><th scope=\"col\">"
	    "What it is</th><th scope=\"col\">Class</th><th scope=\"col\" "
	    "class=\"n\">Findings</th></tr></thead><tbody>\n");
	for (size_t i = 0; i < s->kinds->n; i++) {
		const struct om_kind *kind = &s->kinds->list[i];

		if (s->reading.by_kind[i] == 0)
			continue;
		om_buf_text(out, "<tr><th scope=\"row\">");
		add_text(out, kind->name);
		om_buf_text(out, "</th><td>");
		add_text(out, kind->title == NULL ? kind->name : kind->title);
		om_buf_format(out, "</td><td>%s</td><td class=\"n\">%llu</td>",
		    om_kind_class_word(kind->class),
		    (unsigned long long)s->reading.by_kind[i]);
		om_buf_text(out, "</tr>\n");
	}
	om_buf_text(out, "</tbody></table>\n");
}

static void
add_map(struct om_buf *out, const struct om_scan *s)
{
	if (s->share_count == 0)
		return;
	om_buf_text(out,
	    "<h2>Where it lies</h2>\n<table><thead><tr><th scope=\"col\">File"
	    "</th><th scope=\"col\">Field</th><th scope=\"col\">Kind</th><th "
	    "scope=\"col\" class=\"n\">Share of rows</th></tr></thead>"
	    "<tbody>\n");
	for (size_t i = 0; i < s->share_count; i++) {
		const struct om_share *share = &s->shares[i].share;

		om_buf_text(out, "<tr><td>");
		add_text(out, s->shares[i].path);
		om_buf_text(out, "</td><td>");
		om_html_add(out, share->field);
		om_buf_text(out, "</td><td>");
		add_text(out, s->kinds->list[share->kind].name);
		om_buf_format(out, "</td><td class=\"n\">%.1f %%</td></tr>\n",
		    share->records == 0
			? 0
			: 100 * (double)share->found / (double)share->records);
	}
	om_buf_text(out, "</tbody></table>\n");
}

static void
add_rules(struct om_buf *out, const struct om_scan *s)
{
	if (s->rule_count == 0)
		return;
	om_buf_text(out,
	    "<h2>What stands together in one record</h2>\n<table><thead><tr>"
	    "<th scope=\"col\">File</th><th scope=\"col\">Rule</th><th "
	    "scope=\"col\">Why</th><th scope=\"col\" class=\"n\">Records"
	    "</th></tr></thead><tbody>\n");
	for (size_t i = 0; i < s->rule_count; i++) {
		const struct om_scan_rule *r = &s->rules[i];

		om_buf_text(out, "<tr><td>");
		add_text(out, r->path);
		om_buf_text(out, "</td><td>");
		add_text(out, r->rule->id);
		om_buf_text(out, ": ");
		add_text(out, r->rule->cite);
		om_buf_text(out, "</td><td>");
		add_text(out, r->rule->why == NULL ? "" : r->rule->why);
		om_buf_format(out, "</td><td class=\"n\">%llu</td></tr>\n",
		    (unsigned long long)r->records);
	}
	om_buf_text(out, "</tbody></table>\n");
}

static void
add_skipped(struct om_buf *out, const struct om_scan *s)
{
	if (s->skipped_count == 0)
		return;
	om_buf_text(out, "<h2>Not read, or not to the end</h2>\n<ul>\n");
	for (size_t i = 0; i < s->skipped_count && i < OM_SCAN_LISTED; i++) {
		om_buf_text(out, "<li>");
		add_text(out, s->skipped[i].path);
		om_buf_text(out, ": ");
		add_text(out, s->skipped[i].reason);
		om_buf_text(out, "</li>\n");
	}
	om_buf_text(out, "</ul>\n");
}

void
om_scan_page(struct om_buf *out, const struct om_scan *s)
{
	om_buf_text(out, head);
	add_totals(out, s);
	add_chart(out, s);
	add_kinds(out, s);
	add_map(out, s);
	add_rules(out, s);
	add_skipped(out, s);
	om_buf_text(out, "</main>\n</body>\n</html>\n");
}
