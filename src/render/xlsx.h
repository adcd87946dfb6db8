#ifndef OM_RENDER_XLSX_H
#define OM_RENDER_XLSX_H

#include "base/buf.h"

/*
 * A workbook of tables (Office Open XML, ISO/IEC 29500), by libxlsxwriter,
 * which is loaded when the first is made: few calls of the program need it.
 * A text is a text and never a formula; a text that is a day, YYYY-MM-DD, is
 * a date. Failure is sticky and told at the end: OM_IO, or OM_LIMIT for what
 * a sheet cannot hold (1,048,576 rows, 32,767 characters of a cell).
 */
struct om_xlsx;

int om_xlsx_open(struct om_xlsx **out) OM_MUST_CHECK;

/*
 * Begins a sheet, its title cut to what one may have, told apart from those
 * before it; its first row, with the titles of columns, stays in sight.
 */
void om_xlsx_sheet(struct om_xlsx *x, const char *title);
void om_xlsx_title(struct om_xlsx *x, struct om_span s);
void om_xlsx_text(struct om_xlsx *x, struct om_span s);
void om_xlsx_number(struct om_xlsx *x, double value);
void om_xlsx_skip(struct om_xlsx *x);
void om_xlsx_end_row(struct om_xlsx *x);

/* Appends the file's bytes and frees. */
int om_xlsx_end(struct om_buf *to, struct om_xlsx *x) OM_MUST_CHECK;

/* Frees without an end. */
void om_xlsx_drop(struct om_xlsx *x);

#endif
