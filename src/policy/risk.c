#include "policy/risk.h"

#include <assert.h>

#include "base/memory.h"
#include "policy/risk_inside.h"

static const size_t memory_most = (size_t)2 << 30;

/*
 * Of persons with several records: who is alone in a record that was left out
 * further up, and at which combination she was last counted.
 */
struct person {
	uint32_t gone, below, unique;
};

/* A search: the axes in it are ordered by cardinality, the largest last. */
struct search {
	struct om_risk *out;
	struct om_risk_data data;
	struct om_risk_options options;
	unsigned column[OM_RISK_AXES]; /* of each axis, in the caller's data */
	struct om_risk_split split;
	struct om_risk_level levels[OM_RISK_AXES + 1];
	struct person *persons;
	size_t persons_room;
	size_t alone; /* persons who are, or records, left out above */
	size_t sets_room;
};

/* The column with most values first cuts most records off the most sets. */
static void
order_axes(struct search *s, const struct om_risk_data *data)
{
	s->data = *data;
	for (unsigned i = 0; i < data->width; i++) {
		unsigned at = i;

		while (at > 0 && s->data.axes[at - 1].cardinality >
				     data->axes[i].cardinality) {
			s->data.axes[at] = s->data.axes[at - 1];
			s->column[at] = s->column[at - 1];
			at--;
		}
		s->data.axes[at] = data->axes[i];
		s->column[at] = i;
	}
}

/* Counts what the places of the split hold; rows are persons. */
static void
count_rows(const struct search *s, struct om_risk_set *set)
{
	const uint32_t *rows = s->split.rows;
	uint32_t least = UINT32_MAX, k = s->options.k;
	uint64_t classes = 0, unique = 0, below = 0;

	for (size_t i = 0; i < s->split.places; i++) {
		uint32_t n = rows[i];

		classes += n > 0;
		unique += n == 1;
		below += n < k ? n : 0;
		least = n > 0 && n < least ? n : least;
	}
	set->classes = classes + s->alone;
	set->unique = unique + s->alone;
	set->below = below + (k > 1 ? s->alone : 0);
	set->k_min = s->alone > 0 ? 1 : least == UINT32_MAX ? 0 : least;
}

/* As count_rows; a person may be in several classes and counts once. */
static void
count_persons(
    struct search *s, struct om_risk_set *set, const struct om_risk_level *from)
{
	uint32_t mark = (uint32_t)s->out->count + 1, least = UINT32_MAX;
	uint32_t k = s->options.k;

	for (size_t i = 0; i < s->split.places; i++) {
		uint32_t n = s->split.cells[i].persons;

		set->classes += n > 0;
		least = n > 0 && n < least ? n : least;
	}
	set->unique = s->alone;
	set->below = k > 1 ? s->alone : 0;
	for (size_t i = 0; i < from->n; i++) {
		uint32_t n = s->split.cells[s->split.slot[i]].persons;
		struct person *p = &s->persons[s->data.persons[from->rows[i]]];

		if (p->gone > 0)
			continue;
		if (n < k && p->below != mark) {
			p->below = mark;
			set->below++;
		}
		if (n == 1 && p->unique != mark) {
			p->unique = mark;
			set->unique++;
		}
	}
	set->classes += s->data.n - from->n;
	set->k_min = set->unique > 0 ? 1 : least == UINT32_MAX ? 0 : least;
}

/* Those who are alone now, and were not further up. */
static int
note_minimal(
    struct search *s, struct om_risk_set *set, const struct om_risk_level *from)
{
	const struct om_risk_split *split = &s->split;
	bool persons = s->data.persons != NULL;
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < from->n; i++) {
		uint32_t at = split->slot[i];

		if ((persons ? split->cells[at].persons : split->rows[at]) == 1)
			rc = om_risk_note(s->out, &s->split.memory,
			    om_risk_person(&s->data, from->rows[i]), set);
	}
	return rc;
}

static int
count_set(struct search *s, uint32_t columns, const struct om_risk_level *from)
{
	struct om_risk_set *set;
	int rc = OM_OK;

	assert(s->out->count < s->sets_room);
	set = &s->out->sets[s->out->count];
	*set = (struct om_risk_set){ .columns = columns };
	if (s->data.persons == NULL)
		count_rows(s, set);
	else
		count_persons(s, set, from);
	if (s->options.minimal)
		rc = note_minimal(s, set, from);
	s->out->count++;
	return rc;
}

