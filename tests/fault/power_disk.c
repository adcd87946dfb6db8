#include "fault/power_disk.h"

#include <assert.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "fault/model.h"

enum { SECTOR = 512 };

struct bytes {
	char *p;
	size_t n, room;
};

struct entry {
	const char *name; /* of the log */
	int node;
};

struct entries {
	struct entry *p;
	size_t n;
};

/* What is durable of a file or folder, and the events that are not. */
struct thing {
	struct bytes bytes;
	struct entries entries;
	const struct event **waiting;
	size_t n, room;
};

struct disk {
	const struct log *log;
	bool *ignored; /* by event: a sync that does nothing */
	struct thing *things;
	size_t done;
};

/* ---- what events do -------------------------------------------------------
 */

static void
set_size(struct bytes *b, size_t n)
{
	if (n > b->room) {
		b->room = n + n / 2;
		b->p = om_resize(b->p, b->room, 1);
	}
	if (n > b->n)
		memset(b->p + b->n, 0, n - b->n);
	b->n = n;
}

static void
put(struct bytes *b, const struct event *e, size_t from, size_t n)
{
	if (e->at + from + n > b->n)
		set_size(b, e->at + from + n);
	memcpy(b->p + e->at + from, e->bytes + from, n);
}

static void
apply_to_file(struct bytes *b, const struct event *e)
{
	if (e->kind == EVENT_TRUNCATE)
		set_size(b, e->at);
	else
		put(b, e, 0, e->n);
}

static void
remove_entry(struct entries *e, const char *name)
{
	for (size_t i = 0; i < e->n; i++)
		if (strcmp(e->p[i].name, name) == 0) {
			e->p[i] = e->p[--e->n];
			return;
		}
}

static void
add_entry(struct entries *e, const char *name, int node)
{
	remove_entry(e, name);
	e->p = om_resize(e->p, e->n + 1, sizeof(*e->p));
	e->p[e->n++] = (struct entry){ name, node };
}

static void
apply_to_folder(struct entries *into, const struct event *e)
{
	if (e->kind != EVENT_ADD)
		remove_entry(into, e->name);
	if (e->kind != EVENT_REMOVE)
		add_entry(
		    into, e->kind == EVENT_MOVE ? e->to : e->name, e->other);
}

static void
apply(const struct disk *d, struct thing *t, const struct event *e)
{
	if (d->log->nodes[e->node].folder)
		apply_to_folder(&t->entries, e);
	else
		apply_to_file(&t->bytes, e);
}

static void
happen(struct disk *d, size_t i)
{
	const struct event *e = &d->log->events[i];
	struct thing *t = &d->things[e->node];

	if (e->kind == EVENT_MARK || d->ignored[i])
		return;
	if (e->kind == EVENT_SYNC) {
		for (size_t j = 0; j < t->n; j++)
			apply(d, t, t->waiting[j]);
		t->n = 0;
		return;
	}
	if (t->n == t->room) {
		t->room = t->room * 2 + 8;
		t->waiting =
		    om_resize(t->waiting, t->room, sizeof(*t->waiting));
	}
	t->waiting[t->n++] = e;
}

void
disk_advance(struct disk *d, size_t n)
{
	while (d->done < n)
		happen(d, d->done++);
}

/* ---- disks that do less ---------------------------------------------------
 */

/* A sync of the write-ahead log that comes right before a checkpoint. */
static bool
is_for_checkpoint(const struct log *log, size_t i)
{
	while (++i < log->n) {
		enum part part = log->nodes[log->events[i].node].part;

		if (log->events[i].kind != EVENT_WRITE)
			continue;
		if (part == PART_WAL || part == PART_DATABASE)
			return part == PART_DATABASE;
	}
	return false;
}

static bool
is_ignored(const struct log *log, size_t i, enum disk_kind kind)
{
	const struct node *node = &log->nodes[log->events[i].node];

	if (log->events[i].kind != EVENT_SYNC)
		return false;
	switch (kind) {
	case DISK_NORMAL:
		return node->part == PART_WAL && !is_for_checkpoint(log, i);
	case DISK_OFF:
		return node->part == PART_WAL || node->part == PART_DATABASE;
	case DISK_NO_LEDGER:
		return node->part == PART_LEDGER;
	case DISK_NO_AUDIT:
		return node->part == PART_AUDIT;
	case DISK_NO_KEYS:
		return node->part == PART_KEYS;
	case DISK_NO_FOLDERS:
		return node->folder;
	default:
		return false;
	}
}

