#define _DEFAULT_SOURCE
#include "crypto/tlog.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "crypto/tlog_inside.h"

/* One process at a time begins or commits; others wait, it is short. */
static int
lock(const struct om_tlog *log)
{
	return om_file_lock(log->fd, log->folder);
}

static void
unlock(const struct om_tlog *log)
{
	(void)flock(log->fd, LOCK_UN);
}

static int
put_file(const struct om_tlog *log, const char *name, struct om_span bytes)
{
	char *path = om_path_join(log->folder, name);
	int rc = om_file_replace(path, bytes, 0644);

	om_free(path);
	return rc;
}

/* Signs head and puts it in the place of the last one. */
static int
put_head(struct om_tlog *log, const struct om_tree_head *head)
{
	struct om_buf note = OM_BUF(OM_NOTE_MAX);
	int rc = om_checkpoint_write(
	    &note, om_span_of(log->key.name), head, log->keys);

	if (rc == OM_OK)
		rc = put_file(log, "checkpoint", om_buf_span(&note));
	if (rc != OM_OK) {
		om_buf_free(&note);
		return rc;
	}
	om_buf_free(&log->note);
	log->note = note;
	log->head = *head;
	return OM_OK;
}

int
om_tlog_read_head(
    struct om_tree_head *out, struct om_buf *note, const struct om_tlog *log)
{
	char *path = om_path_join(log->folder, "checkpoint");
	int rc;

	om_buf_reset(note);
	rc = om_file_read(note, path);
	if (rc == OM_OK)
		rc = om_checkpoint_open(out, om_buf_span(note), &log->key);
	/* We alone write it: what is malformed was not written by us. */
	if (rc == OM_CORRUPT)
		rc = om_fail(
		    OM_CORRUPT, "%s: not signed by this workspace's key", path);
	else if (rc == OM_INPUT || rc == OM_LIMIT)
		rc = om_fail(OM_CORRUPT, "%s: malformed checkpoint", path);
	om_free(path);
	return rc;
}

/* A new log: its key, then the signed head of nothing. */
static int
begin(struct om_tlog *log)
{
	struct om_tree_head head = { 0, om_tree_empty() };
	struct om_buf vkey = OM_BUF(OM_NOTE_MAX);
	char *tiles = om_path_join(log->folder, "tile");
	int rc = OM_OK;

	if (om_file_exists(tiles))
		rc = om_fail(
		    OM_CORRUPT, "%s: has tiles but no checkpoint", log->folder);
	om_note_key_write(&vkey, &log->key);
	om_buf_byte(&vkey, '\n');
	if (rc == OM_OK)
		rc = put_file(log, "vkey", om_buf_span(&vkey));
	if (rc == OM_OK)
		rc = put_head(log, &head);
	om_free(tiles);
	om_buf_free(&vkey);
	return rc;
}

/* Takes up the log where its last checkpoint says that it ended. */
static int
resume(struct om_tlog *log)
{
	struct om_tree_hash root;
	int rc = om_tlog_read_head(&log->head, &log->note, log);

	if (rc == OM_NOTFOUND)
		rc = begin(log);
	if (rc == OM_OK)
		rc = om_builder_load(log->builder, log->folder, log->head.size);
	if (rc != OM_OK)
		return rc;
	root = om_frontier_root(&log->builder->frontier);
	if (!om_tree_equal(&root, &log->head.root))
		rc = om_fail(OM_CORRUPT,
		    "%s: the tiles do not lead to the checkpoint", log->folder);
	return rc;
}

