#include "cmd/scan_sets.h"

#include "base/memory.h"

static size_t
slot_of(const struct om_kind_set *kinds)
{
	uint64_t h = 0;

	for (int i = 0; i < OM_KIND_WORDS; i++)
		h = (h ^ kinds->words[i]) * UINT64_C(0x9e3779b97f4a7c15);
	return (size_t)(h >> 54);
}

/* A slot has the set that was added last of those that fall into it. */
static struct om_scan_set *
find(struct om_scan_sets *s, const struct om_scan_set *one, size_t slot,
    size_t *others)
{
	struct om_scan_set *last =
	    s->slots[slot] == 0 ? NULL : &s->list[s->slots[slot] - 1];

	if (last != NULL && om_kind_set_equal(&last->kinds, &one->kinds) &&
	    strcmp(last->path, one->path) == 0)
		return last;
	for (size_t i = s->n; i-- > 0;) {
		struct om_scan_set *set = &s->list[i];

		/* Documents come one after the other. */
		if (strcmp(set->path, one->path) != 0)
			return NULL;
		++*others;
		if (om_kind_set_equal(&set->kinds, &one->kinds))
			return set;
	}
	return NULL;
}

void
om_scan_sets_add(struct om_scan_sets *s, const struct om_scan_set *one)
{
	size_t slot = slot_of(&one->kinds), others = 0;
	struct om_scan_set *set = find(s, one, slot, &others);

	if (set != NULL) {
		set->records += one->records;
	} else if (s->n == OM_SCAN_SETS || others >= OM_SCAN_SETS_EACH) {
		s->dropped = true;
		return;
	} else {
		if (s->n == s->size) {
			s->size = s->size == 0 ? 16 : s->size * 2;
			s->list =
			    om_resize(s->list, s->size, sizeof(s->list[0]));
		}
		set = &s->list[s->n++];
		*set = *one;
		set->path = om_arena_string(&s->arena, om_span_of(one->path));
	}
	s->slots[slot] = (uint32_t)(set - s->list) + 1;
}

void
om_scan_sets_join(struct om_scan_sets *to, const struct om_scan_sets *s)
{
	for (size_t i = 0; i < s->n; i++)
		om_scan_sets_add(to, &s->list[i]);
	to->dropped |= s->dropped;
}

void
om_scan_sets_reset(struct om_scan_sets *s)
{
	if (s->n == 0)
		return;
	om_arena_wipe(&s->arena);
	memset(s->slots, 0, sizeof(s->slots));
	s->n = 0;
	s->dropped = false;
}

void
om_scan_sets_free(struct om_scan_sets *s)
{
	om_arena_free(&s->arena);
	om_free(s->list);
}