/* Records that are alone leave the search, and come back. */
static void
leave_out(struct search *s, const struct om_risk_level *l)
{
	if (s->data.persons == NULL) {
		s->alone += l->gone;
		return;
	}
	for (size_t i = l->n; i < l->n + l->gone; i++)
		s->alone += s->persons[s->data.persons[l->rows[i]]].gone++ == 0;
}

static void
take_back(struct search *s, const struct om_risk_level *l)
{
	if (s->data.persons == NULL) {
		s->alone -= l->gone;
		return;
	}
	for (size_t i = l->n; i < l->n + l->gone; i++)
		s->alone -= --s->persons[s->data.persons[l->rows[i]]].gone == 0;
}

/*
 * The combination of `columns` and one more axis, and all that add smaller
 * axes to it; depth is the number of columns. Going up through the axes
 * everywhere, a combination comes after all of its parts.
 */
static int
visit(struct search *s, uint32_t columns, unsigned axis, unsigned depth)
{
	const struct om_risk_level *from = &s->levels[depth];
	struct om_risk_level *next = &s->levels[depth + 1];
	int rc = om_risk_refine(&s->split, &s->data, from, &s->data.axes[axis]);

	columns |= UINT32_C(1) << s->column[axis];
	if (rc == OM_OK)
		rc = count_set(s, columns, from);
	if (rc != OM_OK || axis == 0 || depth + 1 == s->out->size)
		return rc;
	rc = om_risk_descend(
	    next, &s->split, from, s->data.persons != NULL, false);
	if (rc != OM_OK)
		return rc;
	leave_out(s, next);
	for (unsigned i = 0; rc == OM_OK && i < axis; i++)
		rc = visit(s, columns, i, depth + 1);
	take_back(s, next);
	return rc;
}

static size_t
count_sets(unsigned width, unsigned size)
{
	size_t all = 0, of = 1;

	for (unsigned n = 1; n <= size; n++) {
		of = of * (width - n + 1) / n;
		all += of;
	}
	return all;
}

static int
begin(struct search *s)
{
	struct om_risk *out = s->out;
	struct om_risk_memory *m = &s->split.memory;
	size_t room = 0;
	int rc = om_risk_room(m, &out->sets, &s->sets_room,
	    count_sets(out->width, out->size), sizeof(*out->sets));

	if (rc == OM_OK && s->data.persons != NULL)
		rc = om_risk_room(m, &s->persons, &s->persons_room,
		    s->data.person_count, sizeof(*s->persons));
	if (rc == OM_OK && s->persons != NULL)
		memset(s->persons, 0, s->persons_room * sizeof(*s->persons));
	if (rc == OM_OK && s->options.minimal)
		rc = om_risk_room(m, &out->last, &room, out->persons, 4);
	if (rc == OM_OK && out->last != NULL)
		memset(out->last, 0, room * sizeof(*out->last));
	return rc == OM_OK ? om_risk_start(&s->levels[0], m, &s->data) : rc;
}

static void
end(struct search *s)
{
	for (unsigned i = 0; i <= OM_RISK_AXES; i++)
		om_risk_level_free(&s->levels[i]);
	om_risk_split_free(&s->split);
	om_free(s->persons);
	om_free(s);
}

static size_t
count_known(const struct om_risk_data *data)
{
	return data->persons == NULL ? data->n : data->person_count;
}

int
om_risk_search(struct om_risk *out, const struct om_risk_data *data,
    const struct om_risk_options *options)
{
	struct search *s = om_new(1, sizeof(*s));
	struct om_risk found = { .persons = count_known(data),
		.width = data->width };
	int rc = OM_OK;

	assert(data->width > 0 && data->width <= OM_RISK_AXES);
	assert(data->n <= OM_RISK_RECORDS);
	s->out = &found;
	s->options = *options;
	found.size = options->size == 0 ? OM_RISK_SIZE : options->size;
	if (found.size > data->width)
		found.size = data->width;
	s->split.memory.limit =
	    options->memory == 0 ? memory_most : options->memory;
	order_axes(s, data);
	rc = begin(s);
	for (unsigned i = 0; rc == OM_OK && i < data->width; i++)
		rc = visit(s, 0, i, 0);
	found.memory = s->split.memory.peak;
	end(s);
	if (rc == OM_OK)
		*out = found;
	else
		om_risk_free(&found);
	return rc;
}

void
om_risk_free(struct om_risk *r)
{
	om_free(r->sets);
	om_free(r->last);
	om_free(r->pool);
	*r = (struct om_risk){ 0 };
}
