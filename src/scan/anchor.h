#ifndef OM_SCAN_ANCHOR_H
#define OM_SCAN_ANCHOR_H

#include "base/span.h"

enum { OM_ANCHOR_MAX = 32 };

/*
 * A literal that stands in every match of a regular expression, the longest
 * at its top level, at most OM_ANCHOR_MAX bytes; how many, 0 where none can
 * be told without doubt: alternatives, options set inside, an x modifier.
 */
size_t om_anchor_literal(char out[OM_ANCHOR_MAX], struct om_span regex);

#endif
