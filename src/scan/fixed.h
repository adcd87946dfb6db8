#ifndef OM_SCAN_FIXED_H
#define OM_SCAN_FIXED_H

#include "base/error.h"
#include "base/span.h"

/* Columns of a table of fixed width, by bytes of a line. */
enum { OM_FIXED_MAX = 256, OM_FIXED_NAME = 64 };

struct om_fixed {
	struct om_fixed_column {
		size_t from, to; /* counted from 0; to is behind the last */
		char name[OM_FIXED_NAME];
	} columns[OM_FIXED_MAX];
	size_t n;
};

/*
 * Adds "1-10:name", bytes counted from 1, both ends with it; the name may
 * miss. OM_USAGE where it is not that.
 */
int om_fixed_add(struct om_fixed *f, const char *text) OM_MUST_CHECK;

/*
 * Finds columns by the first lines: one begins where something stands behind
 * a byte that is blank in every line.
 */
void om_fixed_detect(struct om_fixed *f, struct om_span text, size_t lines);

/* The cell of a line without its break, blanks at both ends taken off. */
struct om_span om_fixed_cell(
    const struct om_fixed *f, size_t column, struct om_span line);

#endif
