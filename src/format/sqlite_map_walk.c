#include "base/memory.h"
#include "format/sqlite_map_inside.h"
#include "format/sqlite_schema.h"

/* SQLite itself follows a tree for 20 levels. */
enum { QUEUE_FIRST = 256, DEPTH_MOST = 20 };

/* A page of a tree at that depth is to be read; kind 0 is not known yet. */
static int
push(struct om_sqlite_walk *w, uint32_t number, unsigned kind, unsigned depth)
{
	int rc;

	if (depth >= DEPTH_MOST)
		return om_fail(
		    OM_CORRUPT, "page %u lies too deep in its tree", number);
	rc = om_sqlite_walk_claim(w, number, (unsigned char)(kind | depth));
	if (rc != OM_OK)
		return rc;
	if (w->tail == w->size) {
		w->size = w->size == 0 ? QUEUE_FIRST : w->size * 2;
		w->queue = om_resize(w->queue, w->size, sizeof(*w->queue));
	}
	w->queue[w->tail++] = number;
	return OM_OK;
}

/* The pages that hold what is left of a payload. */
static int
walk_overflow(struct om_sqlite_walk *w, uint32_t number, uint64_t left)
{
	uint32_t room = w->header->usable - 4;
	int rc = OM_OK;

	while (left > 0 && rc == OM_OK) {
		uint32_t n = left < room ? (uint32_t)left : room;

		rc = om_sqlite_walk_claim(w, number, 0);
		if (rc == OM_OK)
			rc = om_sqlite_walk_load(w, &w->other, number);
		if (rc == OM_OK)
			rc = om_sqlite_walk_mark(
			    w, &w->other, OM_SQLITE_LIVE, 0, 4 + n);
		if (rc == OM_OK)
			rc = om_sqlite_walk_mark(w, &w->other,
			    OM_SQLITE_OVERFLOW_SLACK, 4 + n, room - n);
		if (rc != OM_OK)
			return rc;
		left -= n;
		number = om_sqlite_u32(w->other.p);
	}
	if (number != 0)
		return om_fail(OM_CORRUPT,
		    "page %u goes on behind the end of its payload",
		    w->other.number);
	return OM_OK;
}

/* Notes where the cell stands; what it leads to is claimed. */
static int
walk_cell(struct om_sqlite_walk *w, const struct om_sqlite_page *page,
    uint32_t i, unsigned child)
{
	struct om_sqlite_cell cell;
	int rc = om_sqlite_page_cell(&cell, page, i);

	if (rc != OM_OK)
		return rc;
	if (w->lengths[cell.at] != 0)
		return om_fail(
		    OM_CORRUPT, "page %u: two cells overlap", page->number);
	w->lengths[cell.at] = cell.n;
	if (!om_sqlite_page_is_leaf(page))
		rc = push(w, cell.left, child & ~OM_SQLITE_MAP_DEPTH,
		    child & OM_SQLITE_MAP_DEPTH);
	if (rc == OM_OK && cell.payload > cell.local.n)
		rc = walk_overflow(
		    w, cell.overflow, cell.payload - cell.local.n);
	return rc;
}

/*
 * What begins at byte at of the content area: a free block (*free is moved
 * to the next), a cell, or a fragment before either. *at is moved behind it.
 */
static int
mark_next(struct om_sqlite_walk *w, const struct om_sqlite_page *page,
    uint32_t *at, uint32_t *free_at)
{
	uint32_t from = *at, n;
	int rc;

	if (from == *free_at) {
		rc = om_sqlite_page_freeblock(free_at, &n, page, from);
		if (rc == OM_OK)
			rc = om_sqlite_walk_mark(
			    w, &w->tree, OM_SQLITE_LIVE, from, 4);
		*at = from + n;
		return rc != OM_OK ? rc
				   : om_sqlite_walk_mark(w, &w->tree,
					 OM_SQLITE_FREEBLOCK, from + 4, n - 4);
	}
	n = w->lengths[from];
	if (n != 0) {
		w->lengths[from] = 0;
		*at = from + n;
		return om_sqlite_walk_mark(
		    w, &w->tree, OM_SQLITE_LIVE, from, n);
	}
	while (*at < page->usable && *at != *free_at && w->lengths[*at] == 0)
		(*at)++;
	return om_sqlite_walk_mark(
	    w, &w->tree, OM_SQLITE_FRAGMENT, from, *at - from);
}

/*
 * Steps from block to block. One that begins inside of another is never
 * stepped on, so that a count of them finds every overlap.
 */
static int
mark_content(struct om_sqlite_walk *w, const struct om_sqlite_page *page)
{
	uint32_t at = page->content, free_at = page->freeblock, cells = 0;
	int rc = OM_OK;

	while (at < page->usable && rc == OM_OK) {
		cells += w->lengths[at] != 0 && at != free_at;
		rc = mark_next(w, page, &at, &free_at);
	}
	if (rc == OM_OK && (cells != page->cells || free_at != 0))
		return om_fail(OM_CORRUPT,
		    "page %u: cells or free blocks overlap", page->number);
	return rc;
}

