#ifndef OM_BASE_ARENA_H
#define OM_BASE_ARENA_H

#include "base/span.h"

struct om_arena_block;

/*
 * Memory for one piece of work (a request, a record, a batch): allocated
 * piecemeal, wiped and released as a whole. The home of personal data that
 * is not in an om_buf. Under AddressSanitizer each piece is an allocation of
 * its own, so that overruns show. Start with `struct om_arena a = { 0 };`.
 */
struct om_arena {
	struct om_arena_block *blocks;
	size_t held; /* bytes handed out since the last wipe */
};

/* n bytes, aligned for any object, not zeroed; never NULL. */
void *om_arena_take(struct om_arena *a, size_t n);

/* count zeroed objects of size bytes. */
void *om_arena_new(struct om_arena *a, size_t count, size_t size);

/* A copy of s that lives as long as the arena, a NUL behind it. */
struct om_span om_arena_copy(struct om_arena *a, struct om_span s);
char *om_arena_string(struct om_arena *a, struct om_span s);

/* Wipes all that was handed out, keeps one block for the next work. */
void om_arena_wipe(struct om_arena *a);

/* Wipes and frees; the arena may be used again. */
void om_arena_free(struct om_arena *a);

#endif
