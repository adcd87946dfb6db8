#ifndef OM_FORMAT_ZIP_H
#define OM_FORMAT_ZIP_H

#include "base/error.h"
#include "base/span.h"

/*
 * Writes a zip archive as its files come, piece by piece; what it holds in
 * memory does not grow with them. Its bytes go to put, whose failure ends
 * the work with its code. OM_IO where the archive library is missing or fails.
 */
struct om_zip;
typedef int om_zip_put(void *state, struct om_span bytes);

/* Entries bear the time (ms since 1970) and mode 0600. */
int om_zip_open(struct om_zip **out, int64_t time, om_zip_put *put,
    void *state) OM_MUST_CHECK;

/* Ends the file before; the next bytes are of one of this plain name. */
int om_zip_begin(struct om_zip *z, const char *name) OM_MUST_CHECK;
int om_zip_add(struct om_zip *z, struct om_span bytes) OM_MUST_CHECK;

/* Ends the archive. */
int om_zip_end(struct om_zip *z) OM_MUST_CHECK;

/* Frees; z may be NULL. */
void om_zip_close(struct om_zip *z);

#endif
