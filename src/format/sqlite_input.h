#ifndef OM_FORMAT_SQLITE_INPUT_H
#define OM_FORMAT_SQLITE_INPUT_H

#include <time.h>

#include "base/error.h"
#include "base/span.h"

/*
 * A file that is read at any place: a descriptor or borrowed bytes. It is
 * read with pread(), since a mapped file that another shrinks is a SIGBUS.
 */
struct om_sqlite_input {
	char *name; /* for messages */
	int fd;	    /* -1: memory, or nothing */
	bool owned; /* the descriptor */
	const char *memory;
	uint64_t size;
	struct timespec written; /* when it was, as it was opened */
};

/* limit is in bytes. On failure nothing is left open. */
int om_sqlite_input_path(struct om_sqlite_input *out, const char *path,
    uint64_t limit) OM_MUST_CHECK;
int om_sqlite_input_fd(struct om_sqlite_input *out, const char *name, int fd,
    uint64_t limit) OM_MUST_CHECK;
int om_sqlite_input_memory(struct om_sqlite_input *out, const char *name,
    struct om_span bytes, uint64_t limit) OM_MUST_CHECK;

void om_sqlite_input_close(struct om_sqlite_input *in);

/* n bytes at offset; OM_IO where the file has no longer so many. */
int om_sqlite_input_read(char *p, const struct om_sqlite_input *in,
    uint64_t offset, size_t n) OM_MUST_CHECK;

/* OM_BUSY where its size or its time is another than at the opening. */
int om_sqlite_input_quiet(const struct om_sqlite_input *in) OM_MUST_CHECK;

#endif
