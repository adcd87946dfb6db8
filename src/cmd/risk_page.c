#include "base/clock.h"
#include "base/memory.h"
#include "cmd/risk.h"
#include "render/bars.h"
#include "render/html.h"

/*
 * One file that needs no other: style and charts are inside, and below each
 * chart stands a table of the same numbers.
 */
enum { BARS = 30, ROWS = 1000 };

static const char head[] =
    "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width\">\n"
    "<title>Who is singled out by combinations</title>\n<style>\n"
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem "
    "auto;padding:0 1rem;color:#1a1a1a;background:#fff;overflow-wrap:"
    "anywhere}\n"
    "table{border-collapse:collapse;width:100%}\n"
    "th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid "
    "#ccc;overflow-wrap:anywhere}\n"
    "td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}\n"
    "svg{max-width:100%;height:auto}\n"
    "svg text{font:14px system-ui,sans-serif;fill:#1a1a1a}\n"
    "@media print{body{margin:0;max-width:none;font-size:11pt}"
    "h2{break-after:avoid}tr,svg{break-inside:avoid}"
    "thead{display:table-header-group}}\n"
    "</style>\n</head>\n<body>\n<main>\n"
    "<h1>Who is singled out by combinations</h1>\n";

static void
add_text(struct om_buf *out, const char *s)
{
	om_html_add(out, om_span_of(s));
}

/* A head of columns, of which the first `words` hold words. */
static void
open_table(
    struct om_buf *out, const char *const *titles, unsigned n, unsigned words)
{
	om_buf_text(out, "<table><thead><tr>");
	for (unsigned i = 0; i < n; i++) {
		om_buf_format(out, "<th scope=\"col\"%s>",
		    i < words ? "" : " class=\"n\"");
		add_text(out, titles[i]);
		om_buf_text(out, "</th>");
	}
	om_buf_text(out, "</tr></thead><tbody>\n");
}

static void
close_table(struct om_buf *out)
{
	om_buf_text(out, "</tbody></table>\n");
}

static void
open_row(struct om_buf *out, struct om_span name)
{
	om_buf_text(out, "<tr><th scope=\"row\">");
	om_html_add(out, name);
	om_buf_text(out, "</th>");
}

static void
add_number(struct om_buf *out, uint64_t n)
{
	om_buf_format(out, "<td class=\"n\">%llu</td>", (unsigned long long)n);
}

static void
add_word(struct om_buf *out, const char *s)
{
	om_buf_text(out, "<td>");
	add_text(out, s);
	om_buf_text(out, "</td>");
}

static void
add_verdict(struct om_buf *out, const struct om_measure *m)
{
	struct om_buf says = OM_BUF(1 << 20), time = OM_BUF(64);

	om_measure_says(&says, m);
	om_time_format(&time, om_clock_now());
	om_buf_text(out, "<p><strong>");
	om_html_add(out, om_buf_span(&says));
	om_buf_format(out, "</strong></p>\n<p>%zu records of %zu persons in ",
	    m->table.n, m->classes.persons);
	add_text(out, m->source);
	if (*m->sha256 != '\0')
		om_buf_format(out, " (SHA-256 %s)", m->sha256);
	om_buf_format(
	    out, ". Written %s. No value of a record is shown.</p>\n", time.p);
	om_buf_free(&says);
	om_buf_free(&time);
}

static void
add_columns(struct om_buf *out, const struct om_measure *m)
{
	static const char *const titles[] = { "Column", "Taken as",
		"Because it", "Values" };

	om_buf_text(out, "<h2>Columns</h2>\n");
	open_table(out, titles, 4, 3);
	for (size_t i = 0; i < m->table.width && i < ROWS; i++) {
		const struct om_risk_column *c = &m->table.columns[i];

		open_row(out, c->name);
		add_word(out, om_risk_role_word(m->choices.list[i].role));
		add_word(out, m->choices.list[i].why);
		if (c->left_out)
			om_buf_text(out, "<td class=\"n\">not read</td>");
		else
			add_number(out, c->cardinality);
		om_buf_text(out, "</tr>\n");
	}
	close_table(out);
}

/* "3-4", "100 and more" */
static void
band_name(struct om_buf *out, unsigned band)
{
	uint32_t from = om_risk_band(band);

	if (band + 1 == OM_RISK_BANDS)
		om_buf_format(out, "%u and more", from);
	else if (om_risk_band(band + 1) == from + 1)
		om_buf_format(out, "%u", from);
	else
		om_buf_format(out, "%u-%u", from, om_risk_band(band + 1) - 1);
}

static struct om_span
number_text(struct om_arena *arena, uint64_t n)
{
	struct om_buf text = OM_BUF(32);
	struct om_span kept;

	om_buf_format(&text, "%llu", (unsigned long long)n);
	kept = om_arena_copy(arena, om_buf_span(&text));
	om_buf_free(&text);
	return kept;
}

static void
add_classes(
    struct om_buf *out, const struct om_measure *m, struct om_arena *arena)
{
	static const char *const titles[] = { "Persons who share all columns",
		"Persons" };
	struct om_bar bars[OM_RISK_BANDS];

	om_buf_text(out, "<h2>How many share all columns</h2>\n");
	for (unsigned i = 0; i < OM_RISK_BANDS; i++) {
		struct om_buf name = OM_BUF(64);

		band_name(&name, i);
		bars[i] = (struct om_bar){
			om_arena_copy(arena, om_buf_span(&name)),
			(double)m->classes.bands[i],
			number_text(arena, m->classes.bands[i]),
		};
		om_buf_free(&name);
	}
	om_bars_add(out, "classes",
	    "Persons by the size of their class; the table below has the "
	    "numbers",
	    bars, OM_RISK_BANDS);
	open_table(out, titles, 2, 1);
	for (unsigned i = 0; i < OM_RISK_BANDS; i++) {
		open_row(out, bars[i].label);
		add_number(out, m->classes.bands[i]);
		om_buf_text(out, "</tr>\n");
	}
	close_table(out);
}

