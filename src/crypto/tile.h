#ifndef OM_CRYPTO_TILE_H
#define OM_CRYPTO_TILE_H

#include "base/buf.h"
#include "crypto/tree.h"

/*
 * Tiles and entry bundles of c2sp.org/tlog-tiles as files of a folder. A
 * tile at a level is up to 256 hashes in a row, each the root of a full tile
 * of the level below; a bundle is the entries of a tile at level 0, each
 * behind its length (u16, big-endian).
 */
#define OM_TILE_WIDTH 256
#define OM_TILE_LEVELS 8
#define OM_TILE_BYTES_MAX (OM_TILE_WIDTH * (65535 + 2))

/* The level that stands for entry bundles. */
#define OM_TILE_ENTRIES OM_TILE_LEVELS

struct om_tile {
	unsigned level;
	uint64_t index;
	unsigned width; /* 1..255 of a partial one, 256 */
};

/* Appends the path: "tile/0/x001/234.p/5". */
void om_tile_name(struct om_buf *b, const struct om_tile *tile);

/* How many hashes or entries of a level a tree of size has. */
uint64_t om_tile_count(unsigned level, uint64_t size);

/* The tile of a level that holds its hash at; at < om_tile_count. */
struct om_tile om_tile_at(unsigned level, uint64_t at, uint64_t size);

/* The root of n hashes, n a power of two up to 256. */
struct om_tree_hash om_tile_root(const struct om_tree_hash *hashes, size_t n);

/*
 * The n-th entry of a bundle; false where the bundle is too short or
 * malformed. *end is what precedes the entry's end, both included.
 */
bool om_tile_entry(struct om_span *entry, struct om_span *end,
    struct om_span bundle, unsigned n);

/*
 * Cuts the next entry off the front of a bundle: 1, 0 at its end, OM_CORRUPT
 * where it is malformed.
 */
int om_tile_next(struct om_span *entry, struct om_span *bundle) OM_MUST_CHECK;

/*
 * Appends the tile or bundle, checked in length; a partial one is cut from
 * the full one where it was superseded. OM_CORRUPT where it is not there or
 * has a wrong length.
 */
int om_tile_read(struct om_buf *out, const char *folder,
    const struct om_tile *tile) OM_MUST_CHECK;

/* Tiles that are written together; start with { .folder = ... }. */
struct om_tile_batch {
	const char *folder;
	char **changed; /* folders with new entries */
	size_t n;
};

/*
 * Writes one, its bytes durable when this returns. One that is there already
 * must be the same, else OM_CORRUPT: an interrupted commit left it.
 */
int om_tile_write(struct om_tile_batch *batch, const struct om_tile *tile,
    struct om_span bytes) OM_MUST_CHECK;

/* Makes the names of all that was written durable. */
int om_tile_sync(struct om_tile_batch *batch) OM_MUST_CHECK;
void om_tile_batch_free(struct om_tile_batch *batch);

/*
 * Whether the partial ones that are there beside a tile or bundle, whose
 * bytes are given, say the same as far as they go. OM_CORRUPT else.
 */
int om_tile_check_partial(const char *folder, const struct om_tile *tile,
    struct om_span bytes) OM_MUST_CHECK;

/* Removes the partial ones that a full tile supersedes. */
int om_tile_prune(const char *folder, const struct om_tile *full) OM_MUST_CHECK;

#endif
