#ifndef OM_SCAN_GLANCE_H
#define OM_SCAN_GLANCE_H

#include "scan/sight.h"

/*
 * Whether the letters and digits at `at` may be what om_number_detect finds:
 * a quick look that errs on the safe side. Most groups of digits are nothing:
 * times, sizes, versions, counts.
 */
bool om_glance(const struct om_sight *s, uint32_t at);

#endif
