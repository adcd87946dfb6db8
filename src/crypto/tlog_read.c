#include "crypto/tlog.h"

#include <inttypes.h>

#include "base/file.h"
#include "base/memory.h"
#include "crypto/proof.h"
#include "crypto/tlog_inside.h"

/* The committed tile that holds hash or entry at of a level. */
static int
load(struct om_span *out, struct om_tlog *log, unsigned level, uint64_t at)
{
	struct om_tile tile = om_tile_at(level, at, log->head.size);
	struct om_tile *last = &log->cached_tile[level];
	struct om_buf *bytes = &log->cached[level];
	int rc = OM_OK;

	if (last->index != tile.index || last->width != tile.width) {
		om_buf_reset(bytes);
		last->width = 0;
		rc = om_tile_read(bytes, log->folder, &tile);
		if (rc == OM_OK)
			*last = tile;
	}
	if (rc == OM_OK)
		*out = om_buf_span(bytes);
	return rc;
}

/* A tree source: complete subtrees, computed within the tile they lie in. */
static int
read_hash(void *state, struct om_tree_hash *out, unsigned level, uint64_t index)
{
	struct om_tree_hash hashes[OM_TILE_WIDTH];
	size_t n = (size_t)1 << level % 8;
	uint64_t first = index * n;
	struct om_span tile;
	int rc = load(&tile, state, level / 8, first);

	if (rc != OM_OK)
		return rc;
	memcpy(hashes, tile.p + first % OM_TILE_WIDTH * sizeof(*hashes),
	    n * sizeof(*hashes));
	*out = om_tile_root(hashes, n);
	return OM_OK;
}

int
om_tlog_prove(struct om_tlog *log, struct om_buf *out, uint64_t index,
    struct om_span extra)
{
	const struct om_tree_source source = { read_hash, log };
	struct om_proof proof = { .index = index,
		.checkpoint = om_buf_span(&log->note) };
	int rc = om_tree_inclusion(&proof.path, &source, index, log->head.size);

	if (rc != OM_OK)
		return rc;
	om_proof_write(out, &proof, extra);
	return om_buf_check(out, "a log proof");
}

int
om_tlog_consistency(struct om_tlog *log, struct om_buf *out, uint64_t old)
{
	const struct om_tree_source source = { read_hash, log };
	struct om_tree_path path;
	int rc = om_tree_consistency(&path, &source, old, log->head.size);

	if (rc != OM_OK)
		return rc;
	om_buf_format(out, "old %" PRIu64 "\n", old);
	om_proof_path(out, &path);
	om_buf_byte(out, '\n');
	om_tlog_checkpoint(log, out);
	return om_buf_check(out, "a log proof");
}

int
om_tlog_read(struct om_tlog *log, struct om_buf *out, uint64_t index)
{
	struct om_span bundle, entry, end;
	struct om_tree_hash leaf, expected;
	int rc;

	if (index >= log->head.size)
		return om_fail(OM_NOTFOUND, "the log has no such entry");
	rc = load(&bundle, log, OM_TILE_ENTRIES, index);
	if (rc == OM_OK)
		rc = read_hash(log, &expected, 0, index);
	if (rc != OM_OK)
		return rc;
	if (!om_tile_entry(
		&entry, &end, bundle, (unsigned)(index % OM_TILE_WIDTH)))
		return om_fail(OM_CORRUPT, "a bundle is malformed");
	leaf = om_tree_leaf(entry);
	if (!om_tree_equal(&leaf, &expected))
		return om_fail(OM_CORRUPT,
		    "log entry %" PRIu64 " differs from its hash", index);
	om_buf_add(out, entry);
	return om_buf_check(out, "a log entry");
}

/* Copies a tile that is written or, where missing, cut from the full one. */
static int
copy_tile(
    struct om_tile_batch *to, const char *folder, const struct om_tile *tile)
{
	struct om_buf bytes = OM_BUF(OM_TILE_BYTES_MAX);
	int rc = om_tile_read(&bytes, folder, tile);

	if (rc == OM_OK)
		rc = om_tile_write(to, tile, om_buf_span(&bytes));
	om_buf_free(&bytes);
	return rc;
}

static int
copy_tiles(struct om_tile_batch *to, const struct om_tlog *log)
{
	uint64_t size = log->head.size;
	int rc = OM_OK;

	for (unsigned level = 0; level <= OM_TILE_ENTRIES; level++)
		for (uint64_t at = 0;
		     rc == OM_OK && at < om_tile_count(level, size);
		     at += OM_TILE_WIDTH) {
			struct om_tile tile = om_tile_at(level, at, size);

			rc = copy_tile(to, log->folder, &tile);
		}
	return rc == OM_OK ? om_tile_sync(to) : rc;
}

/* The checkpoint comes last: where it is, all else is. */
int
om_tlog_export(struct om_tlog *log, const char *folder)
{
	struct om_tile_batch batch = { .folder = folder };
	char *checkpoint = om_path_join(folder, "checkpoint");
	char *key = om_path_join(folder, "vkey");
	struct om_buf vkey = OM_BUF(OM_NOTE_MAX);
	int rc;

	om_note_key_write(&vkey, &log->key);
	om_buf_byte(&vkey, '\n');
	if (om_file_exists(checkpoint))
		rc = om_fail(OM_EXISTS, "%s: is there already", checkpoint);
	else
		rc = om_folder_make(folder, 0755);
	if (rc == OM_OK)
		rc = copy_tiles(&batch, log);
	if (rc == OM_OK)
		rc = om_file_replace(key, om_buf_span(&vkey), 0644);
	if (rc == OM_OK)
		rc = om_file_create(checkpoint, om_buf_span(&log->note), 0644);
	om_tile_batch_free(&batch);
	om_buf_free(&vkey);
	om_free(checkpoint);
	om_free(key);
	return rc;
}
