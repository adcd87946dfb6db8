#ifndef OM_SCAN_BIRTH_H
#define OM_SCAN_BIRTH_H

#include "scan/phrase.h"

/*
 * A date of birth whose first digit is at `at`: a date in figures or with
 * its month in letters, behind a word that speaks of birth. Where it ends,
 * `at` where none is.
 */
uint32_t om_birth_detect(struct om_sight *s, uint32_t at);

/*
 * Where a date at `at` ends that somebody living may be born on, `at` where
 * none is: 1990-12-31, 31.12.1990, 12/31/1990, 31 December 1990.
 */
uint32_t om_birth_date_end(const struct om_sight *s, uint32_t at);

#endif
