#define _GNU_SOURCE
#include "fault/power_log.h"

#include <assert.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/span.h"

enum { FD_MAX = 1024, STEP = 1024 };

/* The tree as the program sees it now. */
struct entry {
	int folder, node; /* node -1: no more */
	char *name;
};

static struct {
	bool on;
	char *folder, *real;
	struct log log;
	size_t room;
	struct entry *entries;
	size_t n;
	int nodes[FD_MAX]; /* by descriptor; -1 for none */
} w;

bool
log_is_on(void)
{
	return w.on;
}

static struct event *
add_event(enum event_kind kind, int node)
{
	struct event *e;

	if (w.log.n == w.room) {
		w.room += STEP;
		w.log.events =
		    om_resize(w.log.events, w.room, sizeof(*w.log.events));
	}
	e = &w.log.events[w.log.n++];
	*e = (struct event){ .kind = kind, .node = node };
	return e;
}

static int
add_node(bool folder, enum part part, unsigned mode)
{
	w.log.nodes = om_resize(
	    w.log.nodes, (size_t)w.log.node_count + 1, sizeof(*w.log.nodes));
	w.log.nodes[w.log.node_count] = (struct node){ folder, part, mode };
	return w.log.node_count++;
}

void
log_begin(const char *folder)
{
	memset(&w, 0, sizeof(w));
	for (int i = 0; i < FD_MAX; i++)
		w.nodes[i] = -1;
	w.folder = om_strdup(folder);
	w.real = realpath(folder, NULL);
	assert(w.real != NULL);
	(void)add_node(true, PART_OTHER, 0700);
	w.on = true;
}

void
log_mark(void)
{
	(void)add_event(EVENT_MARK, 0);
}

struct log
log_end(void)
{
	w.on = false;
	for (size_t i = 0; i < w.n; i++)
		om_free(w.entries[i].name);
	om_free(w.entries);
	om_free(w.folder);
	free(w.real); /* library's own */
	return w.log;
}

void
log_free(struct log *log)
{
	for (size_t i = 0; i < log->n; i++) {
		om_free(log->events[i].bytes);
		om_free(log->events[i].name);
		om_free(log->events[i].to);
	}
	om_free(log->events);
	om_free(log->nodes);
	*log = (struct log){ 0 };
}

/* ---- paths ----------------------------------------------------------------
 */

static struct entry *
find_entry(int folder, const char *name)
{
	for (size_t i = 0; i < w.n; i++)
		if (w.entries[i].node >= 0 && w.entries[i].folder == folder &&
		    strcmp(w.entries[i].name, name) == 0)
			return &w.entries[i];
	return NULL;
}

static void
set_entry(int folder, const char *name, int node)
{
	struct entry *e = find_entry(folder, name);

	if (e == NULL) {
		w.entries = om_resize(w.entries, w.n + 1, sizeof(*w.entries));
		e = &w.entries[w.n++];
		*e = (struct entry){ folder, node, om_strdup(name) };
	}
	e->node = node;
}

/* What of a path lies below the watched folder; NULL where it does not. */
static const char *
below(const char *path)
{
	const char *roots[] = { w.folder, w.real };

	for (int i = 0; i < 2; i++) {
		size_t n = strlen(roots[i]);

		if (strncmp(path, roots[i], n) == 0 &&
		    (path[n] == '/' || path[n] == '\0'))
			return path + n;
	}
	return NULL;
}

/* Where a path leads: its folder, its name there, its node if it is there. */
struct place {
	int folder, node;
	char name[NAME_MAX + 1];
};

static void
step(struct place *p, struct om_span part)
{
	struct entry *e;

	if (part.n == 0 || om_span_is(part, "."))
		return;
	assert(p->node >= 0 && part.n <= NAME_MAX);
	p->folder = p->node;
	memcpy(p->name, part.p, part.n);
	p->name[part.n] = '\0';
	e = find_entry(p->folder, p->name);
	p->node = e == NULL ? -1 : e->node;
}

static void
walk(struct place *p, const char *path)
{
	struct om_span rest = om_span_of(path), part;

	while (om_span_cut(&part, &rest, rest, '/'))
		step(p, part);
	step(p, rest);
}

static bool
resolve(struct place *p, int folder, const char *path)
{
	*p = (struct place){ 0 };
	if (!w.on)
		return false;
	if (path[0] != '/' && folder != AT_FDCWD) {
		if (folder < 0 || folder >= FD_MAX || w.nodes[folder] < 0)
			return false;
		p->node = w.nodes[folder];
	} else {
		path = below(path);
		if (path == NULL)
			return false;
	}
	walk(p, path);
	return true;
}

