#ifndef OM_SCAN_PHONE_H
#define OM_SCAN_PHONE_H

#include "scan/sight.h"

/*
 * Adds the telephone number whose first digit is at `at`, with a plus, a
 * parenthesis before it and joints in it: as the numbering plans know it, or
 * as a word ("Tel.") or an e-mail address beside it says. Returns its end,
 * or `at`.
 */
uint32_t om_phone_detect(struct om_sight *s, uint32_t at);

#endif
