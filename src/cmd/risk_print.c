#include "base/memory.h"
#include "cmd/list.h"
#include "cmd/risk.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void
share_cell(struct om_list *list, double share)
{
	struct om_buf text = OM_BUF(64);

	om_buf_format(&text, "%.1f %%", 100 * share);
	om_list_text(list, om_buf_span(&text));
	om_buf_free(&text);
}

static void
names_cell(struct om_list *list, const struct om_measure *m, uint32_t columns)
{
	struct om_buf text = OM_BUF(1 << 20);

	om_measure_names(&text, m, columns);
	om_list_text(list, om_buf_span(&text));
	om_buf_free(&text);
}

static void
say_more(const struct om_measure *m, size_t n, const char *what)
{
	if (n > m->listed)
		om_output_format(
		    &m->run->out, "... and %zu more %s\n", n - m->listed, what);
	om_output_text(&m->run->out, OM_SPAN("\n"));
}

static void
print_columns(const struct om_measure *m)
{
	static const struct om_column columns[] = {
		{ NULL, "COLUMN", false },
		{ NULL, "VALUES", true },
		{ NULL, "TAKEN AS", false },
		{ NULL, "BECAUSE IT", false },
	};
	struct om_list list;
	size_t n = m->table.width < m->listed ? m->table.width : m->listed;

	om_list_begin(&list, &m->run->out, "", columns, COUNT(columns));
	for (size_t i = 0; i < n; i++) {
		const struct om_risk_column *c = &m->table.columns[i];

		om_list_text(&list, c->name);
		if (c->left_out)
			om_list_null(&list);
		else
			om_list_int(&list, c->cardinality);
		om_list_string(
		    &list, om_risk_role_word(m->choices.list[i].role));
		om_list_string(&list, m->choices.list[i].why);
	}
	om_list_end(&list);
	say_more(m, m->table.width, "columns");
}

static void
print_sets(const struct om_measure *m, const struct om_risk_set *const *sets)
{
	static const struct om_column columns[] = {
		{ NULL, "COMBINATION", false },
		{ NULL, "CLASSES", true },
		{ NULL, "K", true },
		{ NULL, "SINGLED OUT", true },
		{ NULL, "SHARE", true },
		{ NULL, "BELOW K", true },
		{ NULL, "BY NO PART", true },
	};
	struct om_list list;
	size_t n = m->risk.count < m->listed ? m->risk.count : m->listed;

	om_list_begin(&list, &m->run->out, "", columns, COUNT(columns));
	for (size_t i = 0; i < n; i++) {
		names_cell(&list, m, sets[i]->columns);
		om_list_int(&list, (int64_t)sets[i]->classes);
		om_list_int(&list, sets[i]->k_min);
		om_list_int(&list, (int64_t)sets[i]->unique);
		share_cell(
		    &list, (double)sets[i]->unique / (double)m->risk.persons);
		om_list_int(&list, (int64_t)sets[i]->below);
		om_list_int(&list, (int64_t)sets[i]->minimal);
	}
	om_list_end(&list);
	say_more(m, m->risk.count, "combinations");
}

static void
print_contributions(const struct om_measure *m)
{
	static const struct om_column columns[] = {
		{ NULL, "COLUMN", false },
		{ NULL, "CONTRIBUTION", true },
	};
	struct om_list list;

	if (m->risk.singled == 0)
		return;
	om_list_begin(&list, &m->run->out, "", columns, COUNT(columns));
	for (unsigned i = 0; i < m->data.width; i++) {
		om_list_text(&list, om_measure_name(m, i));
		share_cell(&list, om_risk_contribution(&m->risk, i));
	}
	om_list_end(&list);
	om_output_text(&m->run->out, OM_SPAN("\n"));
}