struct disk *
disk_new(const struct log *log, enum disk_kind kind)
{
	struct disk *d = om_new(1, sizeof(*d));

	d->log = log;
	d->things = om_new((size_t)log->node_count, sizeof(*d->things));
	d->ignored = om_new(log->n, sizeof(*d->ignored));
	for (size_t i = 0; i < log->n; i++)
		d->ignored[i] = is_ignored(log, i, kind);
	return d;
}

void
disk_free(struct disk *d)
{
	for (int i = 0; i < d->log->node_count; i++) {
		om_free(d->things[i].bytes.p);
		om_free(d->things[i].entries.p);
		om_free(d->things[i].waiting);
	}
	om_free(d->things);
	om_free(d->ignored);
	om_free(d);
}

/* ---- the loss of power ----------------------------------------------------
 */

/* One crash: how likely it is, in 256ths, that something was written. */
struct crash {
	const struct disk *d;
	uint64_t chance;
	unsigned likely;
	struct bytes scratch;
};

/* A number of a node's own, so that all its names show the same. */
static uint64_t
draw(const struct crash *c, int node, size_t turn)
{
	return chance_of(c->chance ^ (uint64_t)node << 40, turn);
}

/* Each of its sectors was written, or not. */
static void
tear(struct bytes *b, const struct event *e, uint64_t chance)
{
	size_t from = 0;

	for (unsigned i = 0; from < e->n; i++) {
		size_t end = (e->at + from) / SECTOR * SECTOR + SECTOR - e->at;
		size_t n = (end < e->n ? end : e->n) - from;

		if (chance >> i % 32 & 1)
			put(b, e, from, n);
		from += n;
	}
	/* The new size may be known without the bytes. */
	if (chance >> 32 & 1 && e->at + e->n > b->n)
		set_size(b, e->at + e->n);
}

static struct bytes *
file_after(struct crash *c, int node)
{
	const struct thing *t = &c->d->things[node];
	struct bytes *b = &c->scratch;

	b->n = 0;
	set_size(b, t->bytes.n);
	if (t->bytes.n > 0)
		memcpy(b->p, t->bytes.p, t->bytes.n);
	for (size_t i = 0; i < t->n; i++) {
		uint64_t chance = draw(c, node, i);
		const struct event *e = t->waiting[i];

		if ((chance & 255) >= c->likely)
			continue;
		if (e->kind == EVENT_WRITE && (chance >> 8 & 3) == 0)
			tear(b, e, chance >> 16);
		else
			apply_to_file(b, e);
	}
	return b;
}

static struct entries
folder_after(const struct crash *c, int node)
{
	const struct thing *t = &c->d->things[node];
	struct entries e = { 0 };
	size_t kept = 0;

	for (size_t i = 0; i < t->entries.n; i++)
		add_entry(&e, t->entries.p[i].name, t->entries.p[i].node);
	while (kept < t->n && (draw(c, node, kept) & 255) < c->likely)
		apply_to_folder(&e, t->waiting[kept++]);
	return e;
}

static int
make_file(struct crash *c, int node, const char *path)
{
	const struct bytes *b = file_after(c, node);
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
	    c->d->log->nodes[node].mode);
	int rc;

	if (fd < 0)
		return om_file_fail(path, "create");
	rc = om_file_write(fd, om_span_bytes(b->p, b->n), path);
	(void)close(fd);
	return rc;
}

/* SQLite's index of its log is in memory only. */
static bool
is_lost(const char *name)
{
	size_t n = strlen(name);

	return n > 4 && strcmp(name + n - 4, "-shm") == 0;
}

static int
make_folder(struct crash *c, int node, const char *path)
{
	struct entries e = folder_after(c, node);
	int rc = OM_OK;

	if (mkdir(path, c->d->log->nodes[node].mode) != 0)
		rc = om_file_fail(path, "create");
	for (size_t i = 0; rc == OM_OK && i < e.n; i++) {
		char *inner = om_path_join(path, e.p[i].name);

		if (c->d->log->nodes[e.p[i].node].folder)
			rc = make_folder(c, e.p[i].node, inner);
		else if (!is_lost(e.p[i].name))
			rc = make_file(c, e.p[i].node, inner);
		om_free(inner);
	}
	om_free(e.p);
	return rc;
}

int
disk_crash(const struct disk *d, uint64_t chance, const char *folder)
{
	static const unsigned likely[] = { 0, 0, 64, 128, 192, 240, 250, 256 };
	struct crash c = {
		.d = d, .chance = chance, .likely = likely[chance >> 56 & 7]
	};
	int rc = om_folder_remove(folder);

	if (rc == OM_OK)
		rc = make_folder(&c, 0, folder);
	om_free(c.scratch.p);
	return rc;
}
