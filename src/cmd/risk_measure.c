#include "base/memory.h"
#include "cmd/risk.h"

enum { PROPOSED = 6 };

static int
choose(struct om_measure *m)
{
	struct om_words quasi = om_option_list(m->run, "quasi"),
			sensitive = om_option_list(m->run, "sensitive");
	bool named = quasi.n > 0 && strcmp(quasi.p[0], "auto") != 0;
	struct om_risk_wishes wishes = {
		.quasi = named ? quasi.p : NULL,
		.quasi_count = named ? quasi.n : 0,
		.sensitive = sensitive.p,
		.sensitive_count = sensitive.n,
		.person = om_option_text(m->run, "person"),
		.most = PROPOSED,
	};

	if (!named && quasi.n > 1)
		return om_fail(
		    OM_USAGE, "auto stands for all: no column with it");
	if (om_option_flag(m->run, "store"))
		wishes.person = OM_RISK_SUBJECT;
	return om_risk_choose(
	    &m->choices, &m->table, m->kinds, m->attributes, &wishes);
}

static void
number_persons(struct om_measure *m)
{
	size_t n = m->table.n;

	for (size_t i = 0; i < m->table.width; i++)
		if (m->choices.list[i].role == OM_RISK_PERSON)
			om_risk_table_persons(
			    &m->persons, &m->data.person_count, &m->table, i);
	m->data.persons = m->persons;
	if (m->persons == NULL)
		return;
	m->first = om_new(m->data.person_count, sizeof(*m->first));
	for (size_t i = n; i > 0; i--)
		m->first[m->persons[i - 1]] = (uint32_t)(i - 1);
}

static int
measure_diversity(struct om_measure *m)
{
	int rc = OM_OK;

	m->diversity = om_new(m->table.width, sizeof(*m->diversity));
	for (size_t i = 0; rc == OM_OK && i < m->table.width; i++) {
		const struct om_risk_column *c = &m->table.columns[i];
		struct om_risk_axis axis = { c->codes, c->cardinality };

		if (m->choices.list[i].role == OM_RISK_SENSITIVE &&
		    !c->left_out)
			rc = om_risk_diversity(&m->diversity[i], &m->classes,
			    &axis, m->table.limit);
	}
	return rc;
}

/* An assessment of other data says nothing of these. */
static int
judge(struct om_measure *m)
{
	const struct om_assessment *a = m->assessment;

	m->verdict = m->classes.k_min >= m->k ? OM_RISK_PASSES : OM_RISK_BELOW;
	if (a == NULL)
		return OM_OK;
	if (strcmp(a->sha256, m->sha256) != 0)
		return om_fail(OM_USAGE,
		    "%s is an assessment of other data than these",
		    a->config.file);
	if (m->verdict == OM_RISK_PASSES &&
	    om_assessment_doubt(a) == OM_QUESTIONS)
		m->verdict = OM_RISK_ANONYMOUS;
	return OM_OK;
}

static int
measure(struct om_measure *m)
{
	struct om_risk_options options = {
		.size =
		    (unsigned)om_option_number(m->run, "size", OM_RISK_SIZE),
		.k = m->k,
		.minimal = true,
		.memory = m->table.limit,
	};
	int rc;

	if (options.size == 0 || options.size > OM_RISK_AXES)
		return om_fail(OM_USAGE, "a combination has 1 to %d columns",
		    (int)OM_RISK_AXES);
	rc = om_risk_search(&m->risk, &m->data, &options);
	if (rc == OM_OK)
		rc = om_risk_classes(&m->classes, &m->data, m->table.limit);
	if (rc == OM_OK)
		rc = om_risk_attack(
		    &m->prosecutor, &m->classes, &m->data, m->k, 0);
	if (rc == OM_OK)
		rc = om_risk_attack(
		    &m->journalist, &m->classes, &m->data, m->k, m->population);
	if (rc == OM_OK)
		rc = measure_diversity(m);
	return rc == OM_OK ? judge(m) : rc;
}

int
om_measure_take(struct om_measure *m)
{
	int rc = choose(m);

	if (rc != OM_OK)
		return rc;
	m->data.n = m->table.n;
	m->data.width = m->choices.count;
	for (unsigned i = 0; i < m->data.width; i++) {
		const struct om_risk_column *c =
		    &m->table.columns[m->choices.quasi[i]];

		m->data.axes[i] =
		    (struct om_risk_axis){ c->codes, c->cardinality };
	}
	number_persons(m);
	return measure(m);
}

void
om_measure_leave(struct om_measure *m)
{
	om_assessment_close(m->assessment);
	for (unsigned i = 0; m->ladders != NULL && i < m->data.width; i++)
		om_risk_table_close(&m->ladders[i]);
	om_free(m->ladders);
	om_attributes_close(m->attributes);
	om_kinds_close(m->kinds);
	om_risk_free(&m->risk);
	om_risk_classes_free(&m->classes);
	om_risk_table_close(&m->table);
	om_risk_choices_free(&m->choices);
	om_free(m->diversity);
	om_free(m->persons);
	om_free(m->first);
	om_free(m);
}
