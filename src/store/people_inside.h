#ifndef OM_STORE_PEOPLE_INSIDE_H
#define OM_STORE_PEOPLE_INSIDE_H

#include "store/people.h"
#include "store/tag_map.h"

/* Of people.c and people_write.c. */
struct om_people {
	struct om_store *store;
	struct om_arena *arena;
	struct om_tag_map tags;
	/* Everybody who was loaded or made, by id: an open-addressed table. */
	struct om_subject **slots;
	size_t size, used;
};

/* Whether a tag is among n. */
bool om_people_lists(
    const struct om_tag *tags, size_t n, const struct om_tag *tag);

/* Makes a tag lead to a subject, once. */
void om_people_add_tag(struct om_people *people, struct om_subject *subject,
    const struct om_tag *tag);

#endif
