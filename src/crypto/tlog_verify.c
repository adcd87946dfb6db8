#include "crypto/tlog.h"

#include <assert.h>
#include <inttypes.h>
#include <pthread.h>

#include "base/memory.h"
#include "crypto/tlog_inside.h"

enum { THREADS = 2, THREADS_MAX = 64 };

/* What all threads share: the next tile to look at, the first fault found. */
struct check {
	const struct om_tlog *log;
	struct om_tlog_audit *audit;
	pthread_mutex_t lock;
	uint64_t next; /* tile of level 0 */
	int code;
	uint64_t differs;
	struct om_failure why;
};

/* One thread's bytes: a bundle, its tile, and the tile above. */
struct reader {
	struct check *check;
	struct om_buf bundle, tile, above;
	struct om_tile above_is;
};

static struct reader
reader_of(struct check *c)
{
	return (struct reader){ .check = c,
		.bundle = OM_BUF(OM_TILE_BYTES_MAX),
		.tile = OM_BUF(OM_TILE_BYTES_MAX),
		.above = OM_BUF(OM_TILE_BYTES_MAX) };
}

static void
reader_free(struct reader *r)
{
	om_buf_free(&r->bundle);
	om_buf_free(&r->tile);
	om_buf_free(&r->above);
}

/* Remembers a fault at an entry, the first of all. */
static int
fault(struct check *c, int code, uint64_t at)
{
	(void)pthread_mutex_lock(&c->lock);
	if (c->code == OM_OK || at < c->differs) {
		c->code = code;
		c->differs = at;
		c->why = om_failure_keep();
	}
	(void)pthread_mutex_unlock(&c->lock);
	return code;
}

static int
differ(struct check *c, uint64_t at)
{
	return fault(c,
	    om_fail(OM_CORRUPT,
		"%s: differs from the entries at entry %" PRIu64,
		c->log->folder, at),
	    at);
}

/* The next tile; false when all are done or a fault lies before it. */
static bool
take_tile(uint64_t *out, struct check *c)
{
	bool more;

	(void)pthread_mutex_lock(&c->lock);
	*out = c->next;
	more = *out * OM_TILE_WIDTH < c->log->head.size &&
	       (c->code == OM_OK || *out * OM_TILE_WIDTH < c->differs);
	c->next += more;
	(void)pthread_mutex_unlock(&c->lock);
	return more;
}

/* Reads the tile that holds a hash or entry, its partial ones checked. */
static int
read_tile(struct reader *r, struct om_buf *out, unsigned level, uint64_t at)
{
	const struct om_tlog *log = r->check->log;
	struct om_tile tile = om_tile_at(level, at, log->head.size);
	int rc;

	om_buf_reset(out);
	rc = om_tile_read(out, log->folder, &tile);
	return rc == OM_OK
		   ? om_tile_check_partial(log->folder, &tile, om_buf_span(out))
		   : rc;
}

/* The hash that a level above has of a full tile. */
static int
read_above(
    struct reader *r, struct om_tree_hash *out, unsigned level, uint64_t index)
{
	struct om_tile tile =
	    om_tile_at(level, index, r->check->log->head.size);
	int rc = OM_OK;

	if (r->above.n == 0 || r->above_is.level != tile.level ||
	    r->above_is.index != tile.index)
		rc = read_tile(r, &r->above, level, index);
	if (rc != OM_OK) {
		om_buf_reset(&r->above);
		return rc;
	}
	r->above_is = tile;
	memcpy(out, r->above.p + index % OM_TILE_WIDTH * sizeof(*out),
	    sizeof(*out));
	return OM_OK;
}

/*
 * The entries of the bundle are what the tile has hashes of. Both have as
 * many as their width says, or they would not have been read.
 */
static int
check_leaves(struct reader *r, uint64_t first)
{
	struct om_span bundle = om_buf_span(&r->bundle), entry;
	const char *hash = r->tile.p;

	while (om_tile_next(&entry, &bundle) == 1) {
		struct om_tree_hash leaf = om_tree_leaf(entry);

		if (memcmp(hash, leaf.b, sizeof(leaf.b)) != 0)
			return differ(r->check, first);
		hash += sizeof(leaf.b);
		first++;
	}
	assert(hash == r->tile.p + r->tile.n);
	return OM_OK;
}

/* The root of a full tile is its hash in the level above. */
static int
check_root(struct reader *r, unsigned level, uint64_t index)
{
	uint64_t first = index << 8 * (level + 1);
	struct om_tree_hash hashes[OM_TILE_WIDTH], root, above;
	int rc;

	if (r->tile.n != sizeof(hashes))
		return OM_OK;
	rc = read_above(r, &above, level + 1, index);
	if (rc != OM_OK)
		return fault(r->check, rc, first);
	memcpy(hashes, r->tile.p, sizeof(hashes));
	root = om_tile_root(hashes, OM_TILE_WIDTH);
	return memcmp(root.b, above.b, sizeof(root.b)) == 0
		   ? OM_OK
		   : differ(r->check, first);
}

