#include "base/file.h"
#include "base/memory.h"
#include "cmd/risk.h"
#include "policy/risk_read.h"
#include "render/csv_writer.h"

static const size_t output_most = (size_t)2 << 30;

static bool
is_postcode(const struct om_measure *m, int kind)
{
	int postcode = om_kinds_find(m->kinds, OM_SPAN("postal_code"));

	return kind >= 0 && postcode >= 0 &&
	       om_kind_set_has(&m->kinds->list[kind].above, postcode);
}

static int
open_ladders(struct om_measure *m, struct om_risk_ladders *out)
{
	int rc = OM_OK;

	m->ladders = om_new(m->data.width, sizeof(*m->ladders));
	out->list = m->ladders;
	for (unsigned a = 0; rc == OM_OK && a < m->data.width; a++) {
		const struct om_risk_column *c =
		    &m->table.columns[m->choices.quasi[a]];

		rc = om_risk_ladder_open(&m->ladders[a], c, m->table.n,
		    is_postcode(m, m->choices.list[m->choices.quasi[a]].kind),
		    m->k);
		for (size_t i = 0; rc == OM_OK && i < m->ladders[a].width; i++)
			out->losses[a][i] = om_risk_ladder_loss(
			    &m->ladders[a], i, c, m->table.n);
	}
	return rc;
}

/* The axis of a column; -1 where it is not combined. */
static int
axis_of(const struct om_measure *m, size_t column)
{
	for (unsigned a = 0; a < m->data.width; a++)
		if (m->choices.quasi[a] == column)
			return (int)a;
	return -1;
}

static bool
is_written(const struct om_measure *m, size_t column)
{
	return axis_of(m, column) >= 0 ||
	       m->choices.list[column].role == OM_RISK_SENSITIVE;
}

static struct om_span
cell(const struct om_measure *m, size_t column, size_t record)
{
	const struct om_risk_column *c = &m->table.columns[column];
	uint32_t code = c->codes[record];
	int axis = axis_of(m, column);
	const struct om_risk_column *rung;

	if (axis < 0)
		return c->values[code];
	rung = &m->ladders[axis].columns[m->plan.rungs[axis]];
	return rung->values[rung->codes[code]];
}

/* What was not measured is not written: it could single out all the same. */
static void
write_rows(struct om_buf *out, const struct om_measure *m,
    const struct om_risk_classes *c)
{
	struct om_csv_writer w = OM_CSV_WRITER(out, false);

	for (size_t j = 0; j < m->table.width; j++)
		if (is_written(m, j))
			om_csv_writer_text(&w, m->table.columns[j].name);
	om_csv_writer_end_row(&w);
	for (size_t i = 0; i < m->table.n; i++) {
		if (c->sizes[c->of[i]] < m->k)
			continue;
		for (size_t j = 0; j < m->table.width; j++)
			if (is_written(m, j))
				om_csv_writer_text(&w, cell(m, j, i));
		om_csv_writer_end_row(&w);
	}
}

/* Numbers of the persons whose records are written; the caller's om_free. */
static uint32_t *
written_persons(
    size_t *count, const struct om_measure *m, const struct om_risk_classes *c)
{
	uint32_t *out, *number, next = 0;
	size_t n = 0;

	if (m->persons == NULL)
		return NULL;
	out = om_new(m->table.n, sizeof(*out));
	number = om_new(m->data.person_count, sizeof(*number));
	for (size_t i = 0; i < m->table.n; i++) {
		uint32_t person = m->persons[i];

		if (c->sizes[c->of[i]] < m->k)
			continue;
		if (number[person] == 0)
			number[person] = ++next;
		out[n++] = number[person] - 1;
	}
	om_free(number);
	*count = next;
	return out;
}

/* Reads what would be written, as anybody else would, and measures it. */
static int
measure_again(const struct om_measure *m, const struct om_risk_classes *planned,
    struct om_span text)
{
	struct om_risk_data data = { .width = m->data.width };
	struct om_risk_classes classes = { 0 };
	struct om_risk_table t;
	uint32_t *persons;
	int rc;

	persons = written_persons(&data.person_count, m, planned);
	data.persons = persons;
	om_risk_table_open(&t, m->table.limit);
	rc = om_risk_read_memory(&t, "the output", text);
	data.n = t.n;
	for (unsigned a = 0; rc == OM_OK && a < data.width; a++) {
		long at = om_risk_table_find(&t, om_measure_name(m, a));

		if (at < 0)
			rc = om_fail(OM_CORRUPT, "the output lacks a column");
		else
			data.axes[a] =
			    (struct om_risk_axis){ t.columns[at].codes,
				    t.columns[at].cardinality };
	}
	if (rc == OM_OK)
		rc = om_risk_classes(&classes, &data, m->table.limit);
	if (rc == OM_OK &&
	    (classes.k_min < m->k || t.n + m->plan.suppressed != m->table.n))
		rc = om_fail(OM_CORRUPT,
		    "measured again, the output does not reach k: it was not "
		    "written");
	om_risk_classes_free(&classes);
	om_risk_table_close(&t);
	om_free(persons);
	return rc;
}

int
om_measure_generalise(struct om_measure *m, const char *path)
{
	struct om_risk_plan_options options = { .k = m->k,
		.suppress = om_option_decimal(m->run, "suppress", 0.05),
		.memory = m->table.limit };
	struct om_buf text = OM_BUF(output_most);
	struct om_risk_ladders ladders = { 0 };
	struct om_risk_classes classes = { 0 };
	int rc;

	if (options.suppress < 0 || options.suppress > 1)
		return om_fail(OM_USAGE, "--suppress is a share, 0 to 1");
	rc = open_ladders(m, &ladders);
	if (rc == OM_OK)
		rc = om_risk_plan(&m->plan, &m->data, &ladders, &options);
	if (rc == OM_OK)
		rc = om_risk_plan_classes(
		    &classes, &m->plan, &m->data, m->ladders, m->table.limit);
	if (rc == OM_OK) {
		write_rows(&text, m, &classes);
		rc = om_buf_check(&text, path);
	}
	if (rc == OM_OK)
		rc = measure_again(m, &classes, om_buf_span(&text));
	if (rc == OM_OK)
		rc = om_file_create(path, om_buf_span(&text), 0600);
	om_risk_classes_free(&classes);
	om_buf_free(&text);
	return rc;
}
