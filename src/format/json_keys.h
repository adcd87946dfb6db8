#ifndef OM_FORMAT_JSON_KEYS_H
#define OM_FORMAT_JSON_KEYS_H

#include "format/value.h"

/*
 * Whether a key stands twice in an object, noticed while its members come.
 * A set of 64 bits answers most of the small objects; members of a large one
 * are sorted once, so that time stays n log n whatever the keys are.
 */
struct om_json_keys {
	uint64_t seen;
};

enum { OM_JSON_KEYS_SMALL = 16 };

/* Whether v, not yet among object's members, has the key of one of them. */
static inline bool
om_json_keys_doubled(struct om_json_keys *k, const struct om_value *object,
    const struct om_value *v)
{
	unsigned char ends = 0;
	uint64_t bit;

	if (v->key.n > 0)
		ends = (unsigned char)(v->key.p[0] * 5 +
				       v->key.p[v->key.n - 1] * 3);
	bit = UINT64_C(1) << ((ends + v->key.n) & 63);
	if ((k->seen & bit) == 0) {
		k->seen |= bit;
		return false;
	}
	if (object->count >= OM_JSON_KEYS_SMALL)
		return false;
	for (const struct om_value *m = object->first; m != NULL; m = m->next)
		if (om_span_equal(m->key, v->key))
			return true;
	return false;
}

/*
 * A member of the complete object whose key stands before it already; NULL
 * where all differ. Only objects with more than OM_JSON_KEYS_SMALL members
 * need this. Works in the arena.
 */
const struct om_value *om_json_keys_check(
    const struct om_value *object, struct om_arena *arena);

#endif
