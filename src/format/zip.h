#ifndef OM_FORMAT_ZIP_H
#define OM_FORMAT_ZIP_H

#include "base/buf.h"

/* A file to be packed: a plain name, its bytes. */
struct om_zip_file {
	const char *name;
	struct om_span bytes;
};

/*
 * Appends a zip archive of n files to out; entries bear the time (ms since
 * 1970) and mode 0600. OM_IO where the archive library is missing or fails.
 */
int om_zip_write(struct om_buf *out, const struct om_zip_file *files, size_t n,
    int64_t time) OM_MUST_CHECK;

#endif
