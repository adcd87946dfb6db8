#ifndef OM_SCAN_SHEET_H
#define OM_SCAN_SHEET_H

#include "base/arena.h"
#include "scan/chance.h"
#include "scan/identifiers.h"
#include "scan/reading.h"

/*
 * Some records of a document, cut up into cells, that are scanned together.
 * Cells of a column whose name says nothing are scanned where they stand,
 * with the whole window in one go; cells whose column's name is evidence, and
 * those that had to be decoded, are gathered, a line each, and scanned column
 * by column with the name's words. So the engine sees long texts only.
 */
enum { OM_SHEET_COLUMNS = 4096 };

/* A column, or a key, all over a document. */
struct om_sheet_column {
	struct om_span name; /* a JSON key's is a pointer with * for indices */
	struct om_span key;  /* its last part */
	uint16_t parent;
	bool index; /* of an array's elements */
	struct om_word_set field;
	bool telling; /* its name has a known word */
	bool alone;   /* scanned by itself: telling, or judged by chance */
	bool judged;
	struct om_chance chance;
	bool wanted; /* --field names it, or no field is named */
	uint64_t values;
	struct om_sheet_kind {
		uint64_t n;
		uint16_t kind;
	} * kinds; /* how often it has which */
	size_t kind_count;
	/* the values of this sheet that are gathered, and whose they are */
	struct om_buf text;
	struct om_sheet_piece {
		uint32_t start, cell;
	} * pieces;
	size_t count, size;
};

struct om_cell {
	const char *p; /* the decoded value */
	uint32_t n;
	uint32_t at;	/* where it, or its raw form, stands in the window */
	uint32_t row;	/* in this sheet */
	uint32_t found; /* the first finding in it, plus 1; 0: none */
	uint16_t column;
	uint16_t tallied; /* the kind last counted of it, plus 1 */
	bool verbatim;	  /* it stands in the window as it is */
	bool aside;	  /* no value of the column: a key */
};

struct om_row {
	uint32_t at;   /* in the window */
	uint32_t line; /* breaks before it in the window */
	uint32_t cell; /* its first */
	struct om_kind_set kinds;
};

struct om_sheet {
	struct om_reading *r;
	struct om_sheet_column **columns;
	size_t column_count;
	struct om_arena names; /* as long as the document */
	struct om_arena arena; /* as long as the sheet */

	struct om_span window; /* p NULL: cells stand in no text */
	uint64_t offset, line; /* of the window in the document */
	uint64_t record;       /* of the first row, from 1 */
	uint64_t total;	       /* rows so far */
	size_t counted_at;     /* up to where line breaks were counted */
	uint64_t counted;      /* how many */
	struct om_hits raw;    /* in the window */
	bool sampled;	       /* columns were judged by chance */

	int stopped; /* the code of a sink that ended the scan */
	struct om_row *rows;
	size_t row_count, row_size;
	struct om_cell *cells;
	size_t cell_count, cell_size;
	struct om_sheet_found {
		struct om_hit hit; /* in the cell */
		uint32_t next;
	} * found;
	size_t found_count, found_size;

	/* Writes the name of a cell's field; NULL: the column's name. */
	int (*give)(struct om_sheet *s, size_t row);
	void *state;
};

void om_sheet_open(struct om_sheet *s, struct om_reading *r);
void om_sheet_close(struct om_sheet *s);

/*
 * An empty sheet with the columns of another, which must stay open, and what
 * is known of them; its records follow those of the other.
 */
void om_sheet_clone(
    struct om_sheet *s, const struct om_sheet *of, struct om_reading *r);

/* Counts kinds of a column; adds up those of a clone's column, its rows. */
void om_sheet_tally(struct om_sheet_column *c, uint16_t kind, uint64_t n);
void om_sheet_merge_column(
    struct om_sheet_column *to, const struct om_sheet_column *from);
void om_sheet_merge_rows(struct om_sheet *to, const struct om_sheet *from);

/*
 * A new column: its number, or 0, which is the column without a name, where
 * there are too many. evidence is what of the name may speak.
 */
uint16_t om_sheet_column(
    struct om_sheet *s, struct om_span name, struct om_span evidence);

/* Whether the same bytes as --field has, or there is no --field. */
bool om_sheet_wants(const struct om_sheet *s, struct om_span field);

/* Empties the sheet. It begins where the source stands, if not NULL. */
void om_sheet_begin(struct om_sheet *s, const struct om_source *source);

/* Says in which text the cells stand, and scans it. */
void om_sheet_window(struct om_sheet *s, struct om_span window);

void om_sheet_row(struct om_sheet *s, uint32_t at, uint32_t line);
void om_sheet_cell(struct om_sheet *s, struct om_cell cell);

/* Drops the rows from `row` on, which were not wholly there. */
void om_sheet_cut(struct om_sheet *s, size_t row);

/* Scans what is gathered and hands out all findings, row by row. */
int om_sheet_end(struct om_sheet *s) OM_MUST_CHECK;

/* Hands out all findings in the order of the document; a part of the end. */
int om_sheet_give_rows(struct om_sheet *s) OM_MUST_CHECK;

/* Hands out the findings of one cell. */
int om_sheet_give(struct om_sheet *s, const struct om_cell *cell,
    struct om_span field) OM_MUST_CHECK;

/* Reports what columns hold to the sink, at the document's end. */
int om_sheet_shares(struct om_sheet *s) OM_MUST_CHECK;

#endif
