#include "sql/scrub.h"

#include <string.h>

/* The kinds of b-tree page; flags of their first byte. */
enum {
	INTERIOR_INDEX = 2,
	INTERIOR_TABLE = 5,
	LEAF_INDEX = 10,
	LEAF_TABLE = 13,
	LEAF = 8,
	TABLE = 1
};

enum {
	FILE_HEADER = 100,
	RESERVED_AT = 20,
	LEAST_CELL = 4,
	LEAST_BLOCK = 4,
	POINTER = 4,
	LARGEST_PAYLOAD = 0x7fffffff
};

struct tree {
	const uint8_t *page;
	size_t size, head, pointers, cells, content, fragments;
	size_t most;  /* of a payload that stands in its cell whole */
	size_t taken; /* by cells and free blocks */
	bool leaf, table;
	bool loose; /* bytes between cells belong to none */
};

static size_t
two(const uint8_t *p)
{
	return (size_t)p[0] << 8 | p[1];
}

/* A big-endian integer of seven bits a byte, nine bytes at most; how long
 * it is, 0 where the page ends in it. */
static inline size_t
varint(uint64_t *out, const uint8_t *p, size_t room)
{
	uint64_t value = 0;

	if (room > 0 && p[0] < 0x80) {
		*out = p[0];
		return 1;
	}
	for (size_t i = 0; i < 9 && i < room; i++) {
		if (i == 8) {
			*out = value << 8 | p[i];
			return 9;
		}
		value = value << 7 | (p[i] & 0x7f);
		if (p[i] < 0x80) {
			*out = value;
			return i + 1;
		}
	}
	return 0;
}

/* How much of a payload stands in its cell, the pointer to the rest
 * included: section 1.6, "P", "X", "M" and "K". */
static size_t
local_size(const struct tree *t, uint64_t payload)
{
	size_t least = (t->size - 12) * 32 / 255 - 23;
	size_t some;

	if (payload <= t->most)
		return (size_t)payload;
	some = least + (size_t)(payload - least) % (t->size - POINTER);
	return (some <= t->most ? some : least) + POINTER;
}

/* The bytes of the cell at a place; 0 where the page ends in it. */
static size_t
cell_size(const struct tree *t, size_t at)
{
	const uint8_t *p = t->page + at;
	size_t room = t->size - at, n = t->leaf ? 0 : POINTER, more;
	uint64_t payload = 0, rowid;

	if (room < LEAST_CELL)
		return 0;
	if (t->leaf || !t->table) {
		more = varint(&payload, p + n, room - n);
		if (more == 0 || payload > LARGEST_PAYLOAD)
			return 0;
		n += more;
	}
	if (t->table) {
		more = varint(&rowid, p + n, room - n);
		if (more == 0)
			return 0;
		n += more;
	}
	if (t->leaf || !t->table)
		n += local_size(t, payload);
	return n <= room ? n : 0;
}

static bool
read_head(struct tree *t, const uint8_t *page, size_t size, bool first)
{
	const uint8_t *p = page + (first ? FILE_HEADER : 0);

	switch (p[0]) {
	case INTERIOR_INDEX:
	case INTERIOR_TABLE:
	case LEAF_INDEX:
	case LEAF_TABLE:
		break;
	default:
		return false;
	}
	*t = (struct tree){ .page = page,
		.size = size,
		.head = first ? FILE_HEADER : 0,
		.leaf = (p[0] & LEAF) != 0,
		.table = (p[0] & TABLE) != 0,
		.cells = two(p + 3),
		/* The content of an empty page of 65,536 bytes begins there. */
		.content = two(p + 5) == 0 ? 65536 : two(p + 5),
		.fragments = p[7] };
	t->most = t->table ? size - 35 : (size - 12) * 64 / 255 - 23;
	t->pointers = t->head + (t->leaf ? 8 : 12);
	return t->pointers + 2 * t->cells <= t->content && t->content <= size &&
	       (!first || page[RESERVED_AT] == 0);
}

/* Adds up what the cells take; whether there are parts between them that
 * belong to none is seen on the way. */
static bool
measure_cells(struct tree *t)
{
	size_t at, n;

	t->loose = t->fragments > 0;
	for (size_t i = 0; i < t->cells; i++) {
		at = two(t->page + t->pointers + 2 * i);
		n = at < t->content ? 0 : cell_size(t, at);
		if (n == 0)
			return false;
		t->loose |= n < LEAST_CELL;
		t->taken += n < LEAST_CELL ? LEAST_CELL : n;
	}
	return true;
}

/* Adds up the free blocks, which stand in rising order. */
static bool
measure_blocks(struct tree *t)
{
	size_t at = two(t->page + t->head + 1), least = t->content, n;

	for (; at != 0; at = two(t->page + at)) {
		if (at < least || at > t->size - LEAST_BLOCK)
			return false;
		n = two(t->page + at + 2);
		if (n < LEAST_BLOCK || n > t->size - at)
			return false;
		t->taken += n;
		least = at + n;
	}
	return true;
}

/* Of the free blocks the heads. */
static void
copy_blocks(uint8_t *out, const struct tree *t)
{
	size_t at = two(t->page + t->head + 1);

	for (; at != 0; at = two(t->page + at)) {
		memset(out + at, 0, two(t->page + at + 2));
		memcpy(out + at, t->page + at, LEAST_BLOCK);
	}
}

static void
copy_cells(uint8_t *out, const struct tree *t)
{
	memset(out + t->content, 0, t->size - t->content);
	for (size_t i = 0; i < t->cells; i++) {
		size_t at = two(t->page + t->pointers + 2 * i);

		memcpy(out + at, t->page + at, cell_size(t, at));
	}
}

/*
 * What is alive is copied, so that what is dead need not be looked for. A
 * page whose parts do not add up, for some overlap or are missing, is
 * malformed. Nearly every page has nothing but cells and free blocks: its
 * cells are copied all at once.
 */
bool
om_scrub_page(uint8_t *out, const uint8_t *page, size_t size, bool first)
{
	struct tree t;
	size_t end;

	if (!read_head(&t, page, size, first) || !measure_cells(&t) ||
	    !measure_blocks(&t) || t.taken + t.fragments != size - t.content)
		return false;
	end = t.pointers + 2 * t.cells;
	memcpy(out, page, end);
	memset(out + end, 0, t.content - end);
	if (t.loose)
		copy_cells(out, &t);
	else
		memcpy(out + t.content, page + t.content, size - t.content);
	copy_blocks(out, &t);
	return true;
}
