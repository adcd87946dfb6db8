#include "crypto/tlog.h"

#include <inttypes.h>

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
om_tlog_extends(struct om_tlog *log, const struct om_tree_head *old)
{
	const struct om_tree_source source = { read_hash, log };
	struct om_tree_path path;
	int rc;

	if (old->size > log->head.size)
		return om_fail(OM_CORRUPT,
		    "%s: ends at %" PRIu64 ", before the %" PRIu64
		    " of a head that was signed once: it was rolled back",
		    log->folder, log->head.size, old->size);
	rc = om_tree_consistency(&path, &source, old->size, log->head.size);
	if (rc == OM_OK)
		rc = om_tree_verify_consistency(&path, old, &log->head);
	if (rc == OM_CORRUPT)
		rc = om_fail(OM_CORRUPT,
		    "%s: was rewritten: it does not extend the head of size "
		    "%" PRIu64 " that was signed once",
		    log->folder, old->size);
	return rc;
}

static int
prove(struct om_tlog *log, struct om_buf *out, struct om_proof *proof,
    struct om_span extra, uint64_t size)
{
	const struct om_tree_source source = { read_hash, log };
	int rc = om_tree_inclusion(&proof->path, &source, proof->index, size);

	if (rc != OM_OK)
		return rc;
	om_proof_write(out, proof, extra);
	return om_buf_check(out, "a log proof");
}

int
om_tlog_prove(struct om_tlog *log, struct om_buf *out, uint64_t index,
    struct om_span extra)
{
	struct om_proof proof = { .index = index,
		.checkpoint = om_buf_span(&log->note) };

	return prove(log, out, &proof, extra, log->head.size);
}

int
om_tlog_prove_under(struct om_tlog *log, struct om_buf *out, uint64_t index,
    struct om_span extra, struct om_span checkpoint)
{
	struct om_proof proof = { .index = index, .checkpoint = checkpoint };
	struct om_tree_head head;
	int rc = om_checkpoint_open(&head, checkpoint, &log->key);

	if (rc == OM_OK)
		rc = om_tlog_extends(log, &head);
	return rc == OM_OK ? prove(log, out, &proof, extra, head.size) : rc;
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

int
om_tlog_read_proved(struct om_tlog *log, struct om_buf *out, uint64_t index)
{
	const struct om_tree_source source = { read_hash, log };
	struct om_buf entry = OM_BUF(OM_TLOG_ENTRY_MAX);
	struct om_tree_hash leaf;
	struct om_tree_path path;
	int rc = om_tlog_read(log, &entry, index);

	if (rc == OM_OK)
		rc = om_tree_inclusion(&path, &source, index, log->head.size);
	if (rc == OM_OK) {
		leaf = om_tree_leaf(om_buf_span(&entry));
		rc = om_tree_verify_inclusion(&path, index, &leaf, &log->head);
	}
	if (rc == OM_OK) {
		om_buf_add(out, om_buf_span(&entry));
		rc = om_buf_check(out, "a log entry");
	}
	om_buf_free(&entry);
	return rc;
}
