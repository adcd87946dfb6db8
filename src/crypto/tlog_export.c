#include "crypto/tlog.h"

#include "base/file.h"
#include "base/memory.h"
#include "crypto/tlog_inside.h"

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
