#ifndef OM_SCAN_MRZ_H
#define OM_SCAN_MRZ_H

#include "scan/cue.h"

/*
 * The machine-readable zone of a travel document (ICAO Doc 9303): TD1 in
 * three lines of 30, TD2 in two of 36, TD3 in two of 44, visas A and B as TD3
 * and TD2 without the last check digit. At the << of a line; one finding for
 * all lines, and one for each thing that stands in them.
 */
void om_mrz_detect(struct om_sight *s, uint32_t at, const struct om_cue *cue);

/* How many bytes at the end of whole lines are the first ones of a zone. */
size_t om_mrz_unfinished(struct om_span lines);

#endif
