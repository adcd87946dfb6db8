#include "crypto/tile.h"

#include <inttypes.h>

#include "base/file.h"
#include "base/memory.h"

enum { GROUPS_MAX = 7, PATH_BYTES = 64 };

void
om_tile_name(struct om_buf *b, const struct om_tile *tile)
{
	unsigned groups[GROUPS_MAX];
	uint64_t index = tile->index;
	size_t n = 0;

	if (tile->level == OM_TILE_ENTRIES)
		om_buf_text(b, "tile/entries/");
	else
		om_buf_format(b, "tile/%u/", tile->level);
	do {
		groups[n++] = (unsigned)(index % 1000);
		index /= 1000;
	} while (index > 0);
	while (n-- > 1)
		om_buf_format(b, "x%03u/", groups[n]);
	om_buf_format(b, "%03u", groups[0]);
	if (tile->width < OM_TILE_WIDTH)
		om_buf_format(b, ".p/%u", tile->width);
}

uint64_t
om_tile_count(unsigned level, uint64_t size)
{
	return level == OM_TILE_ENTRIES ? size : size >> (8 * level);
}

struct om_tile
om_tile_at(unsigned level, uint64_t at, uint64_t size)
{
	uint64_t first = at - at % OM_TILE_WIDTH;
	uint64_t rest = om_tile_count(level, size) - first;

	return (struct om_tile){ level, at / OM_TILE_WIDTH,
		rest < OM_TILE_WIDTH ? (unsigned)rest : OM_TILE_WIDTH };
}

struct om_tree_hash
om_tile_root(const struct om_tree_hash *hashes, size_t n)
{
	struct om_tree_hash row[OM_TILE_WIDTH];

	memcpy(row, hashes, n * sizeof(*row));
	for (; n > 1; n /= 2)
		for (size_t i = 0; i < n / 2; i++)
			row[i] = om_tree_node(&row[2 * i], &row[2 * i + 1]);
	return row[0];
}

bool
om_tile_entry(struct om_span *entry, struct om_span *end, struct om_span bundle,
    unsigned n)
{
	const uint8_t *p = (const uint8_t *)bundle.p;
	size_t at = 0, length;

	for (unsigned i = 0;; i++) {
		if (bundle.n - at < 2)
			return false;
		length = (size_t)p[at] << 8 | p[at + 1];
		at += 2;
		if (bundle.n - at < length)
			return false;
		if (i == n)
			break;
		at += length;
	}
	*entry = om_span_bytes(bundle.p + at, length);
	*end = om_span_bytes(bundle.p, at + length);
	return true;
}

int
om_tile_next(struct om_span *entry, struct om_span *bundle)
{
	const uint8_t *p = (const uint8_t *)bundle->p;
	size_t length;

	if (bundle->n == 0)
		return 0;
	length = bundle->n < 2 ? 0 : (size_t)p[0] << 8 | p[1];
	if (bundle->n < 2 || bundle->n - 2 < length)
		return om_fail(OM_CORRUPT, "a bundle is malformed");
	*entry = om_span_bytes(bundle->p + 2, length);
	*bundle = om_span_bytes(bundle->p + 2 + length, bundle->n - 2 - length);
	return 1;
}

/* Cuts what was read to the tile's width; false where it is too short. */
static bool
fit(struct om_span *bytes, const struct om_tile *tile, bool full)
{
	struct om_span entry, all = *bytes;
	size_t n = tile->width * sizeof(struct om_tree_hash);

	if (tile->level != OM_TILE_ENTRIES) {
		bytes->n = n;
		return full ? all.n >= n : all.n == n;
	}
	return om_tile_entry(&entry, bytes, all, tile->width - 1) &&
	       (full || bytes->n == all.n);
}

static int
read_file(struct om_buf *out, const char *folder, const struct om_tile *tile)
{
	struct om_buf name = OM_BUF(PATH_BYTES);
	char *path;
	int rc;

	om_tile_name(&name, tile);
	path = om_path_join(folder, name.p);
	rc = om_file_read(out, path);
	om_free(path);
	om_buf_free(&name);
	return rc;
}

int
om_tile_read(struct om_buf *out, const char *folder, const struct om_tile *tile)
{
	struct om_tile full = { tile->level, tile->index, OM_TILE_WIDTH };
	struct om_buf name = OM_BUF(PATH_BYTES),
		      bytes = OM_BUF(OM_TILE_BYTES_MAX);
	struct om_span span;
	bool superseded = false;
	int rc = read_file(&bytes, folder, tile);

	if (rc == OM_NOTFOUND && tile->width < OM_TILE_WIDTH) {
		superseded = true;
		rc = read_file(&bytes, folder, &full);
	}
	span = om_buf_span(&bytes);
	if (rc == OM_NOTFOUND || rc == OM_LIMIT ||
	    (rc == OM_OK && !fit(&span, tile, superseded))) {
		om_tile_name(&name, tile);
		rc = om_fail(OM_CORRUPT,
		    "%s: %s is missing or has a wrong length", folder, name.p);
	}
	if (rc == OM_OK) {
		om_buf_add(out, span);
		rc = om_buf_check(out, "a tile");
	}
	om_buf_free(&name);
	om_buf_free(&bytes);
	return rc;
}
