#ifndef OM_STORE_TAG_MAP_H
#define OM_STORE_TAG_MAP_H

#include "base/arena.h"
#include "store/tag.h"

/* Of a tag that more share than this the others are not kept. */
enum { OM_TAG_HOLDERS_MAX = 1000 };

/* Who has a tag. Tags are uniformly random, so they are their own hash. */
struct om_tag_entry {
	struct om_tag tag;
	uint32_t n, room;
	int64_t one;   /* the first holder: most tags have no other */
	int64_t *more; /* the others */
};

/* From tags to holders; lives in an arena. Start with { .arena = a }. */
struct om_tag_map {
	struct om_arena *arena;
	struct om_tag_entry *slots;
	size_t size; /* a power of two */
	size_t used;
};

/* Makes an empty map large enough for n tags. */
void om_tag_map_expect(struct om_tag_map *map, size_t n);

/* The entry of a tag, made where there is none; valid until the next. */
struct om_tag_entry *om_tag_map_put(
    struct om_tag_map *map, const struct om_tag *tag);

/* The entry of a tag; NULL where there is none. */
struct om_tag_entry *om_tag_map_get(
    const struct om_tag_map *map, const struct om_tag *tag);

/* Adds a holder once. */
void om_tag_entry_add(
    struct om_tag_map *map, struct om_tag_entry *entry, int64_t holder);

static inline int64_t
om_tag_entry_holder(const struct om_tag_entry *e, size_t i)
{
	return i == 0 ? e->one : e->more[i - 1];
}

#endif
