#include "policy/risk_table.h"

#include "base/memory.h"
#include "crypto/random.h"

enum { FIRST_ROOM = 256, FIRST_PLACES = 64 };

static const size_t limit_default = (size_t)2 << 30;

void
om_risk_table_open(struct om_risk_table *t, size_t limit)
{
	*t =
	    (struct om_risk_table){ .limit = limit == 0 ? limit_default : limit,
		    .seed = om_random_u64() };
}

void
om_risk_table_close(struct om_risk_table *t)
{
	for (size_t i = 0; i < t->width; i++) {
		om_free(t->columns[i].codes);
		om_free(t->columns[i].values);
		om_free(t->columns[i].places);
	}
	om_free(t->columns);
	om_arena_free(&t->arena);
	*t = (struct om_risk_table){ 0 };
}

static int
charge(struct om_risk_table *t, size_t bytes)
{
	if (bytes > t->limit - t->memory)
		return om_fail(OM_LIMIT,
		    "these columns would take more than %zu MiB of memory; "
		    "name fewer with --quasi",
		    t->limit >> 20);
	t->memory += bytes;
	return OM_OK;
}

long
om_risk_table_find(const struct om_risk_table *t, struct om_span name)
{
	for (size_t i = 0; i < t->width; i++)
		if (om_span_equal(t->columns[i].name, name))
			return (long)i;
	return -1;
}

static bool
is_wanted(const struct om_risk_table *t, struct om_span name)
{
	for (size_t i = 0; i < t->wanted_count; i++)
		if (om_span_equal(t->wanted[i], name))
			return true;
	return t->wanted == NULL;
}

static int
add_column(size_t *out, struct om_risk_table *t, struct om_span name)
{
	struct om_risk_column *c;
	int rc = charge(t, sizeof(*c) + name.n);

	if (rc != OM_OK)
		return rc;
	if (t->width == OM_RISK_COLUMNS)
		return om_fail(OM_LIMIT, "there are more than %d columns",
		    (int)OM_RISK_COLUMNS);
	if (t->width == t->room) {
		t->room = t->room == 0 ? 16 : t->room * 2;
		t->columns =
		    om_resize(t->columns, t->room, sizeof(*t->columns));
	}
	c = &t->columns[t->width];
	*c = (struct om_risk_column){ .name = om_arena_copy(&t->arena, name),
		.left_out = !is_wanted(t, name) };
	*out = t->width++;
	return OM_OK;
}

int
om_risk_table_column(size_t *out, struct om_risk_table *t, struct om_span name)
{
	long found;

	if (t->hint < t->width &&
	    om_span_equal(t->columns[t->hint].name, name)) {
		*out = t->hint++;
		return OM_OK;
	}
	found = om_risk_table_find(t, name);
	if (found < 0)
		return add_column(out, t, name);
	*out = (size_t)found;
	t->hint = *out + 1;
	return OM_OK;
}

/* Not for secrets; seeded, so that no file can be made of collisions. */
static uint64_t
hash(const struct om_risk_table *t, struct om_span s)
{
	uint64_t h = t->seed ^ s.n, word;

	for (; s.n >= 8; s.p += 8, s.n -= 8) {
		memcpy(&word, s.p, 8);
		h = (h ^ word) * UINT64_C(0x9e3779b97f4a7c15);
		h ^= h >> 29;
	}
	word = 0;
	if (s.n > 0)
		memcpy(&word, s.p, s.n);
	h = (h ^ word) * UINT64_C(0xbf58476d1ce4e5b9);
	h ^= h >> 32;
	h *= t->seed | 1;
	return h ^ h >> 29;
}

static void
place(struct om_risk_column *c, const struct om_risk_table *t, uint32_t code)
{
	size_t mask = c->place_count - 1;
	size_t at = (size_t)hash(t, c->values[code]) & mask;

	while (c->places[at] != 0)
		at = (at + 1) & mask;
	c->places[at] = code + 1;
}

