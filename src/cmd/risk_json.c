#include "base/memory.h"
#include "cmd/risk.h"

static void
columns_json(struct om_json *j, const struct om_measure *m, uint32_t columns)
{
	om_json_array(j, "columns");
	for (unsigned i = 0; i < m->data.width; i++)
		if ((columns >> i & 1) != 0)
			om_json_text(j, "", om_measure_name(m, i));
	om_json_end_array(j);
}

static void
number_json(struct om_json *j, const char *key, double value)
{
	struct om_buf text = OM_BUF(32);

	om_buf_format(&text, "%.6g", value);
	om_json_raw(j, key, om_buf_span(&text));
	om_buf_free(&text);
}

static void
input_json(struct om_json *j, const struct om_measure *m)
{
	om_json_object(j, "input");
	om_json_string(j, "source", m->source);
	if (*m->sha256 != '\0')
		om_json_string(j, "sha256", m->sha256);
	else
		om_json_null(j, "sha256");
	om_json_end_object(j);
}

static void
choices_json(struct om_json *j, const struct om_measure *m)
{
	om_json_array(j, "columns");
	for (size_t i = 0; i < m->table.width; i++) {
		const struct om_risk_column *c = &m->table.columns[i];
		const struct om_risk_choice *choice = &m->choices.list[i];

		om_json_object(j, "");
		om_json_text(j, "column", c->name);
		om_json_string(j, "role", om_risk_role_word(choice->role));
		if (choice->kind >= 0)
			om_json_string(
			    j, "kind", m->kinds->list[choice->kind].name);
		else
			om_json_null(j, "kind");
		if (c->left_out)
			om_json_null(j, "values");
		else
			om_json_int(j, "values", c->cardinality);
		om_json_string(j, "why", choice->why);
		om_json_end_object(j);
	}
	om_json_end_array(j);
}

static void
combinations_json(struct om_json *j, const struct om_measure *m,
    const struct om_risk_set *const *sets)
{
	om_json_array(j, "combinations");
	for (size_t i = 0; i < m->risk.count; i++) {
		const struct om_risk_set *set = sets[i];

		om_json_object(j, "");
		columns_json(j, m, set->columns);
		om_json_int(j, "classes", (int64_t)set->classes);
		om_json_int(j, "unique", (int64_t)set->unique);
		om_json_int(j, "k_min", set->k_min);
		om_json_int(j, "below_k", (int64_t)set->below);
		om_json_end_object(j);
	}
	om_json_end_array(j);
	om_json_array(j, "minimal_unique");
	for (size_t i = 0; i < m->risk.count; i++) {
		if (sets[i]->minimal == 0)
			continue;
		om_json_object(j, "");
		columns_json(j, m, sets[i]->columns);
		om_json_int(j, "records", (int64_t)sets[i]->minimal);
		om_json_end_object(j);
	}
	om_json_end_array(j);
}

static void
contributions_json(struct om_json *j, const struct om_measure *m)
{
	om_json_array(j, "contributions");
	for (unsigned i = 0; i < m->data.width; i++) {
		om_json_object(j, "");
		om_json_text(j, "column", om_measure_name(m, i));
		number_json(j, "share", om_risk_contribution(&m->risk, i));
		om_json_end_object(j);
	}
	om_json_end_array(j);
}

/* One person by the number of her first record, and how she is found. */
static void
person_json(
    struct om_json *j, const char *key, const struct om_measure *m, size_t at)
{
	uint32_t record = m->first == NULL ? (uint32_t)at : m->first[at];

	om_json_object(j, key);
	om_json_int(j, "record", (int64_t)record + 1);
	columns_json(j, m, om_risk_smallest(&m->risk, at));
	number_json(j, "score", om_risk_score(&m->risk, at));
	om_json_end_object(j);
}

static void
singled_json(struct om_json *j, const struct om_measure *m)
{
	size_t n, most;
	uint32_t *ranked = om_measure_ranked(m, &n);

	most = n < m->listed ? n : m->listed;
	om_json_object(j, "singled_out");
	om_json_int(j, "persons", (int64_t)n);
	om_json_array(j, "highest");
	for (size_t i = 0; i < most; i++)
		person_json(j, "", m, ranked[i]);
	om_json_end_array(j);
	om_json_end_object(j);
	om_free(ranked);
}

static void
classes_json(struct om_json *j, const struct om_measure *m)
{
	om_json_object(j, "all_columns");
	columns_json(j, m, (UINT32_C(1) << m->data.width) - 1);
	om_json_int(j, "classes", (int64_t)m->classes.count);
	om_json_int(j, "k_min", m->classes.k_min);
	om_json_array(j, "persons_by_class_size");
	for (unsigned i = 0; i < OM_RISK_BANDS; i++) {
		om_json_object(j, "");
		om_json_int(j, "from", om_risk_band(i));
		om_json_int(j, "persons", (int64_t)m->classes.bands[i]);
		om_json_end_object(j);
	}
	om_json_end_array(j);
	om_json_end_object(j);
}

