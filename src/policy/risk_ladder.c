#include "policy/risk_ladder.h"

#include "base/date.h"
#include "base/memory.h"
#include "policy/risk_ladder_inside.h"

enum { DAY_LENGTH = 10 };

int
om_risk_ladder_add(struct om_risk_making *m, const char *name,
    om_risk_label *label, const void *depth)
{
	struct om_risk_table *t = m->out;
	struct om_buf text = OM_BUF((size_t)2 << 20);
	size_t at;
	int rc = om_risk_table_column(&at, t, om_span_of(name));

	t->n = 0;
	for (uint32_t i = 0; rc == OM_OK && i < m->column->cardinality; i++) {
		om_buf_reset(&text);
		if (m->column->values[i].n > 0 || *name == '*')
			label(&text, m, i, depth);
		rc = om_buf_check(&text, "a value");
		if (rc == OM_OK)
			rc = om_risk_table_put(t, at, om_buf_span(&text));
		t->n++;
	}
	om_buf_free(&text);
	return rc;
}

static void
itself(struct om_buf *out, const struct om_risk_making *m, uint32_t code,
    const void *depth)
{
	(void)depth;
	om_buf_add(out, m->column->values[code]);
}

static void
nothing(struct om_buf *out, const struct om_risk_making *m, uint32_t code,
    const void *depth)
{
	(void)m;
	(void)code;
	(void)depth;
	om_buf_byte(out, '*');
}

/* ---- dates --------------------------------------------------------------- */

static bool
is_date(struct om_span s)
{
	int32_t day;

	if (s.n > DAY_LENGTH &&
	    (s.p[DAY_LENGTH] == 'T' || s.p[DAY_LENGTH] == ' '))
		s.n = DAY_LENGTH;
	return om_day_parse(&day, s) == OM_OK;
}

/* depth is how many characters of the date are told; 3 is a decade. */
static void
part_of_date(struct om_buf *out, const struct om_risk_making *m, uint32_t code,
    const void *depth)
{
	struct om_span date = m->column->values[code];
	size_t n = *(const size_t *)depth;

	om_buf_add(out, om_span_bytes(date.p, n));
	if (n == 3)
		om_buf_text(out, "0s");
}

static int
add_dates(struct om_risk_making *m)
{
	static const struct {
		const char *name;
		size_t told;
	} rungs[] = { { "day", 10 }, { "month", 7 }, { "year", 4 } };
	static const size_t decade = 3;
	bool timed = false;
	int rc = OM_OK;

	for (uint32_t i = 0; i < m->column->cardinality; i++)
		timed = timed || m->column->values[i].n > DAY_LENGTH;
	for (int i = timed ? 0 : 1; rc == OM_OK && i < 3; i++)
		rc = om_risk_ladder_add(
		    m, rungs[i].name, part_of_date, &rungs[i].told);
	return rc == OM_OK
		   ? om_risk_ladder_add(m, "decade", part_of_date, &decade)
		   : rc;
}

/* ---- postcodes ----------------------------------------------------------- */

/* Characters, not bytes: a byte 10xxxxxx goes on with one. */
static size_t
length_of(struct om_span s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
	return n;
}

static void
prefix(struct om_buf *out, const struct om_risk_making *m, uint32_t code,
    const void *depth)
{
	struct om_span s = m->column->values[code];
	size_t told = *(const size_t *)depth, n = 0, at = 0;

	for (; at < s.n; at++) {
		n += ((unsigned char)s.p[at] & 0xc0) != 0x80;
		if (n > told)
			break;
	}
	om_buf_add(out, om_span_bytes(s.p, at));
	if (at < s.n)
		om_buf_byte(out, '*');
}