static int
node_of(int fd)
{
	return w.on && fd >= 0 && fd < FD_MAX ? w.nodes[fd] : -1;
}

static enum part
part_of(const struct place *p)
{
	size_t n = strlen(p->name);

	/* Of the workspace, or of one that init builds beside it. */
	if (w.log.nodes[p->folder].part != PART_OTHER)
		return w.log.nodes[p->folder].part;
	if (strcmp(p->name, "ledger") == 0)
		return PART_LEDGER;
	if (strcmp(p->name, "audit") == 0)
		return PART_AUDIT;
	if (strcmp(p->name, "keys") == 0)
		return PART_KEYS;
	if (strncmp(p->name, "ombud.db", 8) != 0)
		return PART_OTHER;
	return n > 4 && strcmp(p->name + n - 4, "-wal") == 0 ? PART_WAL
							     : PART_DATABASE;
}

static int
make(const struct place *p, bool folder, unsigned mode)
{
	int node = add_node(folder, part_of(p), mode);
	struct event *e = add_event(EVENT_ADD, p->folder);

	e->other = node;
	e->name = om_strdup(p->name);
	set_entry(p->folder, p->name, node);
	return node;
}

/* ---- what happens ---------------------------------------------------------
 */

void
log_opened(int fd, int folder, const char *path, int flags, unsigned mode)
{
	struct place p;

	if (fd < 0 || fd >= FD_MAX)
		return;
	w.nodes[fd] = -1;
	if (!resolve(&p, folder, path))
		return;
	if (p.node < 0)
		p.node = make(&p, false, mode);
	else if ((flags & O_TRUNC) != 0)
		(void)add_event(EVENT_TRUNCATE, p.node);
	w.nodes[fd] = p.node;
}

void
log_closed(int fd)
{
	if (fd >= 0 && fd < FD_MAX)
		w.nodes[fd] = -1;
}

void
log_wrote(int fd, const void *p, size_t n, int64_t at)
{
	int node = node_of(fd);
	struct event *e;

	if (node < 0 || n == 0)
		return;
	e = add_event(EVENT_WRITE, node);
	e->at = (uint64_t)at;
	e->n = n;
	e->bytes = om_new(n, 1);
	memcpy(e->bytes, p, n);
}

void
log_truncated(int fd, int64_t size)
{
	int node = node_of(fd);

	if (node >= 0)
		add_event(EVENT_TRUNCATE, node)->at = (uint64_t)size;
}

void
log_synced(int fd)
{
	int node = node_of(fd);

	if (node >= 0)
		(void)add_event(EVENT_SYNC, node);
}

void
log_moded(int fd, unsigned mode)
{
	int node = node_of(fd);

	if (node >= 0)
		w.log.nodes[node].mode = mode;
}

static void
remove_at(const struct place *p)
{
	add_event(EVENT_REMOVE, p->folder)->name = om_strdup(p->name);
	set_entry(p->folder, p->name, -1);
}

static void
put_at(const struct place *p, int node)
{
	struct event *e = add_event(EVENT_ADD, p->folder);

	e->other = node;
	e->name = om_strdup(p->name);
	set_entry(p->folder, p->name, node);
}

void
log_moved(int folder, const char *from, int to_folder, const char *to)
{
	struct place a, b;
	struct event *e;

	if (!resolve(&a, folder, from) || !resolve(&b, to_folder, to))
		return;
	if (a.folder != b.folder) {
		put_at(&b, a.node);
		remove_at(&a);
		return;
	}
	e = add_event(EVENT_MOVE, a.folder);
	e->other = a.node;
	e->name = om_strdup(a.name);
	e->to = om_strdup(b.name);
	set_entry(a.folder, a.name, -1);
	set_entry(b.folder, b.name, a.node);
}

void
log_linked(const char *from, const char *to)
{
	struct place a, b;

	if (resolve(&a, AT_FDCWD, from) && resolve(&b, AT_FDCWD, to))
		put_at(&b, a.node);
}

void
log_removed(int folder, const char *path)
{
	struct place p;

	if (resolve(&p, folder, path))
		remove_at(&p);
}

void
log_folder_made(const char *path, unsigned mode)
{
	struct place p;

	if (resolve(&p, AT_FDCWD, path))
		(void)make(&p, true, mode);
}
