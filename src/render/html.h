#ifndef OM_RENDER_HTML_H
#define OM_RENDER_HTML_H

#include "base/buf.h"

/*
 * Appends text so that it is text in an HTML element and in a quoted
 * attribute alike. Bytes that are no UTF-8 and control characters, which
 * HTML forbids, become U+FFFD; a CR is read as the end of a line, so is one.
 */
void om_html_add(struct om_buf *b, struct om_span s);

#endif
