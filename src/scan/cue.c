#include "scan/cue.h"

#include "scan/mrz.h"
#include "scan/secret.h"
#include "scan/sight.h"
#include "scan/track.h"

enum { CUES_MAX = 512, HASH_BITS = 12, HEADS = 1 << HASH_BITS };

/*
 * Those whose first three bytes have one hash are chained, from 1; a bit for
 * each hash is looked at first.
 */
struct om_cues {
	struct om_prefixes prefixes;
	uint64_t bits[HEADS / 64];
	uint16_t heads[HEADS];
	struct om_cue list[CUES_MAX];
	uint16_t next[CUES_MAX];
	size_t n;
};

static const struct om_cue known[] = {
#define OM_CUE(text, any_case, detect) \
	{ OM_SPAN(text), any_case, detect, NULL },
#include "scan/cue_list.h"
#undef OM_CUE
};

/* Of three bytes, in whatever case. */
static inline uint32_t
hash_of(const char *p)
{
	uint32_t bytes = (uint32_t)(unsigned char)p[0] |
			 (uint32_t)(unsigned char)p[1] << 8 |
			 (uint32_t)(unsigned char)p[2] << 16;

	return (bytes | 0x202020) * UINT32_C(0x9e3779b1) >> (32 - HASH_BITS);
}

struct om_cues *
om_cues_new(struct om_arena *arena)
{
	return om_arena_new(arena, 1, sizeof(struct om_cues));
}

/* Whether one that begins so was added before. */
static bool
is_sifted(const struct om_cues *c, const struct om_cue *cue, uint32_t hash)
{
	for (unsigned i = c->heads[hash]; i != 0; i = c->next[i - 1])
		if (c->list[i - 1].any_case == cue->any_case &&
		    memcmp(c->list[i - 1].text.p, cue->text.p,
			OM_PREFIX_BYTES) == 0)
			return true;
	return false;
}

int
om_cues_add(struct om_cues *c, const struct om_cue *cue)
{
	uint32_t hash;

	if (c->n == CUES_MAX)
		return om_fail(OM_LIMIT, "more than %d cues", CUES_MAX);
	if (cue->text.n < 3)
		return om_fail(OM_USAGE, "a cue has three bytes at least");
	hash = hash_of(cue->text.p);
	if (!is_sifted(c, cue, hash))
		om_prefixes_add(
		    &c->prefixes, cue->text.p, cue->text.n, cue->any_case);
	c->list[c->n++] = *cue;
	c->bits[hash / 64] |= UINT64_C(1) << (hash % 64);
	c->next[c->n - 1] = c->heads[hash];
	c->heads[hash] = (uint16_t)c->n;
	return OM_OK;
}

int
om_cues_add_known(struct om_cues *c)
{
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < sizeof(known) / sizeof(known[0]);
	     i++)
		rc = om_cues_add(c, &known[i]);
	return rc;
}

const struct om_prefixes *
om_cues_prefixes(const struct om_cues *c)
{
	return &c->prefixes;
}

static bool
stands(const struct om_cue *cue, struct om_span text, uint32_t at)
{
	const char *p = text.p + at;

	if (text.n - at < cue->text.n)
		return false;
	if (!cue->any_case)
		return memcmp(p, cue->text.p, cue->text.n) == 0;
	for (size_t i = 0; i < cue->text.n; i++) {
		char c =
		    p[i] >= 'A' && p[i] <= 'Z' ? (char)(p[i] | 0x20) : p[i];

		if (c != cue->text.p[i])
			return false;
	}
	return true;
}

static void
look_at(struct om_sight *s, uint32_t at, uint32_t hash)
{
	const struct om_cues *c = s->scanner->cues;

	for (unsigned i = c->heads[hash]; i != 0; i = c->next[i - 1])
		if (stands(&c->list[i - 1], s->text, at))
			c->list[i - 1].detect(s, at, &c->list[i - 1]);
}

void
om_cues_look(struct om_sight *s, uint64_t places, uint32_t base)
{
	const struct om_cues *c = s->scanner->cues;

	for (; places != 0; places &= places - 1) {
		uint32_t at = base + (uint32_t)__builtin_ctzll(places);
		uint32_t hash;

		if (at + 3 > s->text.n)
			return;
		hash = hash_of(s->text.p + at);
		if (c->bits[hash / 64] >> (hash % 64) & 1)
			look_at(s, at, hash);
	}
}
