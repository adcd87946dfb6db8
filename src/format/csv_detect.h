#ifndef OM_FORMAT_CSV_DETECT_H
#define OM_FORMAT_CSV_DETECT_H

#include "format/source.h"

/*
 * The delimiter that stands in the first two rows equally often, outside of
 * quotes, the most frequent one; else the most frequent of the first row,
 * a comma where none is. It looks at two rows, 64 KiB at most, whatever the
 * block size is, so that the answer does not hang on it.
 */
int om_csv_detect(char *out, struct om_source *source) OM_MUST_CHECK;

#endif