/* Room for one more value in the dictionary of a column. */
static int
make_room(struct om_risk_table *t, struct om_risk_column *c)
{
	size_t places = c->place_count == 0 ? FIRST_PLACES : c->place_count * 2;
	size_t values = places / 2;
	int rc;

	if (c->cardinality < c->value_room)
		return OM_OK;
	rc = charge(t, (places - c->place_count) * sizeof(*c->places) +
			   (values - c->value_room) * sizeof(*c->values));
	if (rc != OM_OK)
		return rc;
	om_free(c->places);
	c->places = om_new(places, sizeof(*c->places));
	c->place_count = places;
	c->values = om_resize(c->values, values, sizeof(*c->values));
	c->value_room = values;
	for (uint32_t i = 0; i < c->cardinality; i++)
		place(c, t, i);
	return OM_OK;
}

static int
find_code(uint32_t *out, struct om_risk_table *t, struct om_risk_column *c,
    struct om_span value)
{
	size_t mask = c->place_count - 1;
	size_t at = c->place_count == 0 ? 0 : (size_t)hash(t, value) & mask;
	int rc;

	for (; c->place_count > 0 && c->places[at] != 0; at = (at + 1) & mask)
		if (om_span_equal(c->values[c->places[at] - 1], value)) {
			*out = c->places[at] - 1;
			return OM_OK;
		}
	rc = make_room(t, c);
	if (rc == OM_OK)
		rc = charge(t, value.n + 16);
	if (rc != OM_OK)
		return rc;
	*out = c->cardinality++;
	c->values[*out] = om_arena_copy(&t->arena, value);
	place(c, t, *out);
	return OM_OK;
}

/* Gives the column codes up to n records, `code` to those without. */
static int
fill(struct om_risk_table *t, struct om_risk_column *c, size_t n, uint32_t code)
{
	size_t room = c->room == 0 ? FIRST_ROOM : c->room;
	int rc;

	while (room < n)
		room += room / 2;
	if (room > c->room) {
		rc = charge(t, (room - c->room) * sizeof(*c->codes));
		if (rc != OM_OK)
			return rc;
		c->codes = om_resize(c->codes, room, sizeof(*c->codes));
		c->room = room;
	}
	while (c->filled < n)
		c->codes[c->filled++] = code;
	return OM_OK;
}

static int
fill_empty(struct om_risk_table *t, struct om_risk_column *c, size_t n)
{
	uint32_t code;
	int rc;

	if (c->filled >= n)
		return OM_OK;
	rc = find_code(&code, t, c, OM_SPAN_NONE);
	return rc == OM_OK ? fill(t, c, n, code) : rc;
}

int
om_risk_table_put(struct om_risk_table *t, size_t column, struct om_span value)
{
	struct om_risk_column *c = &t->columns[column];
	uint32_t code;
	int rc;

	if (c->left_out)
		return OM_OK;
	rc = fill_empty(t, c, t->n);
	if (rc == OM_OK)
		rc = find_code(&code, t, c, value);
	if (rc == OM_OK)
		rc = fill(t, c, t->n + 1, code);
	if (rc == OM_OK)
		c->codes[t->n] = code;
	return rc;
}

int
om_risk_table_next(struct om_risk_table *t)
{
	if (t->n + 1 >= OM_RISK_RECORDS)
		return om_fail(OM_LIMIT, "there are too many records");
	t->n++;
	t->hint = 0;
	return OM_OK;
}

int
om_risk_table_finish(struct om_risk_table *t)
{
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < t->width; i++)
		if (!t->columns[i].left_out)
			rc = fill_empty(t, &t->columns[i], t->n);
	return rc;
}

void
om_risk_table_persons(
    uint32_t **out, size_t *count, const struct om_risk_table *t, size_t column)
{
	const struct om_risk_column *c = &t->columns[column];
	uint32_t *persons = om_new(t->n, sizeof(*persons));
	uint32_t *number = om_new(c->cardinality, sizeof(*number));
	uint32_t next = 0;

	for (size_t i = 0; i < t->n; i++) {
		uint32_t code = c->codes[i];

		if (c->values[code].n == 0) {
			persons[i] = next++;
			continue;
		}
		if (number[code] == 0)
			number[code] = ++next;
		persons[i] = number[code] - 1;
	}
	om_free(number);
	*out = persons;
	*count = next;
}
