#ifndef OM_SCAN_TRACK_H
#define OM_SCAN_TRACK_H

#include "scan/cue.h"

/*
 * The magnetic stripe of a payment card (ISO/IEC 7813): track 1 at its %B,
 * "%B4...^NAME/GIVEN^yymm...?".
 */
void om_track_one_detect(
    struct om_sight *s, uint32_t at, const struct om_cue *cue);

/*
 * Track 2, ";4...=yymm...?", with or without its sentinels: a card number
 * that was found and stands before a = with a date. Looks at hits from the
 * place `from` on.
 */
void om_track_two_extend(struct om_sight *s, size_t from);

#endif
