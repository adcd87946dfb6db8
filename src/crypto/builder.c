#include "crypto/builder.h"

#include <assert.h>

#include "base/memory.h"

struct om_builder *
om_builder_new(void)
{
	struct om_builder *b = om_new(1, sizeof(*b));

	b->bundle = OM_BUF(OM_TILE_BYTES_MAX);
	return b;
}

void
om_builder_free(struct om_builder *b)
{
	if (b == NULL)
		return;
	om_buf_free(&b->bundle);
	om_free(b);
}

static struct om_span
edge_span(const struct om_builder *b, unsigned level, unsigned width)
{
	return om_span_bytes(
	    b->edge[level], width * sizeof(struct om_tree_hash));
}

/*
 * Takes a leaf into the tree's right edge. Where it ends a tile of a level,
 * the tile's root comes by: it is kept in roots of the level above.
 */
static void
grow(struct om_frontier *f, struct om_tree_hash h,
    struct om_tree_hash roots[OM_TILE_LEVELS])
{
	unsigned level = 0;

	roots[0] = h;
	while (f->size >> level & 1) {
		h = om_tree_node(&f->hash[level++], &h);
		if (level % 8 == 0)
			roots[level / 8] = h;
	}
	f->hash[level] = h;
	f->size++;
}

/* Puts a leaf at the end of the tiles; those that it fills go out. */
static int
raise(struct om_builder *b, struct om_tree_hash leaf,
    const struct om_tile_sink *sink)
{
	struct om_tree_hash roots[OM_TILE_LEVELS];
	int rc = OM_OK;

	grow(&b->frontier, leaf, roots);
	for (unsigned level = 0; rc == OM_OK; level++) {
		uint64_t at = om_tile_count(level, b->frontier.size) - 1;
		struct om_tile tile = { level, at / OM_TILE_WIDTH,
			OM_TILE_WIDTH };

		b->edge[level][at % OM_TILE_WIDTH] = roots[level];
		if (at % OM_TILE_WIDTH != OM_TILE_WIDTH - 1)
			break;
		rc = sink->put(
		    sink->state, &tile, edge_span(b, level, OM_TILE_WIDTH));
	}
	return rc;
}

int
om_builder_push(
    struct om_builder *b, struct om_span entry, const struct om_tile_sink *sink)
{
	uint64_t at = b->frontier.size;
	struct om_tile tile = { OM_TILE_ENTRIES, at / OM_TILE_WIDTH,
		OM_TILE_WIDTH };
	struct om_tree_hash leaf = om_tree_leaf(entry);
	int rc;

	om_buf_byte(&b->bundle, (char)(entry.n >> 8));
	om_buf_byte(&b->bundle, (char)entry.n);
	om_buf_add(&b->bundle, entry);
	rc = raise(b, leaf, sink);
	if (rc == OM_OK && at % OM_TILE_WIDTH == OM_TILE_WIDTH - 1) {
		rc = sink->put(sink->state, &tile, om_buf_span(&b->bundle));
		om_buf_reset(&b->bundle);
	}
	return rc;
}

int
om_builder_flush(
    const struct om_builder *b, uint64_t since, const struct om_tile_sink *sink)
{
	uint64_t size = b->frontier.size;
	int rc = OM_OK;

	for (unsigned level = 0; rc == OM_OK && level < OM_TILE_LEVELS;
	     level++) {
		uint64_t count = om_tile_count(level, size);
		unsigned width = (unsigned)(count % OM_TILE_WIDTH);
		struct om_tile tile = { level, count / OM_TILE_WIDTH, width };

		if (width != 0 && count != om_tile_count(level, since))
			rc = sink->put(
			    sink->state, &tile, edge_span(b, level, width));
	}
	if (rc == OM_OK && size % OM_TILE_WIDTH != 0 && size != since) {
		struct om_tile tile =
		    om_tile_at(OM_TILE_ENTRIES, size - 1, size);

		rc = sink->put(sink->state, &tile, om_buf_span(&b->bundle));
	}
	return rc;
}

/* The entries of the partial bundle must be what the hashes say. */
static int
check_bundle(const struct om_builder *b, unsigned width)
{
	struct om_span rest = om_buf_span(&b->bundle), entry;

	for (unsigned i = 0; i < width; i++) {
		struct om_tree_hash leaf;
		int rc = om_tile_next(&entry, &rest);

		assert(rc == 1); /* or it would not have been read */
		leaf = om_tree_leaf(entry);
		if (!om_tree_equal(&leaf, &b->edge[0][i]))
			return om_fail(
			    OM_CORRUPT, "a bundle differs from its tile");
	}
	return OM_OK;
}

/*
 * The complete subtrees that end the tree, smallest first, lie in the
 * partial tiles: bit i of size is bit i % 8 of the width at level i / 8.
 */
static void
load_frontier(struct om_frontier *f, const struct om_builder *b, uint64_t size)
{
	f->size = size;
	for (unsigned i = 0; i < OM_TREE_LEVELS; i++) {
		uint64_t count = size >> (i - i % 8);
		size_t n = (size_t)1 << i % 8;
		size_t at = (count % OM_TILE_WIDTH) & ~(2 * n - 1);

		if (size >> i & 1)
			f->hash[i] = om_tile_root(&b->edge[i / 8][at], n);
	}
}

static int
load_tile(struct om_buf *out, const char *folder, unsigned level, uint64_t size)
{
	uint64_t count = om_tile_count(level, size);
	struct om_tile tile;

	om_buf_reset(out);
	if (count % OM_TILE_WIDTH == 0)
		return OM_OK;
	tile = om_tile_at(level, count - 1, size);
	return om_tile_read(out, folder, &tile);
}

int
om_builder_load(struct om_builder *b, const char *folder, uint64_t size)
{
	struct om_buf tile = OM_BUF(sizeof(b->edge[0]));
	int rc = OM_OK;

	if (size >= OM_TREE_MAX)
		return om_fail(OM_LIMIT, "%s: the log is too large", folder);
	for (unsigned level = 0; rc == OM_OK && level < OM_TILE_LEVELS;
	     level++) {
		rc = load_tile(&tile, folder, level, size);
		if (rc == OM_OK && tile.n > 0)
			memcpy(b->edge[level], tile.p, tile.n);
	}
	om_buf_free(&tile);
	if (rc == OM_OK)
		rc = load_tile(&b->bundle, folder, OM_TILE_ENTRIES, size);
	if (rc == OM_OK)
		rc = check_bundle(b, (unsigned)(size % OM_TILE_WIDTH));
	if (rc == OM_OK)
		load_frontier(&b->frontier, b, size);
	return rc;
}
