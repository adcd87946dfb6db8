#ifndef OM_SCAN_POSITION_H
#define OM_SCAN_POSITION_H

#include "scan/sight.h"

/*
 * A latitude with its longitude, as decimal degrees of ISO 6709 or as maps
 * give them: "52.520008, 13.404954", "40.7128 N 74.0060 W", "lat=... lon=...".
 * A number alone is no place, nor are two of a longer list. `at` is the first
 * digit; where the pair ends, or `at`.
 */
uint32_t om_position_detect(struct om_sight *s, uint32_t at);

#endif
