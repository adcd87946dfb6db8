#ifndef OM_SCAN_PLACE_H
#define OM_SCAN_PLACE_H

#include "scan/phrase.h"

/*
 * Street addresses: "12 High Street, London SW1A 1AA", "Am Markt 5, 12345
 * Ort", "9 rue de la Paix, 75002 Paris", as one with postal code and town
 * where they follow. `at` is the last digit of a number that a capitalised
 * word follows, or the first of one that follows a word; where to go on.
 */
uint32_t om_place_before_word(struct om_sight *s, uint32_t at);
uint32_t om_place_behind_word(struct om_sight *s, uint32_t at);

#endif
