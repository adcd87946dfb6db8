#include "crypto/tlog.h"

#include <inttypes.h>

#include "crypto/tlog_inside.h"

/* A log computed anew beside the one that is verified. */
struct check {
	const struct om_tlog *log;
	struct om_tlog_audit *audit;
	struct om_builder *builder;
};

static int
differ(struct check *c, uint64_t index)
{
	c->audit->differs = index;
	return om_fail(OM_CORRUPT,
	    "%s: differs from the entries at entry %" PRIu64, c->log->folder,
	    index);
}

/* The first hash or entry where two tiles of one width differ. */
static uint64_t
first_difference(const struct om_tile *tile, struct om_span a, struct om_span b)
{
	struct om_span x, y, end;
	size_t n = sizeof(struct om_tree_hash);
	unsigned i = 0;

	for (; i + 1 < tile->width; i++) {
		if (tile->level != OM_TILE_ENTRIES) {
			x = om_span_bytes(a.p + i * n, n);
			y = om_span_bytes(b.p + i * n, n);
		} else if (!om_tile_entry(&x, &end, a, i) ||
			   !om_tile_entry(&y, &end, b, i)) {
			break;
		}
		if (!om_span_equal(x, y))
			break;
	}
	return tile->index * OM_TILE_WIDTH + i;
}

/* A sink that compares with the tile of the log. */
static int
compare(void *state, const struct om_tile *tile, struct om_span bytes)
{
	struct check *c = state;
	struct om_buf there = OM_BUF(OM_TILE_BYTES_MAX);
	unsigned shift = tile->level == OM_TILE_ENTRIES ? 0 : 8 * tile->level;
	int rc = om_tile_read(&there, c->log->folder, tile);

	if (rc == OM_CORRUPT)
		c->audit->differs = tile->index * OM_TILE_WIDTH << shift;
	else if (rc == OM_OK && !om_span_equal(om_buf_span(&there), bytes))
		rc =
		    differ(c, first_difference(tile, om_buf_span(&there), bytes)
				  << shift);
	om_buf_free(&there);
	return rc;
}

static int
check_entries(struct check *c)
{
	const struct om_tile_sink sink = { compare, c };
	int rc = OM_OK;

	for (uint64_t i = 0; rc == OM_OK && i < c->log->head.size; i++) {
		struct om_span entry;

		rc = c->audit->entry(c->audit->state, &entry, i);
		if (rc == OM_NOTFOUND ||
		    (rc == OM_OK && entry.n > OM_TLOG_ENTRY_MAX))
			return differ(c, i);
		if (rc != OM_OK) {
			c->audit->differs = i;
			return rc;
		}
		rc = om_builder_push(c->builder, entry, &sink);
	}
	if (rc == OM_OK)
		rc = om_builder_flush(c->builder, 0, &sink);
	return rc;
}

/* The head is signed, ours, and no older than the one we know. */
static int
check_head(struct check *c)
{
	struct om_tree_hash root = om_frontier_root(&c->builder->frontier);
	struct om_buf note = OM_BUF(OM_NOTE_MAX);
	struct om_tree_head head;
	int rc = om_tlog_read_head(&head, &note, c->log);

	if (rc == OM_NOTFOUND || rc == OM_CORRUPT || rc == OM_INPUT ||
	    (rc == OM_OK && (head.size < c->log->head.size ||
				!om_tree_equal(&root, &c->log->head.root) ||
				(head.size == c->log->head.size &&
				    !om_tree_equal(&root, &head.root)))))
		rc = differ(c, c->log->head.size);
	om_buf_free(&note);
	return rc;
}

int
om_tlog_verify(struct om_tlog *log, struct om_tlog_audit *audit)
{
	struct check c = { log, audit, om_builder_new() };
	int rc = check_entries(&c);

	if (rc == OM_OK)
		rc = check_head(&c);
	om_builder_free(c.builder);
	return rc;
}
