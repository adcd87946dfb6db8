#include <stdlib.h>

#include "base/date.h"
#include "base/memory.h"
#include "cmd/risk.h"

static const char *const verdict_words[] = {
#define OM_RISK_VERDICT(name, word) word,
#include "cmd/risk_verdict_list.h"
#undef OM_RISK_VERDICT
};

const char *
om_risk_verdict_word(enum om_risk_verdict verdict)
{
	return verdict_words[verdict];
}

struct om_span
om_measure_name(const struct om_measure *m, unsigned axis)
{
	return m->table.columns[m->choices.quasi[axis]].name;
}

void
om_measure_names(
    struct om_buf *out, const struct om_measure *m, uint32_t columns)
{
	const char *between = "";

	for (unsigned i = 0; i < m->data.width; i++)
		if ((columns >> i & 1) != 0) {
			om_buf_text(out, between);
			om_buf_add(out, om_measure_name(m, i));
			between = ", ";
		}
}

static int
by_columns(const void *a, const void *b)
{
	const struct om_risk_set *x = *(const struct om_risk_set *const *)a,
				 *y = *(const struct om_risk_set *const *)b;
	int p = __builtin_popcount(x->columns),
	    q = __builtin_popcount(y->columns);

	if (p != q)
		return p - q;
	if (x->unique != y->unique)
		return x->unique < y->unique ? 1 : -1;
	return x->columns < y->columns ? -1 : x->columns > y->columns;
}

void
om_measure_sort(const struct om_risk_set **out, const struct om_risk *r)
{
	for (size_t i = 0; i < r->count; i++)
		out[i] = &r->sets[i];
	qsort(out, r->count, sizeof(struct om_risk_set *), by_columns);
}

struct ranked {
	double score;
	uint32_t person;
};

static int
by_score(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->score != y->score)
		return x->score < y->score ? 1 : -1;
	return x->person < y->person ? -1 : 1;
}

uint32_t *
om_measure_ranked(const struct om_measure *m, size_t *n)
{
	struct ranked *all = om_new(m->risk.singled, sizeof(*all));
	uint32_t *out = om_new(m->risk.singled, sizeof(*out));

	*n = 0;
	for (size_t i = 0; i < m->risk.persons; i++)
		if (m->risk.last[i] != 0)
			all[(*n)++] =
			    (struct ranked){ om_risk_score(&m->risk, i),
				    (uint32_t)i };
	qsort(all, *n, sizeof(*all), by_score);
	for (size_t i = 0; i < *n; i++)
		out[i] = all[i].person;
	om_free(all);
	return out;
}

static void
say_assessed(struct om_buf *out, const struct om_measure *m)
{
	const struct om_assessment *a = m->assessment;
	enum om_question doubt = om_assessment_doubt(a);

	if (doubt != OM_QUESTIONS) {
		om_buf_format(out, "; not anonymous: %s finds %s possible (%s)",
		    a->assessor, om_question_word(doubt),
		    a->answers[doubt].reason);
		return;
	}
	if (m->verdict != OM_RISK_ANONYMOUS)
		return;
	om_buf_format(out, "; anonymous for %s, as %s assessed on ",
	    a->recipient, a->assessor);
	om_day_format(out, a->assessed);
	om_buf_text(out,
	    " (singling out, linkability and inference not possible), to be "
	    "reviewed by ");
	om_day_format(out, a->review);
	om_buf_text(out, a->source_remains
			     ? "; the source data remain, and for whoever "
			       "holds them these are personal data"
			     : "; the source data do not remain");
}

void
om_measure_says(struct om_buf *out, const struct om_measure *m)
{
	uint32_t all = (UINT32_C(1) << m->data.width) - 1;

	if (m->verdict == OM_RISK_BELOW)
		om_buf_format(out, "below k: k is %u, not %u, on ",
		    m->classes.k_min, m->k);
	else
		om_buf_format(out, "no-singling-out at k = %u on ", m->k);
	om_measure_names(out, m, all);
	if (m->assessment != NULL)
		say_assessed(out, m);
}

const char *
om_measure_assumes(const struct om_measure *m, bool journalist)
{
	if (!journalist)
		return "the attacker knows that the person is in the data, "
		       "and all of these columns of hers";
	if (m->population == 0)
		return "the attacker does not know whether the person is in "
		       "the data; as no --population is given, the data are "
		       "taken for all persons there are";
	return "the attacker does not know whether the person is in the "
	       "data, which are a random sample of --population persons";
}
