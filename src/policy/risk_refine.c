#include "policy/risk_inside.h"

#include "base/memory.h"

/*
 * A table with a place for every pair of class and code is the fastest as
 * long as it is not much larger than what it counts.
 */
enum { SPARSE = 4, LEAST = 1024 };

static const uint64_t spread = UINT64_C(0x9e3779b97f4a7c15);

int
om_risk_room(
    struct om_risk_memory *m, void *p, size_t *room, size_t count, size_t size)
{
	void *at;
	size_t more;

	if (count <= *room)
		return OM_OK;
	more = (count - *room) * size;
	if (more > m->limit - m->held)
		return om_fail(OM_LIMIT,
		    "this search would hold more than %zu MiB of memory",
		    m->limit >> 20);
	memcpy(&at, p, sizeof(at));
	at = om_resize(at, count, size);
	memcpy(p, &at, sizeof(at));
	*room = count;
	m->held += more;
	if (m->held > m->peak)
		m->peak = m->held;
	return OM_OK;
}

/* Puts the records of each person one behind the other, in their order. */
static int
order_by_person(struct om_risk_level *out, struct om_risk_memory *m,
    const struct om_risk_data *data)
{
	uint32_t *next = NULL;
	size_t room = 0;
	int rc = om_risk_room(
	    m, &next, &room, data->person_count + 1, sizeof(*next));

	if (rc != OM_OK || next == NULL)
		return rc;
	memset(next, 0, room * sizeof(*next));
	for (size_t i = 0; i < data->n; i++)
		next[data->persons[i] + 1]++;
	for (size_t i = 0; i < data->person_count; i++)
		next[i + 1] += next[i];
	for (size_t i = 0; i < data->n; i++)
		out->rows[next[data->persons[i]]++] = (uint32_t)i;
	m->held -= room * sizeof(*next);
	om_free(next);
	return OM_OK;
}

int
om_risk_start(struct om_risk_level *out, struct om_risk_memory *m,
    const struct om_risk_data *data)
{
	int rc = om_risk_room(m, &out->rows, &out->rows_room, data->n, 4);

	if (rc == OM_OK)
		rc = om_risk_room(m, &out->ids, &out->ids_room, data->n, 4);
	if (rc != OM_OK)
		return rc;
	out->n = data->n;
	out->classes = 1;
	if (data->n == 0)
		return OM_OK;
	memset(out->ids, 0, data->n * sizeof(*out->ids));
	if (data->persons != NULL)
		return order_by_person(out, m, data);
	for (size_t i = 0; i < data->n; i++)
		out->rows[i] = (uint32_t)i;
	return OM_OK;
}

/* Places for the counts, all zero. */
static int
make_places(struct om_risk_split *s, size_t places, bool persons)
{
	int rc;

	s->places = places;
	if (persons) {
		rc = om_risk_room(&s->memory, &s->cells, &s->cells_room, places,
		    sizeof(*s->cells));
		if (rc == OM_OK)
			memset(s->cells, 0, places * sizeof(*s->cells));
	} else {
		rc = om_risk_room(&s->memory, &s->rows, &s->rows_room, places,
		    sizeof(*s->rows));
		if (rc == OM_OK)
			memset(s->rows, 0, places * sizeof(*s->rows));
	}
	return rc;
}

static void
place_directly(struct om_risk_split *s, const struct om_risk_level *from,
    const struct om_risk_axis *axis)
{
	const uint32_t *rows = from->rows, *ids = from->ids,
		       *codes = axis->codes;
	uint32_t *slot = s->slot, width = axis->cardinality;

	for (size_t i = 0; i < from->n; i++)
		slot[i] = ids[i] * width + codes[rows[i]];
}