static int
add_prefixes(struct om_risk_making *m)
{
	size_t longest = 0, told;
	int rc = OM_OK;

	for (uint32_t i = 0; i < m->column->cardinality; i++) {
		size_t n = length_of(m->column->values[i]);

		longest = n > longest ? n : longest;
	}
	told = longest > OM_RISK_RUNGS - 2 ? OM_RISK_RUNGS - 2 : longest - 1;
	for (; rc == OM_OK && longest > 0 && told > 0; told--) {
		struct om_buf name = OM_BUF(64);

		om_buf_format(&name, "first %zu characters", told);
		rc = om_risk_ladder_add(m, name.p, prefix, &told);
		om_buf_free(&name);
	}
	return rc;
}

/* ---- categories ---------------------------------------------------------- */

static void
rare_as_other(struct om_buf *out, const struct om_risk_making *m, uint32_t code,
    const void *depth)
{
	if (m->counts[code] < *(const size_t *)depth)
		om_buf_text(out, "other");
	else
		om_buf_add(out, m->column->values[code]);
}

static int
add_categories(struct om_risk_making *m, uint32_t k)
{
	const size_t n = m->records,
		     least[] = { k, (size_t)k * 4, n / 50, n / 20, n / 5 };
	size_t before = 1;
	int rc = OM_OK;

	for (int i = 0; rc == OM_OK && i < 5; i++) {
		struct om_buf name = OM_BUF(64);

		if (least[i] <= before)
			continue;
		before = least[i];
		om_buf_format(
		    &name, "values of fewer than %zu as other", least[i]);
		rc = om_risk_ladder_add(m, name.p, rare_as_other, &least[i]);
		om_buf_free(&name);
	}
	return rc;
}

/* -------------------------------------------------------------------------- */

static bool
are_dates(const struct om_risk_column *c)
{
	size_t some = 0;

	for (uint32_t i = 0; i < c->cardinality; i++)
		if (c->values[i].n > 0) {
			if (!is_date(c->values[i]))
				return false;
			some++;
		}
	return some > 0;
}

static int
add_rungs(struct om_risk_making *m, bool is_postcode, uint32_t k)
{
	int rc = om_risk_ladder_add(m, "as it is", itself, NULL);

	if (rc == OM_OK && are_dates(m->column))
		rc = add_dates(m);
	else if (rc == OM_OK && is_postcode)
		rc = add_prefixes(m);
	else if (rc == OM_OK && om_risk_ladder_is_numbers(m))
		rc = om_risk_ladder_numbers(m);
	else if (rc == OM_OK)
		rc = add_categories(m, k);
	return rc == OM_OK ? om_risk_ladder_add(m, "*", nothing, NULL) : rc;
}

int
om_risk_ladder_open(struct om_risk_table *out,
    const struct om_risk_column *column, size_t records, bool is_postcode,
    uint32_t k)
{
	struct om_risk_making m = { .out = out,
		.column = column,
		.records = records,
		.counts = om_new(column->cardinality, sizeof(*m.counts)),
		.numbers = om_new(column->cardinality, sizeof(*m.numbers)) };
	int rc;

	om_risk_table_open(out, 0);
	for (size_t i = 0; i < records; i++)
		m.counts[column->codes[i]]++;
	rc = add_rungs(&m, is_postcode, k);
	om_free(m.counts);
	om_free(m.numbers);
	if (rc != OM_OK)
		om_risk_table_close(out);
	return rc;
}

double
om_risk_ladder_loss(const struct om_risk_table *ladder, size_t rung,
    const struct om_risk_column *column, size_t records)
{
	const struct om_risk_column *to = &ladder->columns[rung];
	uint32_t *sizes = om_new(to->cardinality, sizeof(*sizes));
	double sum = 0;

	for (uint32_t i = 0; i < column->cardinality; i++)
		sizes[to->codes[i]]++;
	for (size_t i = 0; i < records; i++)
		sum += sizes[to->codes[column->codes[i]]] - 1;
	om_free(sizes);
	if (column->cardinality <= 1 || records == 0)
		return 0;
	return sum / ((double)column->cardinality - 1) / (double)records;
}
