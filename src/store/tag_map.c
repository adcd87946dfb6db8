#include "store/tag_map.h"

enum { FIRST_SIZE = 16 };

static const struct om_tag none;

static bool
is_free(const struct om_tag_entry *e)
{
	return memcmp(e->tag.b, none.b, OM_TAG_SIZE) == 0; /* not secret */
}

/* The slot where a tag is or would be. */
static struct om_tag_entry *
slot_of(const struct om_tag_map *map, const struct om_tag *tag)
{
	uint64_t at;

	memcpy(&at, tag->b, sizeof(at));
	for (;; at++) {
		struct om_tag_entry *e = &map->slots[at & (map->size - 1)];

		if (is_free(e) || om_tag_compare(&e->tag, tag) == 0)
			return e;
	}
}

static void
grow(struct om_tag_map *map, size_t size)
{
	struct om_tag_map old = *map;

	map->size = size;
	map->slots = om_arena_new(map->arena, map->size, sizeof(*map->slots));
	for (size_t i = 0; i < old.size; i++)
		if (!is_free(&old.slots[i]))
			*slot_of(map, &old.slots[i].tag) = old.slots[i];
}

void
om_tag_map_expect(struct om_tag_map *map, size_t n)
{
	size_t size = FIRST_SIZE;

	while (size < 2 * n)
		size *= 2;
	grow(map, size);
}

struct om_tag_entry *
om_tag_map_put(struct om_tag_map *map, const struct om_tag *tag)
{
	struct om_tag_entry *e;

	if (map->used * 2 >= map->size)
		grow(map, map->size == 0 ? FIRST_SIZE : map->size * 2);
	e = slot_of(map, tag);
	if (is_free(e)) {
		e->tag = *tag;
		map->used++;
	}
	return e;
}

struct om_tag_entry *
om_tag_map_get(const struct om_tag_map *map, const struct om_tag *tag)
{
	struct om_tag_entry *e;

	if (map->size == 0)
		return NULL;
	e = slot_of(map, tag);
	return is_free(e) ? NULL : e;
}

void
om_tag_entry_add(
    struct om_tag_map *map, struct om_tag_entry *entry, int64_t holder)
{
	if (entry->n == OM_TAG_HOLDERS_MAX)
		return;
	for (size_t i = 0; i < entry->n; i++)
		if (om_tag_entry_holder(entry, i) == holder)
			return;
	if (entry->n == 0)
		entry->one = holder;
	else {
		if (entry->n > entry->room) {
			uint32_t room = entry->room == 0 ? 3 : entry->room * 2;
			int64_t *more =
			    om_arena_new(map->arena, room, sizeof(*more));

			if (entry->room > 0)
				memcpy(more, entry->more,
				    entry->room * sizeof(*more));
			entry->more = more;
			entry->room = room;
		}
		entry->more[entry->n - 1] = holder;
	}
	entry->n++;
}
