#ifndef OM_CRYPTO_TLOG_INSIDE_H
#define OM_CRYPTO_TLOG_INSIDE_H

#include "base/arena.h"
#include "crypto/builder.h"
#include "crypto/tlog.h"

/* A full tile that waits for the commit; its bytes are in the arena. */
struct om_tlog_staged {
	struct om_tile tile;
	struct om_span bytes;
};

/* For tlog.c and tlog_read.c alone. */
struct om_tlog {
	char *folder;
	int fd; /* the folder, for locking it */
	const struct om_keys *keys;
	struct om_note_key key;
	struct om_tree_head head; /* committed, and its signed note */
	struct om_buf note;
	struct om_builder *builder; /* staged entries included */
	struct om_tlog_staged *staged;
	size_t staged_n;
	struct om_arena arena;
	struct om_buf cached[OM_TILE_LEVELS + 1]; /* last tile read, by level */
	struct om_tile cached_tile[OM_TILE_LEVELS + 1];
};

/* Reads and verifies the checkpoint that is in the folder now. */
int om_tlog_read_head(struct om_tree_head *out, struct om_buf *note,
    const struct om_tlog *log) OM_MUST_CHECK;

#endif
