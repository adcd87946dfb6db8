#include <stdlib.h>

#include "format/json_reader.h"
#include "store/profile.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct om_span
json_of(struct om_arena *arena, const struct om_profile *p)
{
	struct om_buf b = OM_BUF(64 << 20);
	struct om_json j = OM_JSON(&b, false);
	struct om_span out;

	om_json_object(&j, NULL);
	om_profile_json(&j, p);
	om_json_end_object(&j);
	out = om_arena_copy(arena, om_buf_span(&b));
	om_buf_free(&b);
	return out;
}

/* Packed and unpacked, and written and read, it is the same. */
static void
check(const struct om_profile *p, struct om_arena *arena)
{
	struct om_span packed = om_profile_pack(arena, p);
	struct om_span json = json_of(arena, p);
	struct om_profile same, again, both = *p;
	const struct om_value *events;
	struct om_value *v;

	if (om_profile_unpack(&same, arena, packed) != OM_OK ||
	    !om_span_equal(om_profile_pack(arena, &same), packed) ||
	    !om_profile_is_same(p, &same) ||
	    !om_span_equal(json_of(arena, &same), json))
		abort();
	if (om_json_read(&v, arena, json, NULL) != OM_OK ||
	    om_profile_read(&again, arena, v, &events) != OM_OK ||
	    !om_span_equal(json_of(arena, &again), json))
		abort();
	if (om_profile_merge(&both, arena, p) != OM_OK || both.n != p->n)
		abort();
}

/* The input as a record, and as what was unsealed. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct om_span text = om_span_bytes(data, size);
	struct om_arena arena = { 0 };
	const struct om_value *events;
	struct om_profile p;
	struct om_value *v;

	if (om_json_read(&v, &arena, text, NULL) == OM_OK &&
	    om_profile_read(&p, &arena, v, &events) == OM_OK)
		check(&p, &arena);
	if (om_profile_unpack(&p, &arena, text) == OM_OK) {
		struct om_span packed = om_profile_pack(&arena, &p);

		if (om_profile_unpack(&p, &arena, packed) != OM_OK ||
		    !om_span_equal(om_profile_pack(&arena, &p), packed))
			abort();
	}
	om_arena_free(&arena);
	return 0;
}