static void
print_people(const struct om_measure *m)
{
	static const struct om_column columns[] = {
		{ NULL, "RECORD", true },
		{ NULL, "SCORE", true },
		{ NULL, "SINGLED OUT BY", false },
	};
	struct om_list list;
	size_t n;
	uint32_t *ranked = om_measure_ranked(m, &n);

	om_list_begin(&list, &m->run->out, "", columns, COUNT(columns));
	for (size_t i = 0; i < n && i < m->listed; i++) {
		uint32_t person = ranked[i];

		om_list_int(&list,
		    (int64_t)(m->first == NULL ? person : m->first[person]) +
			1);
		om_list_int(&list, (int64_t)om_risk_score(&m->risk, person));
		names_cell(&list, m, om_risk_smallest(&m->risk, person));
	}
	om_list_end(&list);
	if (n > 0)
		say_more(m, n, "persons");
	om_free(ranked);
}

static void
print_attack(const struct om_measure *m, bool journalist)
{
	const struct om_risk_attack *a =
	    journalist ? &m->journalist : &m->prosecutor;

	om_output_format(&m->run->out,
	    "%s risk: highest %.4g, average %.4g, above 1/%u for %llu of %zu "
	    "persons (%s)\n",
	    journalist ? "journalist" : "prosecutor", a->highest, a->average,
	    m->k, (unsigned long long)a->above, m->classes.persons,
	    om_measure_assumes(m, journalist));
}

static void
print_diversity(const struct om_measure *m)
{
	for (size_t i = 0; i < m->table.width; i++) {
		const struct om_risk_diversity *d = &m->diversity[i];

		if (d->distinct > 0)
			om_output_format(&m->run->out,
			    "%.*s: l is %u (distinct), %.2f (entropy); of "
			    "%llu records the class tells the value\n",
			    OM_SPAN_ARG(m->table.columns[i].name), d->distinct,
			    d->entropy, (unsigned long long)d->single);
	}
}

static void
print_plan(const struct om_measure *m)
{
	static const struct om_column columns[] = {
		{ NULL, "COLUMN", false },
		{ NULL, "WRITTEN AS", false },
		{ NULL, "LOSS", true },
	};
	struct om_list list;

	if (m->ladders == NULL)
		return;
	om_output_text(&m->run->out, OM_SPAN("\n"));
	om_list_begin(&list, &m->run->out, "", columns, COUNT(columns));
	for (unsigned i = 0; i < m->data.width; i++) {
		om_list_text(&list, om_measure_name(m, i));
		om_list_text(
		    &list, m->ladders[i].columns[m->plan.rungs[i]].name);
		share_cell(&list, m->plan.losses[i]);
	}
	om_list_end(&list);
	om_output_format(&m->run->out,
	    "written with k of %u at least, measured again: %zu of %zu "
	    "records left out, %.1f %% of the information lost (%s of %zu "
	    "plans measured)\n\n",
	    m->k, m->plan.suppressed, m->table.n, 100 * m->plan.loss,
	    m->plan.least ? "the least" : "the best", m->plan.tried);
}

static void
print_people_tables(const struct om_measure *m)
{
	const struct om_risk_set **sets =
	    om_new(m->risk.count, sizeof(struct om_risk_set *));
	struct om_buf says = OM_BUF(1 << 20);

	om_measure_sort(sets, &m->risk);
	om_output_format(&m->run->out, "%zu records of %zu persons; %zu MiB\n",
	    m->table.n, m->classes.persons,
	    (m->table.memory + m->risk.memory) >> 20);
	print_columns(m);
	print_sets(m, sets);
	print_contributions(m);
	print_people(m);
	print_attack(m, false);
	print_attack(m, true);
	print_diversity(m);
	print_plan(m);
	om_measure_says(&says, m);
	om_output_format(
	    &m->run->out, "%.*s\n", OM_SPAN_ARG(om_buf_span(&says)));
	om_buf_free(&says);
	om_free(sets);
}

void
om_measure_print(const struct om_measure *m)
{
	struct om_output *out = &m->run->out;

	if (out->shape == OM_SHAPE_TABLE) {
		print_people_tables(m);
	} else if (out->shape == OM_SHAPE_NDJSON) {
		om_measure_lines(m);
	} else {
		om_measure_json(om_output_json(out), m);
		om_output_next(out);
	}
}
