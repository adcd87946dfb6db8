#ifndef OM_RENDER_CSV_WRITER_H
#define OM_RENDER_CSV_WRITER_H

#include "base/buf.h"

/*
 * Writes CSV as RFC 4180 has it: commas, lines that end in CR LF, quotes
 * where a cell needs them. With guard, which is for files that people open in
 * a spreadsheet, a cell that one would take for a formula (it begins with
 * = + - @, their wide forms, a tab, the end of a line or a byte order mark,
 * spaces before it or none) gets a leading apostrophe. Without, a
 * cell is written as it is, for programs.
 */
struct om_csv_writer {
	struct om_buf *to;
	bool guard;
	size_t cells; /* of the open row */
	bool empty;   /* the open row is one empty cell so far */
};

#define OM_CSV_WRITER(buffer, guarded) \
	((struct om_csv_writer){ (buffer), (guarded), 0, false })

void om_csv_writer_text(struct om_csv_writer *w, struct om_span s);

/* Whether a spreadsheet would calculate with a cell. */
bool om_csv_writer_is_formula(struct om_span s);

/* A number is no formula, even a negative one. */
void om_csv_writer_int(struct om_csv_writer *w, int64_t value);

void om_csv_writer_end_row(struct om_csv_writer *w);

#endif
