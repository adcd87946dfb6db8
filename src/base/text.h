#ifndef OM_BASE_TEXT_H
#define OM_BASE_TEXT_H

#include "base/buf.h"

/* Whether s is UTF-8 as Unicode defines it (no surrogates, no overlong). */
bool om_text_is_utf8(struct om_span s);

/* Writes one character as UTF-8: 1 to 4 bytes, counted. c is of Unicode. */
size_t om_text_put(char p[4], uint32_t c);

/*
 * Appends s in compatibility composition, case-folded, white space at its
 * ends removed: the form in which identifiers are compared (NFKC_Casefold).
 * OM_INPUT where s is not UTF-8.
 */
int om_text_fold(struct om_buf *b, struct om_span s) OM_MUST_CHECK;

/*
 * The form in which names of fields and short terms are compared: ASCII in
 * small letters, without spaces, dots, hyphens and underscores. *n is its
 * length; false where it is longer than size.
 */
bool om_text_squeeze(char *out, size_t size, size_t *n, struct om_span s);

#endif
