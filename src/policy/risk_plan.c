#include "policy/risk_plan.h"

#include <assert.h>
#include <stdlib.h>

#include "base/memory.h"

/* Plans that are listed at most, and records that are visited for them. */
static const size_t listed_most = 1 << 20;
static const size_t visits_most = (size_t)300 << 20;

struct planning {
	const struct om_risk_data *data;
	const struct om_risk_ladders *ladders;
	const struct om_risk_plan_options *options;
	struct om_risk_plan best;
	bool found;
	size_t tried;
};

int
om_risk_plan_classes(struct om_risk_classes *out,
    const struct om_risk_plan *plan, const struct om_risk_data *data,
    const struct om_risk_table *ladders, size_t memory)
{
	struct om_risk_data coarse = *data;
	uint32_t *codes = om_new(data->n, data->width * sizeof(*codes));
	int rc;

	for (unsigned a = 0; a < data->width; a++) {
		const struct om_risk_column *to =
		    &ladders[a].columns[plan->rungs[a]];
		uint32_t *own = codes + a * data->n;

		for (size_t i = 0; i < data->n; i++)
			own[i] = to->codes[data->axes[a].codes[i]];
		coarse.axes[a] = (struct om_risk_axis){ own, to->cardinality };
	}
	rc = om_risk_classes(out, &coarse, memory);
	om_free(codes);
	return rc;
}

static void
add_losses(struct om_risk_plan *plan, const struct planning *p)
{
	plan->loss = 0;
	for (unsigned a = 0; a < p->data->width; a++) {
		plan->losses[a] = p->ladders->losses[a][plan->rungs[a]];
		plan->loss += plan->losses[a] / p->data->width;
	}
}

/* Counts whom the plan leaves out, and keeps it where it is the best. */
static int
try(struct planning *p, struct om_risk_plan *plan)
{
	struct om_risk_classes c;
	double share, columns;
	int rc = om_risk_plan_classes(
	    &c, plan, p->data, p->ladders->list, p->options->memory);

	if (rc != OM_OK)
		return rc;
	p->tried++;
	add_losses(plan, p);
	columns = plan->loss;
	plan->suppressed = 0;
	for (size_t i = 0; i < c.n; i++)
		plan->suppressed += c.sizes[c.of[i]] < p->options->k;
	om_risk_classes_free(&c);
	share = (double)plan->suppressed / (double)p->data->n;
	plan->loss = columns + share * (1 - columns);
	if (share <= p->options->suppress && plan->suppressed < p->data->n &&
	    (!p->found || plan->loss < p->best.loss)) {
		p->best = *plan;
		p->found = true;
	}
	return OM_OK;
}

/* ---- all plans, the least loss first ------------------------------------- */

struct listed {
	double loss;
	uint32_t number; /* its rungs, as digits */
};

static int
by_loss(const void *a, const void *b)
{
	const struct listed *x = a, *y = b;

	if (x->loss != y->loss)
		return x->loss < y->loss ? -1 : 1;
	return x->number < y->number ? -1 : x->number > y->number;
}

static void
set_rungs(struct om_risk_plan *plan, const struct planning *p, uint32_t number)
{
	for (unsigned a = 0; a < p->data->width; a++) {
		uint32_t rungs = (uint32_t)p->ladders->list[a].width;

		plan->rungs[a] = number % rungs;
		number /= rungs;
	}
}

static struct listed *
list_plans(const struct planning *p, size_t count)
{
	struct listed *all = om_new(count, sizeof(*all));

	for (size_t i = 0; i < count; i++) {
		struct om_risk_plan plan = { 0 };

		set_rungs(&plan, p, (uint32_t)i);
		add_losses(&plan, p);
		all[i] = (struct listed){ plan.loss, (uint32_t)i };
	}
	qsort(all, count, sizeof(*all), by_loss);
	return all;
}

static size_t
count_plans(const struct planning *p)
{
	size_t count = 1;

	for (unsigned a = 0; a < p->data->width && count <= listed_most; a++)
		count *= p->ladders->list[a].width;
	return count;
}

/* A plan that loses in its columns what another loses in all is no better. */
static int
try_all(struct planning *p, bool *ended)
{
	size_t count = count_plans(p), i;
	struct listed *all;
	int rc = OM_OK;

	*ended = false;
	if (count > listed_most)
		return OM_OK;
	all = list_plans(p, count);
	for (i = 0; rc == OM_OK && i < count; i++) {
		struct om_risk_plan plan = { 0 };

		if ((p->found && all[i].loss >= p->best.loss) ||
		    p->tried * p->data->n > visits_most)
			break;
		set_rungs(&plan, p, all[i].number);
		rc = try(p, &plan);
	}
	*ended = i == count || (p->found && all[i].loss >= p->best.loss);
	om_free(all);
	return rc;
}

/* ---- climbing ------------------------------------------------------------ */

/* The plan one rung higher in the column where that is worth most. */
static int
climb(struct planning *p, struct om_risk_plan *plan, bool *climbed)
{
	struct om_risk_plan best = *plan;
	double most = -1;
	int rc = OM_OK;

	*climbed = false;
	for (unsigned a = 0; rc == OM_OK && a < p->data->width; a++) {
		struct om_risk_plan next = *plan;
		double gain, cost;

		if (++next.rungs[a] == p->ladders->list[a].width)
			continue;
		rc = try(p, &next);
		gain = (double)plan->suppressed - (double)next.suppressed;
		cost = next.losses[a] - plan->losses[a] + 1e-9;
		if (gain / cost > most) {
			most = gain / cost;
			best = next;
			*climbed = true;
		}
	}
	*plan = best;
	return rc;
}

static int
try_climbing(struct planning *p)
{
	struct om_risk_plan plan = { 0 };
	bool climbed = true;
	int rc = try(p, &plan);

	while (rc == OM_OK && climbed && !p->found)
		rc = climb(p, &plan, &climbed);
	return rc;
}

int
om_risk_plan(struct om_risk_plan *out, const struct om_risk_data *data,
    const struct om_risk_ladders *ladders,
    const struct om_risk_plan_options *options)
{
	struct planning p = {
		.data = data, .ladders = ladders, .options = options
	};
	bool ended;
	int rc;

	assert(data->n > 0);
	rc = try_all(&p, &ended);
	if (rc == OM_OK && !ended && !p.found)
		rc = try_climbing(&p);
	if (rc != OM_OK)
		return rc;
	if (!p.found)
		return om_fail(OM_INPUT,
		    "k cannot be reached: there are fewer than %u persons",
		    options->k);
	*out = p.best;
	out->tried = p.tried;
	out->least = ended;
	return OM_OK;
}
