#include "base/arena.h"

#include <stddef.h>
#include <stdlib.h>

#include "base/memory.h"

#if defined(__SANITIZE_ADDRESS__)
#define PIECEMEAL 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define PIECEMEAL 1
#endif
#endif
#ifndef PIECEMEAL
#define PIECEMEAL 0
#endif

enum { BLOCK_SIZE = 64 << 10, KEEP_SIZE = 4 << 20 };

struct om_arena_block {
	struct om_arena_block *next;
	size_t size;
	size_t used;
	max_align_t bytes[];
};

static struct om_arena_block *
add_block(struct om_arena *a, size_t size)
{
	struct om_arena_block *b;

	b = om_resize(NULL, 1, sizeof(*b) + size);
	b->next = a->blocks;
	b->size = size;
	b->used = 0;
	a->blocks = b;
	return b;
}

/* Blocks grow with the work, so that a large batch has few of them. */
static size_t
next_size(const struct om_arena *a, size_t n)
{
	size_t size = BLOCK_SIZE;

	if (PIECEMEAL)
		return n;
	if (a->blocks != NULL && a->blocks->size < KEEP_SIZE)
		size = a->blocks->size * 2;
	else if (a->blocks != NULL)
		size = KEEP_SIZE;
	return size < n ? n : size;
}

void *
om_arena_take(struct om_arena *a, size_t n)
{
	struct om_arena_block *b = a->blocks;
	size_t aligned;

	aligned = PIECEMEAL ? n : (n + 15) & ~(size_t)15;
	if (aligned < n)
		aligned = n;
	if (b == NULL || PIECEMEAL || b->size - b->used < aligned)
		b = add_block(a, next_size(a, aligned));
	b->used += aligned;
	a->held += aligned;
	return (char *)b->bytes + b->used - aligned;
}

void *
om_arena_new(struct om_arena *a, size_t count, size_t size)
{
	size_t n;
	void *p;

	if (__builtin_mul_overflow(count, size, &n))
		abort(); /* sizes from outside are limited before */
	p = om_arena_take(a, n);
	memset(p, 0, n);
	return p;
}

struct om_span
om_arena_copy(struct om_arena *a, struct om_span s)
{
	return om_span_bytes(om_arena_string(a, s), s.n);
}

char *
om_arena_string(struct om_arena *a, struct om_span s)
{
	char *p = om_arena_take(a, s.n + 1);

	if (s.n > 0)
		memcpy(p, s.p, s.n);
	p[s.n] = '\0';
	return p;
}

static void
release(struct om_arena_block *b)
{
	om_wipe(b->bytes, b->used);
	om_free(b);
}

void
om_arena_wipe(struct om_arena *a)
{
	struct om_arena_block *keep = PIECEMEAL ? NULL : a->blocks;

	if (keep == NULL) {
		om_arena_free(a);
		return;
	}
	while (keep->next != NULL) {
		struct om_arena_block *b = keep->next;

		keep->next = b->next;
		release(b);
	}
	om_wipe(keep->bytes, keep->used);
	keep->used = 0;
	a->held = 0;
}

void
om_arena_free(struct om_arena *a)
{
	while (a->blocks != NULL) {
		struct om_arena_block *b = a->blocks;

		a->blocks = b->next;
		release(b);
	}
	a->held = 0;
}