static int
mark_tree_page(struct om_sqlite_walk *w, const struct om_sqlite_page *page)
{
	int rc =
	    om_sqlite_walk_mark(w, &w->tree, OM_SQLITE_HEADER, 0, page->start);

	if (rc == OM_OK)
		rc = om_sqlite_walk_mark(w, &w->tree, OM_SQLITE_LIVE,
		    page->start, page->gap - page->start);
	if (rc == OM_OK)
		rc = om_sqlite_walk_mark(w, &w->tree, OM_SQLITE_GAP, page->gap,
		    page->content - page->gap);
	return rc == OM_OK ? mark_content(w, page) : rc;
}

static int
walk_tree_page(struct om_sqlite_walk *w, uint32_t number)
{
	unsigned owner = w->owners[number];
	unsigned kind = owner & (OM_SQLITE_MAP_TABLE | OM_SQLITE_MAP_INDEX);
	unsigned depth = owner & OM_SQLITE_MAP_DEPTH, is;
	struct om_sqlite_page page;
	int rc = om_sqlite_walk_load(w, &w->tree, number);

	if (rc == OM_OK)
		rc = om_sqlite_page_parse(
		    &page, w->tree.p, number, w->header->usable);
	if (rc != OM_OK)
		return rc;
	is = om_sqlite_page_is_table(&page) ? OM_SQLITE_MAP_TABLE
					    : OM_SQLITE_MAP_INDEX;
	if (kind != 0 && kind != is)
		return om_fail(OM_CORRUPT,
		    "page %u is of another kind than its tree", number);
	for (uint32_t i = 0; i < page.cells && rc == OM_OK; i++)
		rc = walk_cell(w, &page, i, is | (depth + 1));
	if (rc == OM_OK && !om_sqlite_page_is_leaf(&page))
		rc = push(w, page.right, is, depth + 1);
	return rc == OM_OK ? mark_tree_page(w, &page) : rc;
}

static int
push_root(struct om_sqlite_walk *w, const struct om_sqlite_row *row)
{
	struct om_sqlite_entry entry;
	int rc = om_sqlite_schema_entry(&entry, row);
	unsigned kind = 0;

	if (rc != OM_OK || entry.root == 0)
		return rc;
	if (entry.kind == OM_SQLITE_INDEX)
		kind = OM_SQLITE_MAP_INDEX;
	return push(w, entry.root, kind, 0);
}

int
om_sqlite_walk_trees(struct om_sqlite_walk *w)
{
	struct om_sqlite_rows *rows = NULL;
	struct om_sqlite_row row;
	int rc = push(w, 1, OM_SQLITE_MAP_TABLE, 0);
	int step;

	if (rc == OM_OK)
		rc = om_sqlite_rows_open(&rows, w->file, 1, 0);
	while (rc == OM_OK && (step = om_sqlite_rows_next(&row, rows)) != 0)
		rc = step < 0 ? step : push_root(w, &row);
	om_sqlite_rows_close(rows);
	while (rc == OM_OK && w->head < w->tail)
		rc = walk_tree_page(w, w->queue[w->head++]);
	return rc;
}

/* One trunk page and the leaves that it names. */
static int
walk_trunk(struct om_sqlite_walk *w, uint32_t number, uint32_t *count)
{
	uint32_t most = w->header->usable / 4 - 2, leaves, live;
	int rc = om_sqlite_walk_claim(w, number, 0);

	if (rc == OM_OK)
		rc = om_sqlite_walk_load(w, &w->tree, number);
	if (rc != OM_OK)
		return rc;
	leaves = om_sqlite_u32(w->tree.p + 4);
	if (leaves > most)
		return om_fail(OM_CORRUPT,
		    "page %u: the freelist leaves its page", number);
	for (uint32_t i = 0; i < leaves && rc == OM_OK; i++)
		rc = om_sqlite_walk_claim(w,
		    om_sqlite_u32(w->tree.p + 8 + 4 * (size_t)i),
		    OM_SQLITE_MAP_LEAF);
	live = 8 + 4 * leaves;
	*count += 1 + leaves;
	if (rc == OM_OK)
		rc = om_sqlite_walk_mark(w, &w->tree, OM_SQLITE_LIVE, 0, live);
	if (rc == OM_OK)
		rc = om_sqlite_walk_mark(w, &w->tree, OM_SQLITE_TRUNK_SLACK,
		    live, w->header->usable - live);
	return rc;
}

int
om_sqlite_walk_freelist(struct om_sqlite_walk *w)
{
	uint32_t number = w->header->freelist_head, count = 0;
	int rc = OM_OK;

	while (number != 0 && rc == OM_OK) {
		rc = walk_trunk(w, number, &count);
		if (rc == OM_OK)
			number = om_sqlite_u32(w->tree.p);
	}
	if (rc == OM_OK && count != w->header->freelist_count)
		return om_fail(OM_CORRUPT,
		    "the freelist has %u pages and should have %u", count,
		    w->header->freelist_count);
	return rc;
}
