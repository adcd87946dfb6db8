#ifndef OM_STORE_ID_H
#define OM_STORE_ID_H

#include "base/buf.h"

/*
 * Names of rows: 63 bits, never 0, growing with time (41 bits of
 * milliseconds since 2020, 22 bits at random), so that what is created
 * together lies together, and nothing in them comes from a person. People
 * see 13 characters of Crockford's base 32.
 */
int64_t om_id_new(void);

void om_id_format(struct om_buf *b, int64_t id);

/* OM_USAGE where s is not the 13 characters of an id. */
int om_id_parse(int64_t *out, struct om_span s) OM_MUST_CHECK;

#endif
