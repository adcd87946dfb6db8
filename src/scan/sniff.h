#ifndef OM_SCAN_SNIFF_H
#define OM_SCAN_SNIFF_H

#include "scan/reading.h"

/*
 * What a document is, by its first 64 KiB and then by the end of its name:
 * what content cannot be is never believed of a name. Errors are the
 * source's.
 */
int om_sniff(enum om_scan_format *out, struct om_source *s,
    const char *name) OM_MUST_CHECK;

/* The same of the first bytes; whole says that there are no more. */
enum om_scan_format om_sniff_bytes(
    struct om_span head, bool whole, const char *name);

#endif
