#ifndef OM_FORMAT_SQLITE_LOG_H
#define OM_FORMAT_SQLITE_LOG_H

#include "format/sqlite_input.h"

enum { OM_SQLITE_LOG_HEADER = 32, OM_SQLITE_FRAME_HEADER = 24 };

/*
 * The frames of a write-ahead log that belong to the database: from the
 * first on, as long as salts and checksums are right, up to the last commit.
 */
struct om_sqlite_log {
	uint32_t frames;    /* that fit into the file, of any kind */
	uint32_t committed; /* of them, from the first */
	uint32_t pages;	    /* of the database after the last commit */
	uint32_t *numbers;  /* of their pages, as many as committed */
	bool valid;	    /* its header is one */
};

/*
 * Reads the log of a database of this page size. One that is empty, or whose
 * header is none, has no frames that count: SQLite passes it over as well.
 * OM_INPUT where it is of another page size or version.
 */
int om_sqlite_log_read(struct om_sqlite_log *out,
    const struct om_sqlite_input *in, uint32_t page_size) OM_MUST_CHECK;

void om_sqlite_log_free(struct om_sqlite_log *log);

#endif
