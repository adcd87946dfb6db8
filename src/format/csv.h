#ifndef OM_FORMAT_CSV_H
#define OM_FORMAT_CSV_H

#include "base/arena.h"
#include "format/csv_scan.h"
#include "format/source.h"

/*
 * Rows of comma-separated values (RFC 4180): quoted cells with line breaks
 * and doubled quotes, CRLF or LF, and the delimiter , ; | or tab. Lines with
 * nothing on them are skipped.
 */
struct om_csv_cell {
	struct om_span text; /* decoded; in raw unless a quote was doubled */
	struct om_span raw;  /* as it stands, quotes included */
};

struct om_csv_row {
	struct om_csv_cell *cells;
	size_t n;
	struct om_span raw; /* without the line break */
	uint64_t line;	    /* 1-based, where the row begins */
	uint64_t offset;    /* in the input, from 0 */
};

struct om_csv_options {
	char delimiter; /* 0: found from the first two rows */
	bool headless;	/* the first row is data */
	bool keep;	/* rows live as long as the arena: they are copied */
	size_t columns; /* at most: 4096 where 0 */
	size_t cell;	/* bytes of one cell: 1 MiB where 0 */
};

struct om_csv {
	struct om_source *source;
	struct om_csv_options options;
	struct om_arena own;	  /* the header's memory */
	struct om_csv_row header; /* n is 0 where headless or empty */
	size_t width;		  /* cells of every row; 0 before the first */
	bool ended;		  /* nothing behind can be read */
	struct om_csv_scan scan;
};

/*
 * Finds the delimiter and reads the header; a column without a name is
 * called "column N". source is borrowed. An empty input has no header and no
 * rows. Errors as om_csv_next.
 */
int om_csv_open(struct om_csv *c, struct om_source *source,
    const struct om_csv_options *options) OM_MUST_CHECK;

void om_csv_close(struct om_csv *c);

/*
 * The next row: 1, 0 at the end, or negative. Its cells lie in the arena,
 * their bytes in the source's window until the next call. After OM_INPUT
 * (more or fewer cells than the first row, a quote where none may be, NUL,
 * not UTF-8) and OM_LIMIT (a row, a cell, too many columns) the next call
 * goes on with the next row; after a quote that is never closed, and OM_IO,
 * it returns 0. row->line, offset and raw are set in any case, raw to
 * nothing where the row was too large to be held.
 */
int om_csv_next(struct om_csv_row *row, struct om_csv *c,
    struct om_arena *arena) OM_MUST_CHECK;

#endif
