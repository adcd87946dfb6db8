#ifndef OM_FORMAT_NEEDLE_INSIDE_H
#define OM_FORMAT_NEEDLE_INSIDE_H

#include "format/needle.h"

/* Between the files of needles: the set, and bytes of its last value. */

/*
 * Adds bytes as a form of the last value, unless a shorter form of the same
 * kind stands within them already.
 */
void om_needles_add(struct om_needles *set, enum om_needle_form form,
    struct om_span bytes, bool folded);

/* Adds every form of one text in one spelling; text is UTF-8. */
void om_needles_forms(struct om_needles *set, struct om_span text);

/* Adds an integer as SQLite stores it, where it takes four bytes or more. */
void om_needles_integer(struct om_needles *set, struct om_span digits);

#endif
