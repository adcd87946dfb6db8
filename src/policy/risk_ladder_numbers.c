#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "policy/risk_ladder_inside.h"

enum { NUMBER_MAX = 40 };

static bool
read_number(double *out, struct om_span s)
{
	char text[NUMBER_MAX + 1], *end;

	if (s.n == 0 || s.n > NUMBER_MAX)
		return false;
	memcpy(text, s.p, s.n);
	text[s.n] = '\0';
	if (strspn(text, "+-.0123456789") != s.n)
		return false;
	*out = strtod(text, &end);
	return end == text + s.n && isfinite(*out);
}

bool
om_risk_ladder_is_numbers(struct om_risk_making *m)
{
	size_t some = 0;

	m->whole = true;
	for (uint32_t i = 0; i < m->column->cardinality; i++) {
		if (m->column->values[i].n == 0)
			continue;
		if (!read_number(&m->numbers[i], m->column->values[i]))
			return false;
		m->whole = m->whole && m->numbers[i] == floor(m->numbers[i]) &&
			   fabs(m->numbers[i]) < 1e15;
		some++;
	}
	return some > 0;
}

struct counted {
	double number;
	uint32_t count;
};

static int
by_number(const void *a, const void *b)
{
	const struct counted *x = a, *y = b;

	return (x->number > y->number) - (x->number < y->number);
}

/* The numbers at a twentieth and nineteen twentieths of the records. */
struct ends {
	double low, high, least, most;
};

static struct ends
find_ends(const struct om_risk_making *m)
{
	struct counted *all = om_new(m->column->cardinality, sizeof(*all));
	size_t n = 0, records = 0, seen = 0;
	struct ends e;

	for (uint32_t i = 0; i < m->column->cardinality; i++)
		if (m->column->values[i].n > 0) {
			all[n++] =
			    (struct counted){ m->numbers[i], m->counts[i] };
			records += m->counts[i];
		}
	qsort(all, n, sizeof(*all), by_number);
	e = (struct ends){ all[0].number, all[n - 1].number, all[0].number,
		all[n - 1].number };
	for (size_t i = 0; i < n; i++) {
		if (seen * 20 <= records)
			e.low = all[i].number;
		seen += all[i].count;
		if ((records - seen) * 20 <= records) {
			e.high = all[i].number;
			break;
		}
	}
	om_free(all);
	return e;
}

static void
coded_ends(struct om_buf *out, const struct om_risk_making *m, uint32_t code,
    const void *depth)
{
	const struct ends *e = depth;
	double n = m->numbers[code];

	if (n <= e->low)
		om_buf_format(out, "%.15g or less", e->low);
	else if (n >= e->high)
		om_buf_format(out, "%.15g or more", e->high);
	else
		om_buf_add(out, m->column->values[code]);
}

static void
band(struct om_buf *out, const struct om_risk_making *m, uint32_t code,
    const void *depth)
{
	double width = *(const double *)depth;
	double from = floor(m->numbers[code] / width) * width;

	if (m->whole)
		om_buf_format(out, "%.15g to %.15g", from, from + width - 1);
	else
		om_buf_format(out, "%.6g to under %.6g", from, from + width);
}

/* 1, 2 or 5 times a power of ten, at least w. */
static double
round_width(double w)
{
	double ten = pow(10, floor(log10(w)));

	if (w <= ten)
		return ten;
	return w <= 2 * ten ? 2 * ten : w <= 5 * ten ? 5 * ten : 10 * ten;
}

int
om_risk_ladder_numbers(struct om_risk_making *m)
{
	struct ends e = find_ends(m);
	double range = e.most - e.least, width;
	int rc = OM_OK;

	if (range <= 0)
		return OM_OK;
	if (e.low < e.high)
		rc = om_risk_ladder_add(
		    m, "ends coded together", coded_ends, &e);
	width = round_width(range / 20);
	if (m->whole && width < 2)
		width = 2;
	while (
	    rc == OM_OK && width < range && m->out->width < OM_RISK_RUNGS - 1) {
		struct om_buf name = OM_BUF(64);

		om_buf_format(&name, "bands of %.6g", width);
		rc = om_risk_ladder_add(m, name.p, band, &width);
		om_buf_free(&name);
		width = round_width(width * 1.5);
	}
	return rc;
}
