#include "scan/shape.h"

#include <stdlib.h>

enum { EITHER_MAX = 8 };

struct group {
	unsigned n;
	uint64_t digits;
};

/* A shape being read: the places of its X, and each choice made for them. */
struct reading {
	struct om_span text;
	unsigned choice; /* bit i: the i-th X is a digit */
	unsigned either; /* how many X there were */
};

static bool
is_joint(char c)
{
	return c == '-' || c == '.' || c == '/' || c == ' ' || c == '+';
}

/* The group at *at, whose end it becomes; false where there is none. */
static bool
read_group(struct group *out, struct reading *r, size_t *at)
{
	*out = (struct group){ 0 };
	for (; *at < r->text.n && !is_joint(r->text.p[*at]); ++*at) {
		char c = r->text.p[*at];
		bool digit = c == '9';

		if (c == 'X')
			digit = r->choice >> r->either++ & 1;
		else if (c != '9' && c != 'A')
			return false;
		if (out->n == OM_GROUP_MAX)
			return false;
		out->digits |= (uint64_t)digit << out->n++;
	}
	return out->n > 0;
}

/* All steps of one choice; false where it is no shape. */
static bool
steps_of(struct reading *r, om_shape_visit *visit, void *state)
{
	struct om_shape_step step = { .key = OM_SHAPE_BEGIN };
	char joint = '\0';
	size_t at = 0;

	r->either = 0;
	while (!step.whole) {
		struct group group;

		if (!read_group(&group, r, &at))
			return false;
		step.key =
		    om_shape_step(step.key, joint, group.n, group.digits);
		step.groups++;
		step.whole = at == r->text.n;
		if (visit != NULL)
			visit(state, step);
		if (!step.whole)
			joint = r->text.p[at++];
	}
	return r->either <= EITHER_MAX;
}

int
om_shape_keys(struct om_span text, om_shape_visit *visit, void *state)
{
	struct reading r = { .text = text };
	unsigned either;

	if (text.n == 0 || text.n > OM_SHAPE_MAX || !steps_of(&r, NULL, NULL))
		return om_fail(OM_USAGE,
		    "a shape is groups of 9, A and at most %d X, joined by "
		    "one of - . / + and space",
		    EITHER_MAX);
	either = r.either;
	for (r.choice = 0; r.choice < 1U << either; r.choice++)
		(void)steps_of(&r, visit, state);
	return OM_OK;
}

void
om_shape_sieve_add(
    struct om_shape_sieve *s, const struct om_shape_step *step, bool sure)
{
	uint8_t flag = step->whole ? OM_SHAPE_WHOLE : OM_SHAPE_BEGUN;
	size_t place = om_shape_place(step->key, OM_SHAPE_ALL);

	if (sure)
		flag |= (uint8_t)(flag * OM_SHAPE_SURE);
	s->all[place / 64] |= UINT64_C(1) << (place % 64);
	if (step->groups == 1)
		s->firsts[om_shape_place(step->key, OM_SHAPE_FIRSTS)] |= flag;
	if (step->groups == 2)
		s->seconds[om_shape_place(step->key, OM_SHAPE_SECONDS)] |= flag;
}

static int
compare(const void *a, const void *b)
{
	const struct om_shape_entry *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	if (x->likely != y->likely)
		return x->likely > y->likely ? -1 : 1;
	return (x->number > y->number) - (x->number < y->number);
}

static void
add_slot(struct om_shape_index *index, uint64_t key, uint32_t first, uint32_t n)
{
	uint32_t at = (uint32_t)key & index->mask;

	while (index->slots[at].n != 0)
		at = (at + 1) & index->mask;
	index->slots[at] = (struct om_shape_slot){ key, first, n };
}

void
om_shape_index_build(struct om_shape_index *out, struct om_arena *arena,
    struct om_shape_entry *entries, size_t n)
{
	uint32_t size = 64, count = 0, first = 0;

	while (size < n * 2)
		size *= 2;
	out->mask = size - 1;
	out->slots = om_arena_new(arena, size, sizeof(*out->slots));
	out->numbers = om_arena_new(arena, n + 1, sizeof(*out->numbers));
	if (n > 0)
		qsort(entries, n, sizeof(*entries), compare);
	for (size_t i = 0; i < n; i++) {
		bool doubled =
		    i > 0 && compare(&entries[i - 1], &entries[i]) == 0;

		if (!doubled)
			out->numbers[count++] = entries[i].number;
		if (i + 1 < n && entries[i + 1].key == entries[i].key)
			continue;
		add_slot(out, entries[i].key, first, count - first);
		first = count;
	}
}
