#ifndef OM_CRYPTO_BUILDER_H
#define OM_CRYPTO_BUILDER_H

#include "crypto/tile.h"

/* What is done with the tiles of a log as they are made. */
struct om_tile_sink {
	int (*put)(
	    void *state, const struct om_tile *tile, struct om_span bytes);
	void *state;
};

/*
 * Turns entries, one after the other, into tiles: the partial tile of every
 * level, the partial bundle, and the tree's right edge. It serves to write a
 * log and to check one.
 */
struct om_builder {
	struct om_frontier frontier;
	struct om_tree_hash edge[OM_TILE_LEVELS][OM_TILE_WIDTH];
	struct om_buf bundle;
};

struct om_builder *om_builder_new(void);
void om_builder_free(struct om_builder *b);

/*
 * Takes the next entry, of at most 65,535 bytes, and gives every tile that
 * becomes full to sink.
 */
int om_builder_push(struct om_builder *b, struct om_span entry,
    const struct om_tile_sink *sink) OM_MUST_CHECK;

/* Gives the partial tiles that have grown since that size to sink. */
int om_builder_flush(const struct om_builder *b, uint64_t since,
    const struct om_tile_sink *sink) OM_MUST_CHECK;

/*
 * Takes up a log of size where it ended, from the tiles in folder. OM_CORRUPT
 * where they contradict each other; the root is for the caller to compare.
 */
int om_builder_load(
    struct om_builder *b, const char *folder, uint64_t size) OM_MUST_CHECK;

#endif