/* Opens and locks the folder, made where it is not there. */
static int
open_folder(struct om_tlog *log)
{
	int rc = om_folder_make(log->folder, 0700);

	if (rc != OM_OK)
		return rc;
	log->fd = open(log->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (log->fd < 0)
		return om_file_fail(log->folder, "open");
	return lock(log);
}

int
om_tlog_open(struct om_tlog **out, const char *folder, struct om_span origin,
    const struct om_keys *keys)
{
	struct om_tlog *log = om_new(1, sizeof(*log));
	uint8_t public[OM_PUBLIC_KEY_SIZE];
	int rc;

	log->folder = om_strdup(folder);
	log->fd = -1;
	log->keys = keys;
	log->note = OM_BUF(OM_NOTE_MAX);
	log->builder = om_builder_new();
	for (int i = 0; i <= OM_TILE_LEVELS; i++)
		log->cached[i] = OM_BUF(OM_TILE_BYTES_MAX);
	om_keys_public(keys, public);
	rc = om_note_key_make(&log->key, origin, public);
	if (rc == OM_OK)
		rc = open_folder(log);
	if (rc == OM_OK) {
		rc = resume(log);
		unlock(log);
	}
	if (rc == OM_OK)
		*out = log;
	else
		om_tlog_close(log);
	return rc;
}

void
om_tlog_close(struct om_tlog *log)
{
	if (log == NULL)
		return;
	if (log->fd >= 0)
		(void)close(log->fd);
	for (int i = 0; i <= OM_TILE_LEVELS; i++)
		om_buf_free(&log->cached[i]);
	om_arena_free(&log->arena);
	om_free(log->staged);
	om_builder_free(log->builder);
	om_buf_free(&log->note);
	om_free(log->folder);
	om_free(log);
}

/* A sink that keeps full tiles for the commit. */
static int
keep(void *state, const struct om_tile *tile, struct om_span bytes)
{
	struct om_tlog *log = state;

	log->staged =
	    om_resize(log->staged, log->staged_n + 1, sizeof(*log->staged));
	log->staged[log->staged_n++] =
	    (struct om_tlog_staged){ *tile, om_arena_copy(&log->arena, bytes) };
	return OM_OK;
}

int
om_tlog_append(struct om_tlog *log, const struct om_span *entries, size_t n)
{
	const struct om_tile_sink sink = { keep, log };
	int rc = OM_OK;

	for (size_t i = 0; i < n; i++)
		if (entries[i].n > OM_TLOG_ENTRY_MAX)
			return om_fail(
			    OM_LIMIT, "a log entry is longer than 65535 bytes");
	for (size_t i = 0; rc == OM_OK && i < n; i++)
		rc = om_builder_push(log->builder, entries[i], &sink);
	return rc;
}

static int
write_tile(void *state, const struct om_tile *tile, struct om_span bytes)
{
	return om_tile_write(state, tile, bytes);
}

/* Every tile and bundle that is new since the head, durable. */
static int
write_staged(struct om_tlog *log)
{
	struct om_tile_batch batch = { .folder = log->folder };
	const struct om_tile_sink sink = { write_tile, &batch };
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < log->staged_n; i++)
		rc = om_tile_write(
		    &batch, &log->staged[i].tile, log->staged[i].bytes);
	if (rc == OM_OK)
		rc = om_builder_flush(log->builder, log->head.size, &sink);
	if (rc == OM_OK)
		rc = om_tile_sync(&batch);
	om_tile_batch_free(&batch);
	return rc;
}

/* Whether the log in the folder still ends where we took it up. */
static int
check_head(const struct om_tlog *log)
{
	struct om_buf note = OM_BUF(OM_NOTE_MAX);
	char *path = om_path_join(log->folder, "checkpoint");
	int rc = om_file_read(&note, path);

	if (rc == OM_NOTFOUND)
		rc = om_fail(
		    OM_CORRUPT, "%s: has lost its checkpoint", log->folder);
	if (rc == OM_OK &&
	    !om_span_equal(om_buf_span(&note), om_buf_span(&log->note)))
		rc = om_fail(
		    OM_BUSY, "%s: another process wrote to it", log->folder);
	om_free(path);
	om_buf_free(&note);
	return rc;
}

/* Only what a durable head no longer needs; a failure wastes space only. */
static void
prune(struct om_tlog *log)
{
	for (size_t i = 0; i < log->staged_n; i++)
		if (om_tile_prune(log->folder, &log->staged[i].tile) != OM_OK)
			break;
	log->staged_n = 0;
	om_arena_wipe(&log->arena);
}

int
om_tlog_commit(struct om_tlog *log)
{
	struct om_tree_head head = { log->builder->frontier.size,
		om_frontier_root(&log->builder->frontier) };
	int rc;

	if (head.size == log->head.size)
		return OM_OK;
	rc = lock(log);
	if (rc != OM_OK)
		return rc;
	rc = check_head(log);
	if (rc == OM_OK)
		rc = write_staged(log);
	if (rc == OM_OK)
		rc = put_head(log, &head);
	if (rc == OM_OK)
		prune(log);
	unlock(log);
	return rc;
}

uint64_t
om_tlog_size(const struct om_tlog *log)
{
	return log->head.size;
}

struct om_tree_head
om_tlog_head(const struct om_tlog *log)
{
	return log->head;
}

uint64_t
om_tlog_staged(const struct om_tlog *log)
{
	return log->builder->frontier.size;
}

void
om_tlog_checkpoint(const struct om_tlog *log, struct om_buf *out)
{
	om_buf_add(out, om_buf_span(&log->note));
}

const struct om_note_key *
om_tlog_key(const struct om_tlog *log)
{
	return &log->key;
}
