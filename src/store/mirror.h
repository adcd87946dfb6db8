#ifndef OM_STORE_MIRROR_H
#define OM_STORE_MIRROR_H

#include "base/buf.h"

/*
 * An append-only file of lines beside the database, each a JSON object that
 * begins {"number":N, with N counting from 1 without a gap. It outlives the
 * database being replaced by an older copy.
 */
struct om_mirror {
	char *path;
	int fd;
	uint64_t last;	    /* the number of the last whole line */
	int64_t size;	    /* of the file when last was read */
	struct om_buf line; /* the last whole one, as it was read then */
	struct om_buf waiting;
	bool lazy; /* written lines are durable after om_mirror_sync only */
	int64_t durable; /* size that this process made so; -1: not known */
};

/*
 * Opens or makes the file; a last line that a crash cut short is cut off.
 * OM_CORRUPT where the last line is not one of ours.
 */
int om_mirror_open(struct om_mirror *m, const char *path) OM_MUST_CHECK;
void om_mirror_close(struct om_mirror *m);

/*
 * Locks the file against other processes and learns its last number: the
 * caller then adds the lines behind it, as the database has them, and ends
 * with om_mirror_write.
 */
int om_mirror_lock(struct om_mirror *m) OM_MUST_CHECK;

/* Keeps a line (without its newline), its number the next one. */
void om_mirror_add(struct om_mirror *m, struct om_span line);

/*
 * Appends the lines kept, makes them durable unless the mirror is lazy, and
 * unlocks; all of them or, on failure, none. With rc other than OM_OK it drops
 * them and gives rc.
 */
int om_mirror_write(struct om_mirror *m, int rc) OM_MUST_CHECK;

/* Makes durable what this process wrote. */
int om_mirror_sync(struct om_mirror *m) OM_MUST_CHECK;

/*
 * Calls each(state, number, line) for all lines from number `from` on.
 * OM_CORRUPT where numbers do not follow each other.
 */
int om_mirror_read(struct om_mirror *m, uint64_t from,
    int (*each)(void *state, uint64_t number, struct om_span line),
    void *state) OM_MUST_CHECK;

#endif
