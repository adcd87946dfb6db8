#ifndef OM_SCAN_UNFINISHED_H
#define OM_SCAN_UNFINISHED_H

#include "base/span.h"

/*
 * How many bytes at the end of some whole lines begin what the next lines may
 * go on with: a private key whose last line is not there, the first lines of
 * a machine-readable zone. They are to be scanned with those, so that where
 * a text is cut changes nothing. Never more than some 20 KiB.
 */
size_t om_unfinished(struct om_span lines);

#endif
