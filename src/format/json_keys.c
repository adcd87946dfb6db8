#include "format/json_keys.h"

#include <stdlib.h>

struct keyed {
	uint64_t hash;
	const struct om_value *value;
};

/* FNV-1a; collisions cost a comparison, no more. */
static uint64_t
hash_of(struct om_span s)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * UINT64_C(0x100000001b3);
	return h;
}

static int
compare(const void *a, const void *b)
{
	const struct keyed *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return om_span_compare(x->value->key, y->value->key);
}

const struct om_value *
om_json_keys_check(const struct om_value *object, struct om_arena *arena)
{
	struct keyed *all;
	size_t n = 0;

	all = om_arena_take(arena, object->count * sizeof(*all));
	for (const struct om_value *m = object->first; m != NULL; m = m->next)
		all[n++] = (struct keyed){ hash_of(m->key), m };
	qsort(all, n, sizeof(*all), compare);
	for (size_t i = 1; i < n; i++) {
		const struct om_value *x = all[i - 1].value, *y = all[i].value;

		if (compare(&all[i - 1], &all[i]) == 0)
			return x->raw.p > y->raw.p ? x : y;
	}
	return NULL;
}
