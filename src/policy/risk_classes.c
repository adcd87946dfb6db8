#include "policy/risk_classes.h"

#include <math.h>

#include "base/memory.h"
#include "policy/risk_inside.h"

static const size_t memory_most = (size_t)2 << 30;

static const uint32_t bands[OM_RISK_BANDS] = { 1, 2, 3, 5, 10, 20, 50, 100 };

uint32_t
om_risk_band(unsigned band)
{
	return bands[band];
}

/* A split and the two levels that take turns. */
struct work {
	struct om_risk_split split;
	struct om_risk_level a, b;
};

static void
open_work(struct work *w, size_t memory)
{
	*w = (struct work){ 0 };
	w->split.memory.limit = memory == 0 ? memory_most : memory;
}

static void
close_work(struct work *w)
{
	om_risk_level_free(&w->a);
	om_risk_level_free(&w->b);
	om_risk_split_free(&w->split);
}

/* Splits the classes of a by one more axis; the result is a again. */
static int
step(struct work *w, const struct om_risk_data *data,
    const struct om_risk_axis *axis)
{
	struct om_risk_level was = w->a;
	int rc = om_risk_refine(&w->split, data, &w->a, axis);

	if (rc == OM_OK)
		rc = om_risk_descend(
		    &w->b, &w->split, &w->a, data->persons != NULL, true);
	if (rc == OM_OK) {
		w->a = w->b;
		w->b = was;
	}
	return rc;
}

/* Persons of each class; in a they stand one behind the other. */
static void
count_sizes(struct om_risk_classes *out, const struct om_risk_level *l,
    const struct om_risk_data *data, uint32_t *last)
{
	for (size_t i = 0; i < l->n; i++) {
		uint32_t id = l->ids[i];
		uint32_t person = om_risk_person(data, l->rows[i]) + 1;

		out->of[l->rows[i]] = id;
		out->sizes[id] += last[id] != person;
		last[id] = person;
	}
	for (size_t i = 0; i < out->count; i++)
		if (i == 0 || out->sizes[i] < out->k_min)
			out->k_min = out->sizes[i];
}

/* The smallest class of each person, at least[person]. */
static void
find_least(uint32_t *least, const struct om_risk_classes *c,
    const struct om_risk_data *data)
{
	for (size_t i = 0; i < c->n; i++) {
		uint32_t *at = &least[om_risk_person(data, (uint32_t)i)];
		uint32_t size = c->sizes[c->of[i]];

		if (*at == 0 || size < *at)
			*at = size;
	}
}

static void
count_bands(struct om_risk_classes *c, const uint32_t *least)
{
	for (size_t i = 0; i < c->persons; i++) {
		unsigned band = OM_RISK_BANDS - 1;

		while (band > 0 && least[i] < bands[band])
			band--;
		c->bands[band]++;
	}
}

int
om_risk_classes(
    struct om_risk_classes *out, const struct om_risk_data *data, size_t memory)
{
	struct om_risk_classes c = { .n = data->n,
		.persons =
		    data->persons == NULL ? data->n : data->person_count };
	size_t of_room = 0, sizes_room = 0, least_room = 0;
	uint32_t *least = NULL;
	struct work w;
	int rc;

	open_work(&w, memory);
	rc = om_risk_start(&w.a, &w.split.memory, data);
	for (unsigned i = 0; rc == OM_OK && i < data->width; i++)
		rc = step(&w, data, &data->axes[i]);
	c.count = data->n == 0 ? 0 : w.a.classes;
	if (rc == OM_OK)
		rc = om_risk_room(&w.split.memory, &c.of, &of_room, c.n, 4);
	if (rc == OM_OK)
		rc = om_risk_room(
		    &w.split.memory, &c.sizes, &sizes_room, c.count, 4);
	if (rc == OM_OK)
		rc = om_risk_room(&w.split.memory, &least, &least_room,
		    c.persons + c.count, 4);
	if (rc == OM_OK && c.n > 0) {
		memset(c.sizes, 0, c.count * 4);
		memset(least, 0, least_room * 4);
		count_sizes(&c, &w.a, data, least + c.persons);
		find_least(least, &c, data);
		count_bands(&c, least);
	}
	om_free(least);
	close_work(&w);
	if (rc == OM_OK)
		*out = c;
	else
		om_risk_classes_free(&c);
	return rc;
}