/* The places are a power of two, at least twice the records. */
static void
place_hashed(struct om_risk_split *s, const struct om_risk_level *from,
    const struct om_risk_axis *axis)
{
	size_t mask = s->places - 1;
	int shift = __builtin_clzll(mask);

	for (size_t i = 0; i < from->n; i++) {
		uint64_t key = ((uint64_t)from->ids[i] << 32 |
				   axis->codes[from->rows[i]]) +
			       1;
		size_t at = (size_t)(key * spread >> shift);

		while (s->keys[at] != key && s->keys[at] != 0)
			at = (at + 1) & mask;
		s->keys[at] = key;
		s->slot[i] = (uint32_t)at;
	}
}

/* Of people, each counts once; theirs stand one behind the other. */
static void
count(struct om_risk_split *s, const struct om_risk_data *data,
    const struct om_risk_level *from)
{
	if (data->persons == NULL) {
		for (size_t i = 0; i < from->n; i++)
			s->rows[s->slot[i]]++;
		return;
	}
	for (size_t i = 0; i < from->n; i++) {
		struct om_risk_cell *c = &s->cells[s->slot[i]];
		uint32_t person = data->persons[from->rows[i]];

		c->persons += c->rows++ == 0 || c->last != person;
		c->last = person;
	}
}

int
om_risk_refine(struct om_risk_split *s, const struct om_risk_data *data,
    const struct om_risk_level *from, const struct om_risk_axis *axis)
{
	uint64_t space = (uint64_t)from->classes * axis->cardinality;
	bool direct = space <= (uint64_t)SPARSE * from->n + LEAST;
	size_t places = LEAST;
	int rc = om_risk_room(
	    &s->memory, &s->slot, &s->slot_room, from->n, sizeof(*s->slot));

	while (!direct && places < 2 * from->n)
		places *= 2;
	if (rc == OM_OK)
		rc = make_places(s, direct ? (size_t)space + 1 : places,
		    data->persons != NULL);
	if (rc == OM_OK && !direct)
		rc = om_risk_room(&s->memory, &s->keys, &s->keys_room, places,
		    sizeof(*s->keys));
	if (rc != OM_OK)
		return rc;
	if (direct) {
		place_directly(s, from, axis);
	} else {
		memset(s->keys, 0, places * sizeof(*s->keys));
		place_hashed(s, from, axis);
	}
	count(s, data, from);
	return OM_OK;
}

/* Gives each class that stays its number from 1 on, 0 to those that do not. */
static size_t
number_classes(struct om_risk_split *s, bool persons, uint32_t least)
{
	uint32_t next = 0;

	for (size_t i = 0; i < s->places && !persons; i++)
		s->rows[i] = s->rows[i] >= least ? ++next : 0;
	for (size_t i = 0; i < s->places && persons; i++)
		s->cells[i].rows = s->cells[i].rows >= least ? ++next : 0;
	return next;
}

int
om_risk_descend(struct om_risk_level *out, struct om_risk_split *s,
    const struct om_risk_level *from, bool persons, bool all)
{
	size_t n = 0, back = from->n;
	int rc =
	    om_risk_room(&s->memory, &out->rows, &out->rows_room, from->n, 4);

	if (rc == OM_OK)
		rc = om_risk_room(
		    &s->memory, &out->ids, &out->ids_room, from->n, 4);
	if (rc != OM_OK)
		return rc;
	out->classes = number_classes(s, persons, all ? 1 : 2);
	for (size_t i = 0; i < from->n; i++) {
		uint32_t at = s->slot[i],
			 id = persons ? s->cells[at].rows : s->rows[at];

		if (id == 0) {
			if (persons)
				out->rows[--back] = from->rows[i];
			continue;
		}
		out->rows[n] = from->rows[i];
		out->ids[n++] = id - 1;
	}
	out->n = n;
	out->gone = from->n - n;
	return OM_OK;
}

void
om_risk_level_free(struct om_risk_level *l)
{
	om_free(l->rows);
	om_free(l->ids);
}

void
om_risk_split_free(struct om_risk_split *s)
{
	om_free(s->slot);
	om_free(s->rows);
	om_free(s->cells);
	om_free(s->keys);
}
