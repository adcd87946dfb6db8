#ifndef OM_RENDER_TERMINAL_H
#define OM_RENDER_TERMINAL_H

#include "base/buf.h"

/*
 * Text from outside on a terminal. What could steer one (control characters,
 * characters that turn the direction of writing, bytes that are no UTF-8)
 * becomes \n, \x1b or \u202e, so that a cell is one line and shows what it
 * holds. Width is in columns: 0 for a combining mark, 2 for a wide letter.
 */
unsigned om_terminal_width(struct om_span s);

/* Appends the whole of s in that form. */
void om_terminal_add(struct om_buf *b, struct om_span s);

/*
 * Appends s in at most width columns, the last an ellipsis where it is cut;
 * returns the columns used.
 */
unsigned om_terminal_cut(struct om_buf *b, struct om_span s, unsigned width);

#endif