void
om_risk_classes_free(struct om_risk_classes *c)
{
	om_free(c->of);
	om_free(c->sizes);
	*c = (struct om_risk_classes){ 0 };
}

int
om_risk_attack(struct om_risk_attack *out,
    const struct om_risk_classes *classes, const struct om_risk_data *data,
    uint32_t k, uint64_t population)
{
	struct om_risk_attack a = { 0 };
	double scale = 1, sum = 0;
	uint32_t *least;

	if (population > 0 && population < classes->persons)
		return om_fail(OM_USAGE,
		    "a population smaller than the %zu persons in the data",
		    classes->persons);
	if (population > 0 && classes->persons > 0)
		scale = (double)population / (double)classes->persons;
	least = om_new(classes->persons, sizeof(*least));
	find_least(least, classes, data);
	for (size_t i = 0; i < classes->persons; i++) {
		double size = least[i] * scale;

		sum += 1 / size;
		a.above += size < k;
		if (1 / size > a.highest)
			a.highest = 1 / size;
	}
	if (classes->persons > 0)
		a.average = sum / (double)classes->persons;
	om_free(least);
	*out = a;
	return OM_OK;
}

/* The classes as a level: every record, and the class that it is in. */
static int
load_level(struct work *w, const struct om_risk_classes *c)
{
	struct om_risk_data rows = { .n = c->n };
	int rc = om_risk_start(&w->a, &w->split.memory, &rows);

	if (rc != OM_OK || c->n == 0)
		return rc;
	memcpy(w->a.ids, c->of, c->n * sizeof(*c->of));
	w->a.classes = c->count;
	return OM_OK;
}

/* What is known of the values of one class. */
struct values {
	uint32_t records, distinct;
	double sum; /* of n log n over its values */
};

static void
count_values(struct values *values, const struct om_risk_classes *c,
    const struct work *w, uint32_t *pairs, size_t pair_count)
{
	uint32_t *class = pairs + pair_count;

	for (size_t i = 0; i < w->a.n; i++) {
		pairs[w->a.ids[i]]++;
		class[w->a.ids[i]] = c->of[w->a.rows[i]];
	}
	for (size_t i = 0; i < pair_count; i++) {
		struct values *v = &values[class[i]];

		v->records += pairs[i];
		v->distinct++;
		v->sum += pairs[i] * log(pairs[i]);
	}
}

static void
sum_values(struct om_risk_diversity *d, const struct values *values, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct values *v = &values[i];
		double effective =
		    exp(log(v->records) - v->sum / (double)v->records);

		if (i == 0 || v->distinct < d->distinct)
			d->distinct = v->distinct;
		if (i == 0 || effective < d->entropy)
			d->entropy = effective;
		d->single += v->distinct == 1 ? v->records : 0;
	}
}

int
om_risk_diversity(struct om_risk_diversity *out,
    const struct om_risk_classes *classes, const struct om_risk_axis *sensitive,
    size_t memory)
{
	struct om_risk_data rows = { .n = classes->n };
	struct om_risk_diversity d = { 0 };
	struct values *values = NULL;
	uint32_t *pairs = NULL;
	struct work w;
	int rc;

	open_work(&w, memory);
	rc = load_level(&w, classes);
	if (rc == OM_OK)
		rc = step(&w, &rows, sensitive);
	if (rc == OM_OK && classes->n > 0) {
		values = om_new(classes->count, sizeof(*values));
		pairs = om_new(w.a.classes, 2 * sizeof(*pairs));
		count_values(values, classes, &w, pairs, w.a.classes);
		sum_values(&d, values, classes->count);
	}
	om_free(values);
	om_free(pairs);
	close_work(&w);
	if (rc == OM_OK)
		*out = d;
	return rc;
}
