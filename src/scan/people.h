#ifndef OM_SCAN_PEOPLE_H
#define OM_SCAN_PEOPLE_H

#include "scan/sight.h"

/*
 * Looks in one block, whose neighbours stand beside it, for names of people
 * and organisations, street addresses and dates of birth. The block begins at
 * byte `base` of the text.
 */
void om_people_look(
    struct om_sight *s, const struct om_block *b, uint32_t base);

#endif
