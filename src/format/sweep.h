#ifndef OM_FORMAT_SWEEP_H
#define OM_FORMAT_SWEEP_H

#include "format/needle.h"
#include "format/sqlite_map.h"

/*
 * Looks for needles in files of any kind, byte by byte: in their names, in
 * their bytes as they lie on the disk, in the payloads of SQLite databases
 * put together across pages, and inside archives and compressed files. It
 * only reads. Of a database it counts what its dead bytes hold.
 */

/* Where needles were found: one value in one form at one kind of place. */
struct om_sweep_finding {
	const char *path;
	const char *member; /* of the archive at path, or NULL */
	const char *where;  /* "bytes", "free block", "file name", ... */
	enum om_needle_form form;
	uint32_t value;	 /* its index in the set */
	uint64_t offset; /* in the file or member, of the first */
	uint32_t page;	 /* of the database, of the first; 0 elsewhere */
	uint64_t count;
};

/* What could not be looked into, or only partly, and why. */
struct om_sweep_problem {
	const char *path;
	const char *member;
	const char *reason;
};

/* A database of SQLite, and whether its dead bytes must be zero. */
struct om_sweep_database {
	const char *path;
	const char *member;
	struct om_sqlite_map map;
	bool strict;
};

/* For callers to read; texts live until the close. */
struct om_sweep {
	struct om_sweep_finding *findings;
	size_t finding_count;
	struct om_sweep_problem *problems;
	size_t problem_count;
	struct om_sweep_database *databases;
	size_t database_count;
	uint64_t files; /* members of archives not counted */
	uint64_t bytes; /* read, those out of archives as well */
	struct om_sweep_state *state;
};

/*
 * needles is borrowed until the close, and may be empty: only dead bytes
 * are counted then. Never fails.
 */
struct om_sweep *om_sweep_open(const struct om_needles *needles);

/* Called with the bytes read until now, every now and then. */
void om_sweep_watch(
    struct om_sweep *s, void (*tell)(void *state, uint64_t bytes), void *state);

/* How a path is swept; all zero is what a stranger's file wants. */
struct om_sweep_options {
	bool strict; /* dead bytes of databases must be zero */
	/* A folder right below path of whose files only names are read. */
	const char *names_only;
};

/*
 * Sweeps a regular file, and what SQLite keeps beside it (-wal, -shm,
 * -journal), or a folder with all below it. options may be NULL. Links are
 * never followed. What cannot be read becomes a problem; the sweep goes on.
 */
void om_sweep_path(struct om_sweep *s, const char *path,
    const struct om_sweep_options *options);

/* Something that belongs to it cannot be swept; the texts are copied. */
void om_sweep_cannot(struct om_sweep *s, const char *what, const char *reason);

/* What a sweep came to. */
struct om_sweep_sum {
	uint64_t values;   /* looked for */
	uint64_t refused;  /* of them, that were too short */
	uint64_t files;	   /* read */
	uint64_t bytes;	   /* read */
	uint64_t findings; /* places where a value stands */
	uint64_t dirty;	   /* dead bytes that are not zero, where strict */
	uint64_t problems; /* what could not be looked into */
	bool clean;	   /* no findings, no dirty bytes */
	bool complete;	   /* no problems, nothing refused */
};
struct om_sweep_sum om_sweep_sum(const struct om_sweep *s);

/*
 * Closes the files, which stay open until then: to close a database drops
 * the locks that SQLite's library holds on it in this process (POSIX), so
 * that a store of this process is closed first. s may be NULL.
 */
void om_sweep_close(struct om_sweep *s);

#endif