static int
check_tile(struct reader *r, uint64_t index)
{
	uint64_t first = index * OM_TILE_WIDTH;
	int rc = read_tile(r, &r->tile, 0, first);

	if (rc == OM_OK)
		rc = read_tile(r, &r->bundle, OM_TILE_ENTRIES, first);
	if (rc != OM_OK)
		return fault(r->check, rc, first);
	rc = check_leaves(r, first);
	return rc == OM_OK ? check_root(r, 0, index) : rc;
}

static void *
check_tiles(void *state)
{
	struct reader r = reader_of(state);
	uint64_t index;

	while (take_tile(&index, r.check))
		if (check_tile(&r, index) != OM_OK)
			break;
	reader_free(&r);
	return NULL;
}

/* The levels above: one hash for 256 entries, and fewer. */
static void
check_levels(struct check *c)
{
	struct reader r = reader_of(c);
	int rc = OM_OK;

	for (unsigned level = 1; rc == OM_OK && level < OM_TILE_LEVELS; level++)
		for (uint64_t at = 0;
		     rc == OM_OK &&
		     at < om_tile_count(level, c->log->head.size);
		     at += OM_TILE_WIDTH) {
			rc = read_tile(&r, &r.tile, level, at);
			rc = rc == OM_OK
				 ? check_root(&r, level, at / OM_TILE_WIDTH)
				 : fault(c, rc, at << 8 * level);
		}
	reader_free(&r);
}

/* The bundle's entries are those of the second copy. */
static int
compare_bundle(struct check *c, struct om_span bundle, uint64_t first)
{
	struct om_span entry, copy;

	while (om_tile_next(&entry, &bundle) == 1) {
		int rc = c->audit->entry(c->audit->state, &copy, first);
		if (rc == OM_NOTFOUND ||
		    (rc == OM_OK && !om_span_equal(entry, copy)))
			return differ(c, first);
		if (rc != OM_OK)
			return fault(c, rc, first);
		first++;
	}
	return OM_OK;
}

static void
compare_entries(struct check *c)
{
	struct reader r = reader_of(c);
	uint64_t size = c->log->head.size;
	int rc = OM_OK;

	for (uint64_t at = 0; rc == OM_OK && at < size; at += OM_TILE_WIDTH) {
		rc = read_tile(&r, &r.bundle, OM_TILE_ENTRIES, at);
		if (rc != OM_OK)
			(void)fault(c, rc, at);
		else
			rc = compare_bundle(c, om_buf_span(&r.bundle), at);
	}
	reader_free(&r);
}

/* The head is signed, ours, no older, and what the right edge leads to. */
static void
check_head(struct check *c)
{
	struct om_builder *edge = om_builder_new();
	struct om_buf note = OM_BUF(OM_NOTE_MAX);
	struct om_tree_head head = { 0 };
	struct om_tree_hash root;
	int rc = om_builder_load(edge, c->log->folder, c->log->head.size);

	root = om_frontier_root(&edge->frontier);
	if (rc == OM_OK)
		rc = om_tlog_read_head(&head, &note, c->log);
	if (rc == OM_IO || rc == OM_DENIED)
		(void)fault(c, rc, c->log->head.size);
	else if (rc != OM_OK || head.size < c->log->head.size ||
		 !om_tree_equal(&root, &c->log->head.root) ||
		 (head.size == c->log->head.size &&
		     !om_tree_equal(&root, &head.root)))
		(void)differ(c, c->log->head.size);
	om_buf_free(&note);
	om_builder_free(edge);
}

/* Hashes in threads of its own while this one compares with the copy. */
static void
check_beside(struct check *c)
{
	pthread_t threads[THREADS_MAX];
	unsigned wanted = c->audit->threads == 0 ? THREADS : c->audit->threads;
	unsigned n = 0;

	while (n < wanted && n < THREADS_MAX &&
	       pthread_create(&threads[n], NULL, check_tiles, c) == 0)
		n++;
	if (c->audit->entry != NULL)
		compare_entries(c);
	if (n == 0)
		(void)check_tiles(c);
	while (n-- > 0)
		(void)pthread_join(threads[n], NULL);
}

int
om_tlog_verify(struct om_tlog *log, struct om_tlog_audit *audit)
{
	struct check c = { .log = log, .audit = audit };

	(void)pthread_mutex_init(&c.lock, NULL);
	check_beside(&c);
	if (c.code == OM_OK)
		check_levels(&c);
	if (c.code == OM_OK)
		check_head(&c);
	(void)pthread_mutex_destroy(&c.lock);
	if (c.code != OM_OK) {
		audit->differs = c.differs;
		om_failure_return(&c.why);
	}
	return c.code;
}