static void
attack_json(struct om_json *j, const struct om_measure *m, bool journalist)
{
	const struct om_risk_attack *a =
	    journalist ? &m->journalist : &m->prosecutor;

	om_json_object(j, journalist ? "journalist" : "prosecutor");
	om_json_string(j, "assumes", om_measure_assumes(m, journalist));
	if (journalist && m->population > 0)
		om_json_int(j, "population", (int64_t)m->population);
	number_json(j, "highest", a->highest);
	number_json(j, "average", a->average);
	om_json_int(j, "above", (int64_t)a->above);
	number_json(
	    j, "share_above", (double)a->above / (double)m->classes.persons);
	om_json_end_object(j);
}

static void
diversity_json(struct om_json *j, const struct om_measure *m)
{
	om_json_array(j, "diversity");
	for (size_t i = 0; i < m->table.width; i++) {
		const struct om_risk_diversity *d = &m->diversity[i];

		if (d->distinct == 0)
			continue;
		om_json_object(j, "");
		om_json_text(j, "column", m->table.columns[i].name);
		om_json_int(j, "distinct", d->distinct);
		number_json(j, "entropy", d->entropy);
		om_json_int(j, "records_with_one_value", (int64_t)d->single);
		om_json_end_object(j);
	}
	om_json_end_array(j);
}

static void
verdict_json(struct om_json *j, const struct om_measure *m)
{
	struct om_buf says = OM_BUF(1 << 20);

	om_measure_says(&says, m);
	om_json_object(j, "verdict");
	om_json_string(j, "word", om_risk_verdict_word(m->verdict));
	om_json_text(j, "says", om_buf_span(&says));
	om_json_int(j, "k", m->k);
	om_json_end_object(j);
	om_buf_free(&says);
}

/* What --generalise did to each column, and what that lost. */
static void
plan_json(struct om_json *j, const struct om_measure *m)
{
	if (m->ladders == NULL)
		return;
	om_json_object(j, "generalised");
	om_json_array(j, "columns");
	for (unsigned i = 0; i < m->data.width; i++) {
		om_json_object(j, "");
		om_json_text(j, "column", om_measure_name(m, i));
		om_json_text(
		    j, "told", m->ladders[i].columns[m->plan.rungs[i]].name);
		number_json(j, "loss", m->plan.losses[i]);
		om_json_end_object(j);
	}
	om_json_end_array(j);
	om_json_int(j, "records_suppressed", (int64_t)m->plan.suppressed);
	number_json(j, "loss", m->plan.loss);
	om_json_bool(j, "least", m->plan.least);
	om_json_int(j, "plans_measured", (int64_t)m->plan.tried);
	om_json_end_object(j);
}

static void
members_json(struct om_json *j, const struct om_measure *m)
{
	const struct om_risk_set **sets =
	    om_new(m->risk.count, sizeof(struct om_risk_set *));

	om_measure_sort(sets, &m->risk);
	om_json_int(j, "records", (int64_t)m->table.n);
	om_json_int(j, "persons", (int64_t)m->classes.persons);
	om_json_int(j, "k", m->k);
	input_json(j, m);
	choices_json(j, m);
	combinations_json(j, m, sets);
	contributions_json(j, m);
	singled_json(j, m);
	classes_json(j, m);
	attack_json(j, m, false);
	attack_json(j, m, true);
	diversity_json(j, m);
	plan_json(j, m);
	verdict_json(j, m);
	om_json_int(j, "memory", (int64_t)(m->table.memory + m->risk.memory));
	om_free(sets);
}

void
om_measure_json(struct om_json *j, const struct om_measure *m)
{
	om_json_object(j, NULL);
	members_json(j, m);
	om_json_end_object(j);
}

/* Everybody who is singled out, a line each, and then all the rest. */
void
om_measure_lines(const struct om_measure *m)
{
	struct om_output *out = &m->run->out;
	struct om_json *j;

	for (size_t i = 0; i < m->risk.persons; i++)
		if (m->risk.last[i] != 0) {
			person_json(om_output_json(out), NULL, m, i);
			om_output_next(out);
		}
	j = om_output_json(out);
	om_json_object(j, NULL);
	om_json_object(j, "summary");
	members_json(j, m);
	om_json_end_object(j);
	om_json_end_object(j);
	om_output_next(out);
}
