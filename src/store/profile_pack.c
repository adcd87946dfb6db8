#include "store/profile.h"

/*
 * The sealed form: a version byte, eight texts and the number of
 * identifiers, each identifier's two texts; every text behind its length as
 * a base-128 number. About a third smaller than the JSON it stands for.
 */
enum { PACK_VERSION = 1, LENGTH_BYTES = 5 };

static size_t
packed_length(struct om_span s)
{
	return s.n + LENGTH_BYTES;
}

static char *
put(char *at, struct om_span s)
{
	size_t n = s.n;

	for (; n >= 128; n >>= 7)
		*at++ = (char)(n | 128);
	*at++ = (char)n;
	if (s.n > 0)
		memcpy(at, s.p, s.n);
	return at + s.n;
}

static bool
take(struct om_span *out, struct om_span *from)
{
	size_t n = 0;
	int shift = 0;

	for (; shift < 7 * LENGTH_BYTES; shift += 7) {
		unsigned char c;

		if (from->n == 0)
			return false;
		c = (unsigned char)*from->p++;
		from->n--;
		n |= (size_t)(c & 127) << shift;
		if (c < 128)
			break;
	}
	if (shift >= 7 * LENGTH_BYTES || n > from->n)
		return false;
	*out = om_span_bytes(from->p, n);
	from->p += n;
	from->n -= n;
	return true;
}

struct om_span
om_profile_pack(struct om_arena *arena, const struct om_profile *p)
{
	const struct om_span texts[] = { p->source, p->type, p->outer_id,
		p->user_id, p->name, p->created_at, p->updated_at,
		p->attributes };
	size_t n = 2;
	char *from, *at;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		n += packed_length(texts[i]);
	for (size_t i = 0; i < p->n; i++)
		n += packed_length(p->identifiers[i].type) +
		     packed_length(p->identifiers[i].value);
	from = at = om_arena_take(arena, n);
	*at++ = PACK_VERSION;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		at = put(at, texts[i]);
	*at++ = (char)p->n;
	for (size_t i = 0; i < p->n; i++) {
		at = put(at, p->identifiers[i].type);
		at = put(at, p->identifiers[i].value);
	}
	return om_span_bytes(from, (size_t)(at - from));
}

int
om_profile_unpack(
    struct om_profile *out, struct om_arena *arena, struct om_span packed)
{
	struct om_profile p = { 0 };
	struct om_span *texts[] = { &p.source, &p.type, &p.outer_id, &p.user_id,
		&p.name, &p.created_at, &p.updated_at, &p.attributes };
	bool good = packed.n > 1 && packed.p[0] == PACK_VERSION;

	if (good)
		packed = om_span_bytes(packed.p + 1, packed.n - 1);
	for (size_t i = 0; good && i < sizeof(texts) / sizeof(*texts); i++)
		good = take(texts[i], &packed);
	good = good && packed.n > 0 &&
	       (unsigned char)*packed.p <= OM_PROFILE_IDENTIFIERS_MAX;
	if (good) {
		p.n = (unsigned char)*packed.p++;
		packed.n--;
		p.identifiers =
		    om_arena_new(arena, p.n, sizeof(*p.identifiers));
	}
	for (size_t i = 0; good && i < p.n; i++)
		good = take(&p.identifiers[i].type, &packed) &&
		       take(&p.identifiers[i].value, &packed);
	if (!good || packed.n != 0)
		return om_fail(OM_CORRUPT, "store: a profile is damaged");
	*out = p;
	return OM_OK;
}
