#ifndef OM_FORMAT_CSV_SCAN_H
#define OM_FORMAT_CSV_SCAN_H

#include "base/span.h"

/* Where a cell lies in the row that is being read. */
struct om_csv_mark {
	size_t start, end;
	bool quoted, doubled;
};

/*
 * Finds the cells of one row and its end. It can stop anywhere and go on in
 * a longer window, which begins with the row's first byte.
 */
struct om_csv_scan {
	char delimiter;
	size_t columns, cell; /* limits */
	enum om_csv_state {
		OM_CSV_START, /* of a cell */
		OM_CSV_PLAIN,
		OM_CSV_QUOTED,
		OM_CSV_QUOTE,  /* a quote in a quoted cell */
		OM_CSV_RETURN, /* CR behind a quoted cell */
	} state;
	size_t at; /* how far it looked; the next row's start once found */
	struct om_csv_mark *marks;
	size_t count, size; /* of marks: used, allocated */
	int code;	    /* of the row's first fault, or OM_OK */
	const char *fault;
};

/* Makes ready for a new row. */
void om_csv_scan_begin(struct om_csv_scan *s);

/*
 * Looks on in window: true once the row ended with the line break before
 * s->at. A faulty row is followed to its end as well.
 */
bool om_csv_scan(struct om_csv_scan *s, struct om_span window);

/*
 * The input ends with the window: true where that ends a row, false where
 * none began. A quote left open is a fault.
 */
bool om_csv_scan_end(struct om_csv_scan *s, struct om_span window);

/* Gives up what was looked at, which the caller drops; the row is lost. */
void om_csv_scan_drop(struct om_csv_scan *s, int code, const char *fault);

/* Whether the row is a line with nothing on it. */
bool om_csv_scan_is_blank(const struct om_csv_scan *s);

void om_csv_scan_free(struct om_csv_scan *s);

#endif
