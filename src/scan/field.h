#ifndef OM_SCAN_FIELD_H
#define OM_SCAN_FIELD_H

#include "scan/sight.h"

/*
 * The whole value of each line, where the name of their column or key says
 * what it is and it looks so.
 */
void om_field_detect(struct om_sight *s);

/* Whether what stands at `at`, further on than last time, was made out so. */
bool om_field_is_made(struct om_sight *s, uint32_t at);

#endif