static struct om_span
names_text(struct om_arena *arena, const struct om_measure *m, uint32_t columns)
{
	struct om_buf text = OM_BUF(1 << 20);
	struct om_span kept;

	om_measure_names(&text, m, columns);
	kept = om_arena_copy(arena, om_buf_span(&text));
	om_buf_free(&text);
	return kept;
}

static void
add_sets(struct om_buf *out, const struct om_measure *m,
    const struct om_risk_set *const *sets, struct om_arena *arena)
{
	static const char *const titles[] = { "Combination", "Classes", "k",
		"Singled out", "Below k", "Singled out by no part" };
	struct om_bar bars[BARS];
	size_t n = m->risk.count < BARS ? m->risk.count : BARS;

	om_buf_text(out, "<h2>Singled out, by combination</h2>\n");
	for (size_t i = 0; i < n; i++)
		bars[i] = (struct om_bar){
			names_text(arena, m, sets[i]->columns),
			(double)sets[i]->unique,
			number_text(arena, sets[i]->unique),
		};
	om_bars_add(out, "combinations",
	    "Persons singled out by each combination; the table below has "
	    "the numbers",
	    bars, n);
	open_table(out, titles, 6, 1);
	for (size_t i = 0; i < m->risk.count && i < ROWS; i++) {
		open_row(out, names_text(arena, m, sets[i]->columns));
		add_number(out, sets[i]->classes);
		add_number(out, sets[i]->k_min);
		add_number(out, sets[i]->unique);
		add_number(out, sets[i]->below);
		add_number(out, sets[i]->minimal);
		om_buf_text(out, "</tr>\n");
	}
	close_table(out);
	if (m->risk.count > ROWS)
		om_buf_format(
		    out, "<p>And %zu more.</p>\n", m->risk.count - ROWS);
}

static void
add_contributions(
    struct om_buf *out, const struct om_measure *m, struct om_arena *arena)
{
	static const char *const titles[] = { "Column", "Share of the scores" };
	struct om_bar bars[OM_RISK_AXES];

	if (m->risk.singled == 0)
		return;
	om_buf_text(out, "<h2>What a column contributes</h2>\n");
	for (unsigned i = 0; i < m->data.width; i++) {
		struct om_buf text = OM_BUF(32);
		double share = om_risk_contribution(&m->risk, i);

		om_buf_format(&text, "%.1f %%", 100 * share);
		bars[i] = (struct om_bar){ om_measure_name(m, i), share,
			om_arena_copy(arena, om_buf_span(&text)) };
		om_buf_free(&text);
	}
	om_bars_add(out, "contributions",
	    "Share of the scores (SUDA2) that combinations with a column "
	    "have; the table below has the numbers",
	    bars, m->data.width);
	open_table(out, titles, 2, 1);
	for (unsigned i = 0; i < m->data.width; i++) {
		open_row(out, bars[i].label);
		om_buf_text(out, "<td class=\"n\">");
		om_html_add(out, bars[i].shown);
		om_buf_text(out, "</td></tr>\n");
	}
	close_table(out);
}

static void
add_attacks(struct om_buf *out, const struct om_measure *m)
{
	static const char *const titles[] = { "Attacker", "Assumes that",
		"Highest risk", "Average risk", "Persons above 1/k" };

	om_buf_text(out, "<h2>The risk of being found</h2>\n");
	open_table(out, titles, 5, 2);
	for (int i = 0; i < 2; i++) {
		const struct om_risk_attack *a =
		    i == 1 ? &m->journalist : &m->prosecutor;

		open_row(out,
		    i == 1 ? OM_SPAN("journalist") : OM_SPAN("prosecutor"));
		add_word(out, om_measure_assumes(m, i == 1));
		om_buf_format(out,
		    "<td class=\"n\">%.4g</td><td class=\"n\">%.4g</td>",
		    a->highest, a->average);
		add_number(out, a->above);
		om_buf_text(out, "</tr>\n");
	}
	close_table(out);
}

static void
add_diversity(struct om_buf *out, const struct om_measure *m)
{
	static const char *const titles[] = { "Sensitive column",
		"l (distinct)", "l (entropy)",
		"Records whose class tells the value" };
	bool begun = false;

	for (size_t i = 0; i < m->table.width; i++) {
		const struct om_risk_diversity *d = &m->diversity[i];

		if (d->distinct == 0)
			continue;
		if (!begun) {
			om_buf_text(out, "<h2>What classes tell</h2>\n");
			open_table(out, titles, 4, 1);
		}
		begun = true;
		open_row(out, m->table.columns[i].name);
		add_number(out, d->distinct);
		om_buf_format(out, "<td class=\"n\">%.2f</td>", d->entropy);
		add_number(out, d->single);
		om_buf_text(out, "</tr>\n");
	}
	if (begun)
		close_table(out);
}

void
om_measure_page(struct om_buf *out, const struct om_measure *m)
{
	const struct om_risk_set **sets =
	    om_new(m->risk.count, sizeof(struct om_risk_set *));
	struct om_arena arena = { 0 };

	om_measure_sort(sets, &m->risk);
	om_buf_text(out, head);
	add_verdict(out, m);
	add_classes(out, m, &arena);
	add_sets(out, m, sets, &arena);
	add_contributions(out, m, &arena);
	add_attacks(out, m);
	add_diversity(out, m);
	add_columns(out, m);
	om_buf_text(out, "</main>\n</body>\n</html>\n");
	om_arena_free(&arena);
	om_free(sets);
}
