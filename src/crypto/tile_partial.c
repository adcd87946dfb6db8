#include "crypto/tile.h"

#include <dirent.h>
#include <errno.h>

#include "base/file.h"
#include "base/memory.h"

enum { PATH_BYTES = 4096 };

/* One that is longer was left by a commit that a crash interrupted. */
static bool
agree(struct om_span a, struct om_span b)
{
	size_t n = a.n < b.n ? a.n : b.n;

	return n == 0 || memcmp(a.p, b.p, n) == 0;
}

static int
check_one(const char *path, struct om_span bytes)
{
	struct om_buf there = OM_BUF(OM_TILE_BYTES_MAX);
	int rc = om_file_read(&there, path);

	if (rc == OM_OK && !agree(om_buf_span(&there), bytes))
		rc = om_fail(OM_CORRUPT, "%s: differs from the log", path);
	om_buf_free(&there);
	/* Another process has filled the tile meanwhile. */
	return rc == OM_NOTFOUND ? OM_OK : rc;
}

static int
check_all(DIR *folder, const char *path, struct om_span bytes)
{
	const struct dirent *e;
	int rc = OM_OK;

	while (rc == OM_OK && (e = readdir(folder)) != NULL) {
		uint64_t width;
		char *name;

		if (!om_span_u64(&width, om_span_of(e->d_name)))
			continue;
		name = om_path_join(path, e->d_name);
		rc = check_one(name, bytes);
		om_free(name);
	}
	return rc;
}

int
om_tile_check_partial(
    const char *folder, const struct om_tile *tile, struct om_span bytes)
{
	const struct om_tile full = { tile->level, tile->index, OM_TILE_WIDTH };
	struct om_buf name = OM_BUF(PATH_BYTES);
	DIR *partial;
	int rc;

	om_buf_format(&name, "%s/", folder);
	om_tile_name(&name, &full);
	om_buf_text(&name, ".p");
	rc = om_buf_check(&name, "a path");
	if (rc != OM_OK)
		goto out;
	partial = opendir(name.p);
	if (partial != NULL) {
		rc = check_all(partial, name.p, bytes);
		(void)closedir(partial);
	} else if (errno != ENOENT) {
		rc = om_file_fail(name.p, "read");
	}
out:
	om_buf_free(&name);
	return rc;
}
