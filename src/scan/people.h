#ifndef OM_SCAN_PEOPLE_H
#define OM_SCAN_PEOPLE_H

#include "scan/anchors.h"
#include "scan/sight.h"

/*
 * Looks in the i-th block of the marks for names of people and organisations,
 * street addresses and dates of birth.
 */
void om_people_look(struct om_sight *s, const struct om_anchors *a, size_t i);

#endif
