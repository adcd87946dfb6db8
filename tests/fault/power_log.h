#ifndef OM_FAULT_POWER_LOG_H
#define OM_FAULT_POWER_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What a program did to the files of one folder, in order: files and folders
 * are numbered nodes, folder 0 the one that is watched. A path is looked at
 * when something happens, so that the log knows nodes and entries only.
 */
enum event_kind {
	EVENT_WRITE,	/* n bytes at `at` of a node */
	EVENT_TRUNCATE, /* the node is `at` bytes long */
	EVENT_SYNC,	/* of a node, file or folder */
	EVENT_ADD,	/* entry `name` of folder `node` is `other` */
	EVENT_REMOVE,	/* ... is gone */
	EVENT_MOVE,	/* ... is called `to` now, in place of any other */
	EVENT_MARK,	/* what came before was acknowledged */
};

/* What a node belongs to, by the path that it was made under. */
enum part {
	PART_DATABASE,
	PART_WAL,
	PART_LEDGER,
	PART_AUDIT,
	PART_KEYS,
	PART_OTHER,
	PART_NONE
};

struct event {
	enum event_kind kind;
	int node, other;
	uint64_t at, n;
	char *bytes, *name, *to;
};

struct node {
	bool folder;
	enum part part;
	unsigned mode;
};

struct log {
	struct event *events;
	size_t n;
	struct node *nodes;
	int node_count;
};

/* Watches a folder, still empty, until the end; takes what was written. */
void log_begin(const char *folder);
void log_mark(void);
struct log log_end(void);
void log_free(struct log *log);

/* ---- for what stands in the place of the C library ------------------------
 */

bool log_is_on(void);
void log_opened(int fd, int folder, const char *path, int flags, unsigned mode);
void log_closed(int fd);
void log_wrote(int fd, const void *p, size_t n, int64_t at);
void log_truncated(int fd, int64_t size);
void log_synced(int fd);
void log_moded(int fd, unsigned mode);
void log_moved(int folder, const char *from, int to_folder, const char *to);
void log_linked(const char *from, const char *to);
void log_removed(int folder, const char *path);
void log_folder_made(const char *path, unsigned mode);

#endif
