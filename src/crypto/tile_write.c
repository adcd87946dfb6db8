#include "crypto/tile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"

enum { PATH_BYTES = 4096 };

/* Remembers that the entry path of its folder is new. */
static void
mark(struct om_tile_batch *batch, const char *path)
{
	size_t n = (size_t)(strrchr(path, '/') - path);

	/* Tiles come in order, so an equal folder is among the last. */
	for (size_t i = batch->n; i-- > 0;)
		if (strlen(batch->changed[i]) == n &&
		    memcmp(batch->changed[i], path, n) == 0)
			return;
	batch->changed =
	    om_resize(batch->changed, batch->n + 1, sizeof(*batch->changed));
	batch->changed[batch->n] = om_new(n + 1, 1);
	memcpy(batch->changed[batch->n++], path, n);
}

/* Makes the folders between the batch's and the file at path. */
static int
make_folders(struct om_tile_batch *batch, char *path)
{
	int rc = OM_OK;

	for (char *p = path + strlen(batch->folder) + 1; rc == OM_OK; p++) {
		p = strchr(p, '/');
		if (p == NULL)
			break;
		*p = '\0';
		if (mkdir(path, 0755) == 0)
			mark(batch, path);
		else if (errno != EEXIST)
			rc = om_file_fail(path, "create");
		*p = '/';
	}
	return rc;
}

static int
compare(const char *path, struct om_span bytes)
{
	struct om_buf there = OM_BUF(bytes.n);
	int rc = om_file_read(&there, path);

	if (rc == OM_LIMIT ||
	    (rc == OM_OK && !om_span_equal(om_buf_span(&there), bytes)))
		rc = om_fail(OM_CORRUPT, "%s: is not what it must be", path);
	om_buf_free(&there);
	return rc;
}

/* A file under its name is whole: it gets it only when it is durable. */
static int
write_whole(const char *path, struct om_span bytes)
{
	struct om_buf name = OM_BUF(PATH_BYTES);
	int fd = -1, rc;

	om_buf_format(&name, "%s.tmp", path);
	rc = om_buf_check(&name, "a path");
	if (rc != OM_OK)
		goto out;
	fd = open(name.p, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	if (fd < 0) {
		rc = om_file_fail(path, "create");
		goto out;
	}
	rc = om_file_write(fd, bytes, path);
	if (rc == OM_OK && fdatasync(fd) != 0)
		rc = om_file_fail(path, "sync");
	if (rc == OM_OK && rename(name.p, path) != 0)
		rc = om_file_fail(path, "create");
out:
	if (fd >= 0)
		(void)close(fd);
	om_buf_free(&name);
	return rc;
}

int
om_tile_write(struct om_tile_batch *batch, const struct om_tile *tile,
    struct om_span bytes)
{
	struct om_buf name = OM_BUF(PATH_BYTES);
	char *path;
	int rc;

	om_tile_name(&name, tile);
	path = om_path_join(batch->folder, name.p);
	rc = compare(path, bytes);
	if (rc == OM_NOTFOUND) {
		rc = make_folders(batch, path);
		if (rc == OM_OK)
			rc = write_whole(path, bytes);
	}
	if (rc == OM_OK)
		mark(batch, path);
	om_free(path);
	om_buf_free(&name);
	return rc;
}

int
om_tile_sync(struct om_tile_batch *batch)
{
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < batch->n; i++) {
		char *entry = om_path_join(batch->changed[i], ".");

		rc = om_file_sync_folder(entry);
		om_free(entry);
	}
	return rc;
}

void
om_tile_batch_free(struct om_tile_batch *batch)
{
	for (size_t i = 0; i < batch->n; i++)
		om_free(batch->changed[i]);
	om_free(batch->changed);
	batch->changed = NULL;
	batch->n = 0;
}

int
om_tile_prune(const char *folder, const struct om_tile *full)
{
	struct om_buf name = OM_BUF(PATH_BYTES);
	char *path;
	int rc;

	om_tile_name(&name, full);
	om_buf_text(&name, ".p");
	path = om_path_join(folder, name.p);
	rc = om_folder_remove(path);
	om_free(path);
	om_buf_free(&name);
	return rc;
}
